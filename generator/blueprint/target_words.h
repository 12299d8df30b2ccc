// The words of the language for the two places that have no name of the customer's: wherever a unit or an account may
// stand, these may. No unit and no account can have them for a name (text_problems.h).
#pragma once

#include <string_view>

namespace landform::blueprint {

inline constexpr std::string_view kRoot = "Root";              // the organization's root, as aws::OuPath has it, too
inline constexpr std::string_view kManagement = "management";  // the account that owns the organization

}  // namespace landform::blueprint
