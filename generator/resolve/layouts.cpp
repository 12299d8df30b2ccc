#include "resolve/layouts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "aws/quotas.h"
#include "base/text.h"
#include "resolve/collisions.h"
#include "resolve/network_targets.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

// The words of the language stand in the order of our enumerators.
template <class To, class From>
constexpr To same_word(From from) {
  return static_cast<To>(from);
}
static_assert(same_word<SubnetRoute>(blueprint::SubnetRoute::transit) == SubnetRoute::transit);
static_assert(same_word<SubnetRoute>(blueprint::SubnetRoute::none) == SubnetRoute::none);
static_assert(same_word<NatPlacement>(blueprint::NatPlacement::none) == NatPlacement::none);
static_assert(same_word<FlowTraffic>(blueprint::FlowTraffic::rejected) == FlowTraffic::rejected);
static_assert(same_word<FlowFormat>(blueprint::FlowFormat::parquet) == FlowFormat::parquet);

// ---- what landform ships -----------------------------------------------------------------------------------------

struct ShippedTier {
  std::string_view name;
  std::uint8_t prefix_length;
  SubnetRoute route;
};

struct ShippedLayout {
  std::string_view name;
  std::uint32_t zones;
  NatPlacement nat;
  std::array<ShippedTier, 3> tiers;           // by name; an empty name ends them
  std::array<std::string_view, 8> endpoints;  // sorted; an empty one ends them
};

// Endpoints of s3 and dynamodb cost nothing. Without a way out of the VPC an instance can be managed, log and decrypt
// through endpoints alone.
constexpr std::array<ShippedLayout, 4> kShipped{{
    {"isolated",
     2,
     NatPlacement::none,
     {{{"private", 23, SubnetRoute::none}}},
     {"dynamodb", "ec2messages", "kms", "logs", "s3", "ssm", "ssmmessages", "sts"}},
    {"small",
     2,
     NatPlacement::single,
     {{{"app", 25, SubnetRoute::nat}, {"public", 26, SubnetRoute::internet}}},
     {"dynamodb", "s3"}},
    {"three-tier",
     3,
     NatPlacement::one_per_zone,
     {{{"app", 22, SubnetRoute::nat}, {"data", 24, SubnetRoute::none}, {"public", 24, SubnetRoute::internet}}},
     {"dynamodb", "s3"}},
    {"two-tier",
     2,
     NatPlacement::one_per_zone,
     {{{"app", 22, SubnetRoute::nat}, {"public", 24, SubnetRoute::internet}}},
     {"dynamodb", "s3"}},
}};

AclPreset preset_for(SubnetRoute route) {
  switch (route) {
    case SubnetRoute::internet:
      return AclPreset::public_facing;
    case SubnetRoute::nat:
    case SubnetRoute::transit:
      return AclPreset::private_only;
    case SubnetRoute::none:
      break;
  }
  return AclPreset::isolated;
}

AclPreset bind_preset(blueprint::AclPreset written, SubnetRoute route) {
  switch (written) {
    case blueprint::AclPreset::by_route:
      return preset_for(route);
    case blueprint::AclPreset::public_facing:
      return AclPreset::public_facing;
    case blueprint::AclPreset::private_only:
      return AclPreset::private_only;
    case blueprint::AclPreset::isolated:
      return AclPreset::isolated;
    case blueprint::AclPreset::open:
      break;
  }
  return AclPreset::open;
}

std::string log_archive(const Organization& organization) {
  const Account* account = organization.with_role(AccountRole::log_archive);
  return account != nullptr ? account->name : std::string();
}

Layout shipped(const ShippedLayout& row, const Organization& organization) {
  Layout layout;
  layout.name = row.name;
  layout.zones = row.zones;
  layout.nat = row.nat;
  for (const ShippedTier& tier : row.tiers) {
    if (tier.name.empty()) break;
    TierDesign design;
    design.tier.name = tier.name;
    design.tier.prefix_length = tier.prefix_length;
    design.tier.route = tier.route;
    design.tier.acl = preset_for(tier.route);
    layout.tiers.push_back(std::move(design));
  }
  for (const std::string_view endpoint : row.endpoints) {
    if (endpoint.empty()) break;
    layout.endpoints.push_back({std::string(endpoint), {}});
  }
  layout.flow_logs.account = log_archive(organization);
  return layout;
}

// ---- what the blueprint defines ----------------------------------------------------------------------------------

