// From names of the blueprint to names inside CloudFormation, and the rules those follow. Source: docs/facts.md B1.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "aws/account_id.h"
#include "aws/names.h"

namespace landform::aws {

// Letters and digits of the name, a capital at the beginning and after everything else: "shop-prod" gives "ShopProd",
// "Workloads/Production" gives "WorkloadsProduction", "eu-west-1" gives "EuWest1". Letters inside a word keep their
// case. Only ASCII survives: empty when the name has no ASCII letter or digit, which the caller has to refuse.
LogicalId logical_id(std::string_view name);
// The same for several names in a row: ("Vpc", "shop-prod") gives "VpcShopProd".
LogicalId logical_id(std::string_view prefix, std::string_view name);

// Two names whose keys are equal collide: "a-b", "ab" and "A_B" all have "ab". logical_id may keep them apart ("AB"
// and "Ab"), but only by letter case, which people and some tools overlook; the blueprint may not hold both.
std::string logical_id_key(std::string_view name);

// What the text breaks of the rules; nothing when it may stand. The reason continues a sentence that begins with it.
std::optional<NameFault> logical_id_fault(std::string_view text);  // [A-Za-z0-9]{1,255}
std::optional<NameFault> stack_name_fault(std::string_view text);  // [A-Za-z][-A-Za-z0-9]{0,127}; stack sets too

}  // namespace landform::aws
