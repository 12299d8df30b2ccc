#include "resolve/check_network.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "aws/cidr.h"
#include "aws/endpoint_services.h"
#include "base/suggest.h"
#include "base/text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

// ---- routes and endpoints ----------------------------------------------------------------------------------------

const Tier* first_of(const Vpc& vpc, SubnetRoute route) {
  const auto found =
      std::find_if(vpc.tiers.begin(), vpc.tiers.end(), [&](const Tier& tier) { return tier.route == route; });
  return found == vpc.tiers.end() ? nullptr : &*found;
}

// Layouts are shared: what is wrong with one is told once, at the first VPC of it.
class VpcChecks {
 public:
  VpcChecks(const Network& network, const Organization& organization, base::Diagnostics& diagnostics)
      : network_(network), organization_(organization), diagnostics_(diagnostics) {}

  void check(const Vpc& vpc) {
    if (told_.insert(cat("nat ", vpc.layout, ' ', vpc.zones.size())).second) nat(vpc);
    if (told_.insert(cat("transit ", vpc.layout)).second) transit(vpc);
    for (const auto& endpoint : vpc.endpoints) {
      if (told_.insert(cat("endpoint ", vpc.layout, ' ', vpc.region.str(), ' ', endpoint.value)).second) {
        service(vpc, endpoint);
      }
    }
    if (told_.insert(cat("flow ", vpc.layout)).second) flow_logs(vpc);
  }

 private:
  void nat(const Vpc& vpc) {
    const Tier* tier = first_of(vpc, SubnetRoute::nat);
    if (tier == nullptr) return;
    const auto tell = [&](std::string reason, std::string way_out) {
      diagnostics_.add(
          Diagnostic("network/no-nat", tier->span.known() ? tier->span : vpc.span,
                     cat("tier `", tier->name, "` of layout `", vpc.layout, "` routes to a NAT gateway, but ", reason))
              .also(vpc.span, "a VPC of this layout")
              .help(std::move(way_out)));
    };
    if (vpc.nat == NatPlacement::none) {
      tell("`nat: none` builds none", "write `nat: single` or `nat: one-per-zone`, or `route: none` at the tier");
      return;
    }
    const Tier* around = first_of(vpc, SubnetRoute::internet);
    if (around == nullptr) {
      tell("no tier has `route: internet`, which a NAT gateway needs for its own way out",
           "add a tier, `public: {prefix: 28, route: internet}`");
      return;
    }
    if (vpc.nat == NatPlacement::single) return;
    std::set<std::size_t> served;
    for (const Subnet& subnet : vpc.subnets) {
      if (&vpc.tier_of(subnet) == around) served.insert(subnet.zone);
    }
    for (const Subnet& subnet : vpc.subnets) {
      if (vpc.tier_of(subnet).route != SubnetRoute::nat || served.contains(subnet.zone)) continue;
      tell(cat("zone ", vpc.zone_of(subnet).slot, " has none: tier `", around->name, "` has no subnet there"),
           cat("take `zones` out of tier `", around->name, "`, or write `nat: single`"));
      return;
    }
  }

  void transit(const Vpc& vpc) {
    const Tier* tier = first_of(vpc, SubnetRoute::transit);
    if (tier == nullptr || network_.transit.kind == TransitKind::transit_gateway) return;
    diagnostics_.add(
        Diagnostic("network/no-transit", tier->span.known() ? tier->span : vpc.span,
                   cat("tier `", tier->name, "` of layout `", vpc.layout,
                       "` routes to a transit gateway, but `network.transit` builds none"))
            .also(vpc.span, "a VPC of this layout")
            .help("write `transit: {kind: transit-gateway, account: ...}` below `network`, or `route: none` "
                  "at the tier"));
  }

  void service(const Vpc& vpc, const Located<std::string>& endpoint) {
    if (!aws::is_endpoint_service(endpoint.value)) {
      const auto all = aws::endpoint_services();
      const std::vector<std::string_view> names(all.begin(), all.end());
      const auto near = base::near_names(endpoint.value, names);
      Diagnostic found("network/unknown-endpoint", endpoint.span,
                       cat("no service has the endpoint `", endpoint.value, "`, as far as landform knows"));
      found.primary.text = base::did_you_mean(near);
      // Nothing near it: more likely a new service than a slip.
      if (near.empty()) found.severity = base::Severity::warning;
      found.helps.emplace_back(
          "names are those after com.amazonaws and the region: `aws ec2 describe-vpc-endpoint-services "
          "--query ServiceNames`");
      diagnostics_.add(std::move(found));
      return;
    }
    if (aws::may_have_endpoint_service(endpoint.value, vpc.region.str())) return;
    diagnostics_.add(Diagnostic("network/endpoint-not-in-region", endpoint.span.known() ? endpoint.span : vpc.span,
                                cat("VPC `", vpc.name, "` wants an endpoint of `", endpoint.value, "` in ",
                                    vpc.region.str(), ", where that service is not known to be"))
                         .also(vpc.span, "the VPC")
                         .note("services come to further regions all the time; the stack fails if this one has not")
                         .help(cat("ask: `aws ec2 describe-vpc-endpoint-services --region ", vpc.region.str(),
                                   " --service-names ", aws::endpoint_service_name(endpoint.value, vpc.region.str()),
                                   "`; or give the VPC a layout without it")));
  }

