#include "stacks/vpc_rows.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "aws/endpoint_services.h"
#include "aws/logical_id.h"
#include "aws/region.h"
#include "base/text.h"
#include "stacks/acl_rules.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;
using resolve::SubnetRoute;
using yaml::Node;

namespace {

constexpr std::string_view kPrimaryRange = "VpcRange0";

Node reference(std::string id) {
  Node node = yaml::mapping();
  node.add("Ref", yaml::string(std::move(id)));
  return node;
}

Node attribute(std::string id, std::string name) {
  Node node = yaml::mapping();
  node.add("Fn::GetAtt", yaml::strings({std::move(id), std::move(name)}));
  return node;
}

// [{Key: Name, Value: ...}] and what the part has beside the tags of its stack.
Node named_tags(std::string name, const resolve::Tags& tags = {}) {
  resolve::Tags all = tags;
  all.try_emplace("Name", resolve::Located<std::string>{std::move(name), {}});
  return tag_list(all);
}

std::string range_id_of(const resolve::Vpc& vpc, const resolve::Subnet& subnet) {
  for (const aws::Cidr& range : vpc.more_cidrs) {
    if (aws::contains(range, subnet.cidr)) return cat("VpcRange", range_key(range));
  }
  return std::string(kPrimaryRange);
}

// The first zone is that of slot 1. Not the order of its letters: AWS gives each account an order of its own.
Node zone_of(const resolve::Zone& zone) {
  if (!zone.id.empty()) return bound(zone.id, zone.span);
  if (!zone.name.empty()) return bound(zone.name, zone.span);
  Node zones = yaml::mapping();
  zones.add("Fn::GetAZs", yaml::string(""));
  Node node = yaml::mapping();
  node.add("Fn::Select", yaml::sequence({yaml::integer(zone.slot - 1), std::move(zones)}));
  return node;
}

// What load balancers of Kubernetes look for.
resolve::Tags subnet_tags(const resolve::Vpc& vpc, const resolve::Tier& tier) {
  resolve::Tags tags;
  const bool of_internet = tier.route == SubnetRoute::internet;
  tags.emplace("tier", resolve::Located<std::string>{tier.name, {}});
  if (of_internet || tier.route == SubnetRoute::nat || tier.route == SubnetRoute::transit) {
    tags.emplace(of_internet ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb",
                 resolve::Located<std::string>{"1", {}});
  }
  // The stack puts the VPC's tags on everything; only what the tier has of its own is said again.
  for (const auto& [key, value] : tier.tags) {
    const auto same = vpc.tags.find(key);
    if (same == vpc.tags.end() || same->second.value != value.value) tags.insert_or_assign(key, value);
  }
  return tags;
}

bool in_zones(const resolve::Tier& tier) {
  return tier.route == SubnetRoute::nat;
}

std::string table_id(const resolve::Vpc& vpc, const resolve::Subnet& subnet) {
  const resolve::Tier& tier = vpc.tier_of(subnet);
  return in_zones(tier) ? cat("ZoneRouteTable", subnet_id_key(vpc, subnet)) : cat("RouteTable", tier_key(tier));
}

template <class Keep>
std::vector<const resolve::Subnet*> subnets_where(const resolve::Vpc& vpc, const Keep& keep) {
  std::vector<const resolve::Subnet*> found;
  for (const resolve::Subnet& subnet : vpc.subnets) {
    if (keep(vpc.tier_of(subnet))) found.push_back(&subnet);
  }
  return found;
}

Node subnet_ids(const resolve::Vpc& vpc, const resolve::Tier& tier) {
  Node ids = yaml::sequence();
  for (const resolve::Subnet* subnet :
       subnets_where(vpc, [&](const resolve::Tier& other) { return &other == &tier; })) {
    ids.items.push_back(reference(cat("Subnet", subnet_id_key(vpc, *subnet))));
  }
  return ids;
}

// The subnets that the transit gateway has its interfaces in, one a zone: of the tier that is made for it, else of the
// one nearest to what runs. What others send to the internet has to come in where the way to a NAT gateway is.
std::vector<const resolve::Subnet*> transit_subnets(const resolve::Vpc& vpc) {
  std::map<std::size_t, const resolve::Subnet*> by_zone;
  const auto take = [&](SubnetRoute route) {
    for (const resolve::Subnet& subnet : vpc.subnets) {
      if (vpc.tier_of(subnet).route == route) by_zone.emplace(subnet.zone, &subnet);
    }
  };
  if (vpc.egress) take(SubnetRoute::nat);
  for (const SubnetRoute route : {SubnetRoute::transit, SubnetRoute::nat, SubnetRoute::internet}) take(route);
  std::vector<const resolve::Subnet*> subnets;
  for (const auto& [zone, subnet] : by_zone) subnets.push_back(subnet);
  return subnets;
}

bool lies_in_own(const resolve::Vpc& vpc, const aws::Cidr& range) {
  return aws::contains(vpc.cidr, range) || std::any_of(vpc.more_cidrs.begin(), vpc.more_cidrs.end(),
                                                       [&](const aws::Cidr& own) { return aws::contains(own, range); });
}

// Slots of the zones that have a NAT gateway, each with the subnet that it lies in.
std::map<std::uint32_t, const resolve::Subnet*> nat_gateways(const resolve::Vpc& vpc) {
  std::map<std::uint32_t, const resolve::Subnet*> gateways;
  const resolve::Tier* around = nat_tier(vpc);
  if (vpc.nat == resolve::NatPlacement::none || around == nullptr) return gateways;
  std::set<std::size_t> wanted;
  for (const resolve::Subnet* subnet : subnets_where(vpc, in_zones)) wanted.insert(subnet->zone);
  if (wanted.empty()) return gateways;
  for (const resolve::Subnet* subnet : subnets_where(vpc, [&](const resolve::Tier& tier) { return &tier == around; })) {
    if (vpc.nat == resolve::NatPlacement::single) {
      gateways.emplace(vpc.zone_of(*subnet).slot, subnet);
      break;
    }
    if (wanted.contains(subnet->zone)) gateways.emplace(vpc.zone_of(*subnet).slot, subnet);
  }
  return gateways;
}

// The tier that interface endpoints are reached in: the one that is nearest to what runs.
const resolve::Tier* endpoint_tier(const resolve::Vpc& vpc) {
  for (const SubnetRoute route : {SubnetRoute::nat, SubnetRoute::transit, SubnetRoute::none, SubnetRoute::internet}) {
    for (const resolve::Tier& tier : vpc.tiers) {
      if (tier.route == route) return &tier;
    }
  }
  return nullptr;
}

Node ranges_for_endpoints(const resolve::Vpc& vpc) {
  std::vector<aws::Cidr> ranges{vpc.cidr};
  ranges.insert(ranges.end(), vpc.more_cidrs.begin(), vpc.more_cidrs.end());
  Node rules = yaml::sequence();
  for (const aws::Cidr& range : ranges) {
    Node rule = yaml::mapping();
    rule.style = yaml::Style::flow;
    rule.add("IpProtocol", yaml::string("tcp"));
    rule.add("FromPort", yaml::integer(443));
    rule.add("ToPort", yaml::integer(443));
    rule.add("CidrIp", yaml::string(aws::to_text(range)));
    rule.add("Description", yaml::string("HTTPS from the VPC"));
    rules.items.push_back(std::move(rule));
  }
  return rules;
}

Node port_range(const std::optional<PortRange>& range, const char* first, const char* last) {
  if (!range) return no_value();
  Node node = yaml::mapping();
  node.style = yaml::Style::flow;
  node.add(first, yaml::integer(range->first));
  node.add(last, yaml::integer(range->last));
  return node;
}

Node ipv6_range_of_vpc() {
  Node node = yaml::mapping();
  node.add("Fn::Select", yaml::sequence({yaml::integer(0), attribute("Vpc", "Ipv6CidrBlocks")}));
  return node;
}

void bind_zones(const resolve::Vpc& vpc, cfn::Bindings& bindings) {
  const bool by_id = std::any_of(vpc.zones.begin(), vpc.zones.end(), [](const auto& zone) { return !zone.id.empty(); });
  bindings.parameters.emplace("ZonesBy", bound(by_id ? "id" : "name"));
}

}  // namespace