FlowLogs bind_flow_logs(const blueprint::Written<blueprint::FlowLogs>& slot, const Organization& organization,
                        base::Diagnostics& diagnostics) {
  const blueprint::FlowLogs& written = *slot;
  FlowLogs logs;
  logs.span = slot.span;
  logs.account = log_archive(organization);
  if (written.to.written()) {
    if (find_account(*written.to, written.to.span, organization, diagnostics) != nullptr) logs.account = *written.to;
  }
  logs.retention_days = *written.retention_days;
  logs.traffic = same_word<FlowTraffic>(*written.traffic);
  logs.format = same_word<FlowFormat>(*written.format);
  logs.interval_seconds = *written.interval_seconds;
  if (written.interval_seconds.written() && logs.interval_seconds != 60 && logs.interval_seconds != 600) {
    diagnostics.add(Diagnostic("network/flow-interval", written.interval_seconds.span,
                               cat("flow logs would sum up ", logs.interval_seconds, " seconds; AWS sums up 60 or 600"))
                        .help("write `interval_seconds: 60`, or leave it out for 600"));
  }
  return logs;
}

class LayoutBinder {
 public:
  LayoutBinder(const Organization& organization, base::Diagnostics& diagnostics)
      : organization_(organization), diagnostics_(diagnostics) {}

  Layout bind(const blueprint::NamedItem<blueprint::Layout>& item) {
    const blueprint::Layout& written = *item;
    Layout layout;
    layout.name = item.name;
    layout.span = item.name_span;
    layout.zones = static_cast<std::uint32_t>(*written.zones);
    layout.zones_span = written.zones.written() ? written.zones.span : item.name_span;
    layout.sound = item.written.written() && !written.zones.refused() && written.subnets.written();
    Collisions tiers("tier", diagnostics_);
    for (const auto& subnet : written.subnets) {
      tiers.add(subnet.name, subnet.name_span);
      bind_tier(subnet, layout);
    }
    std::sort(layout.tiers.begin(), layout.tiers.end(),
              [](const TierDesign& a, const TierDesign& b) { return a.tier.name < b.tier.name; });
    layout.nat = same_word<NatPlacement>(*written.nat);
    bind_endpoints(written.endpoints, layout);
    layout.flow_logs = bind_flow_logs(written.flow_logs, organization_, diagnostics_);
    layout.ipv6 = bind_ipv6(written.ipv6, diagnostics_);
    layout.dns = bind_dns(written.dns);
    layout.dhcp = bind_dhcp(written.dhcp, diagnostics_);
    return layout;
  }

 private:
  void bind_tier(const blueprint::NamedItem<blueprint::Subnet>& item, Layout& layout) {
    const blueprint::Subnet& written = *item;
    if (!item.written.written() || !written.prefix.written() || !written.route.written() || written.zones.refused()) {
      layout.sound = false;
      return;
    }
    TierDesign design;
    design.tier.name = item.name;
    design.tier.span = item.name_span;
    design.tier.prefix_length = static_cast<std::uint8_t>(*written.prefix);
    design.tier.route = same_word<SubnetRoute>(*written.route);
    design.tier.acl = bind_preset(*written.acl, design.tier.route);
    design.tier.shared_to = bind_targets(written.share_to, organization_, diagnostics_);
    design.prefix_span = written.prefix.span;
    design.own_tags = &written.tags;
    if (written.zones.written()) {
      design.zones = static_cast<std::uint32_t>(*written.zones);
      if (design.zones > layout.zones) report_zones(item.name, written.zones, layout);
    }
    layout.tiers.push_back(std::move(design));
  }

  void report_zones(const std::string& tier, const blueprint::Written<std::int64_t>& zones, const Layout& layout) {
    diagnostics_.add(
        Diagnostic("network/tier-zones", zones.span,
                   cat("tier `", tier, "` wants ", base::count_of(static_cast<std::size_t>(*zones), "zone"), " of the ",
                       layout.zones, " that its layout `", layout.name, "` has"))
            .also(layout.zones_span, "the layout's zones")
            .help(cat("write `zones: ", *zones, "` at the layout, or leave it out at the tier")));
  }

  static void bind_endpoints(const blueprint::Listed<std::string>& written, Layout& layout) {
    for (const auto& endpoint : written) {
      if (endpoint.written()) layout.endpoints.push_back({*endpoint, endpoint.span});
    }
    const auto by_name = [](const auto& a, const auto& b) { return a.value < b.value; };
    std::stable_sort(layout.endpoints.begin(), layout.endpoints.end(), by_name);
    const auto repeated = std::unique(layout.endpoints.begin(), layout.endpoints.end(),
                                      [](const auto& a, const auto& b) { return a.value == b.value; });
    layout.endpoints.erase(repeated, layout.endpoints.end());
  }

  const Organization& organization_;
  base::Diagnostics& diagnostics_;
};

