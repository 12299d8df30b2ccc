#include "emit/documents/network_card.h"

#include <algorithm>
#include <set>

#include "aws/cidr.h"
#include "base/text.h"

namespace landform::emit {
namespace {

using base::cat;
using resolve::SubnetRoute;
using resolve::Vpc;

constexpr std::size_t kPad = 12;
constexpr std::size_t kHeadHeight = 46;
constexpr std::size_t kTierHeight = 20;
constexpr std::size_t kFootHeight = 24;
constexpr std::size_t kPeersHeight = 16;
constexpr std::size_t kMostTiers = 8;
constexpr std::size_t kCellWidth = 32;
constexpr std::size_t kCellGap = 3;
constexpr std::size_t kSmall = 11;

std::string_view class_of_route(SubnetRoute route) {
  switch (route) {
    case SubnetRoute::internet:
      return "nm-internet";
    case SubnetRoute::nat:
      return "nm-nat";
    case SubnetRoute::transit:
      return "nm-transit";
    case SubnetRoute::none:
      break;
  }
  return "nm-none";
}

std::string ranges_text(const Vpc& vpc) {
  std::string text = aws::to_text(vpc.cidr);
  if (!vpc.more_cidrs.empty()) text += cat(" +", vpc.more_cidrs.size());
  return text;
}

std::size_t nat_gateway_count(const Vpc& vpc) {
  std::set<std::size_t> zones;
  for (const resolve::Subnet& subnet : vpc.subnets) {
    if (vpc.tier_of(subnet).route == SubnetRoute::nat) zones.insert(subnet.zone);
  }
  if (vpc.nat == resolve::NatPlacement::none || zones.empty()) return 0;
  return vpc.nat == resolve::NatPlacement::single ? 1 : zones.size();
}

// "2 peers: data, tools"; empty without any.
std::string peers_text(const Vpc& vpc, const PeersOfVpcs& peers) {
  const auto own = peers.find(vpc.name);
  if (own == peers.end()) return {};
  const std::vector<std::string> names(own->second.begin(), own->second.end());
  return cat(base::count_of(names.size(), "peer"), ": ", base::join(names, ", "));
}

// "3 NAT, IPv6, 5 endpoints"
std::string foot_text(const Vpc& vpc, bool alone) {
  std::vector<std::string> parts;
  if (vpc.egress) parts.emplace_back("way out of all");
  if (const std::size_t gateways = nat_gateway_count(vpc); gateways > 0) parts.push_back(cat(gateways, " NAT"));
  if (vpc.ipv6.source != resolve::Ipv6Source::none) parts.emplace_back("IPv6");
  if (!vpc.endpoints.empty()) parts.push_back(base::count_of(vpc.endpoints.size(), "endpoint"));
  if (alone) parts.emplace_back("not connected");
  return base::join(parts, " \u00b7 ");
}

void draw_tier(const Vpc& vpc, std::size_t place, std::size_t x, std::size_t y, SvgPen& pen) {
  const resolve::Tier& tier = vpc.tiers[place];
  const std::string_view route = class_of_route(tier.route);
  const std::size_t cells = vpc.zones.size() * (kCellWidth + kCellGap);
  const std::size_t first = x + kCardWidth - kPad - std::min(cells, kCardWidth - 2 * kPad);
  pen.box({x + kPad, y + 4, 8, 12}, route);
  pen.text(x + kPad + 14, y + 14, "nm-small", tier.name, characters_in(first - x - kPad - 18, kSmall));
  for (const resolve::Subnet& subnet : vpc.subnets) {
    if (subnet.tier != place) continue;
    const std::size_t left = first + subnet.zone * (kCellWidth + kCellGap);
    const resolve::Zone& zone = vpc.zone_of(subnet);
    const std::string where = zone.pinned() ? cat(zone.name, zone.id) : cat("zone ", zone.slot);
    pen.box({left, y + 1, kCellWidth, kTierHeight - 3}, cat("nm-cell ", route),
            cat(resolve::subnet_key(tier.name, zone.slot), ": ", aws::to_text(subnet.cidr), " in ", where));
    pen.text(left + 6, y + 14, "nm-small", cat('/', std::uint32_t{subnet.cidr.prefix_length}), 4);
  }
}

}  // namespace

PeersOfVpcs peers_of_vpcs(const resolve::Network& network) {
  PeersOfVpcs peers;
  for (const resolve::Peering& peering : network.transit.peerings) {
    const std::string& one = network.vpcs[peering.requester].name;
    const std::string& other = network.vpcs[peering.accepter].name;
    peers[one].push_back(other);
    peers[other].push_back(one);
  }
  for (auto& [name, others] : peers) std::sort(others.begin(), others.end());
  return peers;
}

std::size_t card_height(const Vpc& vpc, const PeersOfVpcs& peers) {
  const std::size_t rows = std::min(vpc.tiers.size(), kMostTiers) + (vpc.tiers.size() > kMostTiers ? 1 : 0);
  return kHeadHeight + rows * kTierHeight + kFootHeight + (peers.contains(vpc.name) ? kPeersHeight : 0);
}

void draw_card(const Vpc& vpc, const PeersOfVpcs& peers, std::size_t x, std::size_t y, std::size_t height,
               SvgPen& pen) {
  const bool alone = !vpc.attached && !peers.contains(vpc.name);
  const std::string ranges = ranges_text(vpc);
  pen.box({x, y, kCardWidth, height}, alone ? "nm-card nm-alone" : "nm-card");
  constexpr std::size_t kInside = kCardWidth - 2 * kPad;
  pen.text(x + kPad, y + 20, "nm-name", vpc.name, characters_in(kInside, 14));
  pen.text(x + kPad, y + 37, "nm-small nm-soft", cat(ranges, " \u00b7 ", vpc.account), characters_in(kInside, kSmall));
  std::size_t row = y + kHeadHeight;
  for (std::size_t i = 0; i < std::min(vpc.tiers.size(), kMostTiers); ++i, row += kTierHeight) {
    draw_tier(vpc, i, x, row, pen);
  }
  if (vpc.tiers.size() > kMostTiers) {
    pen.text(x + kPad, row + 14, "nm-small nm-soft", cat(vpc.tiers.size() - kMostTiers, " more tiers"), 40);
  }
  const std::size_t most = characters_in(kInside, kSmall);
  const std::string peered = peers_text(vpc, peers);
  const std::size_t foot = y + height - 9 - (peered.empty() ? 0 : kPeersHeight);
  pen.text(x + kPad, foot, "nm-small nm-soft", foot_text(vpc, alone), most);
  if (!peered.empty()) pen.text(x + kPad, foot + kPeersHeight, "nm-small nm-soft", peered, most);
}

}  // namespace landform::emit