std::string dashed(std::string_view id) {
  std::string name;
  for (const char c : id) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && !name.empty()) name += '-';
    name += capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return name;
}

std::vector<WayOutTable> way_out_tables(const resolve::Vpc& vpc) {
  std::vector<WayOutTable> tables;
  std::set<std::string> seen;
  for (const resolve::Subnet& subnet : vpc.subnets) {
    const resolve::Tier& tier = vpc.tier_of(subnet);
    std::string id = table_id(vpc, subnet);
    if (tier.route == SubnetRoute::none || !seen.insert(id).second) continue;
    tables.push_back({in_zones(tier) ? cat("Zone", subnet_id_key(vpc, subnet)) : tier_key(tier), std::move(id), &tier});
  }
  return tables;
}

std::string range_key(const aws::Cidr& range) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const bool ipv6 = range.family == aws::AddressFamily::ipv6;  // no VPC has less than a /64
  const std::uint64_t bits = ipv6 ? range.first.high : range.first.low;
  std::string key(ipv6 ? 16 : 8, '0');
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = kDigits[(bits >> (4 * (key.size() - 1 - i))) & 0xF];
  return cat(key, 'x', static_cast<unsigned>(range.prefix_length));
}

std::string vpc_step(const resolve::Vpc& vpc) {
  return cat("vpc-", vpc.name);
}

