// Rules of network ACLs: what each preset lets through, as rows for templates/network/vpc.yaml.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resolve/network.h"

namespace landform::stacks {

struct PortRange {
  std::int64_t first = 0;
  std::int64_t last = 0;
};

// Numbers of IPv6 rules are odd, those of IPv4 even; kinds of rules lie 10 and more apart, so that a customer's own
// rule fits between them.
struct AclRule {
  std::uint32_t number = 0;
  bool outbound = false;
  bool allow = true;
  bool ipv6 = false;
  std::string_view protocol;       // "-1", "6", "17", "1", "58"
  std::string range;               // empty: the VPC's IPv6 range, which AWS picks
  bool own_range = false;          // `range` is the VPC's primary one
  std::optional<PortRange> ports;  // for tcp and udp
  std::optional<PortRange> icmp;   // type and code, for ICMP
};

// What reaches private tiers through the transit, the same for all VPCs.
using AclRanges = std::vector<std::string>;
AclRanges acl_ranges(const resolve::Network& network);

// A gateway endpoint lets an isolated tier out.
bool has_gateway_endpoint(const resolve::Vpc& vpc);

// In the order in which EC2 looks at them: inbound by number, then outbound by number. At most 20 a direction and
// family for a VPC of up to five ranges.
std::vector<AclRule> acl_rules(const AclRanges& network, const resolve::Vpc& vpc, const resolve::Tier& tier);

}  // namespace landform::stacks
