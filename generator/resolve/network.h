// The network as resolve binds it: pools, reserved ranges, VPCs with every subnet's address, what may flow. Addresses
// come from the lock where it knows them and never move. Order is by name, never by position; nothing here refers to
// the blueprint's types. resolve/address_plan.h has the arithmetic, resolve/network.cpp the rules.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/cidr.h"
#include "aws/names.h"
#include "base/span.h"
#include "resolve/located.h"

namespace landform::resolve {

// What became of a pool's addresses. All counts are IPv4 addresses; they add up to the pool's size.
struct PoolUsage {
  std::uint64_t vpcs = 0;         // in ranges of VPCs of the blueprint
  std::uint64_t remembered = 0;   // in ranges that the lock keeps for VPCs that have gone
  std::uint64_t sub_pools = 0;    // handed down
  std::uint64_t unavailable = 0;  // reserved, or ranges that AWS refuses or that collide later
  std::uint64_t free = 0;
  std::optional<aws::Cidr> largest_free;  // the largest aligned range that could still be given out
};

struct AddressPool {
  std::string name;
  aws::Cidr cidr;
  std::string parent;                    // the pool that it is a part of; empty at the top
  std::vector<aws::RegionName> regions;  // VPCs of these regions alone; sorted; empty: every region
  std::vector<std::string> targets;      // of these units (paths) and accounts alone; sorted; empty: every account
  PoolUsage usage;
  base::Span span;  // the key in the blueprint
};

enum class ReservedFor : std::uint8_t { on_premises, other_cloud, peer, growth };

struct ReservedRange {
  std::string name;
  aws::Cidr cidr;
  ReservedFor kind = ReservedFor::on_premises;
  base::Span span;
};

enum class SubnetRoute : std::uint8_t { internet, nat, transit, none };
enum class NatPlacement : std::uint8_t { one_per_zone, single, none };
// What a tier's network ACL lets through; resolve binds `by route` to one of these.
enum class AclPreset : std::uint8_t { public_facing, private_only, isolated, open };

// Who sees subnets through RAM. Sorted, none covered by another.
struct SharedTo {
  std::vector<aws::OuPath> units;     // "Root": the whole organization
  std::vector<std::string> accounts;  // by name
  [[nodiscard]] bool empty() const { return units.empty() && accounts.empty(); }
};

// A tier of one VPC: the layout's, as this VPC could hold it.
struct Tier {
  std::string name;
  std::uint8_t prefix_length = 24;  // as the layout wishes it; Subnet::cidr says what a subnet got
  SubnetRoute route = SubnetRoute::none;
  AclPreset acl = AclPreset::isolated;
  SharedTo shared_to;  // its own with the VPC's
  Tags tags;           // the VPC's with its own
  base::Span span;     // the key in the layout; unknown for a layout that landform ships
};

// A zone of one VPC. The slot is in names, logical ids and the lock; it never changes its zone.
struct Zone {
  std::uint32_t slot = 1;  // from 1; without holes when the zones are chosen at deployment
  // One of them when it is pinned; none when AWS chooses: then it is the (slot - 1)th of Fn::GetAZs.
  std::string name;  // "us-east-1a"
  std::string id;    // "use1-az1"
  base::Span span;

  [[nodiscard]] bool pinned() const { return !name.empty() || !id.empty(); }
};

struct Subnet {
  std::size_t tier = 0;  // place in Vpc::tiers
  std::size_t zone = 0;  // place in Vpc::zones
  aws::Cidr cidr;
  std::uint32_t ipv6_index = 0;  // which /64 of the VPC's IPv6 range, from 0; kept by the lock; only with Vpc::ipv6
};

enum class Ipv6Source : std::uint8_t { none, amazon, pool, ipam_pool };

struct Ipv6 {
  Ipv6Source source = Ipv6Source::none;
  std::string pool_id;              // "ipv6pool-ec2-..." or "ipam-pool-..."
  std::uint8_t prefix_length = 56;  // of the VPC's range
  std::optional<aws::Cidr> cidr;    // a certain range of the pool
  base::Span span;
};

struct Dns {
  bool support = true;
  bool hostnames = true;
};

// Empty lists: AWS's own. All empty: the VPC keeps AWS's default set.
struct DhcpOptions {
  std::string domain_name;
  std::vector<std::string> domain_name_servers;  // in the order written: resolvers are asked in it
  std::vector<std::string> ntp_servers;          // likewise
  base::Span span;