std::string vpc_stack(const resolve::Vpc& vpc) {
  return dashed(vpc.logical_id.str());
}

std::string tier_key(const resolve::Tier& tier) {
  return aws::logical_id(tier.name).str();
}

std::string subnet_id_key(const resolve::Vpc& vpc, const resolve::Subnet& subnet) {
  return cat(tier_key(vpc.tier_of(subnet)), vpc.zone_of(subnet).slot);
}

const resolve::Tier* nat_tier(const resolve::Vpc& vpc) {
  const auto found = std::find_if(vpc.tiers.begin(), vpc.tiers.end(),
                                  [](const auto& tier) { return tier.route == SubnetRoute::internet; });
  return found == vpc.tiers.end() ? nullptr : &*found;
}

void bind_ranges(const resolve::Vpc& vpc, cfn::Bindings& bindings) {
  auto& parameters = bindings.parameters;
  parameters.emplace("Cidr", bound(aws::to_text(vpc.cidr), vpc.span));
  Node keys = yaml::sequence();
  Node rows = yaml::mapping();
  for (const aws::Cidr& range : vpc.more_cidrs) {
    keys.items.push_back(bound(range_key(range), vpc.span));
    rows.add(range_key(range), yaml::mapping({{"Cidr", bound(aws::to_text(range), vpc.span)}}));
  }
  parameters.emplace("MoreRanges", std::move(keys));
  bindings.mappings.emplace("Ranges", std::move(rows));

  constexpr std::string_view kSources[] = {"none", "amazon", "pool", "ipam-pool"};
  constexpr unsigned kSubnetBits = 64;
  constexpr std::int64_t kMostBlocks = 256;  // of one Fn::Cidr
  const resolve::Ipv6& ipv6 = vpc.ipv6;
  const unsigned free_bits = kSubnetBits - std::min<unsigned>(ipv6.prefix_length, kSubnetBits);
  parameters.emplace("Ipv6Source", bound(std::string(kSources[static_cast<std::size_t>(ipv6.source)]), ipv6.span));
  parameters.emplace("Ipv6Pool", bound(ipv6.pool_id, ipv6.span));
  parameters.emplace("Ipv6PrefixLength", yaml::integer(ipv6.prefix_length));
  parameters.emplace("Ipv6Cidr", bound(ipv6.cidr ? aws::to_text(*ipv6.cidr) : std::string(), ipv6.span));
  parameters.emplace("Ipv6Blocks", yaml::integer(free_bits >= 8 ? kMostBlocks : std::int64_t{1} << free_bits));
}

