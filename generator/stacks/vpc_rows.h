// What stacks/vpcs.cpp binds in templates/network/vpc.yaml, part by part.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cfn/evaluate.h"
#include "resolve/network.h"

namespace landform::stacks {

// By a VPC's name: the security groups that it has, by name.
using GroupsByVpc = std::map<std::string_view, std::vector<const resolve::SecurityGroup*>>;

// "Public" for the tier "public", "Public1" for its subnet in the zone of slot 1.
std::string tier_key(const resolve::Tier& tier);
std::string subnet_id_key(const resolve::Vpc& vpc, const resolve::Subnet& subnet);

// The step of a VPC. Its stack, "vpc-shop-prod" for VpcShopProd, cannot be renamed: it goes by the logical id, which a
// rename keeps.
std::string vpc_step(const resolve::Vpc& vpc);
std::string vpc_stack(const resolve::Vpc& vpc);
// "workloads-production" for WorkloadsProduction.
std::string dashed(std::string_view id);

// The tier whose subnets hold the NAT gateways; null when none is reached from the internet.
const resolve::Tier* nat_tier(const resolve::Vpc& vpc);

void bind_ranges(const resolve::Vpc& vpc, cfn::Bindings& bindings);
void bind_options(const resolve::Vpc& vpc, cfn::Bindings& bindings);
void bind_subnets(const resolve::Vpc& vpc, cfn::Bindings& bindings);
void bind_routes(const resolve::Vpc& vpc, cfn::Bindings& bindings);
// What VPCs send to their transit gateways: address pools, and ranges of VPCs that lie in none, sorted; and the regions
// where one VPC is the way out of all.
struct TransitWays {
  std::vector<aws::Cidr> ranges;
  std::set<aws::RegionName> ways_out;
};
TransitWays transit_ways(const resolve::Network& network);
// The routes to the transit gateway; none for a VPC that is not attached.
void bind_transit_routes(const resolve::Vpc& vpc, const TransitWays& ways, cfn::Bindings& bindings);
void bind_shared_tiers(const resolve::Vpc& vpc, cfn::Bindings& bindings);
void bind_acls(const resolve::Network& network, const resolve::Vpc& vpc, cfn::Bindings& bindings);
void bind_endpoints(const resolve::Vpc& vpc, cfn::Bindings& bindings);
void bind_security_groups(const resolve::Vpc& vpc, const std::vector<const resolve::SecurityGroup*>& groups,
                          cfn::Bindings& bindings);

}  // namespace landform::stacks
