// Security groups of one VPC. Rules stand inside of their group. Rules between groups that refer to each other in a
// circle, a group that refers to itself included, are resources of their own: a group cannot wait for itself.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "aws/logical_id.h"
#include "base/text.h"
#include "stacks/parts.h"
#include "stacks/vpc_rows.h"

namespace landform::stacks {

using base::cat;
using resolve::PeerKind;
using resolve::Protocol;
using resolve::SecurityGroup;
using resolve::TrafficRule;
using yaml::Node;

namespace {

using Groups = std::vector<const SecurityGroup*>;

std::string group_key(const std::string& name) {
  return aws::logical_id(name).str();
}

Node group_id(const std::string& name, base::Span span) {
  Node node = yaml::mapping();
  node.span = span;
  node.add("Fn::GetAtt", yaml::strings({cat("SecurityGroup", group_key(name)), "GroupId"}));
  return node;
}

std::optional<std::size_t> place_of(const Groups& groups, const std::string& name) {
  const auto found =
      std::lower_bound(groups.begin(), groups.end(), name,
                       [](const SecurityGroup* group, const std::string& text) { return group->name < text; });
  if (found == groups.end() || (*found)->name != name) return std::nullopt;
  return static_cast<std::size_t>(found - groups.begin());
}

// Which groups refer to each other in a circle: two of the same number do (Tarjan's algorithm, without recursion, since
// chains may be long).
std::vector<std::size_t> circles(const Groups& groups) {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<std::vector<std::size_t>> peers(groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto add = [&](const std::vector<TrafficRule>& rules) {
      for (const TrafficRule& rule : rules) {
        if (rule.kind != PeerKind::group) continue;
        if (const auto peer = place_of(groups, rule.peer.value)) peers[i].push_back(*peer);
      }
    };
    add(groups[i]->ingress);
    if (groups[i]->egress) add(*groups[i]->egress);
  }
  std::vector<std::size_t> circle(groups.size(), kNone);
  std::vector<std::size_t> found(groups.size(), kNone);
  std::vector<std::size_t> lowest(groups.size(), 0);
  std::vector<std::size_t> open;
  std::size_t time = 0;
  struct Visit {
    std::size_t group;
    std::size_t next = 0;
  };
  for (std::size_t start = 0; start < groups.size(); ++start) {
    if (found[start] != kNone) continue;
    std::vector<Visit> path{{start}};
    while (!path.empty()) {
      const std::size_t group = path.back().group;
      if (path.back().next == 0) {
        found[group] = lowest[group] = time++;
        open.push_back(group);
      }
      if (path.back().next < peers[group].size()) {
        const std::size_t peer = peers[group][path.back().next++];
        if (found[peer] == kNone) {
          path.push_back({peer});
        } else if (circle[peer] == kNone) {
          lowest[group] = std::min(lowest[group], found[peer]);
        }
        continue;
      }
      path.pop_back();
      if (!path.empty()) lowest[path.back().group] = std::min(lowest[path.back().group], lowest[group]);
      if (lowest[group] != found[group]) continue;
      while (circle[group] == kNone) {
        circle[open.back()] = group;
        open.pop_back();
      }
    }
  }
  return circle;
}

struct Ports {
  std::string protocol;
  std::optional<std::int64_t> first, last;
};

Ports ports_of(const TrafficRule& rule) {
  constexpr std::int64_t kHighestPort = 65535;
  switch (rule.protocol) {
    case Protocol::all:
      return {"-1", std::nullopt, std::nullopt};
    case Protocol::icmp: {
      const bool ipv6 = rule.kind == PeerKind::range && rule.peer.value.find(':') != std::string::npos;
      if (ipv6) return {"icmpv6", std::nullopt, std::nullopt};
      return {"icmp", -1, -1};
    }
    case Protocol::udp:
    case Protocol::tcp:
      break;
  }
  return {rule.protocol == Protocol::udp ? "udp" : "tcp", rule.first_port ? std::int64_t{*rule.first_port} : 0,
          rule.last_port ? std::int64_t{*rule.last_port} : kHighestPort};
}

Node port_node(const std::optional<std::int64_t>& port, base::Span span) {
  if (!port) return no_value();
  Node node = yaml::integer(*port);
  node.span = span;
  return node;
}

Node description_of(const TrafficRule& rule) {
  if (!rule.why) return no_value();
  return bound(*rule.why);
}

Node inline_rule(const TrafficRule& rule, bool inbound) {
  const Ports ports = ports_of(rule);
  Node node = yaml::mapping();
  node.style = yaml::Style::flow;
  node.span = rule.span;
  node.add("IpProtocol", bound(ports.protocol, rule.span));
  if (ports.first) node.add("FromPort", port_node(ports.first, rule.span));
  if (ports.last) node.add("ToPort", port_node(ports.last, rule.span));
  switch (rule.kind) {
    case PeerKind::group:
      node.add(inbound ? "SourceSecurityGroupId" : "DestinationSecurityGroupId",
               group_id(rule.peer.value, rule.peer.span));
      break;
    case PeerKind::prefix_list:
      node.add(inbound ? "SourcePrefixListId" : "DestinationPrefixListId", bound(rule.peer));
      break;
    case PeerKind::range:
      node.add(rule.peer.value.find(':') != std::string::npos ? "CidrIpv6" : "CidrIp", bound(rule.peer));
      break;
  }
  if (rule.why) node.add("Description", bound(*rule.why));
  return node;
}

// EC2 lets everything leave a group that has no outbound rule at all.
Node rule_for_nothing() {
  Node node = yaml::mapping();
  node.style = yaml::Style::flow;
  node.add("IpProtocol", yaml::string("tcp"));
  node.add("FromPort", yaml::integer(1));
  node.add("ToPort", yaml::integer(1));
  node.add("CidrIp", yaml::string("127.0.0.1/32"));
  node.add("Description", yaml::string("Stands for no rule: without one EC2 would let everything leave"));
  return node;
}

// "WebFromAppTcp8080"; the rule's own, so that a rule beside it does not move it.
std::string rule_key(const SecurityGroup& group, const TrafficRule& rule, bool inbound) {
  const Ports ports = ports_of(rule);
  std::string key = cat(group_key(group.name), inbound ? "From" : "To", group_key(rule.peer.value),
                        aws::logical_id(ports.protocol == "-1" ? "any" : ports.protocol).str());
  if (!ports.first || *ports.first < 0) return key;
  return ports.first == ports.last ? cat(key, *ports.first) : cat(key, *ports.first, "To", *ports.last);
}

class Binder {
 public:
  Binder(const Groups& groups) : groups_(groups), circle_(circles(groups)) {}