void bind_options(const resolve::Vpc& vpc, cfn::Bindings& bindings) {
  auto& parameters = bindings.parameters;
  parameters.emplace("DnsSupport", switched(vpc.dns.support));
  parameters.emplace("DnsHostnames", switched(vpc.dns.hostnames));
  parameters.emplace("PrivateDns", switched(vpc.dns.support && vpc.dns.hostnames));
  parameters.emplace("HasDhcpOptions", switched(!vpc.dhcp.empty(), vpc.dhcp.span));
  // A set of options replaces AWS's whole set, so what is not written stands in it as AWS has it.
  const bool first_region = vpc.region.str() == "us-east-1";
  parameters.emplace("DomainName",
                     vpc.dhcp.domain_name.empty()
                         ? bound(first_region ? "ec2.internal" : cat(vpc.region.str(), ".compute.internal"))
                         : bound(vpc.dhcp.domain_name, vpc.dhcp.span));
  parameters.emplace("NameServers", vpc.dhcp.domain_name_servers.empty() ? yaml::strings({"AmazonProvidedDNS"})
                                                                         : yaml::strings(vpc.dhcp.domain_name_servers));
  parameters.emplace("TimeServers", yaml::strings(vpc.dhcp.ntp_servers));
}

void bind_subnets(const resolve::Vpc& vpc, cfn::Bindings& bindings) {
  bind_zones(vpc, bindings);
  Node keys = yaml::sequence();
  Node rows = yaml::mapping();
  for (const resolve::Subnet& subnet : vpc.subnets) {
    const resolve::Tier& tier = vpc.tier_of(subnet);
    const resolve::Zone& zone = vpc.zone_of(subnet);
    const std::string key = subnet_id_key(vpc, subnet);
    keys.items.push_back(bound(key, tier.span));
    Node row = yaml::mapping();
    row.add("Id", reference(cat("Subnet", key)));
    row.add("Zone", zone_of(zone));
    row.add("Range", yaml::strings({range_id_of(vpc, subnet)}));
    row.add("Cidr", bound(aws::to_text(subnet.cidr), tier.span));
    row.add("Ipv6Index", yaml::integer(subnet.ipv6_index));
    row.add("Tags", named_tags(cat(vpc.name, '-', resolve::subnet_key(tier.name, zone.slot)), subnet_tags(vpc, tier)));
    row.add("Acl", reference(cat("NetworkAcl", tier_key(tier))));
    row.add("RouteTable", reference(table_id(vpc, subnet)));
    rows.entries.push_back({key, tier.span, std::move(row)});
  }
  bindings.parameters.emplace("Subnets", std::move(keys));
  bindings.mappings.emplace("Subnets", std::move(rows));

  Node tier_keys = yaml::sequence();
  Node tiers = yaml::mapping();
  for (const resolve::Tier& tier : vpc.tiers) {
    tier_keys.items.push_back(bound(tier_key(tier), tier.span));
    Node row = yaml::mapping();
    row.add("Name", bound(cat(vpc.name, '-', tier.name), tier.span));
    row.add("Subnets", subnet_ids(vpc, tier));
    tiers.entries.push_back({tier_key(tier), tier.span, std::move(row)});
  }
  bindings.parameters.emplace("Tiers", std::move(tier_keys));
  bindings.mappings.emplace("Tiers", std::move(tiers));
}

