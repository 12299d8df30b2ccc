#include "resolve/bind_peerings.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

class PeeringBinder {
 public:
  PeeringBinder(Network& network, const aws::Quotas& quotas, base::Diagnostics& diagnostics)
      : network_(network), quotas_(quotas), diagnostics_(diagnostics) {}

  void run() {
    for (std::size_t i = 0; i < network_.vpcs.size(); ++i) {
      const Vpc& vpc = network_.vpcs[i];
      if (vpc.connects()) groups_[{vpc.segment.value, region_of(vpc)}].push_back(i);
    }
    // Counted before they are made: what is too many would also be too many to write down.
    if (!check_connections()) return;
    connect();
    check_routes();
  }

 private:
  using Group = std::pair<std::string_view, std::string_view>;  // segment, and region unless regions are connected

  [[nodiscard]] std::string_view region_of(const Vpc& vpc) const {
    return network_.transit.across_regions ? std::string_view() : std::string_view(vpc.region.str());
  }

  template <class Visit>
  void each_group_reached(const Group& from, const Visit& visit) const {
    const Segment* segment = network_.transit.segment(std::string(from.first));
    if (segment == nullptr) return;
    for (const std::string& name : segment->reaches) {
      const auto found = groups_.find({name, from.second});
      if (found != groups_.end()) visit(*found);
    }
  }

  bool check_connections() {
    const auto limit = static_cast<std::size_t>(quotas_.limit("vpc/peerings"));
    std::size_t most = 0;
    std::vector<std::size_t> over;
    for (const auto& [group, vpcs] : groups_) {
      std::size_t count = 0;
      each_group_reached(group, [&](const auto& other) { count += other.second.size(); });
      if (count == 0 || count - 1 <= limit) continue;  // itself is among them
      over.insert(over.end(), vpcs.begin(), vpcs.end());
      most = std::max(most, count - 1);
    }
    if (over.empty()) return true;
    const Vpc& first = network_.vpcs[*std::min_element(over.begin(), over.end())];
    Diagnostic found("network/too-many-peerings", first.span,
                     cat("VPC `", first.name, "` ", over.size() > 1 ? cat("and ", over.size() - 1, " more ") : "",
                         over.size() > 1 ? "would be peered with up to " : "would be peered with ", most,
                         " others; AWS lets a VPC have ", base::count_of(limit, "peering")));
    found.secondary.push_back(
        {network_.transit.span, "for each two VPCs whose segments reach each other there is one"});
    diagnostics_.add(std::move(found)
                         .note(aws::describe(aws::quota("vpc/peerings")))
                         .help("connect so many by a gateway: `transit: {kind: transit-gateway, account: network}`; "
                               "segments stay as they are"));
    return false;
  }

  // Sorted by who asks.
  void connect() {
    const auto& vpcs = network_.vpcs;
    std::set<std::pair<std::size_t, std::size_t>> pairs;
    for (const auto& group : groups_) {
      const std::vector<std::size_t>& own = group.second;
      each_group_reached(group.first, [&](const auto& other) {
        for (const std::size_t one : own) {
          for (const std::size_t two : other.second) {
            if (one != two && vpcs[one].logical_id < vpcs[two].logical_id) pairs.emplace(one, two);
          }
        }
      });
    }
    for (const auto& [requester, accepter] : pairs) network_.transit.peerings.push_back({requester, accepter});
    warn_of_many();
  }

  // Where looking after connections costs more than a gateway; no limit of AWS's.
  void warn_of_many() {
    constexpr std::size_t kMany = 60;
    const std::size_t count = network_.transit.peerings.size();
    if (count <= kMany) return;
    std::set<std::size_t> peered;
    for (const Peering& peering : network_.transit.peerings) peered.insert({peering.requester, peering.accepter});
    diagnostics_.add(Diagnostic("network/many-peerings", network_.transit.span,
                                cat(peered.size(), " VPCs are connected by ", count,
                                    " peerings; a transit gateway would do it with ", peered.size(), " attachments"))
                         .note("each is two or three stacks, and one more VPC is one more for each VPC that it reaches")
                         .help("transit: {kind: transit-gateway, account: network}"));
  }

  // Of one table: each range of a peer is a route of its own.
  void check_routes() {
    const auto limit = static_cast<std::size_t>(quotas_.limit("vpc/routes"));
    std::map<std::size_t, std::size_t> routes;
    for (const Peering& peering : network_.transit.peerings) {
      routes[peering.requester] += 1 + network_.vpcs[peering.accepter].more_cidrs.size();
      routes[peering.accepter] += 1 + network_.vpcs[peering.requester].more_cidrs.size();
    }
    for (const auto& [place, count] : routes) {
      const Vpc& vpc = network_.vpcs[place];
      const std::size_t all = count + 2 + vpc.more_cidrs.size();  // with its own ranges and the way out
      if (all <= limit) continue;
      diagnostics_.add(Diagnostic("network/too-many-routes", vpc.span,
                                  cat("a route table of VPC `", vpc.name, "` would have ", all,
                                      " routes, one for each range of its peers; AWS lets it have ", limit))
                           .note(aws::describe(aws::quota("vpc/routes")))
                           .help("let a gateway route by pools instead: `transit: {kind: transit-gateway, account: "
                                 "network}`"));
      return;
    }
  }

  Network& network_;
  const aws::Quotas& quotas_;
  base::Diagnostics& diagnostics_;
  std::map<Group, std::vector<std::size_t>> groups_;
};

}  // namespace

void bind_peerings(Network& network, const aws::Quotas& quotas, base::Diagnostics& diagnostics) {
  if (network.transit.kind == TransitKind::peering) PeeringBinder(network, quotas, diagnostics).run();
}

}  // namespace landform::resolve