  void flow_logs(const Vpc& vpc) {
    const Account* archive = organization_.with_role(AccountRole::log_archive);
    if (vpc.flow_logs.account.empty() || archive == nullptr || vpc.flow_logs.account == archive->name) return;
    diagnostics_.add(Diagnostic("network/flow-log-account", vpc.flow_logs.span,
                                cat("flow logs would go to account `", vpc.flow_logs.account,
                                    "`; this version keeps them in the log archive, `", archive->name, "`"))
                         .also(archive->span, "the log archive")
                         .help("take `to` out"));
  }

  const Network& network_;
  const Organization& organization_;
  base::Diagnostics& diagnostics_;
  std::set<std::string> told_;
};

// ---- security groups ---------------------------------------------------------------------------------------------

// Ports that are for everybody: the web's.
bool is_public_port(const TrafficRule& rule) {
  return rule.protocol == Protocol::tcp && rule.first_port && rule.first_port == rule.last_port &&
         (*rule.first_port == 80 || *rule.first_port == 443);
}

std::string ports_of(const TrafficRule& rule) {
  if (rule.protocol == Protocol::all) return "every port of every protocol";
  if (rule.protocol == Protocol::icmp) return "ICMP";
  if (!rule.first_port) return "every port";
  if (rule.first_port == rule.last_port) return cat("port ", *rule.first_port);
  return cat("ports ", *rule.first_port, " to ", *rule.last_port);
}

class GroupChecks {
 public:
  GroupChecks(const Network& network, const Organization& organization, base::Diagnostics& diagnostics)
      : network_(network), organization_(organization), diagnostics_(diagnostics) {
    for (const SecurityGroup& group : network.security_groups) by_name_.emplace(group.name, &group);
  }

  void run() {
    for (const SecurityGroup& group : network_.security_groups) {
      rules(group, group.ingress, "inbound");
      if (group.egress) rules(group, *group.egress, "outbound");
      for (const TrafficRule& rule : group.ingress) open_to_world(group, rule);
    }
    for (const SecurityGroup& group : network_.security_groups) unused(group);
  }

 private:
  void rules(const SecurityGroup& group, const std::vector<TrafficRule>& all, std::string_view direction) {
    using Likeness = std::tuple<std::string_view, Protocol, int, int>;
    std::map<Likeness, base::Span> seen;
    std::size_t ipv4 = 0;
    std::size_t ipv6 = 0;
    for (const TrafficRule& rule : all) {
      if (rule.kind == PeerKind::group) peer(group, rule);
      const bool of_ipv6 = rule.kind == PeerKind::range && rule.peer.value.find(':') != std::string::npos;
      const bool of_ipv4 = rule.kind == PeerKind::range && !of_ipv6;
      if (!of_ipv6) ++ipv4;
      if (!of_ipv4) ++ipv6;
      if (rule.first_port && (rule.protocol == Protocol::all || rule.protocol == Protocol::icmp)) ports(rule);
      const Likeness likeness{rule.peer.value, rule.protocol, rule.first_port ? int{*rule.first_port} : -1,
                              rule.last_port ? int{*rule.last_port} : -1};
      const auto [first, fresh] = seen.emplace(likeness, rule.span);
      if (fresh) continue;
      diagnostics_.add(Diagnostic("network/rule-twice", rule.span,
                                  cat("security group `", group.name, "` has this ", direction, " rule twice"))
                           .also(first->second, "the first")
                           .note("EC2 refuses a rule that is there")
                           .help("take one of them out"));
    }
    const auto limit = static_cast<std::size_t>(organization_.quotas.limit("vpc/rules-per-group"));
    if (std::max(ipv4, ipv6) <= limit) return;
    diagnostics_.add(Diagnostic("network/too-many-rules", group.span,
                                cat("security group `", group.name, "` has ", std::max(ipv4, ipv6), ' ', direction,
                                    " rules; AWS lets it have ", limit, " of each address family"))
                         .note(aws::describe(aws::quota("vpc/rules-per-group")))
                         .help("let rules name a group or a prefix list instead of single ranges"));
  }