void bind_routes(const resolve::Vpc& vpc, cfn::Bindings& bindings) {
  const auto gateways = nat_gateways(vpc);
  Node slots = yaml::sequence();
  Node nat_rows = yaml::mapping();
  for (const auto& [slot, subnet] : gateways) {
    slots.items.push_back(yaml::string(cat(slot)));
    nat_rows.add(cat(slot), yaml::mapping({{"Subnet", reference(cat("Subnet", subnet_id_key(vpc, *subnet)))},
                                           {"Address", attribute(cat("NatAddress", slot), "AllocationId")}}));
  }
  Node shared = yaml::sequence();
  Node internet = yaml::sequence();
  Node zones = yaml::sequence();
  Node rows = yaml::mapping();
  Node zone_rows = yaml::mapping();  // apart: tier `app1` and tier `app` in zone 1 have one key
  for (const resolve::Tier& tier : vpc.tiers) {
    if (in_zones(tier)) continue;
    const std::string key = tier_key(tier);
    shared.items.push_back(bound(key, tier.span));
    if (tier.route == SubnetRoute::internet) internet.items.push_back(bound(key, tier.span));
    rows.add(key, yaml::mapping({{"Id", reference(cat("RouteTable", key))},
                                 {"Name", bound(cat(vpc.name, '-', tier.name), tier.span)}}));
  }
  for (const resolve::Subnet* subnet : subnets_where(vpc, in_zones)) {
    const std::string key = subnet_id_key(vpc, *subnet);
    const std::uint32_t slot = vpc.zone_of(*subnet).slot;
    const resolve::Tier& tier = vpc.tier_of(*subnet);
    zones.items.push_back(bound(key, tier.span));
    const auto own = gateways.find(slot);
    const auto gateway = own != gateways.end() ? own : gateways.begin();
    zone_rows.add(
        key, yaml::mapping({{"Id", reference(cat("ZoneRouteTable", key))},
                            {"Name", bound(cat(vpc.name, '-', resolve::subnet_key(tier.name, slot)), tier.span)},
                            {"Nat", reference(cat("NatGateway", gateway == gateways.end() ? slot : gateway->first))}}));
  }
  const bool ipv6 = vpc.ipv6.source != resolve::Ipv6Source::none;
  auto& parameters = bindings.parameters;
  parameters.emplace("HasInternetGateway", switched(!internet.items.empty()));
  parameters.emplace("HasEgressOnlyGateway", switched(ipv6 && !zones.items.empty()));
  parameters.emplace("SharedTables", std::move(shared));
  parameters.emplace("InternetTables", std::move(internet));
  parameters.emplace("ZoneTables", std::move(zones));
  parameters.emplace("NatGateways", std::move(slots));
  bindings.mappings.emplace("RouteTables", std::move(rows));
  bindings.mappings.emplace("ZoneTables", std::move(zone_rows));
  bindings.mappings.emplace("NatGateways", std::move(nat_rows));
}

TransitWays transit_ways(const resolve::Network& network) {
  constexpr std::size_t kMostRanges = 20;  // of the 500 routes of a table; then all private ranges
  constexpr std::size_t kMostIpv6Ranges = 100;
  TransitWays ways;
  std::vector<aws::Cidr> all;
  for (const resolve::AddressPool& pool : network.pools) {
    if (pool.parent.empty()) all.push_back(pool.cidr);
  }
  for (const resolve::Vpc& vpc : network.vpcs) {
    if (!vpc.attached) continue;
    if (vpc.egress) ways.ways_out.insert(vpc.region);
    all.push_back(vpc.cidr);
    all.insert(all.end(), vpc.more_cidrs.begin(), vpc.more_cidrs.end());
    if (vpc.ipv6.cidr) ways.ipv6_ranges.push_back(*vpc.ipv6.cidr);
  }
  std::sort(ways.ipv6_ranges.begin(), ways.ipv6_ranges.end());
  // Each is a route in every table; no pool sums them up.
  if (ways.ipv6_ranges.size() > kMostIpv6Ranges) ways.ipv6_ranges.clear();
  std::sort(all.begin(), all.end());
  for (const aws::Cidr& range : all) {
    if (range.family != aws::AddressFamily::ipv4) continue;
    if (ways.ranges.empty() || !aws::contains(ways.ranges.back(), range)) ways.ranges.push_back(range);
  }
  if (ways.ranges.size() > kMostRanges) {
    ways.ranges = {aws::ipv4_cidr(10, 0, 0, 0, 8), aws::ipv4_cidr(100, 64, 0, 0, 10), aws::ipv4_cidr(172, 16, 0, 0, 12),
                   aws::ipv4_cidr(192, 168, 0, 0, 16)};
  }
  return ways;
}

