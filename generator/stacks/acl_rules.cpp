// ACLs are stateless: what goes out comes back to a port from 1024 up (NAT gateways, load balancers and Lambda take all
// of them), so each way out has its way back. They are the coarse net below security groups: inside of a VPC everything
// passes. Sources: aws-facts.md F1; "Custom network ACLs" and "Path MTU Discovery" (VPC user guide).
#include "stacks/acl_rules.h"

#include <algorithm>
#include <array>

namespace landform::stacks {
namespace {

using resolve::AclPreset;

enum class From : std::uint8_t { vpc, network, world };

struct Row {
  AclPreset preset;
  bool outbound;
  std::uint32_t number;
  bool allow;
  std::string_view protocol;
  From from;
  std::int64_t first, last;            // of tcp and udp: ports; of ICMP: type and code
  bool for_gateway_endpoints = false;  // only where there is one
};

constexpr std::int64_t kFirstReplyPort = 1024;
constexpr std::int64_t kLastPort = 65535;
constexpr std::int64_t kRemoteDesktop = 3389;  // benchmarks ask that the world never reaches it (CIS, EC2.21)
constexpr std::string_view kAll = "-1";
constexpr std::string_view kTcp = "6";
constexpr std::string_view kUdp = "17";
constexpr std::string_view kIcmp = "1";
using enum AclPreset;
using enum From;

// A gateway endpoint is reached at public addresses, which no ACL can name: an isolated tier lets HTTPS out to all of
// them, and its route table alone says how far that goes.
constexpr Row kRows[] = {
    {public_facing, false, 100, true, kAll, vpc, 0, 0},
    {public_facing, false, 150, true, kAll, network, 0, 0},
    {public_facing, false, 200, true, kTcp, world, 443, 443},
    {public_facing, false, 210, true, kTcp, world, 80, 80},
    {public_facing, false, 300, false, kTcp, world, kRemoteDesktop, kRemoteDesktop},
    {public_facing, false, 310, true, kTcp, world, kFirstReplyPort, kLastPort},
    {public_facing, false, 320, true, kUdp, world, kFirstReplyPort, kLastPort},
    {public_facing, false, 330, true, kIcmp, world, 3, 4},
    {public_facing, true, 200, true, kAll, world, 0, 0},
    {private_only, false, 100, true, kAll, vpc, 0, 0},
    {private_only, false, 150, true, kAll, network, 0, 0},
    {private_only, false, 300, false, kTcp, world, kRemoteDesktop, kRemoteDesktop},
    {private_only, false, 310, true, kTcp, world, kFirstReplyPort, kLastPort},
    {private_only, false, 320, true, kUdp, world, kFirstReplyPort, kLastPort},
    {private_only, false, 330, true, kIcmp, world, 3, 4},
    {private_only, true, 200, true, kAll, world, 0, 0},
    {isolated, false, 100, true, kAll, vpc, 0, 0},
    {isolated, false, 300, false, kTcp, world, kRemoteDesktop, kRemoteDesktop, true},
    {isolated, false, 310, true, kTcp, world, kFirstReplyPort, kLastPort, true},
    {isolated, true, 100, true, kAll, vpc, 0, 0},
    {isolated, true, 200, true, kTcp, world, 443, 443, true},
    {open, false, 200, true, kAll, world, 0, 0},
    {open, true, 200, true, kAll, world, 0, 0},
};

AclRule rule_of(const Row& row, std::uint32_t number, std::string range, bool ipv6) {
  AclRule rule{number, row.outbound, row.allow, ipv6, row.protocol, std::move(range), false, {}, {}};
  if (row.protocol == kIcmp) {
    // ICMPv6 calls the same thing "packet too big".
    rule.icmp = ipv6 ? PortRange{2, 0} : PortRange{row.first, row.last};
    if (ipv6) rule.protocol = "58";
  } else if (row.protocol != kAll) {
    rule.ports = PortRange{row.first, row.last};
  }
  return rule;
}

void add_rules(const Row& row, const AclRanges& network, const resolve::Vpc& own, std::vector<AclRule>& rules) {
  const bool ipv6 = own.ipv6.source != resolve::Ipv6Source::none;
  std::uint32_t number = row.number;
  const auto add = [&](std::string range) {
    rules.push_back(rule_of(row, number, std::move(range), false));
    number += 2;
  };
  switch (row.from) {
    case From::vpc:
      add(aws::to_text(own.cidr));
      rules.back().own_range = true;
      for (const aws::Cidr& range : own.more_cidrs) add(aws::to_text(range));
      if (ipv6) rules.push_back(rule_of(row, row.number + 1, {}, true));
      break;
    case From::network:
      for (const std::string& range : network) add(range);
      break;
    case From::world:
      add("0.0.0.0/0");
      if (ipv6) rules.push_back(rule_of(row, row.number + 1, "::/0", true));
      break;
  }
}

}  // namespace

bool has_gateway_endpoint(const resolve::Vpc& vpc) {
  return std::any_of(vpc.endpoints.begin(), vpc.endpoints.end(),
                     [](const auto& endpoint) { return endpoint.value == "s3" || endpoint.value == "dynamodb"; });
}

// The whole network, what is reserved for growth aside. Beyond a handful, which would fill the ACL, all private ranges.
AclRanges acl_ranges(const resolve::Network& network) {
  if (network.transit.kind == resolve::TransitKind::none) return {};
  constexpr std::size_t kMost = 6;
  std::vector<aws::Cidr> ranges;
  for (const auto& pool : network.pools) {
    if (pool.parent.empty()) ranges.push_back(pool.cidr);
  }
  for (const auto& reserved : network.reserved) {
    if (reserved.kind != resolve::ReservedFor::growth) ranges.push_back(reserved.cidr);
  }
  const std::vector<aws::Cidr>& outside = network.transit.outside;
  // More of them fill the ACL whatever else there is.
  ranges.insert(ranges.end(), outside.begin(),
                outside.begin() + static_cast<std::ptrdiff_t>(std::min(outside.size(), kMost + 1)));
  std::sort(ranges.begin(), ranges.end());
  std::vector<std::string> texts;
  std::optional<aws::Cidr> last;
  for (const aws::Cidr& range : ranges) {
    if (range.family != aws::AddressFamily::ipv4 || (last && aws::contains(*last, range))) continue;
    last = range;
    texts.push_back(aws::to_text(range));
  }
  if (texts.size() <= kMost) return texts;
  return {"10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"};
}

std::vector<AclRule> acl_rules(const AclRanges& network, const resolve::Vpc& vpc, const resolve::Tier& tier) {
  const bool gateways = has_gateway_endpoint(vpc);
  std::vector<AclRule> rules;
  for (const Row& row : kRows) {
    if (row.preset != tier.acl || (row.for_gateway_endpoints && !gateways)) continue;
    // What others send to the internet through this VPC comes to its NAT gateways with any port.
    if (row.preset == public_facing && row.from == From::network && !vpc.egress) continue;
    add_rules(row, network, vpc, rules);
  }
  return rules;
}

}  // namespace landform::stacks
