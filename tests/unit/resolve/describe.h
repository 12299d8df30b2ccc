// What was resolved, as text for goldens: one line a unit and an account, then the lock.
#pragma once

#include <string>

#include "base/text.h"
#include "resolve/lock.h"
#include "resolve/organization.h"

namespace landform::test {

inline std::string describe_tags(const resolve::Tags& tags) {
  std::string out;
  for (const auto& [key, value] : tags) out += base::cat(" ", key, "=", value.value);
  return out;
}

inline std::string_view describe_role(resolve::AccountRole role) {
  switch (role) {
    case resolve::AccountRole::management:
      return "management";
    case resolve::AccountRole::log_archive:
      return "log-archive";
    case resolve::AccountRole::audit:
      return "audit";
    case resolve::AccountRole::network:
      return "network";
    case resolve::AccountRole::backup:
      return "backup";
    case resolve::AccountRole::workload:
      break;
  }
  return "workload";
}

template <class Items>
std::string describe_values(const Items& items) {
  std::string out;
  for (const auto& item : items) out += base::cat(" ", item.value);
  return out;
}

inline std::string describe_trail(const resolve::Trail& trail) {
  constexpr std::string_view kLocks[] = {"none", "governance", "compliance"};
  return base::cat("trail: bucket ", trail.bucket.value, ", archive ", trail.archive_class.value, " after ",
                   trail.archive_after_days.value, ", keep ", trail.retention_days.value, ", log group ",
                   trail.log_group_retention_days.value, ", insights ", trail.insights.value ? "yes" : "no",
                   ", object lock ", kLocks[static_cast<int>(trail.object_lock.value)],
                   "\n  data events:", describe_values(trail.data_events),
                   "\n  readers:", describe_values(trail.readers), "\n");
}

inline std::string describe_shared(const resolve::SharedTo& shared) {
  std::string out;
  for (const auto& unit : shared.units) out += base::cat(" ", unit.str());
  for (const std::string& account : shared.accounts) out += base::cat(" ", account);
  return out.empty() ? out : base::cat(", shared to", out);
}

inline std::string describe_pool(const resolve::AddressPool& pool) {
  std::string out = base::cat("pool ", pool.name, ": ", aws::to_text(pool.cidr));
  if (!pool.parent.empty()) out += base::cat(" of ", pool.parent);
  for (const auto& region : pool.regions) out += base::cat(" ", region.str());
  for (const std::string& target : pool.targets) out += base::cat(" for ", target);
  const resolve::PoolUsage& usage = pool.usage;
  out += base::cat("; vpcs ", usage.vpcs, " remembered ", usage.remembered, " parts ", usage.sub_pools, " unavailable ",
                   usage.unavailable, " free ", usage.free);
  return out + (usage.largest_free ? base::cat(" largest ", aws::to_text(*usage.largest_free)) : "") + "\n";
}

inline std::string describe_vpc(const resolve::Vpc& vpc) {
  constexpr std::string_view kRoutes[] = {"internet", "nat", "transit", "none"};
  constexpr std::string_view kAcls[] = {"public", "private", "isolated", "open"};
  constexpr std::string_view kNat[] = {"one per zone", "single", "none"};
  constexpr std::string_view kIpv6[] = {"none", "amazon", "pool", "ipam pool"};
  std::string out = base::cat("vpc ", vpc.name, ": ", vpc.logical_id.str(), " in ", vpc.account, " ", vpc.region.str(),
                              ", ", aws::to_text(vpc.cidr));
  for (const auto& range : vpc.more_cidrs) out += base::cat(" + ", aws::to_text(range));
  out += base::cat(vpc.pool.empty() ? "" : base::cat(" of ", vpc.pool), ", ", vpc.layout, ", nat ",
                   kNat[static_cast<int>(vpc.nat)], describe_tags(vpc.tags), "\n  zones:");
  for (const resolve::Zone& zone : vpc.zones) {
    out += base::cat(" ", zone.slot, zone.pinned() ? base::cat("=", zone.name, zone.id) : std::string());
  }
  if (!vpc.segment.value.empty()) {
    out += base::cat("\n  segment: ", vpc.segment.value, vpc.attached ? "" : ", not attached");
    if (vpc.segments.size() > 1) out += base::cat(", ever in ", base::join(vpc.segments, " "));
  }
  out += base::cat("\n  endpoints:", describe_values(vpc.endpoints), "\n  flow logs: ", vpc.flow_logs.account, " ",
                   vpc.flow_logs.retention_days, " days, every ", vpc.flow_logs.interval_seconds, " s\n");
  const bool ipv6 = vpc.ipv6.source != resolve::Ipv6Source::none;
  if (ipv6) {
    out += base::cat("  ipv6: ", kIpv6[static_cast<int>(vpc.ipv6.source)], " ", vpc.ipv6.pool_id, " /",
                     std::uint32_t{vpc.ipv6.prefix_length},
                     vpc.ipv6.cidr ? base::cat(" ", aws::to_text(*vpc.ipv6.cidr)) : "", "\n");
  }
  if (!vpc.dns.support || !vpc.dns.hostnames) {
    out += base::cat("  dns: support ", vpc.dns.support ? "yes" : "no", ", hostnames ",
                     vpc.dns.hostnames ? "yes" : "no", "\n");
  }
  if (!vpc.dhcp.empty()) {
    out += base::cat("  dhcp: ", vpc.dhcp.domain_name, " names ", base::join(vpc.dhcp.domain_name_servers, " "),
                     " time ", base::join(vpc.dhcp.ntp_servers, " "), "\n");
  }
  for (const resolve::Tier& tier : vpc.tiers) {
    out += base::cat("  tier ", tier.name, ": /", std::uint32_t{tier.prefix_length}, ", route ",
                     kRoutes[static_cast<int>(tier.route)], ", acl ", kAcls[static_cast<int>(tier.acl)],
                     describe_shared(tier.shared_to),
                     tier.tags.size() == vpc.tags.size() ? "" : describe_tags(tier.tags), "\n");
  }
  for (const resolve::Subnet& subnet : vpc.subnets) {
    out += base::cat("    ", resolve::subnet_key(vpc.tier_of(subnet).name, vpc.zone_of(subnet).slot), " ",
                     aws::to_text(subnet.cidr), ", ", aws::usable_addresses(subnet.cidr), " usable",
                     ipv6 ? base::cat(", /64 number ", subnet.ipv6_index) : std::string(), "\n");
  }
  return out;
}

inline std::string describe_rules(const std::vector<resolve::TrafficRule>& rules, std::string_view way) {
  constexpr std::string_view kProtocols[] = {"tcp", "udp", "icmp", "all"};
  constexpr std::string_view kPeers[] = {"group", "range", "prefix list"};
  std::string out;
  for (const resolve::TrafficRule& rule : rules) {
    out += base::cat("  ", way, " ", kPeers[static_cast<int>(rule.kind)], " ", rule.peer.value, " ",
                     kProtocols[static_cast<int>(rule.protocol)]);
    out += rule.first_port ? base::cat(" ", *rule.first_port, "-", *rule.last_port) : std::string(" all ports");
    out += rule.why ? base::cat(" (", rule.why->value, ")\n") : std::string("\n");
  }
  return out;
}

inline std::string describe(const resolve::Network& network) {
  constexpr std::string_view kTransit[] = {"none", "transit gateway", "peering"};
  constexpr std::string_view kReserved[] = {"on-premises", "other-cloud", "peer", "growth"};
  std::string out;
  for (const resolve::AddressPool& pool : network.pools) out += describe_pool(pool);
  for (const resolve::ReservedRange& range : network.reserved) {
    out += base::cat("reserved ", range.name, ": ", aws::to_text(range.cidr), " ",
                     kReserved[static_cast<int>(range.kind)], "\n");
  }
  if (network.transit.kind != resolve::TransitKind::none) {
    out += base::cat("transit: ", kTransit[static_cast<int>(network.transit.kind)], " ", network.transit.account,
                     network.transit.across_regions ? ", across regions\n" : "\n");
  }
  for (const resolve::Segment& segment : network.transit.segments) {
    out += base::cat("  segment ", segment.name, " reaches ", base::join(segment.reaches, " "), "\n");
  }
  for (const resolve::Peering& peering : network.transit.peerings) {
    out += base::cat("  peering ", network.vpcs[peering.requester].name, " asks ", network.vpcs[peering.accepter].name,
                     "\n");
  }
  for (const resolve::Vpc& vpc : network.vpcs) out += describe_vpc(vpc);
  for (const resolve::SecurityGroup& group : network.security_groups) {
    out += base::cat("group ", group.name, " (", group.description, "):", describe_values(group.vpcs), "\n",
                     describe_rules(group.ingress, "from"),
                     group.egress ? describe_rules(*group.egress, "to") : std::string("  to everything\n"));
  }
  return out;
}

inline std::string describe(const resolve::Organization& organization) {
  std::string out = base::cat("customer: ", organization.customer.slug.value, " (", organization.customer.name.value,
                              ")", describe_values(organization.customer.compliance),
                              "\nhome: ", organization.home_region.value.str(), "\nregions:");
  for (const auto& region : organization.regions) out += base::cat(" ", region.value.str());
  out += base::cat("\ndelivery: ",
                   organization.delivery.value == resolve::Delivery::stack_sets ? "stack-sets" : "control-tower", "\n");
  if (organization.management_account)
    out += base::cat("management: ", organization.management_account->value.str(), "\n");
  if (organization.existing_organization_id)
    out += base::cat("organization: ", organization.existing_organization_id->value, "\n");
  if (organization.existing_root_id) out += base::cat("root: ", organization.existing_root_id->value, "\n");
  out += base::cat("default tags:", describe_tags(organization.default_tags), "\n");
  for (const resolve::Unit& unit : organization.units) {
    out += base::cat("unit ", unit.path.str(), ": ", unit.logical_id.str(), " in ", unit.parent.str(), ", level ",
                     unit.depth, unit.existing_id ? base::cat(", exists as ", unit.existing_id->value) : std::string(),
                     describe_tags(unit.tags), "\n");
  }
  for (const resolve::Account& account : organization.accounts) {
    out += base::cat("account ", account.name, ": ", account.logical_id.str(), " in ", account.unit.str(), ", ",
                     describe_role(account.role), ", `", account.account_name, "` <", account.email, ">, shard ",
                     account.shard, " sequence ", account.sequence,
                     account.existing_id ? base::cat(", exists as ", account.existing_id->value.str()) : std::string(),
                     describe_tags(account.tags), "\n");
  }
  return out + describe_trail(organization.trail) + describe(organization.network);
}

}  // namespace landform::test
