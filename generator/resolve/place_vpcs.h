// Gives VPCs their ranges and subnets: what the lock holds stays, what the blueprint says is checked against everything
// else, and the rest is picked from the pools in order of name.
#pragma once

#include "base/diagnostic.h"
#include "resolve/address_lock.h"
#include "resolve/address_pools.h"
#include "resolve/bind_vpcs.h"

namespace landform::resolve {

// Fills in cidr, more_cidrs, pool, subnets and logical_id of the drafts that are sound, and writes the entries of the
// lock. `after.vpcs` may hold anything before.
void place_vpcs(DraftVpcs& drafts, AddressPools& pools, const Addresses& before, Addresses& after,
                const aws::Quotas& quotas, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
