// The small alternative to a transit gateway: a connection for each two VPCs whose segments reach each other. It leads
// from the one to the other and no further, so nothing is reached that has no connection of its own.
#pragma once

#include "aws/quotas.h"
#include "base/diagnostic.h"
#include "resolve/network.h"

namespace landform::resolve {

// VPCs and segments are known; fills Transit::peerings when VPCs are to be peered. More connections or routes than AWS
// lets a VPC have are network/too-many-peerings and network/too-many-routes.
void bind_peerings(Network& network, const aws::Quotas& quotas, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
