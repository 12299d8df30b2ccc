#include "resolve/place_subnets.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/text.h"

namespace landform::resolve {

using base::cat;
using base::count_of;
using base::Diagnostic;

namespace {

std::string subnet_length(unsigned prefix_length) {
  return cat('/', prefix_length);
}

// The zones of the VPC that a tier has subnets in: the first ones.
std::size_t zones_of(const TierDesign& design, const Vpc& vpc) {
  return design.zones == 0 ? vpc.zones.size() : std::min<std::size_t>(design.zones, vpc.zones.size());
}

bool in_any(const std::vector<aws::Cidr>& ranges, const aws::Cidr& subnet) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const aws::Cidr& range) { return aws::contains(range, subnet); });
}

base::Span layout_span(const DraftVpc& draft) {
  return draft.written->layout.span;
}

void report_too_small(const DraftVpc& draft, const SubnetRequest& request, base::Diagnostics& diagnostics) {
  std::size_t missing = 0;
  for (const TierWish& tier : request.tiers) {
    missing += static_cast<std::size_t>(std::count_if(tier.zones.begin(), tier.zones.end(), [&](std::uint32_t zone) {
      return !request.held.contains({tier.name, zone});
    }));
  }
  const auto needed = needed_prefix(request.tiers);
  const blueprint::Vpc& written = *draft.written;
  Diagnostic diagnostic(
      "network/prefix-too-small",
      written.prefix.written() ? written.prefix.span
      : written.cidr.written() ? written.cidr.span
                               : draft.vpc.span,
      cat(draft.title(), " (", aws::to_text(draft.vpc.cidr), ") has no room for ",
          request.held.empty() ? cat("the ", count_of(missing, "subnet")) : count_of(missing, "more subnet"),
          " of its layout `", draft.vpc.layout, "`, not even of /28 each"));
  diagnostic.secondary.push_back({layout_span(draft), "the layout"});
  diagnostic.notes.push_back(needed ? cat("as it is written, the layout wants a VPC of ", subnet_length(*needed))
                                    : std::string("as it is written, the layout does not fit any VPC: /16 is the "
                                                  "largest range"));
  if (draft.locked != nullptr) {
    diagnostic.helps.push_back(
        "add a range to the VPC, `more_cidrs: [/22]`, or forget tiers that have gone: "
        "`landform lock release vpc:NAME/TIER`");
  } else {
    diagnostic.helps.push_back(needed ? cat("write `prefix: ", *needed, "`, or use a smaller layout")
                                      : std::string("use a smaller layout"));
  }
  diagnostics.add(std::move(diagnostic));
}

// Subnets that are not as the layout wishes them: shortened, or locked before the layout changed.
void report_sizes(const DraftVpc& draft, const std::vector<TierWish>& wishes, base::Diagnostics& diagnostics) {
  std::string smaller, larger;
  const Vpc& vpc = draft.vpc;
  std::set<std::pair<std::size_t, unsigned>> said;
  for (const Subnet& subnet : vpc.subnets) {
    const unsigned wished = wishes[subnet.tier].prefix_length;
    const unsigned length = subnet.cidr.prefix_length;
    if (length == wished || !said.emplace(subnet.tier, length).second) continue;
    std::string& list = length > wished ? smaller : larger;
    list += cat(list.empty() ? "" : ", ", "`", vpc.tiers[subnet.tier].name, "` ", subnet_length(length), " for ",
                subnet_length(wished));
  }
  if (!smaller.empty()) {
    const auto needed = needed_prefix(wishes);
    Diagnostic diagnostic("network/subnets-shrunk", layout_span(draft),
                          cat("subnets of ", draft.title(), " (", subnet_length(vpc.cidr.prefix_length),
                              ") are smaller than its layout `", vpc.layout, "` wishes: ", smaller));
    diagnostic.notes.push_back(needed ? cat("as it is written, the layout wants a VPC of ", subnet_length(*needed))
                                      : std::string("as it is written, the layout does not fit any VPC"));
    if (draft.locked != nullptr) diagnostic.notes.push_back("the lock holds these sizes: subnets never change");
    diagnostic.helps.push_back(draft.locked == nullptr && needed && *needed < vpc.cidr.prefix_length
                                   ? cat("write `prefix: ", *needed, "`, or use a layout with smaller subnets")
                                   : std::string("use a layout with smaller subnets; it says what is built then"));
    diagnostics.add(std::move(diagnostic));
  }
  if (!larger.empty()) {
    diagnostics.add(Diagnostic("network/subnets-kept", layout_span(draft),
                               cat("subnets of ", draft.title(), " stay larger than its layout `", vpc.layout,
                                   "` wishes: ", larger))
                        .note("the lock holds these sizes: subnets never change; what is new is as the layout says")
                        .help("a tier of another name gets subnets of its own"));
  }
}