void check_servers(const blueprint::Listed<std::string>& written, std::string_view what,
                   std::vector<std::string>& servers, base::Diagnostics& diagnostics) {
  constexpr std::size_t kMost = 4;  // "DHCP option sets", Amazon VPC user guide
  for (const auto& server : written) {
    if (server.written()) servers.push_back(*server);
  }
  if (servers.size() <= kMost) return;
  diagnostics.add(Diagnostic("network/dhcp", written.span,
                             cat("DHCP options take at most ", kMost, " ", what, "s; these are ", servers.size()))
                      .help("leave those that are asked last out"));
}

}  // namespace

Layouts::Layouts(const blueprint::Network& written, const Organization& organization, base::Diagnostics& diagnostics) {
  for (const ShippedLayout& row : kShipped) layouts_.emplace(row.name, shipped(row, organization));
  Collisions names("layout", diagnostics);
  LayoutBinder binder(organization, diagnostics);
  for (const auto& item : written.tiers) {
    names.add(item.name, item.name_span);
    layouts_.insert_or_assign(item.name, binder.bind(item));
  }
}

const Layout* Layouts::find(const std::string& name) const {
  const auto found = layouts_.find(name);
  return found == layouts_.end() ? nullptr : &found->second;
}

std::vector<std::string_view> Layouts::names() const {
  std::vector<std::string_view> names;
  for (const auto& [name, layout] : layouts_) names.push_back(name);
  return names;
}

Ipv6 bind_ipv6(const blueprint::Written<blueprint::Ipv6>& slot, base::Diagnostics& diagnostics) {
  Ipv6 ipv6;
  const blueprint::Ipv6& written = *slot;
  if (!slot.written() || !written.pool.written() || *written.pool == "none") return ipv6;
  ipv6.span = slot.span;
  ipv6.prefix_length = static_cast<std::uint8_t>(*written.prefix);
  const bool amazon = *written.pool == "amazon";
  if (!amazon) ipv6.pool_id = *written.pool;
  ipv6.source = amazon                                    ? Ipv6Source::amazon
                : written.pool->starts_with("ipam-pool-") ? Ipv6Source::ipam_pool
                                                          : Ipv6Source::pool;
  const auto report = [&](base::Span span, std::string message, std::string help) {
    ipv6.cidr.reset();  // nothing more is to be said of it
    diagnostics.add(Diagnostic("network/ipv6", span, std::move(message))
                        .note("a VPC's IPv6 range is a /44, /48, /52, /56 or /60; Amazon's own are /56")
                        .help(std::move(help)));
  };
  if (written.cidr.written()) {
    const aws::Cidr range = aws::parse_cidr(*written.cidr, aws::AddressFamily::ipv6).value();
    ipv6.cidr = range;
    ipv6.span = written.cidr.span;
    if (!written.prefix.written()) ipv6.prefix_length = range.prefix_length;
    if (amazon) {
      report(written.cidr.span, "Amazon picks IPv6 ranges itself; `cidr` goes with a pool of yours",
             "leave `cidr` out, or name the pool that it is from");
      return ipv6;
    }
    if (range.prefix_length != ipv6.prefix_length) {
      report(written.cidr.span, cat("the IPv6 range ", *written.cidr, " is no /", std::uint32_t{ipv6.prefix_length}),
             "leave `prefix` out: the range says it");
      return ipv6;
    }
  }
  const unsigned length = ipv6.prefix_length;
  constexpr auto kLargest = static_cast<unsigned>(aws::quota("vpc/ipv6-prefix-largest").value);
  constexpr auto kSmallest = static_cast<unsigned>(aws::quota("vpc/ipv6-prefix-smallest").value);
  const base::Span where = written.prefix.written() ? written.prefix.span : written.cidr.span;
  if (length % 4 != 0 || length < kLargest || length > kSmallest) {
    report(where, cat("a VPC cannot have an IPv6 range of /", length), "write `prefix: 56`");
  } else if (amazon && length != 56) {
    report(where, cat("Amazon gives a VPC an IPv6 range of /56, not of /", length), "leave `prefix` out");
  }
  return ipv6;
}

Dns bind_dns(const blueprint::Written<blueprint::Dns>& written) {
  // Without AWS's name server there are no names.
  return {*written->support, *written->support && *written->hostnames};
}

DhcpOptions bind_dhcp(const blueprint::Written<blueprint::Dhcp>& slot, base::Diagnostics& diagnostics) {
  DhcpOptions options;
  options.span = slot.span;
  if (slot->domain_name.written()) options.domain_name = *slot->domain_name;
  check_servers(slot->domain_name_servers, "name server", options.domain_name_servers, diagnostics);
  check_servers(slot->ntp_servers, "time server", options.ntp_servers, diagnostics);
  return options;
}

}  // namespace landform::resolve
