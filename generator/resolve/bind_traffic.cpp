#include "resolve/bind_traffic.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "base/suggest.h"
#include "base/text.h"
#include "resolve/as_located.h"
#include "resolve/collisions.h"
#include "resolve/network_targets.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

// Among more names than this no near one is looked for: each look compares them all.
constexpr std::size_t kComparedGroups = 500;

static_assert(static_cast<Protocol>(blueprint::Protocol::all) == Protocol::all);
static_assert(static_cast<TransitKind>(blueprint::TransitKind::peering) == TransitKind::peering);

PeerKind kind_of(std::string_view peer) {
  if (peer.find('/') != std::string_view::npos) return PeerKind::range;
  return peer.starts_with("pl-") ? PeerKind::prefix_list : PeerKind::group;
}

// "443", "8000-8100" or "all": the decoder has checked it.
void bind_ports(std::string_view text, TrafficRule& rule) {
  if (text == "all") return;
  const auto number = [](std::string_view digits) {
    std::uint16_t port = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return port;
  };
  const std::size_t dash = text.find('-');
  rule.first_port = number(text.substr(0, dash));
  rule.last_port = dash == std::string_view::npos ? rule.first_port : number(text.substr(dash + 1));
}

template <class Rule>
std::vector<TrafficRule> bind_rules(const blueprint::Listed<Rule>& written,
                                    blueprint::Written<std::string> Rule::*peer) {
  std::vector<TrafficRule> rules;
  for (const auto& item : written) {
    if (!item.written() || !((*item).*peer).written() || !item->port.written()) continue;
    TrafficRule rule;
    rule.span = item.span;
    rule.peer = {*((*item).*peer), ((*item).*peer).span};
    rule.kind = kind_of(rule.peer.value);
    bind_ports(*item->port, rule);
    rule.protocol = static_cast<Protocol>(*item->protocol);
    rule.why = if_written(item->why);
    if constexpr (requires { item->open; }) rule.is_public = item->open.written() && *item->open;
    rules.push_back(std::move(rule));
  }
  return rules;
}

void bind_vpcs(const blueprint::Listed<std::string>& written, const std::string& group, const Network& network,
               VpcNames known, std::vector<Located<std::string>>& vpcs, base::Diagnostics& diagnostics) {
  for (const auto& vpc : written) {
    if (!vpc.written()) continue;
    if (network.vpc(*vpc) != nullptr) {
      vpcs.push_back(as_located(vpc));
      continue;
    }
    if (known == VpcNames::some_refused) continue;
    std::vector<std::string_view> names;
    if (network.vpcs.size() <= kComparedGroups) {
      for (const Vpc& other : network.vpcs) names.push_back(other.name);
    }
    diagnostics.add(Diagnostic("network/unknown-vpc", vpc.span,
                               cat("security group `", group, "` is for the VPC `", *vpc, "`, which does not exist"))
                        .label(base::did_you_mean(base::near_names(*vpc, names)))
                        .help("name one of `network.vpcs`"));
  }
  std::stable_sort(vpcs.begin(), vpcs.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
  vpcs.erase(std::unique(vpcs.begin(), vpcs.end(), [](const auto& a, const auto& b) { return a.value == b.value; }),
             vpcs.end());
}

}  // namespace

std::vector<SecurityGroup> bind_security_groups(const blueprint::Named<blueprint::SecurityGroup>& written,
                                                const Network& network, VpcNames known,
                                                base::Diagnostics& diagnostics) {
  std::vector<SecurityGroup> groups;
  Collisions names("group", diagnostics);
  for (const auto& item : written) {
    names.add(item.name, item.name_span);
    if (!item.written.written()) continue;
    SecurityGroup group;
    group.name = item.name;
    group.span = item.name_span;
    group.description = item->description.written() ? *item->description : item.name;
    bind_vpcs(item->vpcs, item.name, network, known, group.vpcs, diagnostics);
    group.ingress = bind_rules(item->ingress, &blueprint::IngressRule::from);
    if (item->egress.written()) group.egress = bind_rules(item->egress, &blueprint::EgressRule::to);
    groups.push_back(std::move(group));
  }
  std::sort(groups.begin(), groups.end(),
            [](const SecurityGroup& a, const SecurityGroup& b) { return a.name < b.name; });
  return groups;
}

Transit bind_transit(const blueprint::Written<blueprint::Transit>& written, const Organization& organization,
                     base::Diagnostics& diagnostics) {
  Transit transit;
  transit.span = written.span;
  transit.kind = static_cast<TransitKind>(*written->kind);
  transit.across_regions = *written->across_regions;
  if (written->account.written() &&
      find_account(*written->account, written->account.span, organization, diagnostics) != nullptr) {
    transit.account = *written->account;
  }
  if (transit.kind == TransitKind::none || !transit.account.empty() || written->account.written()) return transit;
  if (const Account* account = organization.with_role(AccountRole::network)) {
    transit.account = account->name;
  } else if (transit.kind == TransitKind::peering) {
    return transit;
  } else if (!written->account.refused()) {
    diagnostics.add(Diagnostic("network/no-network-account", written->kind.span,
                               "the transit gateway has no account: none has the role network, and `account` is absent")
                        .help("add an account for it, `network: {role: network}`, or write `account: NAME` here"));
  }
  return transit;
}

}  // namespace landform::resolve
