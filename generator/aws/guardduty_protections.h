// Which protections of GuardDuty a region lacks. GuardDuty refuses a configuration that names one there.
#pragma once

#include <string_view>

namespace landform::aws {

// `protection`: the language's word ("rds"). False only where AWS says so; a region that nothing is said of has it.
bool has_guardduty_protection(std::string_view region, std::string_view protection);

}  // namespace landform::aws