  void peer(const SecurityGroup& group, const TrafficRule& rule) {
    const auto found = by_name_.find(rule.peer.value);
    if (found == by_name_.end()) {
      std::vector<std::string_view> names;
      for (const auto& [name, other] : by_name_) names.push_back(name);
      diagnostics_.add(
          Diagnostic("network/unknown-group", rule.peer.span,
                     cat("security group `", group.name, "` refers to `", rule.peer.value, "`, which does not exist"))
              .label(base::did_you_mean(base::near_names(rule.peer.value, names)))
              .help("name one of `network.security_groups`, an address range or a prefix list"));
      return;
    }
    used_.insert(found->first);
    const SecurityGroup& other = *found->second;
    for (const auto& vpc : group.vpcs) {
      const bool there = std::binary_search(other.vpcs.begin(), other.vpcs.end(), vpc,
                                            [](const auto& a, const auto& b) { return a.value < b.value; });
      if (there) continue;
      diagnostics_.add(Diagnostic("network/group-in-another-vpc", rule.peer.span,
                                  cat("in VPC `", vpc.value, "` security group `", group.name, "` refers to `",
                                      other.name, "`, which is not there"))
                           .also(other.span, cat("it is in ", base::join(names_of(other.vpcs), ", ")))
                           .help(cat("add `", vpc.value, "` to the `vpcs` of `", other.name,
                                     "`, or let the rule name the address range of the other VPC")));
      return;
    }
  }

  static std::vector<std::string> names_of(const std::vector<Located<std::string>>& vpcs) {
    std::vector<std::string> names;
    for (const auto& vpc : vpcs) names.push_back(cat("`", vpc.value, "`"));
    if (names.empty()) names.emplace_back("no VPC");
    return names;
  }

  void ports(const TrafficRule& rule) {
    diagnostics_.add(
        Diagnostic("network/ports-ignored", rule.span,
                   cat("the rule names ", *rule.first_port == *rule.last_port ? "a port" : "ports",
                       ", but its protocol is `", rule.protocol == Protocol::all ? "all" : "icmp", "`, which has none"))
            .note("AWS would let everything of the protocol through")
            .help("write `protocol: tcp`, or `port: all`"));
  }

  void open_to_world(const SecurityGroup& group, const TrafficRule& rule) {
    if (!is_open_to_world(rule)) return;
    if (rule.why && (is_public_port(rule) || rule.is_public)) return;
    const bool only_reason = is_public_port(rule) || rule.is_public;
    Diagnostic found("network/open-to-world", rule.span,
                     only_reason
                         ? cat("security group `", group.name, "` lets the whole internet reach ", ports_of(rule),
                               " and does not say why")
                         : cat("security group `", group.name, "` lets the whole internet reach ", ports_of(rule)));
    if (only_reason) {
      found.helps.emplace_back("add the reason: `why: public storefront`");
    } else {
      found.notes.emplace_back("80 and 443 are the ports that are for everybody");
      found.helps.emplace_back(
          "name a group or a range that needs it; or accept it with its reason: `public: true, why: mail comes "
          "from anywhere`");
    }
    diagnostics_.add(std::move(found));
  }

  // Nothing comes in through it, no rule names it, and it does not narrow what leaves.
  void unused(const SecurityGroup& group) {
    if (group.vpcs.empty() || !group.ingress.empty() || group.egress || used_.contains(group.name)) return;
    diagnostics_.add(Diagnostic("network/unused-group", group.span,
                                cat("security group `", group.name,
                                    "` changes nothing: it lets nothing in, lets everything out, and no rule names it"))
                         .help("let a rule of another group name it, give it rules, or take it out"));
  }

  const Network& network_;
  const Organization& organization_;
  base::Diagnostics& diagnostics_;
  std::map<std::string_view, const SecurityGroup*> by_name_;
  std::set<std::string_view> used_;
};

}  // namespace

bool is_open_to_world(const TrafficRule& rule) {
  if (rule.kind != PeerKind::range) return false;
  const auto range = aws::parse_cidr(rule.peer.value);
  if (!range) return false;
  // Two rules of half of the internet each open as much as one of all of it. No network of one's own is that large.
  constexpr unsigned kWidestIpv4 = 8;
  constexpr unsigned kWidestIpv6 = 16;
  return range.value().prefix_length < (range.value().family == aws::AddressFamily::ipv4 ? kWidestIpv4 : kWidestIpv6);
}

void check_network(const Network& network, const Organization& organization, base::Diagnostics& diagnostics) {
  VpcChecks vpcs(network, organization, diagnostics);
  for (const Vpc& vpc : network.vpcs) vpcs.check(vpc);
  GroupChecks(network, organization, diagnostics).run();
}

}  // namespace landform::resolve
