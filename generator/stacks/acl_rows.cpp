#include "stacks/acl_rows.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;
using yaml::Node;

namespace {

void put_ports(Node& cell, const std::optional<PortRange>& range, const char* first, const char* last) {
  if (!range) return put(cell, NoValue{});
  put_row(cell, first, Number{range->first}, last, Number{range->last});
  cell.style = yaml::Style::flow;
}

void put_range(Node& cell, const AclRule& rule) {
  if (rule.own_range) return put(cell, Reference{"Cidr"});
  if (!rule.range.empty()) return put(cell, rule.range);
  put_row(cell, "Fn::Select", [](Node& list) { put_list(list, Number{0}, Attribute{"Vpc", "Ipv6CidrBlocks"}); });
}

}  // namespace

AclRows::AclRows(const resolve::Network& network) : ranges_(acl_ranges(network)) {
  for (const resolve::Vpc& vpc : network.vpcs) {
    if (!vpc.more_cidrs.empty()) continue;
    if (!by_shape_.add(shape_of(vpc), [&] { return rows_of(VpcWords(vpc)); })) return;
  }
}

AclRows::Shape AclRows::shape_of(const resolve::Vpc& vpc) {
  return {has_gateway_endpoint(vpc), vpc.ipv6.source != resolve::Ipv6Source::none, vpc.egress,
          tier_shapes(vpc, &resolve::Tier::acl)};
}

AclRows::Rows AclRows::rows_of(const VpcWords& words) const {
  Rows made{yaml::sequence(), yaml::sequence(), nullptr};
  Node rows = yaml::mapping();
  for (std::size_t i = 0; i < words.tiers.size(); ++i) {
    const resolve::Tier& tier = words.vpc.tiers[i];
    for (const AclRule& rule : acl_rules(ranges_, words.vpc, tier)) {
      const std::string key = cat(words.tiers[i], rule.outbound ? "Out" : "In", rule.number);
      add_item(rule.ipv6 ? made.ipv6_keys : made.keys, View{key, tier.span});
      add_row(
          rows, key, tier.span,                                                     //
          "Acl", Reference{cat("NetworkAcl", words.tiers[i])},                      //
          "Number", Number{rule.number},                                            //
          "Egress", rule.outbound,                                                  //
          "Action", rule.allow ? "allow" : "deny",                                  //
          "Protocol", rule.protocol,                                                //
          "Cidr", [&](Node& cell) { put_range(cell, rule); },                       //
          "Ports", [&](Node& cell) { put_ports(cell, rule.ports, "From", "To"); },  //
          "Icmp", [&](Node& cell) { put_ports(cell, rule.icmp, "Type", "Code"); });
    }
  }
  made.rows = std::make_shared<const Node>(std::move(rows));
  return made;
}

void AclRows::bind(const VpcWords& words, cfn::Bindings& bindings) const {
  const Rows* shared = words.vpc.more_cidrs.empty() ? by_shape_.find(shape_of(words.vpc)) : nullptr;
  Rows rows = shared ? *shared : rows_of(words);
  bindings.parameters.emplace("AclEntries", std::move(rows.keys));
  bindings.parameters.emplace("Ipv6AclEntries", std::move(rows.ipv6_keys));
  bindings.shared_mappings.emplace("AclEntries", std::move(rows.rows));
}

}  // namespace landform::stacks