void bind_transit_routes(const resolve::Vpc& vpc, const TransitWays& ways, cfn::Bindings& bindings) {
  Node keys = yaml::sequence();
  Node ipv6_keys = yaml::sequence();
  Node rows = yaml::mapping();
  Node interfaces = yaml::sequence();
  if (vpc.attached) {
    for (const resolve::Subnet* subnet : transit_subnets(vpc)) {
      interfaces.items.push_back(reference(cat("Subnet", subnet_id_key(vpc, *subnet))));
    }
    const bool way_out = !vpc.egress && ways.ways_out.contains(vpc.region);
    const bool ipv6 = vpc.ipv6.source != resolve::Ipv6Source::none;
    for (const WayOutTable& table : way_out_tables(vpc)) {
      const resolve::Tier& tier = *table.tier;
      const auto add_to = [&](Node& list, const std::string& suffix, std::string range) {
        const std::string key = cat(table.key, "To", suffix);
        list.items.push_back(bound(key, tier.span));
        rows.entries.push_back(
            {key, tier.span,
             yaml::mapping({{"Table", reference(table.id)}, {"Cidr", bound(std::move(range), tier.span)}})});
      };
      // No VPC is the way out of others for IPv6, whose addresses nobody translates: this leads to segments alone.
      if (ipv6 && tier.route == SubnetRoute::transit) add_to(ipv6_keys, "Ipv6", "::/0");
      for (const aws::Cidr& range : ways.ipv6_ranges) {
        if (ipv6 && tier.route != SubnetRoute::transit && vpc.ipv6.cidr != range) {
          add_to(ipv6_keys, range_key(range), aws::to_text(range));
        }
      }
      if (tier.route == SubnetRoute::transit && way_out) {
        add_to(keys, "Internet", "0.0.0.0/0");
        continue;
      }
      for (const aws::Cidr& range : ways.ranges) {
        if (!lies_in_own(vpc, range)) add_to(keys, range_key(range), aws::to_text(range));
      }
    }
  }
  bindings.parameters.emplace("TransitRoutes", std::move(keys));
  bindings.parameters.emplace("Ipv6TransitRoutes", std::move(ipv6_keys));
  bindings.mappings.emplace("TransitRoutes", std::move(rows));
  bindings.mappings.emplace("TransitAttachment",
                            yaml::mapping({{"Attachment", yaml::mapping({{"Subnets", std::move(interfaces)}})}}));
}

void bind_shared_tiers(const resolve::Vpc& vpc, cfn::Bindings& bindings) {
  Node keys = yaml::sequence();
  Node rows = yaml::mapping();
  for (const resolve::Tier& tier : vpc.tiers) {
    if (tier.shared_to.empty()) continue;
    Node arns = yaml::sequence();
    for (const resolve::Subnet* subnet :
         subnets_where(vpc, [&](const resolve::Tier& other) { return &other == &tier; })) {
      arns.items.push_back(substituted(cat("arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:subnet/${Subnet",
                                           subnet_id_key(vpc, *subnet), "}"),
                                       tier.span));
    }
    keys.items.push_back(bound(tier_key(tier), tier.span));
    rows.entries.push_back({tier_key(tier), tier.span, yaml::mapping({{"Arns", std::move(arns)}})});
  }
  bindings.parameters.emplace("SharedTiers", std::move(keys));
  bindings.mappings.emplace("SharedTiers", std::move(rows));
}

