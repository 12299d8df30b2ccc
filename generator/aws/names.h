// The kinds of names that cross rooms. Making one does not check it: the parsers beside their rules do
// (account_id.h, region.h, names_rules.h).
#pragma once

#include "base/name.h"

namespace landform::aws {

using AccountId = base::Name<struct AccountIdTag>;    // twelve digits
using RegionName = base::Name<struct RegionNameTag>;  // "eu-west-1"
using LogicalId = base::Name<struct LogicalIdTag>;    // [A-Za-z0-9]{1,255}, unique in a template
using StackName = base::Name<struct StackNameTag>;    // [A-Za-z][-A-Za-z0-9]{0,127}
using OuPath = base::Name<struct OuPathTag>;          // "Workloads/Production"; "Root" is the organization's root

}  // namespace landform::aws
