#include "stacks/vpc_rows.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "aws/endpoint_services.h"
#include "aws/logical_id.h"
#include "aws/region.h"
#include "base/text.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;
using resolve::SubnetRoute;
using yaml::Node;

namespace {

// A tag that a subnet has beside those of its stack.
struct OwnTag {
  std::string_view key, value;
  base::Span span;
};
// By key.
using OwnTags = std::vector<OwnTag>;

void set_tag(OwnTags& tags, const OwnTag& tag) {
  const auto place = std::lower_bound(tags.begin(), tags.end(), tag.key,
                                      [](const OwnTag& other, std::string_view key) { return other.key < key; });
  if (place != tags.end() && place->key == tag.key) {
    *place = tag;
  } else {
    tags.insert(place, tag);
  }
}

// With the tag `Name`, unless the part has one of its own.
void put_named_tags(Node& cell, std::string_view name, const OwnTags& tags) {
  constexpr std::string_view kName = "Name";
  cell.kind = yaml::Kind::sequence;
  cell.items.reserve(tags.size() + 1);
  bool named = false;
  const auto add_name = [&] {
    put_tag(cell.items.emplace_back(), kName, name, {});
    named = true;
  };
  for (const OwnTag& tag : tags) {
    if (!named && tag.key > kName) add_name();
    named = named || tag.key == kName;
    put_tag(cell.items.emplace_back(), tag.key, tag.value, tag.span);
  }
  if (!named) add_name();
}

// What load balancers of Kubernetes look for.
OwnTags subnet_tags(const resolve::Vpc& vpc, const resolve::Tier& tier) {
  OwnTags tags;
  const bool of_internet = tier.route == SubnetRoute::internet;
  set_tag(tags, {"tier", tier.name, {}});
  if (of_internet || tier.route == SubnetRoute::nat || tier.route == SubnetRoute::transit) {
    set_tag(tags, {of_internet ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb", "1", {}});
  }
  // The stack puts the VPC's tags on everything; only what the tier has of its own is said again.
  for (const auto& [key, value] : tier.tags) {
    const auto same = vpc.tags.find(key);
    if (same == vpc.tags.end() || same->second.value != value.value) set_tag(tags, {key, value.value, value.span});
  }
  return tags;
}

bool in_zones(const resolve::Tier& tier) {
  return tier.route == SubnetRoute::nat;
}

// References to the subnets of the tier at `tier`.
Node subnet_ids(const VpcWords& words, std::size_t tier) {
  Node ids = list_for(words.vpc.zones.size());
  for (std::size_t i = 0; i < words.subnets.size(); ++i) {
    if (words.vpc.subnets[i].tier == tier) add_item(ids, Reference{cat("Subnet", words.subnets[i])});
  }
  return ids;
}

// The subnets that the transit gateway has its interfaces in, one a zone: of the tier that is made for it, else of the
// one nearest to what runs. What others send to the internet has to come in where the way to a NAT gateway is.
// References.
Node transit_subnets(const VpcWords& words) {
  const resolve::Vpc& vpc = words.vpc;
  std::map<std::size_t, std::size_t> by_zone;
  const auto take = [&](SubnetRoute route) {
    for (std::size_t i = 0; i < vpc.subnets.size(); ++i) {
      if (vpc.tier_of(vpc.subnets[i]).route == route) by_zone.emplace(vpc.subnets[i].zone, i);
    }
  };
  if (vpc.egress) take(SubnetRoute::nat);
  for (const SubnetRoute route : {SubnetRoute::transit, SubnetRoute::nat, SubnetRoute::internet}) take(route);
  Node ids = yaml::sequence();
  for (const auto& [zone, subnet] : by_zone) add_item(ids, Reference{cat("Subnet", words.subnets[subnet])});
  return ids;
}

bool lies_in_own(const resolve::Vpc& vpc, const aws::Cidr& range) {
  return aws::contains(vpc.cidr, range) || std::any_of(vpc.more_cidrs.begin(), vpc.more_cidrs.end(),
                                                       [&](const aws::Cidr& own) { return aws::contains(own, range); });
}

// Slots of the zones that have a NAT gateway, each with the place of the subnet that it lies in.
std::map<std::uint32_t, std::size_t> nat_gateways(const resolve::Vpc& vpc) {
  std::map<std::uint32_t, std::size_t> gateways;
  const resolve::Tier* around = nat_tier(vpc);
  if (vpc.nat == resolve::NatPlacement::none || around == nullptr) return gateways;
  std::vector<bool> wanted(vpc.zones.size(), false);
  for (const resolve::Subnet& subnet : vpc.subnets) {
    if (in_zones(vpc.tier_of(subnet))) wanted[subnet.zone] = true;
  }
  const bool single = vpc.nat == resolve::NatPlacement::single;
  if (std::find(wanted.begin(), wanted.end(), true) == wanted.end()) return gateways;
  for (std::size_t i = 0; i < vpc.subnets.size(); ++i) {
    const resolve::Subnet& subnet = vpc.subnets[i];
    if (&vpc.tier_of(subnet) != around || !(single || wanted[subnet.zone])) continue;
    gateways.emplace(vpc.zone_of(subnet).slot, i);
    if (single) break;
  }
  return gateways;
}

// The place of the tier that interface endpoints are reached in: the one that is nearest to what runs. Nothing when
// there is no tier at all.
std::optional<std::size_t> endpoint_tier(const resolve::Vpc& vpc) {
  for (const SubnetRoute route : {SubnetRoute::nat, SubnetRoute::transit, SubnetRoute::none, SubnetRoute::internet}) {
    for (std::size_t i = 0; i < vpc.tiers.size(); ++i) {
      if (vpc.tiers[i].route == route) return i;
    }
  }
  return std::nullopt;
}

Node ranges_for_endpoints(const resolve::Vpc& vpc) {
  Node rules = list_for(vpc.more_cidrs.size() + 1);
  const auto add = [&](const aws::Cidr& range) {
    Node& rule = rules.items.emplace_back();
    put_row(rule, "IpProtocol", "tcp", "FromPort", Number{443}, "ToPort", Number{443},  //
            "CidrIp", aws::to_text(range), "Description", "HTTPS from the VPC");
    rule.style = yaml::Style::flow;
  };
  add(vpc.cidr);
  for (const aws::Cidr& range : vpc.more_cidrs) add(range);
  return rules;
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

VpcWords::VpcWords(const resolve::Vpc& of_vpc) : vpc(of_vpc) {
  tiers.reserve(vpc.tiers.size());
  for (const resolve::Tier& tier : vpc.tiers) tiers.push_back(tier_key(tier));
  subnets.reserve(vpc.subnets.size());
  tables.reserve(vpc.subnets.size());
  for (const resolve::Subnet& subnet : vpc.subnets) {
    const std::string& tier = tiers[subnet.tier];
    subnets.push_back(cat(tier, vpc.zone_of(subnet).slot));
    tables.push_back(in_zones(vpc.tier_of(subnet)) ? cat("ZoneRouteTable", subnets.back()) : cat("RouteTable", tier));
  }
}

std::vector<std::size_t> VpcWords::first_of_tables() const {
  std::vector<std::size_t> first;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto same = [&](std::size_t earlier) { return tables[earlier] == tables[i]; };
    if (std::none_of(first.begin(), first.end(), same)) first.push_back(i);
  }
  return first;
}

std::vector<WayOutTable> way_out_tables(const VpcWords& words) {
  std::vector<WayOutTable> tables;
  for (const std::size_t i : words.first_of_tables()) {
    const resolve::Subnet& subnet = words.vpc.subnets[i];
    const resolve::Tier& tier = words.vpc.tier_of(subnet);
    if (tier.route == SubnetRoute::none) continue;
    tables.push_back(
        {in_zones(tier) ? cat("Zone", words.subnets[i]) : words.tiers[subnet.tier], words.tables[i], &tier});
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
    const std::string key = range_key(range);
    add_item(keys, View{key, vpc.span});
    add_row(rows, key, {}, "Cidr", Text{aws::to_text(range), vpc.span});
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

void bind_subnets(const VpcWords& words, cfn::Bindings& bindings) {
  const resolve::Vpc& vpc = words.vpc;
  bind_zones(vpc, bindings);
  std::vector<OwnTags> tags;
  tags.reserve(vpc.tiers.size());
  for (const resolve::Tier& tier : vpc.tiers) tags.push_back(subnet_tags(vpc, tier));
  Node addresses = rows_for(vpc.subnets.size());
  for (std::size_t i = 0; i < vpc.subnets.size(); ++i) {
    const resolve::Subnet& subnet = vpc.subnets[i];
    const resolve::Tier& tier = vpc.tier_of(subnet);
    const std::string name = cat(vpc.name, '-', tier.name, '-', vpc.zone_of(subnet).slot);
    add_row(addresses, words.subnets[i], tier.span, "Cidr", Text{aws::to_text(subnet.cidr), tier.span},  //
            "Tags", [&](Node& cell) { put_named_tags(cell, name, tags[subnet.tier]); });
  }
  bindings.mappings.emplace("SubnetAddresses", std::move(addresses));

  Node tier_keys = list_for(vpc.tiers.size());
  Node tiers = rows_for(vpc.tiers.size());
  for (std::size_t i = 0; i < vpc.tiers.size(); ++i) {
    const resolve::Tier& tier = vpc.tiers[i];
    add_item(tier_keys, View{words.tiers[i], tier.span});
    add_row(tiers, words.tiers[i], tier.span, "Name", Text{cat(vpc.name, '-', tier.name), tier.span},  //
            "Subnets", subnet_ids(words, i));
  }
  bindings.parameters.emplace("Tiers", std::move(tier_keys));
  bindings.mappings.emplace("Tiers", std::move(tiers));
}

void bind_routes(const VpcWords& words, cfn::Bindings& bindings) {
  const resolve::Vpc& vpc = words.vpc;
  const auto gateways = nat_gateways(vpc);
  Node slots = yaml::sequence();
  Node nat_rows = yaml::mapping();
  for (const auto& [slot, subnet] : gateways) {
    const std::string key = cat(slot);
    add_item(slots, key);
    add_row(nat_rows, key, {}, "Subnet", Reference{cat("Subnet", words.subnets[subnet])},  //
            "Address", Attribute{cat("NatAddress", key), "AllocationId"});
  }
  Node shared = list_for(vpc.tiers.size());
  Node internet = yaml::sequence();
  Node zones = list_for(vpc.subnets.size());
  Node rows = rows_for(vpc.tiers.size());
  Node zone_rows = rows_for(vpc.subnets.size());  // apart: tier `app1` and tier `app` in zone 1 have one key
  for (std::size_t i = 0; i < vpc.tiers.size(); ++i) {
    const resolve::Tier& tier = vpc.tiers[i];
    if (in_zones(tier)) continue;
    const std::string& key = words.tiers[i];
    add_item(shared, View{key, tier.span});
    if (tier.route == SubnetRoute::internet) add_item(internet, View{key, tier.span});
    add_row(rows, key, {}, "Id", Reference{cat("RouteTable", key)},  //
            "Name", Text{cat(vpc.name, '-', tier.name), tier.span});
  }
  for (std::size_t i = 0; i < vpc.subnets.size(); ++i) {
    const resolve::Tier& tier = vpc.tier_of(vpc.subnets[i]);
    if (!in_zones(tier)) continue;
    const std::string& key = words.subnets[i];
    const std::uint32_t slot = vpc.zone_of(vpc.subnets[i]).slot;
    add_item(zones, View{key, tier.span});
    const auto own = gateways.find(slot);
    const auto gateway = own != gateways.end() ? own : gateways.begin();
    add_row(zone_rows, key, {}, "Id", Reference{cat("ZoneRouteTable", key)},    //
            "Name", Text{cat(vpc.name, '-', tier.name, '-', slot), tier.span},  //
            "Nat", Reference{cat("NatGateway", gateway == gateways.end() ? slot : gateway->first)});
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

void bind_transit_routes(const VpcWords& words, const TransitWays& ways, cfn::Bindings& bindings) {
  const resolve::Vpc& vpc = words.vpc;
  Node keys = yaml::sequence();
  Node ipv6_keys = yaml::sequence();
  Node rows = yaml::mapping();
  Node interfaces = yaml::sequence();
  if (vpc.attached) {
    interfaces = transit_subnets(words);
    const bool way_out = !vpc.egress && ways.ways_out.contains(vpc.region);
    const bool ipv6 = vpc.ipv6.source != resolve::Ipv6Source::none;
    for (const WayOutTable& table : way_out_tables(words)) {
      const resolve::Tier& tier = *table.tier;
      const auto add_to = [&](Node& list, const std::string& suffix, std::string range) {
        const std::string key = cat(table.key, "To", suffix);
        add_item(list, View{key, tier.span});
        add_row(rows, key, tier.span, "Table", Reference{table.id}, "Cidr", Text{std::move(range), tier.span});
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
  bindings.mappings.emplace("TransitAttachment", row_of("Attachment", row_of("Subnets", std::move(interfaces))));
}

void bind_shared_tiers(const VpcWords& words, cfn::Bindings& bindings) {
  const resolve::Vpc& vpc = words.vpc;
  Node keys = yaml::sequence();
  Node rows = yaml::mapping();
  for (std::size_t tier = 0; tier < vpc.tiers.size(); ++tier) {
    if (vpc.tiers[tier].shared_to.empty()) continue;
    const base::Span span = vpc.tiers[tier].span;
    Node arns = yaml::sequence();
    for (std::size_t i = 0; i < vpc.subnets.size(); ++i) {
      if (vpc.subnets[i].tier != tier) continue;
      arns.items.push_back(substituted(
          cat("arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:subnet/${Subnet", words.subnets[i], "}"),
          span));
    }
    add_item(keys, View{words.tiers[tier], span});
    add_row(rows, words.tiers[tier], span, "Arns", std::move(arns));
  }
  bindings.parameters.emplace("SharedTiers", std::move(keys));
  bindings.mappings.emplace("SharedTiers", std::move(rows));
}

void bind_endpoints(const VpcWords& words, cfn::Bindings& bindings) {
  const resolve::Vpc& vpc = words.vpc;
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
    add_item(by_policy[aws::endpoint_policy(endpoint.value)], View{key, endpoint.span});
    add_row(rows, key, endpoint.span, "Service",
            Text{aws::endpoint_service_name(endpoint.value, vpc.region.str()), endpoint.span});
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
  for (const std::size_t i : words.first_of_tables()) add_item(tables, Reference{words.tables[i]});
  const auto tier = endpoint_tier(vpc);
  Node subnets = tier ? subnet_ids(words, *tier) : yaml::sequence();
  Node lists = row_of("EndpointAccess", row_of("Ingress", ranges_for_endpoints(vpc)),  //
                      "GatewayEndpoints", row_of("RouteTables", std::move(tables)),    //
                      "InterfaceEndpoints", row_of("Subnets", std::move(subnets)));
  bindings.mappings.emplace("Lists", std::move(lists));
}

}  // namespace landform::stacks
