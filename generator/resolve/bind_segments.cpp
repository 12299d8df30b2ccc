#include "resolve/bind_segments.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "base/text.h"
#include "resolve/collisions.h"
#include "resolve/unit_paths.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

bool has_route(const Vpc& vpc, SubnetRoute route) {
  return std::any_of(vpc.tiers.begin(), vpc.tiers.end(), [&](const Tier& tier) { return tier.route == route; });
}

// "Production 2" -> "production-2"
std::string segment_of_unit(const aws::OuPath& unit) {
  const std::string& path = unit.str();
  const std::size_t slash = path.rfind('/');
  std::string name;
  for (const char c : slash == std::string::npos ? std::string_view(path) : std::string_view(path).substr(slash + 1)) {
    const bool capital = c >= 'A' && c <= 'Z';
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (capital) {
      name += static_cast<char>(c - 'A' + 'a');
    } else if (plain) {
      name += c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() ? std::string(kSharedSegment) : name;
}

class SegmentBinder {
 public:
  SegmentBinder(const blueprint::Transit& written, const Organization& organization, VpcNames known, Network& network,
                base::Diagnostics& diagnostics)
      : written_(written), organization_(organization), known_(known), network_(network), diagnostics_(diagnostics) {}

  void run() {
    if (written_.kind.refused()) return;
    if (network_.transit.kind == TransitKind::none) return refuse_without_transit();
    if (network_.transit.kind == TransitKind::peering) {
      if (written_.egress.written()) refuse(written_.egress.span, "ways out for all", kGatewayAlone);
    } else {
      for (const auto& name : written_.egress) {
        if (name.written()) bind_egress(*name, name.span);
      }
    }
    name_segments();
    for (const Vpc& vpc : network_.vpcs) {
      if (vpc.segment.span.known() && !vpc.egress) look_up(vpc.segment.value, vpc.segment.span);
    }
    connect();
    if (network_.transit.kind == TransitKind::transit_gateway) check_tables();
    find_outside();
    if (!network_.transit.across_regions) tell_of_regions();
  }

 private:
  static constexpr std::string_view kGatewayAlone =
      "are parts of a transit gateway, but `network.transit` builds peerings, which lead no further than to the next "
      "VPC";
  static constexpr std::string_view kNoTransit = "are parts of a transit, but `network.transit` builds none";

  void refuse(base::Span span, std::string_view what, std::string_view why) {
    diagnostics_.add(Diagnostic("network/no-transit", span, cat(what, ' ', why))
                         .help("write `transit: {kind: transit-gateway, account: ...}` below `network`, or take it "
                               "out"));
  }

  void refuse_without_transit() {
    if (written_.segments.written()) refuse(written_.segments.span, "segments", kNoTransit);
    if (written_.egress.written()) refuse(written_.egress.span, "ways out for all", kNoTransit);
    if (written_.across_regions.written() && *written_.across_regions) {
      refuse(written_.across_regions.span, "ways across regions", kNoTransit);
    }
    for (Vpc& vpc : network_.vpcs) {
      if (!vpc.segment.span.known()) continue;
      refuse(vpc.segment.span, "segments", kNoTransit);
      return;
    }
  }

  // ---- the way out -------------------------------------------------------------------------------------------------

  void bind_egress(const std::string& name, base::Span span) {
    const auto found = std::lower_bound(network_.vpcs.begin(), network_.vpcs.end(), name,
                                        [](const Vpc& vpc, const std::string& wanted) { return vpc.name < wanted; });
    if (found == network_.vpcs.end() || found->name != name) {
      if (known_ == VpcNames::some_refused) return;
      std::vector<std::string_view> names;
      for (const Vpc& vpc : network_.vpcs) names.push_back(vpc.name);
      diagnostics_.add(Diagnostic("network/egress-vpc", span, cat("there is no VPC `", name, "` to go out through"))
                           .label(base::did_you_mean(base::near_names(name, names)))
                           .help(cat("add it: `vpcs: {", name, ": {account: ", network_.transit.account,
                                     ", prefix: 22, layout: small}}`")));
      return;
    }
    Vpc& vpc = *found;
    if (vpc.nat == NatPlacement::none || !has_route(vpc, SubnetRoute::internet) || !has_route(vpc, SubnetRoute::nat)) {
      diagnostics_.add(
          Diagnostic("network/egress-vpc", span,
                     cat("VPC `", name, "` is the way out, but its layout `", vpc.layout,
                         "` lacks a tier with `route: internet`, one with `route: nat`, or the NAT gateway between"))
              .also(vpc.span, "the VPC")
              .note("traffic comes in at the tier with the route nat and leaves by the NAT gateways")
              .help("give it a layout that has them: `layout: small`"));
      return;
    }
    const auto [other, first] = egress_by_region_.emplace(vpc.region, &vpc);
    if (!first) {
      if (other->second == &vpc) return;
      diagnostics_.add(Diagnostic("network/egress-vpc", span,
                                  cat("VPCs `", other->second->name, "` and `", name, "` are both the way out of ",
                                      vpc.region.str(), "; a default route leads to one"))
                           .also(other->second->span, "the other one")
                           .help(cat("keep one of them: `egress: [", name, "]`")));
      return;
    }
    if (vpc.segment.span.known()) {
      diagnostics_.add(Diagnostic("network/egress-vpc", vpc.segment.span,
                                  cat("VPC `", name, "` is the way out of all segments, and in none of them"))
                           .also(span, "the way out")
                           .help("take `segment` out"));
    }
    vpc.egress = true;
    vpc.segment = {std::string(kEgressSegment), vpc.span};
  }

  // ---- segments ----------------------------------------------------------------------------------------------------

  // What is for everybody lies where the gateway's account does.
  [[nodiscard]] bool is_shared(const Account& account) const {
    if (network_.transit.account.empty()) return false;
    if (account.name == network_.transit.account) return true;
    const Account* owner = organization_.account(network_.transit.account);
    if (owner == nullptr || is_root(owner->unit)) return false;
    return lies_in(account.unit, owner->unit);
  }

  void name_segments() {
    for (const auto& item : written_.segments) spans_.emplace(item.name, item.name_span);
    for (Vpc& vpc : network_.vpcs) {
      vpc.attached = network_.transit.kind == TransitKind::transit_gateway && vpc.connects();
      if (vpc.segment.span.known()) continue;
      const Account* account = organization_.account(vpc.account);
      if (account == nullptr) continue;
      vpc.segment.value = is_shared(*account) ? std::string(kSharedSegment) : segment_of_unit(account->unit);
      spans_.emplace(vpc.segment.value, vpc.span);
    }
    if (!egress_by_region_.empty()) {
      spans_.emplace(kEgressSegment, egress_by_region_.begin()->second->span);
    }
    spans_.emplace(kSharedSegment, network_.transit.span);
  }

  bool look_up(const std::string& name, base::Span span) {
    if (spans_.contains(name)) return true;
    std::vector<std::string_view> names;
    for (const auto& [known, place] : spans_) names.push_back(known);
    std::vector<std::string> listed(names.begin(), names.end());
    if (known_ == VpcNames::some_refused || written_.segments.refused()) return false;
    diagnostics_.add(Diagnostic("network/unknown-segment", span, cat("there is no segment `", name, "`"))
                         .label(base::did_you_mean(base::near_names(name, names)))
                         .note(cat("the segments are ", base::join(listed, ", ")))
                         .help(cat("name one of them, or add it: `transit: {segments: {", name, ": {}}}`")));
    return false;
  }

  void connect() {
    std::map<std::string, std::set<std::string>> reached;
    const auto both_ways = [&](const std::string& one, const std::string& other) {
      reached[one].insert(other);
      reached[other].insert(one);
    };
    for (const auto& [name, span] : spans_) {
      both_ways(name, name);
      if (!egress_by_region_.empty()) both_ways(name, std::string(kEgressSegment));
      const auto* item = written_.segments.find(name);
      const auto* reaches = item != nullptr && item->written.written() ? &item->written->reaches : nullptr;
      if (reaches == nullptr || !reaches->written()) {
        both_ways(name, std::string(kSharedSegment));
        continue;
      }
      for (const auto& other : *reaches) {
        if (other.written() && look_up(*other, other.span)) both_ways(name, *other);
      }
    }
    Collisions names("segment", diagnostics_);
    for (const auto& [name, all] : reached) {
      network_.transit.segments.push_back({name, {all.begin(), all.end()}, spans_.at(name)});
      names.add(network_.transit.segments.back().name, spans_.at(name));
    }
  }

  void check_tables() {
    const auto limit = static_cast<std::size_t>(organization_.quotas.limit("transit-gateway/route-tables"));
    std::map<aws::RegionName, std::map<std::string_view, const Vpc*>> tables;
    for (const Vpc& vpc : network_.vpcs) {
      if (vpc.attached) tables[vpc.region].emplace(vpc.segment.value, &vpc);
    }
    // What comes from other regions has a table of its own.
    const std::size_t arrivals = network_.transit.across_regions && tables.size() > 1 ? 1 : 0;
    for (const auto& [region, segments] : tables) {
      if (segments.size() + arrivals <= limit) continue;
      diagnostics_.add(
          Diagnostic("network/too-many-segments",
                     std::next(segments.begin(), static_cast<std::ptrdiff_t>(limit - arrivals))->second->span,
                     cat("VPCs in ", region.str(), " are in ", segments.size(), " segments; a transit gateway has ",
                         limit, " route tables", arrivals > 0 ? ", one of them for what comes from other regions" : ""))
              .note(aws::describe(aws::quota("transit-gateway/route-tables")))
              .help("put VPCs of several units into one segment: `segment: workloads`, below `transit: "
                    "{segments: {workloads: {}}}`"));
    }
  }

  // One word about it, at the first VPC that has a neighbour far away.
  void tell_of_regions() {
    const bool gateways = network_.transit.kind == TransitKind::transit_gateway;
    std::map<std::string_view, const Vpc*> first;
    for (const Vpc& vpc : network_.vpcs) {
      if (!vpc.connects()) continue;
      const auto [other, fresh] = first.emplace(vpc.segment.value, &vpc);
      if (fresh || other->second->region == vpc.region) continue;
      diagnostics_.add(
          Diagnostic("network/regions-apart", vpc.span,
                     cat("VPCs `", other->second->name, "` and `", vpc.name, "` are of segment `", vpc.segment.value,
                         "`, but in ", other->second->region.str(), " and ", vpc.region.str(),
                         gateways ? ", whose transit gateways are not connected"
                                  : ", and VPCs of different regions are not peered"))
              .also(other->second->span, "the other one")
              .note("a way across regions is built where it is asked for: it costs money, and reaches "
                    "further")
              .help("if traffic is to pass between them: `transit: {across_regions: true}`"));
      return;
    }
  }

  // What pools do not tell of the network: network ACLs let it in all the same.
  void find_outside() {
    std::vector<aws::Cidr> pools;
    for (const AddressPool& pool : network_.pools) {
      if (pool.parent.empty()) pools.push_back(pool.cidr);
    }
    std::sort(pools.begin(), pools.end());
    const auto in_pool = [&](const aws::Cidr& range) {
      const auto after = std::upper_bound(pools.begin(), pools.end(), range);
      return after != pools.begin() && aws::contains(*std::prev(after), range);
    };
    std::vector<aws::Cidr>& outside = network_.transit.outside;
    for (const Vpc& vpc : network_.vpcs) {
      if (!vpc.connects()) continue;
      if (!in_pool(vpc.cidr)) outside.push_back(vpc.cidr);
      std::copy_if(vpc.more_cidrs.begin(), vpc.more_cidrs.end(), std::back_inserter(outside),
                   [&](const aws::Cidr& range) { return !in_pool(range); });
    }
    std::sort(outside.begin(), outside.end());
  }

  const blueprint::Transit& written_;
  const Organization& organization_;
  VpcNames known_;
  Network& network_;
  base::Diagnostics& diagnostics_;
  std::map<aws::RegionName, const Vpc*> egress_by_region_;
  std::map<std::string, base::Span> spans_;  // of all segments, by name
};

}  // namespace

bool Vpc::connects() const {
  return std::any_of(tiers.begin(), tiers.end(), [](const Tier& tier) { return tier.route != SubnetRoute::none; });
}

const Segment* Transit::segment(const std::string& name) const {
  const auto found =
      std::lower_bound(segments.begin(), segments.end(), name,
                       [](const Segment& segment, const std::string& wanted) { return segment.name < wanted; });
  return found != segments.end() && found->name == name ? &*found : nullptr;
}

void bind_segments(const blueprint::Transit& written, const Organization& organization, VpcNames known,
                   Network& network, base::Diagnostics& diagnostics) {
  SegmentBinder(written, organization, known, network, diagnostics).run();
}

}  // namespace landform::resolve
