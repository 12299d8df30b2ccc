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

// "Public" for the tier "public".
std::string tier_key(const resolve::Tier& tier);

// The words of which the ids of a VPC's parts are made, each made once. The VPC has to outlive them.
struct VpcWords {
  explicit VpcWords(const resolve::Vpc& of_vpc);

  const resolve::Vpc& vpc;
  std::vector<std::string> tiers;    // as tier_key, by place in Vpc::tiers
  std::vector<std::string> subnets;  // "Public1" for that of the tier "public" in the zone of slot 1, by place
  std::vector<std::string> tables;   // the logical id of each subnet's route table, which it may share; by place

  // Places of subnets: for each route table the first that has it.
  [[nodiscard]] std::vector<std::size_t> first_of_tables() const;
};

// The step of a VPC. Its stack, "vpc-shop-prod" for VpcShopProd, cannot be renamed: it goes by the logical id, which a
// rename keeps.
std::string vpc_step(const resolve::Vpc& vpc);
std::string vpc_stack(const resolve::Vpc& vpc);
// "workloads-production" for WorkloadsProduction.
std::string dashed(std::string_view id);

// The tier whose subnets hold the NAT gateways; null when none is reached from the internet.
const resolve::Tier* nat_tier(const resolve::Vpc& vpc);

// "0a500000x20": of the range alone, so that another range beside it moves nothing.
std::string range_key(const aws::Cidr& range);

// A route table from which other VPCs are reached: of each tier with a way out, one for all zones or one a zone.
struct WayOutTable {
  std::string key;  // "Public", "ZoneApp1"
  std::string id;   // logical id in the VPC's stack, and the output that has the table's id: "RouteTablePublic"
  const resolve::Tier* tier = nullptr;
};
std::vector<WayOutTable> way_out_tables(const VpcWords& words);

void bind_ranges(const resolve::Vpc& vpc, cfn::Bindings& bindings);
void bind_options(const resolve::Vpc& vpc, cfn::Bindings& bindings);
// Their addresses and tags, and the tiers; subnet_rows.h has the rest of them.
void bind_subnets(const VpcWords& words, cfn::Bindings& bindings);
void bind_routes(const VpcWords& words, cfn::Bindings& bindings);
// What VPCs send to their transit gateways: address pools, and ranges of VPCs that lie in none, sorted; and the regions
// where one VPC is the way out of all.
struct TransitWays {
  std::vector<aws::Cidr> ranges;
  // Those of IPv6 that the blueprint says; what Amazon gives is known once a VPC is there.
  std::vector<aws::Cidr> ipv6_ranges;
  std::set<aws::RegionName> ways_out;
};
TransitWays transit_ways(const resolve::Network& network);
// The routes to the transit gateway; none for a VPC that is not attached.
void bind_transit_routes(const VpcWords& words, const TransitWays& ways, cfn::Bindings& bindings);
void bind_shared_tiers(const VpcWords& words, cfn::Bindings& bindings);
void bind_endpoints(const VpcWords& words, cfn::Bindings& bindings);
void bind_security_groups(const resolve::Vpc& vpc, const std::vector<const resolve::SecurityGroup*>& groups,
                          cfn::Bindings& bindings);

}  // namespace landform::stacks
