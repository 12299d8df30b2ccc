// Law: rules of one security group or network ACL, and targets of one event rule, as far as a template shows them:
// inline rules and the resources that add single rules to the group by Ref or GetAtt. Source: aws-facts.md F1, J.
#include <map>

#include "base/text.h"
#include "verify/laws.h"
#include "verify/quota_check.h"

namespace landform::verify {
namespace {

using base::cat;
using yaml::Node;

// The logical id of the resource that a value means, or nothing.
std::string_view target_of(const Node* node) {
  if (node == nullptr) return {};
  const Intrinsic call = intrinsic_of(*node);
  if (call.name == "Ref") return call.argument->text;
  if (call.name != "Fn::GetAtt") return {};
  if (call.argument->items.size() == 2) return call.argument->items[0].text;
  const std::string_view text = call.argument->text;
  return text.substr(0, text.find('.'));
}

enum class Direction { inbound, outbound };
enum class Family { ipv4, ipv6, other };
Family family_of(const Node& rule) {
  if (rule.find("CidrIpv6") != nullptr || rule.find("Ipv6CidrBlock") != nullptr) return Family::ipv6;
  if (rule.find("CidrIp") != nullptr || rule.find("CidrBlock") != nullptr) return Family::ipv4;
  return Family::other;
}

struct Count {
  std::int64_t rules = 0;
  base::Span last;
};
// Owner, direction, family: a rule that names a group or prefix list counts in both families.
using Counts = std::map<std::tuple<std::string_view, Direction, Family>, Count>;

void add(Counts& counts, std::string_view owner, Direction direction, const Node& rule, base::Span span) {
  const Family family = family_of(rule);
  for (const Family counted : {Family::ipv4, Family::ipv6}) {
    if (family != counted && family != Family::other) continue;
    Count& count = counts[{owner, direction, counted}];
    ++count.rules;
    count.last = span;
  }
}

void count_group(const Resource& resource, Counts& counts) {
  for (const auto& [property, direction] :
       {std::pair{"SecurityGroupIngress", Direction::inbound}, {"SecurityGroupEgress", Direction::outbound}}) {
    const Node* rules = resource.properties->find(property);
    if (rules == nullptr) continue;
    for (const Node& rule : rules->items) {
      if (rule.is_mapping() && !intrinsic_of(rule)) add(counts, resource.id, direction, rule, rule.span);
    }
  }
}

void tell(const Counts& counts, aws::QuotaId quota, std::string_view noun, const Input& input,
          base::Diagnostics& diagnostics) {
  for (const auto& item : counts) {
    check_limit(
        "verify/too-many", input.context, quota, item.second.rules,
        [&] {
          const auto& [owner, direction, family] = item.first;
          return cat(noun, " `", owner, "` has ", item.second.rules,
                     direction == Direction::inbound ? " inbound" : " outbound", " rules for ",
                     family == Family::ipv6 ? "IPv6" : "IPv4");
        },
        item.second.last, diagnostics);
  }
}

}  // namespace

void law_rule_counts(const Input& input, base::Diagnostics& diagnostics) {
  Counts groups;
  Counts lists;
  for (const Resource& resource : input.index.resources) {
    // Resources under a condition may exclude each other.
    if (resource.properties == nullptr || resource.looped || resource.condition != nullptr) continue;
    const Node& properties = *resource.properties;
    if (resource.type == "AWS::EC2::SecurityGroup") {
      count_group(resource, groups);
    } else if (resource.type == "AWS::EC2::SecurityGroupIngress" || resource.type == "AWS::EC2::SecurityGroupEgress") {
      const std::string_view group = target_of(properties.find("GroupId"));
      const bool inbound = resource.type.ends_with("Ingress");
      if (!group.empty())
        add(groups, group, inbound ? Direction::inbound : Direction::outbound, properties, resource.id_span());
    } else if (resource.type == "AWS::EC2::NetworkAclEntry") {
      const std::string_view list = target_of(properties.find("NetworkAclId"));
      const Node* egress = properties.find("Egress");
      const bool outbound = egress != nullptr && literal_boolean(*egress).value_or(false);
      if (!list.empty())
        add(lists, list, outbound ? Direction::outbound : Direction::inbound, properties, resource.id_span());
    } else if (resource.type == "AWS::Events::Rule") {
      const Node* targets = properties.find("Targets");
      if (targets == nullptr) continue;
      const auto count = static_cast<std::int64_t>(targets->items.size());
      check_limit("verify/too-many", input.context, "events/targets", count,
                  cat("event rule `", resource.id, "` has ", count, " targets"), targets->span, diagnostics);
    }
  }
  tell(groups, "vpc/rules-per-group", "security group", input, diagnostics);
  tell(lists, "vpc/rules-per-nacl", "network ACL", input, diagnostics);
}

}  // namespace landform::verify