void bind_acls(const resolve::Network& network, const resolve::Vpc& vpc, cfn::Bindings& bindings) {
  Node keys = yaml::sequence();
  Node ipv6_keys = yaml::sequence();
  Node rows = yaml::mapping();
  for (const resolve::Tier& tier : vpc.tiers) {
    for (const AclRule& rule : acl_rules(network, vpc, tier)) {
      const std::string key = cat(tier_key(tier), rule.outbound ? "Out" : "In", rule.number);
      (rule.ipv6 ? ipv6_keys : keys).items.push_back(bound(key, tier.span));
      Node row = yaml::mapping();
      row.add("Acl", reference(cat("NetworkAcl", tier_key(tier))));
      row.add("Number", yaml::integer(rule.number));
      row.add("Egress", yaml::boolean(rule.outbound));
      row.add("Action", yaml::string(rule.allow ? "allow" : "deny"));
      row.add("Protocol", yaml::string(rule.protocol));
      row.add("Cidr", rule.range.empty() ? ipv6_range_of_vpc() : yaml::string(rule.range));
      row.add("Ports", port_range(rule.ports, "From", "To"));
      row.add("Icmp", port_range(rule.icmp, "Type", "Code"));
      rows.entries.push_back({key, tier.span, std::move(row)});
    }
  }
  bindings.parameters.emplace("AclEntries", std::move(keys));
  bindings.parameters.emplace("Ipv6AclEntries", std::move(ipv6_keys));
  bindings.mappings.emplace("AclEntries", std::move(rows));
}

void bind_endpoints(const resolve::Vpc& vpc, cfn::Bindings& bindings) {
  // By what the service's policy has to let through; the template has a loop for each.
  std::map<aws::EndpointPolicy, Node> by_policy;
  for (const aws::EndpointPolicy policy : aws::kEndpointPolicies) by_policy.emplace(policy, yaml::sequence());
  Node rows = yaml::mapping();
  bool s3 = false;
  bool dynamodb = false;
  for (const auto& endpoint : vpc.endpoints) {
    s3 = s3 || endpoint.value == "s3";
    dynamodb = dynamodb || endpoint.value == "dynamodb";
    if (aws::is_gateway_endpoint(endpoint.value)) continue;
    const std::string key = aws::logical_id(endpoint.value).str();
    by_policy[aws::endpoint_policy(endpoint.value)].items.push_back(bound(key, endpoint.span));
    rows.entries.push_back(
        {key, endpoint.span,
         yaml::mapping(
             {{"Service", bound(aws::endpoint_service_name(endpoint.value, vpc.region.str()), endpoint.span)}})});
  }
  auto& parameters = bindings.parameters;
  parameters.emplace("HasS3Endpoint", switched(s3));
  parameters.emplace("HasDynamodbEndpoint", switched(dynamodb));
  parameters.emplace("HasInterfaceEndpoints", switched(!rows.entries.empty()));
  for (auto& [policy, keys] : by_policy) {
    parameters.emplace(std::string(aws::to_text(policy)), std::move(keys));
  }
  bindings.mappings.emplace("Endpoints", std::move(rows));

  Node tables = yaml::sequence();
  std::set<std::string> seen;
  for (const resolve::Subnet& subnet : vpc.subnets) {
    if (seen.insert(table_id(vpc, subnet)).second) tables.items.push_back(reference(table_id(vpc, subnet)));
  }
  const resolve::Tier* tier = endpoint_tier(vpc);
  Node lists = yaml::mapping();
  lists.add("EndpointAccess", yaml::mapping({{"Ingress", ranges_for_endpoints(vpc)}}));
  lists.add("GatewayEndpoints", yaml::mapping({{"RouteTables", std::move(tables)}}));
  lists.add("InterfaceEndpoints",
            yaml::mapping({{"Subnets", tier != nullptr ? subnet_ids(vpc, *tier) : yaml::sequence()}}));
  bindings.mappings.emplace("Lists", std::move(lists));
}

}  // namespace landform::stacks
