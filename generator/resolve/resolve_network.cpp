#include "resolve/resolve_network.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "resolve/address_pools.h"
#include "resolve/bind_peerings.h"
#include "resolve/bind_segments.h"
#include "resolve/bind_traffic.h"
#include "resolve/bind_vpcs.h"
#include "resolve/check_network.h"
#include "resolve/layouts.h"
#include "resolve/place_vpcs.h"
#include "resolve/tag_rules.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

// A new VPC that looks like one that goes in the same build: to AWS that is one VPC less and another more.
void report_likely_renames(const DraftVpcs& drafts, const Organization& organization, const Lock& before,
                           base::Diagnostics& diagnostics) {
  // Accounts by what no rename changes; what the lock knew by another name is among them.
  std::map<aws::LogicalId, std::string> account_of;
  const auto account_now = [&](const std::string& name) -> const std::string& {
    const auto locked = before.accounts.find(name);
    if (organization.account(name) != nullptr || locked == before.accounts.end()) return name;
    if (account_of.empty()) {
      for (const Account& account : organization.accounts) account_of.emplace(account.logical_id, account.name);
    }
    const auto found = account_of.find(locked->second.logical_id);
    return found == account_of.end() ? name : found->second;
  };
  using Likeness = std::tuple<std::string, aws::RegionName, unsigned>;
  std::map<Likeness, std::vector<std::pair<std::string, const LockedVpc*>>> going;
  for (const auto& [name, locked] : before.addresses.vpcs) {
    if (locked.gone || std::binary_search(drafts.claimed.begin(), drafts.claimed.end(), name)) continue;
    going[{account_now(locked.account), locked.region, locked.cidr.prefix_length}].emplace_back(name, &locked);
  }
  if (going.empty()) return;
  for (const DraftVpc& draft : drafts.vpcs) {
    if (draft.locked != nullptr || !draft.sound || draft.written->was.written()) continue;
    const auto found = going.find({draft.vpc.account, draft.vpc.region, draft.vpc.cidr.prefix_length});
    if (found == going.end()) continue;
    const auto& [name, locked] = found->second.front();
    diagnostics.add(Diagnostic("network/undeclared-rename", draft.vpc.span,
                               cat(draft.title(), " is new, and `", name, "`, which is like it, has gone"))
                        .also(locked->span, "deployed under this name")
                        .note("without a word about it one VPC is deleted with all that is in it, and another built")
                        .help(cat("if it is a rename, write `was: ", name, "`")));
  }
}

void check_ipv6_overlaps(const std::vector<Vpc>& vpcs, base::Diagnostics& diagnostics) {
  std::vector<const Vpc*> with_range;
  for (const Vpc& vpc : vpcs) {
    if (vpc.ipv6.cidr) with_range.push_back(&vpc);
  }
  std::stable_sort(with_range.begin(), with_range.end(),
                   [](const Vpc* a, const Vpc* b) { return *a->ipv6.cidr < *b->ipv6.cidr; });
  // By first address and larger ones first: one that overlaps any before it overlaps the largest before it.
  const Vpc* around = nullptr;
  for (const Vpc* vpc : with_range) {
    if (around == nullptr || !aws::overlaps(*around->ipv6.cidr, *vpc->ipv6.cidr)) {
      around = vpc;
      continue;
    }
    diagnostics.add(Diagnostic("network/overlap", vpc->ipv6.span,
                               cat("range ", aws::to_text(*vpc->ipv6.cidr), " of VPC `", vpc->name, "` overlaps ",
                                   aws::to_text(*around->ipv6.cidr), " of VPC `", around->name, "`"))
                        .also(around->ipv6.span, "this one")
                        .help("take another range of the pool, or leave `cidr` out: the pool picks one"));
  }
}

