// The third pass: the blueprint as written and the lock, to the organization with everything bound.
#pragma once

#include <optional>

#include "base/diagnostic.h"
#include "blueprint/blueprint.h"
#include "resolve/lock.h"
#include "resolve/organization.h"
#include "resolve/policy_sources.h"

namespace landform::resolve {

// `after` is the lock as this build leaves it: `before`, with new entries, declared renames and moves of accounts.
// Values that decoding refused raise nothing here. Nothing after errors of this pass; `after` means nothing then.
// Raises organization/*, guardrails/*, customization/* and lock/*, except those of reading files. Linear in the
// blueprint, up to sorting by name. Without `policies` there are no presets, and so no guardrails of the baseline.
std::optional<Organization> resolve(const blueprint::Blueprint& blueprint, const Lock& before, Lock& after,
                                    base::Diagnostics& diagnostics, const PolicySources& policies = {});

}  // namespace landform::resolve