  [[nodiscard]] bool empty() const { return domain_name.empty() && domain_name_servers.empty() && ntp_servers.empty(); }
};

enum class FlowTraffic : std::uint8_t { all, accepted, rejected };
enum class FlowFormat : std::uint8_t { text, parquet };

struct FlowLogs {
  std::string account;  // whose bucket keeps them
  std::int64_t retention_days = 365;
  FlowTraffic traffic = FlowTraffic::all;
  FlowFormat format = FlowFormat::text;
  std::int64_t interval_seconds = 600;  // 60 or 600
  base::Span span;
};

struct Vpc {
  std::string name;
  aws::LogicalId logical_id;  // from the lock when it knows the VPC: a rename keeps it
  std::string account;        // by name; in Organization::accounts, never the management account
  aws::RegionName region;
  aws::Cidr cidr;                     // the primary range
  std::vector<aws::Cidr> more_cidrs;  // secondary ranges, sorted
  std::string pool;                   // that the primary range is from; empty: from no pool
  std::string layout;                 // its name
  std::vector<Tier> tiers;            // by name
  std::vector<Zone> zones;            // by slot
  std::vector<Subnet> subnets;        // by tier, then by zone; a tier may have fewer zones than the VPC
  NatPlacement nat = NatPlacement::none;
  std::vector<Located<std::string>> endpoints;  // services, "ecr.api"; sorted, each once
  FlowLogs flow_logs;
  Ipv6 ipv6;
  Dns dns;
  DhcpOptions dhcp;
  Located<std::string> segment;  // who reaches it; empty without a transit
  // Those that it has ever been in while attached, the first one first, its own among them; the lock remembers them.
  std::vector<std::string> segments;
  bool attached = false;  // to the transit gateway of its region
  bool egress = false;    // others reach the internet through it
  Tags tags;              // its account's with its own
  base::Span span;

  // Whether a tier of it has a way out, and so may have a way to other VPCs.
  [[nodiscard]] bool connects() const;
  [[nodiscard]] const Tier& tier_of(const Subnet& subnet) const { return tiers[subnet.tier]; }
  [[nodiscard]] const Zone& zone_of(const Subnet& subnet) const { return zones[subnet.zone]; }
};

// "public-1": names a subnet in its VPC, in the lock, in logical ids and in outputs.
std::string subnet_key(const std::string& tier, std::uint32_t slot);

enum class TransitKind : std::uint8_t { none, transit_gateway, peering };

// VPCs that reach each other.
struct Segment {
  std::string name;
  std::vector<std::string> reaches;  // by name, itself among them; both ways, as a gateway keeps no state; sorted
  base::Span span;                   // its key; that of its first VPC when the blueprint does not list it
};

// Where those VPCs are that are for everybody, and those that everybody goes out through.
inline constexpr std::string_view kSharedSegment = "shared";
inline constexpr std::string_view kEgressSegment = "egress";

// Two VPCs with a connection of their own, as places in Network::vpcs. Who asks comes of their logical ids, which a
// rename keeps.
struct Peering {
  std::size_t requester = 0;
  std::size_t accepter = 0;
};

struct Transit {
  TransitKind kind = TransitKind::none;
  // Owns the transit gateway; for peerings the account whose unit is for everybody, and maybe none. Empty for `none`.
  std::string account;
  bool across_regions = false;     // VPCs reach those of their segments in other regions, too
  std::vector<Segment> segments;   // by name
  std::vector<Peering> peerings;   // by requester, then by accepter; only of the kind `peering`
  std::vector<aws::Cidr> outside;  // ranges of VPCs that lie in no pool, sorted, none in another
  base::Span span;

  [[nodiscard]] const Segment* segment(const std::string& name) const;
};

enum class Protocol : std::uint8_t { tcp, udp, icmp, all };
enum class PeerKind : std::uint8_t { group, range, prefix_list };

struct TrafficRule {
  Located<std::string> peer;  // a security group's name, a range of IPv4 or IPv6, "pl-..."
  PeerKind kind = PeerKind::range;
  std::optional<std::uint16_t> first_port, last_port;  // nothing: all ports
  Protocol protocol = Protocol::tcp;
  std::optional<Located<std::string>> why;
  bool is_public = false;  // the blueprint accepts that the world reaches it
  base::Span span;         // of the rule
};

// As it was written, with no rule between groups looked at yet.
struct SecurityGroup {
  std::string name;
  std::vector<Located<std::string>> vpcs;          // by name; sorted, each once, each in Network::vpcs
  std::vector<TrafficRule> ingress;                // in the order written
  std::optional<std::vector<TrafficRule>> egress;  // nothing: everything may leave
  std::string description;                         // the group's name when none was written
  base::Span span;
};

struct Network {
  std::vector<AddressPool> pools;       // by name
  std::vector<ReservedRange> reserved;  // by name
  Transit transit;
  std::vector<Vpc> vpcs;                       // by name
  std::vector<SecurityGroup> security_groups;  // by name

  // Null when there is none. Logarithmic.
  [[nodiscard]] const Vpc* vpc(const std::string& name) const;
  [[nodiscard]] const AddressPool* pool(const std::string& name) const;
};

}  // namespace landform::resolve
