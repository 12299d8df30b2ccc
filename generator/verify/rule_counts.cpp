// Law: rules of one security group or network ACL, and targets of one event rule, as far as a template shows them:
// inline rules and the resources that add single rules to the group by Ref or GetAtt. Source: aws-facts.md F1, J.
#include <algorithm>
#include <array>
#include <map>

#include "base/name_table.h"
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
  if (call.is(Function::ref)) return call.argument->text;
  if (!call.is(Function::get_att)) return {};
  if (call.argument->items.size() == 2) return call.argument->items[0].text;
  const std::string_view text = call.argument->text;
  return text.substr(0, text.find('.'));
}

enum class Direction : std::uint8_t { inbound, outbound };
enum class Family : std::uint8_t { ipv4, ipv6, other };
Family family_of(const Node& rule) {
  Family family = Family::other;
  for (const yaml::Entry& property : rule.entries) {
    const std::string_view key = property.key;
    if (key == "CidrIpv6" || key == "Ipv6CidrBlock") return Family::ipv6;
    if (key == "CidrIp" || key == "CidrBlock") family = Family::ipv4;
  }
  return family;
}

struct Count {
  std::int64_t rules = 0;
  base::Span last;
};
// Of one owner, by direction and family: a rule that names a group or prefix list counts in both families.
struct OwnerCounts {
  std::array<std::array<Count, 2>, 2> by_direction;
};
using Counts = base::NameTable<OwnerCounts>;

void add(Counts& counts, std::string_view owner, Direction direction, const Node& rule, base::Span span) {
  const Family family = family_of(rule);
  OwnerCounts& of_owner = *counts.add(owner, {}).first;
  for (const Family counted : {Family::ipv4, Family::ipv6}) {
    if (family != counted && family != Family::other) continue;
    Count& count = of_owner.by_direction[static_cast<std::size_t>(direction)][static_cast<std::size_t>(counted)];
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
  std::map<std::string_view, const OwnerCounts*> by_name;
  for (const auto& [name, of_owner] : counts) by_name.emplace(name, &of_owner);
  for (const auto& [owner, of_owner] : by_name) {
    for (const Direction direction : {Direction::inbound, Direction::outbound}) {
      for (const Family family : {Family::ipv4, Family::ipv6}) {
        const Count& count =
            of_owner->by_direction[static_cast<std::size_t>(direction)][static_cast<std::size_t>(family)];
        check_limit(
            "verify/too-many", input.context, quota, count.rules,
            [&, owner = owner] {
              return cat(noun, " `", owner, "` has ", count.rules,
                         direction == Direction::inbound ? " inbound" : " outbound", " rules for ",
                         family == Family::ipv6 ? "IPv6" : "IPv4");
            },
            count.last, diagnostics);
      }
    }
  }
}

enum class Holds : std::uint8_t { inbound_rule, outbound_rule, group, list_entry, targets };
struct CountedType {
  std::string_view type;
  Holds holds;
};
constexpr CountedType kCountedTypes[] = {
    {"AWS::EC2::NetworkAclEntry", Holds::list_entry},
    {"AWS::EC2::SecurityGroup", Holds::group},
    {"AWS::EC2::SecurityGroupEgress", Holds::outbound_rule},
    {"AWS::EC2::SecurityGroupIngress", Holds::inbound_rule},
    {"AWS::Events::Rule", Holds::targets},
};
static_assert(std::ranges::is_sorted(kCountedTypes, {}, &CountedType::type));

void check_targets(const Resource& resource, const Input& input, base::Diagnostics& diagnostics) {
  const Node* targets = resource.properties->find("Targets");
  if (targets == nullptr) return;
  const auto count = static_cast<std::int64_t>(targets->items.size());
  check_limit(
      "verify/too-many", input.context, "events/targets", count,
      [&] { return cat("event rule `", resource.id, "` has ", count, " targets"); }, targets->span, diagnostics);
}

}  // namespace

void law_rule_counts(const Input& input, base::Diagnostics& diagnostics) {
  const RowsByType<kCountedTypes> counted(input.index);
  if (counted.empty()) return;
  Counts groups;
  Counts lists;
  for (const Resource& resource : input.index.resources) {
    // Resources under a condition may exclude each other.
    if (counted.of(resource).empty() || resource.properties == nullptr || resource.looped) continue;
    if (resource.condition != nullptr) continue;
    const Node& properties = *resource.properties;
    const Holds holds = counted.of(resource).front().holds;
    if (holds == Holds::group) {
      count_group(resource, groups);
    } else if (holds == Holds::targets) {
      check_targets(resource, input, diagnostics);
    } else if (holds == Holds::list_entry) {
      const std::string_view list = target_of(properties.find("NetworkAclId"));
      const Node* egress = properties.find("Egress");
      const bool outbound = egress != nullptr && literal_boolean(*egress).value_or(false);
      if (!list.empty())
        add(lists, list, outbound ? Direction::outbound : Direction::inbound, properties, resource.id_span());
    } else {
      const std::string_view group = target_of(properties.find("GroupId"));
      const bool inbound = holds == Holds::inbound_rule;
      if (!group.empty())
        add(groups, group, inbound ? Direction::inbound : Direction::outbound, properties, resource.id_span());
    }
  }
  tell(groups, "vpc/rules-per-group", "security group", input, diagnostics);
  tell(lists, "vpc/rules-per-nacl", "network ACL", input, diagnostics);
}

}  // namespace landform::verify
