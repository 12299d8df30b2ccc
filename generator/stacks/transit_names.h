// Steps that parts of the network wait for.
#pragma once

#include <string_view>

namespace landform::stacks {

// The transit gateways, a step a region (step_in_region()).
inline constexpr std::string_view kTransitStep = "transit";
// The management account lets RAM share within the organization.
inline constexpr std::string_view kTrustedSharing = "trusted-access-ram";

}  // namespace landform::stacks