void check_vpc_quota(const std::vector<Vpc>& vpcs, const aws::Quotas& quotas, base::Diagnostics& diagnostics) {
  const auto limit = static_cast<std::size_t>(quotas.limit("vpc/vpcs-per-region"));
  std::map<std::pair<std::string_view, std::string_view>, std::vector<const Vpc*>> by_place;
  for (const Vpc& vpc : vpcs) by_place[{vpc.account, vpc.region.str()}].push_back(&vpc);
  for (const auto& [place, all] : by_place) {
    if (all.size() <= limit) continue;
    diagnostics.add(
        Diagnostic("network/vpc-quota", all[limit]->span,
                   cat("account `", place.first, "` has ", all.size(), " VPCs in ", place.second, "; AWS lets it have ",
                       limit, " until it is asked"))
            .note(aws::describe(aws::quota("vpc/vpcs-per-region")))
            .help("ask AWS for more first, and write what was granted: `quotas: {vpc/vpcs-per-region: 10}`"));
  }
}

// An attachment has one route table at a time: to move it, a deployment has to know where it may be.
void remember_segments(Network& network, const Addresses& before, Addresses& after) {
  for (Vpc& vpc : network.vpcs) {
    const auto entry = after.vpcs.find(vpc.name);
    if (!vpc.attached || entry == after.vpcs.end()) continue;
    LockedVpc& locked = entry->second;
    if (std::find(locked.segments.begin(), locked.segments.end(), vpc.segment.value) == locked.segments.end()) {
      locked.segments.push_back(vpc.segment.value);
      const auto old = before.vpcs.find(vpc.name);
      if (old == before.vpcs.end() || !same(old->second, locked)) locked.cause = vpc.span;
    }
    vpc.segments = locked.segments;
  }
}

}  // namespace

std::string subnet_key(const std::string& tier, std::uint32_t slot) {
  return to_text(SubnetSlot{tier, slot});
}

const Vpc* Network::vpc(const std::string& name) const {
  const auto found = std::lower_bound(vpcs.begin(), vpcs.end(), name,
                                      [](const Vpc& vpc, const std::string& wanted) { return vpc.name < wanted; });
  return found != vpcs.end() && found->name == name ? &*found : nullptr;
}

const AddressPool* Network::pool(const std::string& name) const {
  const auto found =
      std::lower_bound(pools.begin(), pools.end(), name,
                       [](const AddressPool& pool, const std::string& wanted) { return pool.name < wanted; });
  return found != pools.end() && found->name == name ? &*found : nullptr;
}

Network resolve_network(const blueprint::Blueprint& blueprint, const Organization& organization, const Lock& before,
                        Lock& after, base::Diagnostics& diagnostics) {
  const blueprint::Network& written = *blueprint.network;
  Network network;
  const TagRules tags(*blueprint.tagging, diagnostics);
  const Layouts layouts(written, organization, diagnostics);
  AddressPools pools(written, organization, before.addresses, diagnostics);
  DraftVpcs drafts = draft_vpcs(written, organization, layouts, tags, before, diagnostics);
  place_vpcs(drafts, pools, before.addresses, after.addresses, organization.quotas, diagnostics);
  if (drafts.complete) report_likely_renames(drafts, organization, before, diagnostics);
  pools.write(after.addresses);
  network.reserved = pools.reserved();
  network.pools = pools.finish();
  network.vpcs.reserve(drafts.vpcs.size());
  for (DraftVpc& draft : drafts.vpcs) network.vpcs.push_back(std::move(draft.vpc));
  check_ipv6_overlaps(network.vpcs, diagnostics);
  check_vpc_quota(network.vpcs, organization.quotas, diagnostics);
  // Also VPCs that were refused are known by name: nothing more is to be said of them.
  const VpcNames known = drafts.complete ? VpcNames::all_known : VpcNames::some_refused;
  network.security_groups = bind_security_groups(written.security_groups, network, known, diagnostics);
  network.transit = bind_transit(written.transit, organization, diagnostics);
  bind_segments(*written.transit, organization, known, network, diagnostics);
  remember_segments(network, before.addresses, after.addresses);
  if (drafts.complete) bind_peerings(network, organization.quotas, diagnostics);
  check_network(network, organization, diagnostics);
  return network;
}

}  // namespace landform::resolve
