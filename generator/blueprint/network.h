// `network`: address pools, layouts, VPCs, traffic.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "aws/names.h"
#include "blueprint/shared.h"

namespace landform::blueprint {

enum class ReservedFor : std::uint8_t { on_premises, other_cloud, peer, growth };
enum class TransitKind : std::uint8_t { none, transit_gateway, peering };
enum class SubnetRoute : std::uint8_t { internet, nat, transit, none };
enum class AclPreset : std::uint8_t { by_route, public_facing, private_only, isolated, open };
enum class NatPlacement : std::uint8_t { one_per_zone, single, none };
enum class FlowTraffic : std::uint8_t { all, accepted, rejected };
enum class FlowFormat : std::uint8_t { text, parquet };
enum class Protocol : std::uint8_t { tcp, udp, icmp, all };

// May be written as its range alone.
struct AddressPool {
  Written<std::string> cidr;
  Written<std::int64_t> prefix;
  Written<std::string> from;
  Listed<aws::RegionName> regions;
  Listed<std::string> to;
};

// May be written as its range alone.
struct ReservedRange {
  Written<std::string> cidr;
  Written<ReservedFor> kind;
};

struct TransitSegment {
  Listed<std::string> reaches;
};

struct Transit {
  Written<TransitKind> kind;
  Written<std::string> account;
  Named<TransitSegment> segments;
  Written<bool> across_regions;
  Listed<std::string> egress;
};

struct Subnet {
  Written<std::int64_t> prefix;
  Written<SubnetRoute> route;
  Written<std::int64_t> zones;
  Written<AclPreset> acl;
  Listed<std::string> share_to;
  Tags tags;
};

struct FlowLogs {
  Written<std::string> to;
  Written<std::int64_t> retention_days;
  Written<FlowTraffic> traffic;
  Written<FlowFormat> format;
  Written<std::int64_t> interval_seconds;
};

// May be written as its pool alone.
struct Ipv6 {
  Written<std::string> pool;
  Written<std::int64_t> prefix;
  Written<std::string> cidr;
};

struct Dns {
  Written<bool> support;
  Written<bool> hostnames;
};

struct Dhcp {
  Written<std::string> domain_name;
  Listed<std::string> domain_name_servers;
  Listed<std::string> ntp_servers;
};

// What a VPC is made of; `network.tiers` in the blueprint, named by a VPC's `layout`. landform ships some
// (resolve/layouts.cpp).
struct Layout {
  Written<std::int64_t> zones;
  Named<Subnet> subnets;
  Written<NatPlacement> nat;
  Listed<std::string> endpoints;
  Written<FlowLogs> flow_logs;
  Written<Ipv6> ipv6;
  Written<Dns> dns;
  Written<Dhcp> dhcp;
};

struct Vpc {
  Written<std::string> account;
  Written<aws::RegionName> region;
  Written<std::int64_t> prefix;
  Written<std::string> cidr;
  Listed<std::string> more_cidrs;
  Written<std::string> pool;
  Written<std::string> layout;
  Listed<std::string> zones;
  Written<Ipv6> ipv6;  // this and the next two over the layout's
  Written<Dns> dns;
  Written<Dhcp> dhcp;
  Written<std::string> segment;
  Listed<std::string> share_to;
  Written<std::string> was;
  Tags tags;
};

struct IngressRule {
  Written<std::string> from;
  Written<std::string> port;
  Written<Protocol> protocol;
  Written<std::string> why;
  Written<bool> open;
};

struct EgressRule {
  Written<std::string> to;
  Written<std::string> port;
  Written<Protocol> protocol;
  Written<std::string> why;
};

struct SecurityGroup {
  Listed<std::string> vpcs;
  Listed<IngressRule> ingress;
  Listed<EgressRule> egress;  // unset: everything may leave; written and empty: nothing may
  Written<std::string> description;
};

enum class DefaultVpcs : std::uint8_t { keep, remove };

struct Network {
  Named<AddressPool> address_pools;
  Named<ReservedRange> reserved_ranges;
  Written<Transit> transit;
  Named<Layout> tiers;
  Named<Vpc> vpcs;
  Named<SecurityGroup> security_groups;
  Written<DefaultVpcs> default_vpcs;
};

std::span<const Word> words_of(DefaultVpcs);
std::span<const Word> words_of(ReservedFor);
std::span<const Word> words_of(TransitKind);
std::span<const Word> words_of(SubnetRoute);
std::span<const Word> words_of(AclPreset);
std::span<const Word> words_of(NatPlacement);
std::span<const Word> words_of(FlowTraffic);
std::span<const Word> words_of(FlowFormat);
std::span<const Word> words_of(Protocol);
std::span<const Field> fields_of(const AddressPool*);
std::span<const Field> fields_of(const ReservedRange*);
std::span<const Field> fields_of(const TransitSegment*);
std::span<const Field> fields_of(const Transit*);
std::span<const Field> fields_of(const Subnet*);
std::span<const Field> fields_of(const FlowLogs*);
std::span<const Field> fields_of(const Ipv6*);
std::span<const Field> fields_of(const Dns*);
std::span<const Field> fields_of(const Dhcp*);
std::span<const Field> fields_of(const Layout*);
std::span<const Field> fields_of(const Vpc*);
std::span<const Field> fields_of(const IngressRule*);
std::span<const Field> fields_of(const EgressRule*);
std::span<const Field> fields_of(const SecurityGroup*);
std::span<const Field> fields_of(const Network*);

constexpr std::string_view short_form_of(const AddressPool*) {
  return "cidr";
}
constexpr std::string_view short_form_of(const ReservedRange*) {
  return "cidr";
}
constexpr std::string_view short_form_of(const Ipv6*) {
  return "pool";
}

}  // namespace landform::blueprint