bool check_count(const DraftVpc& draft, const aws::Quotas& quotas, base::Diagnostics& diagnostics) {
  const auto limit = static_cast<std::size_t>(quotas.limit("vpc/subnets-per-vpc"));
  const std::size_t count = draft.vpc.subnets.size();
  if (count <= limit) return true;
  diagnostics.add(Diagnostic("network/too-many-subnets", layout_span(draft),
                             cat(draft.title(), " has ", count, " subnets; AWS lets a VPC have ", limit))
                      .note(aws::describe(aws::quota("vpc/subnets-per-vpc")))
                      .help("use fewer tiers or zones, or ask AWS for more and write what was granted: `quotas: "
                            "{vpc/subnets-per-vpc: 300}`"));
  return false;
}

// Each subnet keeps its /64; a new one gets the first that nobody has or had.
bool number_ipv6(DraftVpc& draft, const std::vector<SubnetSlot>& slots, LockedVpc& entry,
                 base::Diagnostics& diagnostics) {
  Vpc& vpc = draft.vpc;
  if (vpc.ipv6.source == Ipv6Source::none) return true;
  std::set<std::uint32_t> taken;
  for (const auto& [slot, index] : entry.ipv6) taken.insert(index);
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const auto [held, fresh] = entry.ipv6.try_emplace(slots[i], 0);
    if (fresh) {
      while (taken.contains(next)) ++next;
      taken.insert(next);
      held->second = next;
    }
    vpc.subnets[i].ipv6_index = held->second;
  }
  const std::uint64_t room = std::uint64_t{1} << (64U - vpc.ipv6.prefix_length);
  const auto beyond = std::find_if(vpc.subnets.begin(), vpc.subnets.end(),
                                   [&](const Subnet& subnet) { return subnet.ipv6_index >= room; });
  if (beyond == vpc.subnets.end()) return true;
  diagnostics.add(Diagnostic("network/ipv6", vpc.ipv6.span,
                             cat(draft.title(), " has ", count_of(slots.size(), "subnet"), "; an IPv6 range of /",
                                 std::uint32_t{vpc.ipv6.prefix_length}, " holds ", room, " of /64"))
                      .note("numbers of subnets that have gone are not given again before `landform lock release`")
                      .help("write a shorter `prefix`"));
  return false;
}

}  // namespace

std::vector<TierWish> tier_wishes(const Vpc& vpc, const Layout& layout) {
  std::vector<TierWish> wishes;
  for (const TierDesign& design : layout.tiers) {
    TierWish wish{design.tier.name, design.tier.prefix_length, {}};
    for (std::size_t zone = 0; zone < zones_of(design, vpc); ++zone) wish.zones.push_back(vpc.zones[zone].slot);
    wishes.push_back(std::move(wish));
  }
  return wishes;
}

bool place_subnets(DraftVpc& draft, const std::vector<aws::Cidr>& kept, LockedVpc& entry, const aws::Quotas& quotas,
                   base::Diagnostics& diagnostics) {
  Vpc& vpc = draft.vpc;
  SubnetRequest request;
  request.tiers = tier_wishes(vpc, *draft.layout);
  std::vector<SubnetSlot> slots;
  std::vector<aws::Cidr> placed;  // of those of the slots that the lock has
  for (std::size_t tier = 0; tier < request.tiers.size(); ++tier) {
    for (const std::uint32_t zone : request.tiers[tier].zones) {
      slots.push_back({request.tiers[tier].name, zone});
      const auto held = entry.subnets.find(slots.back());
      if (held == entry.subnets.end()) continue;
      placed.push_back(held->second);
      if (!in_any(kept, held->second)) continue;
      diagnostics.add(Diagnostic("network/range-in-use",
                                 draft.written->more_cidrs.written() ? draft.written->more_cidrs.span : vpc.span,
                                 cat(draft.title(), " would lose a range that its subnet `", to_text(slots.back()),
                                     "` (", aws::to_text(held->second), ") lies in"))
                          .also(draft.locked->span, "its entry in the lock")
                          .help(cat("keep the range in `more_cidrs` as long as the layout has the tier `",
                                    slots.back().tier, "`")));
      return false;
    }
  }
  if (placed.size() < slots.size()) {
    request.ranges = vpc.more_cidrs;
    request.ranges.insert(request.ranges.begin(), vpc.cidr);
    for (const auto& [slot, range] : entry.subnets) {
      if (!in_any(kept, range)) request.held.emplace(slot, range);
    }
    auto plan = plan_subnets(request);
    if (!plan) {
      report_too_small(draft, request, diagnostics);
      return false;
    }
    placed.clear();
    for (const SubnetSlot& slot : slots) placed.push_back(plan->subnets.at(slot));
    entry.subnets.merge(plan->subnets);
  }
  std::size_t next = 0;
  vpc.subnets.reserve(slots.size());
  for (std::size_t tier = 0; tier < request.tiers.size(); ++tier) {
    for (std::size_t zone = 0; zone < request.tiers[tier].zones.size(); ++zone) {
      vpc.subnets.push_back({tier, zone, placed[next++], 0});
    }
  }
  report_sizes(draft, request.tiers, diagnostics);
  return number_ipv6(draft, slots, entry, diagnostics) && check_count(draft, quotas, diagnostics);
}

}  // namespace landform::resolve
