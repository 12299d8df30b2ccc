#include "stacks/subnet_rows.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;
using yaml::Node;

namespace {

constexpr std::string_view kPrimaryRange = "VpcRange0";

bool may_be_alike(const resolve::Vpc& vpc) {
  return vpc.more_cidrs.empty() &&
         std::none_of(vpc.zones.begin(), vpc.zones.end(), [](const resolve::Zone& zone) { return zone.pinned(); });
}

std::string range_id_of(const resolve::Vpc& vpc, const resolve::Subnet& subnet) {
  for (const aws::Cidr& range : vpc.more_cidrs) {
    if (aws::contains(range, subnet.cidr)) return cat("VpcRange", range_key(range));
  }
  return std::string(kPrimaryRange);
}

// The first zone is that of slot 1. Not the order of its letters: AWS gives each account an order of its own.
void put_zone(Node& cell, const resolve::Zone& zone) {
  if (!zone.id.empty()) return put(cell, View{zone.id, zone.span});
  if (!zone.name.empty()) return put(cell, View{zone.name, zone.span});
  put_row(cell, "Fn::Select", [&](Node& list) {
    put_list(list, Number{zone.slot - 1}, [](Node& zones) { put_row(zones, "Fn::GetAZs", ""); });
  });
}

}  // namespace

SubnetRows::SubnetRows(const resolve::Network& network) {
  for (const resolve::Vpc& vpc : network.vpcs) {
    if (!may_be_alike(vpc)) continue;
    if (!by_shape_.add(shape_of(vpc), [&] { return rows_of(VpcWords(vpc)); })) return;
  }
}

SubnetRows::Shape SubnetRows::shape_of(const resolve::Vpc& vpc) {
  std::vector<SubnetShape> subnets;
  subnets.reserve(vpc.subnets.size());
  for (const resolve::Subnet& subnet : vpc.subnets) {
    subnets.emplace_back(subnet.tier, vpc.zone_of(subnet).slot, subnet.ipv6_index);
  }
  return {tier_shapes(vpc, &resolve::Tier::route), std::move(subnets)};
}

SubnetRows::Rows SubnetRows::rows_of(const VpcWords& words) {
  const resolve::Vpc& vpc = words.vpc;
  Rows made{list_for(vpc.subnets.size()), nullptr};
  Node rows = rows_for(vpc.subnets.size());
  for (std::size_t i = 0; i < vpc.subnets.size(); ++i) {
    const resolve::Subnet& subnet = vpc.subnets[i];
    const base::Span span = vpc.tier_of(subnet).span;
    const std::string& key = words.subnets[i];
    add_item(made.keys, View{key, span});
    add_row(
        rows, key, span,                                                         //
        "Id", Reference{cat("Subnet", key)},                                     //
        "Zone", [&](Node& cell) { put_zone(cell, vpc.zone_of(subnet)); },        //
        "Range", [&](Node& list) { put_list(list, range_id_of(vpc, subnet)); },  //
        "Ipv6Index", Number{subnet.ipv6_index},                                  //
        "Acl", Reference{cat("NetworkAcl", words.tiers[subnet.tier])}, "RouteTable", Reference{words.tables[i]});
  }
  made.rows = std::make_shared<const Node>(std::move(rows));
  return made;
}

void SubnetRows::bind(const VpcWords& words, cfn::Bindings& bindings) const {
  const Rows* shared = may_be_alike(words.vpc) ? by_shape_.find(shape_of(words.vpc)) : nullptr;
  Rows rows = shared ? *shared : rows_of(words);
  bindings.parameters.emplace("Subnets", std::move(rows.keys));
  bindings.shared_mappings.emplace("Subnets", std::move(rows.rows));
}

}  // namespace landform::stacks
