// `network`: address pools, layouts, VPCs, traffic.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "aws/names.h"
#include "blueprint/shared.h"

namespace landform::blueprint {

enum class TransitKind : std::uint8_t { none, transit_gateway, peering };
enum class SubnetRoute : std::uint8_t { internet, nat, none };
enum class NatPlacement : std::uint8_t { one_per_zone, single, none };
enum class Protocol : std::uint8_t { tcp, udp, icmp, all };

struct Transit {
  Written<TransitKind> kind;
  Written<std::string> account;
};

struct Subnet {
  Written<std::int64_t> prefix;
  Written<SubnetRoute> route;
};

struct FlowLogs {
  Written<std::string> to;
  Written<std::int64_t> retention_days;
};

// What a VPC is made of; `network.tiers` in the blueprint, named by a VPC's `layout`.
struct Layout {
  Written<std::int64_t> zones;
  Named<Subnet> subnets;
  Written<NatPlacement> nat;
  Listed<std::string> endpoints;
  Written<FlowLogs> flow_logs;
};

struct Vpc {
  Written<std::string> account;
  Written<aws::RegionName> region;
  Written<std::int64_t> prefix;
  Written<std::string> cidr;
  Written<std::string> pool;
  Written<std::string> layout;
  Written<std::string> was;
  Tags tags;
};

struct IngressRule {
  Written<std::string> from;
  Written<std::string> port;
  Written<Protocol> protocol;
  Written<std::string> why;
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

struct Network {
  Named<std::string> address_pools;
  Named<std::string> reserved_ranges;
  Written<Transit> transit;
  Named<Layout> tiers;
  Named<Vpc> vpcs;
  Named<SecurityGroup> security_groups;
};

std::span<const Word> words_of(TransitKind);
std::span<const Word> words_of(SubnetRoute);
std::span<const Word> words_of(NatPlacement);
std::span<const Word> words_of(Protocol);
std::span<const Field> fields_of(const Transit*);
std::span<const Field> fields_of(const Subnet*);
std::span<const Field> fields_of(const FlowLogs*);
std::span<const Field> fields_of(const Layout*);
std::span<const Field> fields_of(const Vpc*);
std::span<const Field> fields_of(const IngressRule*);
std::span<const Field> fields_of(const EgressRule*);
std::span<const Field> fields_of(const SecurityGroup*);
std::span<const Field> fields_of(const Network*);

}  // namespace landform::blueprint
