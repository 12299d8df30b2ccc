// What stacks/vpcs.cpp binds in templates/network/vpc.yaml, part by part.
#pragma once

#include <map>
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

// The tier whose subnets hold the NAT gateways; null when none is reached from the internet.
const resolve::Tier* nat_tier(const resolve::Vpc& vpc);

void bind_ranges(const resolve::Vpc& vpc, cfn::Bindings& bindings);
void bind_options(const resolve::Vpc& vpc, cfn::Bindings& bindings);
void bind_subnets(const resolve::Vpc& vpc, cfn::Bindings& bindings);
void bind_routes(const resolve::Vpc& vpc, cfn::Bindings& bindings);
void bind_acls(const resolve::Network& network, const resolve::Vpc& vpc, cfn::Bindings& bindings);
void bind_endpoints(const resolve::Vpc& vpc, cfn::Bindings& bindings);
void bind_security_groups(const resolve::Vpc& vpc, const std::vector<const resolve::SecurityGroup*>& groups,
                          cfn::Bindings& bindings);

}  // namespace landform::stacks
