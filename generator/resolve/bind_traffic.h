// Security groups and the way between VPCs, with their names looked up. What rules do to each other is not looked at
// here.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "blueprint/network.h"
#include "resolve/network.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Whether a name that is absent is wrong, or may be one of those that were refused.
enum class VpcNames { all_known, some_refused };

// `network.vpcs` is known. A VPC that does not exist is network/unknown-vpc.
std::vector<SecurityGroup> bind_security_groups(const blueprint::Named<blueprint::SecurityGroup>& written,
                                                const Network& network, VpcNames known, base::Diagnostics& diagnostics);
Transit bind_transit(const blueprint::Written<blueprint::Transit>& written, const Organization& organization,
                     base::Diagnostics& diagnostics);

}  // namespace landform::resolve
