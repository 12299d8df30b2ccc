// `assertions`, with the places that they name bound to units and accounts that exist.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "blueprint/blueprint.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Wants an organization whose units and accounts are resolved. Sorted by name, without those that are switched off.
// Raises guardrails/assertion-target and guardrails/assertion-action.
std::vector<Assertion> resolve_assertions(const blueprint::Assertions& written, const Organization& organization,
                                          base::Diagnostics& diagnostics);

// The names with nothing behind them: starter assertions that are switched off. Sorted.
std::vector<Located<std::string>> switched_off_assertions(const blueprint::Assertions& written);

// Users of `identity.iam.users` whose names begin with "break-glass", by name. Targets that do not exist are passed
// over: whoever makes the users says so.
std::vector<BreakGlassUser> resolve_break_glass(const blueprint::Identity& written, const Organization& organization);

// Whether an account lies at or below a target. Nothing holds in the management account but what names it.
bool lies_in(const Account& account, const PolicyTarget& target);

}  // namespace landform::resolve
