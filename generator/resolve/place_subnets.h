// The subnets of one VPC: places for them, what the lock keeps of them, and what to say when they came out smaller than
// the layout wishes.
#pragma once

#include <vector>

#include "aws/quotas.h"
#include "base/diagnostic.h"
#include "resolve/address_lock.h"
#include "resolve/bind_vpcs.h"
#include "resolve/subnet_plan.h"

namespace landform::resolve {

// What the layout wishes for in this VPC.
std::vector<TierWish> tier_wishes(const Vpc& vpc, const Layout& layout);

// Fills in the subnets of draft.vpc, whose ranges are known, and those of its entry, which holds what the lock held.
// `kept`: further ranges of the entry that the VPC has no more. False after a complaint.
bool place_subnets(DraftVpc& draft, const std::vector<aws::Cidr>& kept, LockedVpc& entry, const aws::Quotas& quotas,
                   base::Diagnostics& diagnostics);

}  // namespace landform::resolve