  void bind(const resolve::Vpc& vpc, cfn::Bindings& bindings) {
    Node keys = yaml::sequence();
    Node rows = yaml::mapping();
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      const SecurityGroup& group = *groups_[i];
      keys.items.push_back(bound(group_key(group.name), group.span));
      Node row = yaml::mapping();
      row.add("Name", bound(cat(vpc.name, '-', group.name), group.span));
      row.add("Description", bound(group.description, group.span));
      row.add("Ingress", rules(i, group.ingress, true));
      Node egress = group.egress ? rules(i, *group.egress, false) : no_value();
      if (group.egress && !egress.is_sequence()) egress = yaml::sequence({rule_for_nothing()});
      row.add("Egress", std::move(egress));
      rows.entries.push_back({group_key(group.name), group.span, std::move(row)});
    }
    bindings.parameters.emplace("SecurityGroups", std::move(keys));
    bindings.parameters.emplace("CircularIngress", std::move(ingress_));
    bindings.parameters.emplace("CircularEgress", std::move(egress_));
    bindings.mappings.emplace("SecurityGroups", std::move(rows));
    bindings.mappings.emplace("CircularRules", std::move(circular_));
  }

 private:
  // The rules that stand inside of the group; NoValue for none.
  Node rules(std::size_t place, const std::vector<TrafficRule>& all, bool inbound) {
    Node list = yaml::sequence();
    for (const TrafficRule& rule : all) {
      const auto peer = rule.kind == PeerKind::group ? place_of(groups_, rule.peer.value) : std::nullopt;
      if (peer && circle_[*peer] == circle_[place]) {
        add_circular(*groups_[place], rule, inbound);
      } else {
        list.items.push_back(inline_rule(rule, inbound));
      }
    }
    return list.items.empty() ? no_value() : list;
  }

  void add_circular(const SecurityGroup& group, const TrafficRule& rule, bool inbound) {
    const std::string key = rule_key(group, rule, inbound);
    const Ports ports = ports_of(rule);
    (inbound ? ingress_ : egress_).items.push_back(bound(key, rule.span));
    Node row = yaml::mapping();
    row.add("Group", group_id(group.name, group.span));
    row.add("Peer", group_id(rule.peer.value, rule.peer.span));
    row.add("Protocol", bound(ports.protocol, rule.span));
    row.add("From", port_node(ports.first, rule.span));
    row.add("To", port_node(ports.last, rule.span));
    row.add("Description", description_of(rule));
    circular_.entries.push_back({key, rule.span, std::move(row)});
  }

  const Groups& groups_;
  std::vector<std::size_t> circle_;
  Node ingress_ = yaml::sequence();
  Node egress_ = yaml::sequence();
  Node circular_ = yaml::mapping();
};

}  // namespace

void bind_security_groups(const resolve::Vpc& vpc, const Groups& groups, cfn::Bindings& bindings) {
  Binder(groups).bind(vpc, bindings);
}

}  // namespace landform::stacks
