// What `to: [Workloads, shop]` and its like may name: a unit by its whole path, an account, `Root`, `management`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Nothing for a name that the organization does not have. `management` is an account.
std::optional<PolicyTarget::Kind> kind_of_target(const std::string& name, const Organization& organization);

// `management`, or the name of the account that has that role.
bool names_management(const std::string& name, const Organization& organization);

// "did you mean `Workloads/Production`?": what is spelt alike, else a unit that stands deeper than it was written.
// Empty when there is neither.
std::string near_target(const std::string& name, const Organization& organization);

// For lists that take all four.
void report_unknown_target(std::string_view slug, const std::string& name, base::Span span,
                           const Organization& organization, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
