// Which VPCs reach which: segments of the transit gateways, and the VPCs that others go out through.
#pragma once

#include "base/diagnostic.h"
#include "blueprint/network.h"
#include "resolve/bind_traffic.h"
#include "resolve/network.h"
#include "resolve/organization.h"

namespace landform::resolve {

// `network.vpcs` and `network.transit` are known; fills the rest of the transit, and each VPC's segment.
void bind_segments(const blueprint::Transit& written, const Organization& organization, VpcNames known,
                   Network& network, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
