#include "resolve/address_pools.h"

#include <algorithm>
#include <array>

#include "aws/quotas.h"
#include "base/suggest.h"
#include "base/text.h"
#include "resolve/network_targets.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::string_view kMain = "main";

// Ranges that nobody on the internet answers from: RFC 1918, RFC 6598, RFC 2544.
constexpr std::array<aws::Cidr, 5> kPrivate{{
    aws::ipv4_cidr(10, 0, 0, 0, 8),
    aws::ipv4_cidr(100, 64, 0, 0, 10),
    aws::ipv4_cidr(172, 16, 0, 0, 12),
    aws::ipv4_cidr(192, 168, 0, 0, 16),
    aws::ipv4_cidr(198, 18, 0, 0, 15),
}};

std::string length_text(unsigned prefix_length) {
  return cat('/', prefix_length);
}

// 1234567 -> "1,234,567"
std::string with_commas(std::uint64_t number) {
  std::string text = cat(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

}  // namespace

bool check_restrictions(const aws::Cidr& range, const std::string& what, base::Span span,
                        base::Diagnostics& diagnostics) {
  const aws::RestrictedRange* restricted = aws::find_restriction(range);
  if (restricted != nullptr && restricted->restriction == aws::Restriction::refused) {
    diagnostics.add(Diagnostic("network/restricted-range", span,
                               cat(what, " has the range ", aws::to_text(range), ", which overlaps ",
                                   aws::to_text(restricted->range), "; EC2 makes no VPC there"))
                        .note(cat(aws::to_text(restricted->range), ": ", restricted->why))
                        .help("use a range of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10"));
    return false;
  }
  if (restricted != nullptr) {
    diagnostics.add(Diagnostic("network/range-to-avoid", span,
                               cat(what, " has the range ", aws::to_text(range), ", which overlaps ",
                                   aws::to_text(restricted->range), ": ", restricted->why))
                        .help("use another range unless the two never meet"));
    return true;
  }
  const bool is_private =
      std::any_of(kPrivate.begin(), kPrivate.end(), [&](const aws::Cidr& row) { return aws::contains(row, range); });
  if (!is_private) {
    diagnostics.add(Diagnostic("network/public-range", span,
                               cat(what, " has the range ", aws::to_text(range),
                                   ", which is not private: others answer from these addresses on the internet"))
                        .note("what is in the VPC could not reach them")
                        .help("use a range of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, unless the "
                              "addresses are yours"));
  }
  return true;
}

// ---- binding -----------------------------------------------------------------------------------------------------

AddressPools::AddressPools(const blueprint::Network& written, const Organization& organization, const Addresses& before,
                           base::Diagnostics& diagnostics)
    : organization_(organization), before_(before), diagnostics_(diagnostics) {
  sound_ = !written.address_pools.refused();
  for (const auto& item : written.address_pools) bind_pool(item);
  std::sort(pools_.begin(), pools_.end(), [](const Entry& a, const Entry& b) { return a.pool.name < b.pool.name; });
  bind_parents();
  recall_parts();
  place_known();
  space_.take_restricted();
  bind_reserved(written.reserved_ranges);
}

void AddressPools::refuse(Entry& entry) {
  entry.sound = false;
  sound_ = false;
}

void AddressPools::bind_pool(const blueprint::NamedItem<blueprint::AddressPool>& item) {
  Entry entry;
  entry.pool.name = item.name;
  entry.pool.span = item.name_span;
  if (!item.written.written() || !bind_range(*item, item.name_span, entry)) refuse(entry);
  bind_restrictions(*item, entry);
  entry.from = item->from;
  pools_.push_back(std::move(entry));
}

bool AddressPools::bind_range(const blueprint::AddressPool& written, base::Span key, Entry& entry) {
  if (written.cidr.refused() || written.prefix.refused() || written.from.refused()) return false;
  const auto report = [&](base::Span span, std::string_view what, std::string help) {
    diagnostics_.add(Diagnostic("network/pool-range", span, cat("address pool `", entry.pool.name, "` ", what))
                         .help(std::move(help)));
    return false;
  };
  if (written.cidr.written() && written.prefix.written()) {
    return report(written.prefix.span, "says its range and a prefix; one of them is enough", "leave `prefix` out");
  }
  if (!written.cidr.written() && !written.prefix.written()) {
    return report(key, "has no range", cat("write `", entry.pool.name, ": 10.0.0.0/8`, or `{from: main, prefix: 12}`"));
  }
  if (written.prefix.written() && !written.from.written()) {
    return report(written.prefix.span, "has a prefix, but no pool to pick a range from",
                  "write `from: main` beside it, or the range itself as `cidr`");
  }
  entry.range_span = written.cidr.written() ? written.cidr.span : written.prefix.span;
  if (written.prefix.written()) {
    entry.wanted_prefix = static_cast<unsigned>(*written.prefix);
    return true;
  }
  entry.pool.cidr = aws::parse_cidr(*written.cidr, aws::AddressFamily::ipv4).value();
  constexpr auto kSmallest = static_cast<unsigned>(aws::quota("vpc/prefix-smallest").value);
  if (entry.pool.cidr.prefix_length > kSmallest) {
    return report(entry.range_span,
                  cat("is a /", std::uint32_t{entry.pool.cidr.prefix_length}, "; the smallest VPC is a /", kSmallest),
                  "give the pool a larger range");
  }
  return written.from.written() || check_restrictions(entry.pool.cidr, cat("address pool `", entry.pool.name, "`"),
                                                      entry.range_span, diagnostics_);
}

void AddressPools::bind_restrictions(const blueprint::AddressPool& written, Entry& entry) {
  if (written.regions.refused() || written.to.refused()) return refuse(entry);
  const std::size_t errors = diagnostics_.errors();
  entry.targets = bind_targets(written.to, organization_, diagnostics_);
  for (const auto& unit : entry.targets.units) entry.pool.targets.push_back(unit.str());
  entry.pool.targets.insert(entry.pool.targets.end(), entry.targets.accounts.begin(), entry.targets.accounts.end());
  std::sort(entry.pool.targets.begin(), entry.pool.targets.end());
  for_accounts_ = for_accounts_ || !entry.targets.accounts.empty();
  for (const auto& region : written.regions) {
    if (!region.written()) return refuse(entry);
    if (check_governed(*region, region.span, organization_, diagnostics_)) entry.pool.regions.push_back(*region);
  }
  auto& regions = entry.pool.regions;
  std::sort(regions.begin(), regions.end());
  regions.erase(std::unique(regions.begin(), regions.end()), regions.end());
  if (diagnostics_.errors() > errors) refuse(entry);
}

void AddressPools::bind_reserved(const blueprint::Named<blueprint::ReservedRange>& written) {
  for (const auto& item : written) {
    if (!item.written.written() || !item->cidr.written()) continue;
    ReservedRange reserved;
    reserved.name = item.name;
    reserved.span = item.name_span;
    reserved.cidr = aws::parse_cidr(*item->cidr, aws::AddressFamily::ipv4).value();
    reserved.kind = static_cast<ReservedFor>(*item->kind);
    take(reserved.cidr, TakenBy::unavailable);
    reserved_.push_back(std::move(reserved));
  }
  std::sort(reserved_.begin(), reserved_.end(),
            [](const ReservedRange& a, const ReservedRange& b) { return a.name < b.name; });
}
static_assert(static_cast<ReservedFor>(blueprint::ReservedFor::growth) == ReservedFor::growth);

void AddressPools::bind_parents() {
  for (Entry& entry : pools_) {
    if (!entry.from.written()) continue;
    entry.parent = find(*entry.from);
    entry.pool.parent = *entry.from;
    if (entry.parent != kNone) continue;
    report_unknown(*entry.from, entry.from.span);
    refuse(entry);
  }
  for (std::size_t i = 0; i < pools_.size(); ++i) {
    Entry& entry = pools_[i];
    std::size_t above = entry.parent;
    bool in_circle = false;
    while (above != kNone && entry.depth <= pools_.size()) {
      ++entry.depth;
      in_circle = in_circle || above == i;
      above = pools_[above].parent;
    }
    if (above == kNone) continue;
    if (in_circle) {
      diagnostics_.add(
          Diagnostic("network/pool-circle", entry.from.span,
                     cat("address pool `", entry.pool.name, "` is a part of itself, over `", *entry.from, "`"))
              .help("the outermost pool has a `cidr` and no `from`"));
    }
    refuse(entry);
  }
  // What stands in a circle has no place among the others.
  for (Entry& entry : pools_) {
    if (!entry.sound) entry.parent = kNone;
  }
}

// Parts that were picked before keep their ranges.
void AddressPools::recall_parts() {
  for (Entry& entry : pools_) {
    const auto found = before_.pools.find(entry.pool.name);
    if (!entry.sound || found == before_.pools.end() || !found->second.picked) continue;
    const LockedPool& locked = found->second;
    const bool same_range =
        entry.wanted_prefix == 0 ? entry.pool.cidr == locked.cidr : entry.wanted_prefix == locked.cidr.prefix_length;
    const Entry* parent = entry.parent == kNone ? nullptr : &pools_[entry.parent];
    const bool same_place = parent == nullptr || parent->pool.cidr.prefix_length == 0 || parent->wanted_prefix != 0 ||
                            aws::contains(parent->pool.cidr, locked.cidr);
    if (!same_range || !same_place) {
      diagnostics_.add(
          Diagnostic("network/pool-resized", same_range ? entry.from.span : entry.range_span,
                     cat("address pool `", entry.pool.name, "` is ", aws::to_text(locked.cidr), " already; ",
                         same_range ? cat("that is not in `", *entry.from, "`")
                                    : std::string("a part that was picked keeps its range")))
              .also(locked.span, "picked for it")
              .note("VPCs may have ranges of it, and those never move")
              .help(
                  cat("write `prefix: ", std::uint32_t{locked.cidr.prefix_length}, "`, or add a pool of another name"))
              .help(cat("if it was never used: `landform lock release pool:", entry.pool.name, "`")));
      refuse(entry);
      continue;
    }
    entry.pool.cidr = locked.cidr;
    entry.known = true;
  }
}

// Those whose ranges are known, from the largest on. Pools lie in their parents and nowhere over each other.
void AddressPools::place_known() {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < pools_.size(); ++i) {
    if (pools_[i].sound && (pools_[i].known || pools_[i].wanted_prefix == 0)) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(pools_[a].pool.cidr, pools_[a].depth) < std::pair(pools_[b].pool.cidr, pools_[b].depth);
  });
  for (const std::size_t index : order) {
    if (check_nesting(pools_[index], innermost(pools_[index].pool.cidr))) {
      place(index);
    } else {
      refuse(pools_[index]);
    }
  }
  for (const auto& [name, locked] : before_.pools) {
    if (locked.picked && find(name) == kNone) take(locked.cidr, TakenBy::remembered);
  }
}

// `holder`: the smallest pool around it.
bool AddressPools::check_nesting(Entry& entry, std::size_t holder) {
  if (holder == entry.parent) return true;
  const Entry* parent = entry.parent == kNone ? nullptr : &pools_[entry.parent];
  if (parent != nullptr && !parent->placed() && parent->sound) {
    diagnostics_.add(Diagnostic("network/pool-range", entry.range_span,
                                cat("address pool `", entry.pool.name, "` says a range of `", parent->pool.name,
                                    "`, whose own range is still to be picked"))
                         .also(parent->range_span, "no range yet")
                         .help("write `prefix` instead of `cidr`: landform picks both"));
  } else if (parent != nullptr && parent->placed() && !aws::contains(parent->pool.cidr, entry.pool.cidr)) {
    diagnostics_.add(
        Diagnostic("network/pool-overlap", entry.range_span,
                   cat("address pool `", entry.pool.name, "` (", aws::to_text(entry.pool.cidr), ") does not lie in `",
                       parent->pool.name, "` (", aws::to_text(parent->pool.cidr), "), which it is a part of"))
            .also(parent->range_span, "this range")
            .help("give it a range of that pool, or leave `from` out"));
  } else if (holder != kNone) {
    const Entry& other = pools_[holder];
    diagnostics_.add(
        Diagnostic("network/pool-overlap", entry.range_span,
                   cat("address pool `", entry.pool.name, "` (", aws::to_text(entry.pool.cidr), ") lies in `",
                       other.pool.name, "` (", aws::to_text(other.pool.cidr), "); both would give out the same ranges"))
            .also(other.range_span, "this range")
            .help(cat("write `", entry.pool.name, ": {cidr: ", aws::to_text(entry.pool.cidr),
                      ", from: ", other.pool.name, "}` if it is a part of that pool")));
  }
  return false;
}

void AddressPools::place(std::size_t index) {
  pools_[index].space = space_.add(pools_[index].pool.cidr);
  by_space_.push_back(index);
}

// ---- use ---------------------------------------------------------------------------------------------------------

std::size_t AddressPools::find(std::string_view name) const {
  const auto found =
      std::lower_bound(pools_.begin(), pools_.end(), name,
                       [](const Entry& entry, std::string_view wanted) { return entry.pool.name < wanted; });
  return found != pools_.end() && found->pool.name == name ? static_cast<std::size_t>(found - pools_.begin()) : kNone;
}

std::size_t AddressPools::innermost(const aws::Cidr& range) const {
  const std::size_t found = space_.innermost(range);
  return found == kNone ? kNone : by_space_[found];
}

void AddressPools::pick_parts() {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < pools_.size(); ++i) {
    if (pools_[i].sound && !pools_[i].placed()) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return pools_[a].depth < pools_[b].depth; });
  for (const std::size_t index : order) {
    Entry& entry = pools_[index];
    if (!pools_[entry.parent].placed()) {
      refuse(entry);
      continue;
    }
    const auto range = free(entry.parent).first_fit(entry.wanted_prefix);
    if (!range) {
      report_exhausted(entry.parent, entry.wanted_prefix, cat("address pool `", entry.pool.name, "`"),
                       entry.range_span);
      refuse(entry);
      continue;
    }
    entry.pool.cidr = *range;
    place(index);
  }
}

bool AddressPools::fits(const Entry& entry, const Account& account, const aws::RegionName& region) const {
  const auto& regions = entry.pool.regions;
  if (!regions.empty() && !std::binary_search(regions.begin(), regions.end(), region)) return false;
  if (!entry.targets.empty() && !covers(entry.targets, account)) return false;
  return entry.parent == kNone || fits(pools_[entry.parent], account, region);
}

bool AddressPools::lies_below(std::size_t index, std::size_t ancestor) const {
  while (index != kNone && index != ancestor) index = pools_[index].parent;
  return index == ancestor;
}

std::size_t AddressPools::choose(const std::string& vpc, const blueprint::Written<std::string>& named,
                                 const Account& account, const aws::RegionName& region, base::Span where) {
  if (named.refused()) return kNone;
  const std::size_t within = named.written() ? find(*named) : kNone;
  if (named.written() && within == kNone) {
    report_unknown(*named, named.span);
    return kNone;
  }
  const std::string key = cat(named.written() ? *named : std::string(), '\n',
                              for_accounts_ ? account.name : account.unit.str(), '\n', region.str());
  if (const auto known = chosen_.find(key); known != chosen_.end()) return known->second;
  const std::size_t found = search(vpc, within, account, region, named.written() ? named.span : where);
  if (found != kNone) chosen_.emplace(key, found);
  return found;
}

std::size_t AddressPools::search(const std::string& vpc, std::size_t within, const Account& account,
                                 const aws::RegionName& region, base::Span where) {
  std::vector<std::size_t> best;
  std::pair<unsigned, unsigned> best_rank;
  for (std::size_t i = 0; i < pools_.size(); ++i) {
    const Entry& entry = pools_[i];
    if (!entry.placed() || (within != kNone && !lies_below(i, within)) || !fits(entry, account, region)) continue;
    const unsigned restrictions = (entry.pool.regions.empty() ? 0U : 1U) + (entry.targets.empty() ? 0U : 1U);
    const std::pair rank(entry.depth, restrictions);
    // A part without a restriction is for those who name it.
    if (i != within && entry.depth > 0 && restrictions == 0) continue;
    if (best.empty() || rank > best_rank) {
      best = {i};
      best_rank = rank;
    } else if (rank == best_rank) {
      best.push_back(i);
    }
  }
  if (best.size() > 1) {
    const auto main =
        std::find_if(best.begin(), best.end(), [&](std::size_t i) { return pools_[i].pool.name == kMain; });
    if (main != best.end()) best = {*main};
  }
  if (best.size() == 1) return best.front();
  if (!sound_) return kNone;
  std::vector<std::string> names;
  for (const std::size_t i : best) names.push_back(cat('`', pools_[i].pool.name, '`'));
  if (!best.empty()) {
    diagnostics_.add(Diagnostic("network/no-pool", where,
                                cat("VPC `", vpc, "` could get its range from ", base::count_of(best.size(), "pool"),
                                    ": ", base::join(names, ", ")))
                         .help(cat("say which: `pool: ", pools_[best.front()].pool.name, "`")));
    return kNone;
  }
  for (const Entry& entry : pools_) names.push_back(cat('`', entry.pool.name, '`'));
  const std::string wants = cat("a VPC of account `", account.name, "` in ", region.str());
  Diagnostic diagnostic("network/no-pool", where,
                        within != kNone   ? cat("address pool `", pools_[within].pool.name, "` is not for ", wants)
                        : !pools_.empty() ? cat("no address pool is for ", wants)
                                          : cat("VPC `", vpc,
                                                "` has no `cidr`, and there is no address pool to pick "
                                                "its range from"));
  if (pools_.empty()) {
    diagnostic.helps.push_back("add a pool, `network: {address_pools: {main: 10.0.0.0/8}}`, or give the VPC a `cidr`");
  } else {
    diagnostic.notes.push_back(cat("the pools are ", base::join(names, ", ")));
    diagnostic.helps.push_back("widen `regions` or `to` of a pool, or give the VPC a `cidr`");
  }
  diagnostics_.add(std::move(diagnostic));
  return kNone;
}

std::optional<aws::Cidr> AddressPools::allocate(std::size_t pool, unsigned prefix_length,
                                                std::span<const aws::Cidr> beside) {
  auto range = free(pool).first_fit(prefix_length);
  if (range && aws::added_range_fault(beside, *range)) {
    // What EC2 refuses beside a range it refuses in whole /16s.
    constexpr unsigned kStep = 16;
    FreeRanges left = free(pool);
    while (range && aws::added_range_fault(beside, *range)) {
      left.take(ipv4_range(first_of(*range), std::min(kStep, prefix_length)));
      range = left.first_fit(prefix_length);
    }
  }
  if (range) space_.take_in(pools_[pool].space, *range, TakenBy::vpc);
  return range;
}

void AddressPools::report_unknown(const std::string& name, base::Span span) {
  std::vector<std::string_view> names;
  for (const Entry& entry : pools_) names.push_back(entry.pool.name);
  diagnostics_.add(Diagnostic("network/unknown-pool", span, cat("there is no address pool `", name, "`"))
                       .label(base::did_you_mean(base::near_names(name, names)))
                       .help(cat("name one of `network.address_pools`, or add it there: `", name, ": 10.0.0.0/8`")));
}

void AddressPools::report_exhausted(std::size_t pool, unsigned prefix_length, const std::string& what, base::Span span,
                                    std::string why) {
  const Entry& entry = pools_[pool];
  const PoolUsage usage = space_.usage(entry.space);
  const auto& largest = usage.largest_free;
  const std::string left =
      largest ? cat(with_commas(usage.free), " addresses are free, the largest hole is ", aws::to_text(*largest))
              : std::string("nothing is free");
  Diagnostic diagnostic("network/pool-exhausted", span,
                        cat("address pool `", entry.pool.name, "` (", aws::to_text(entry.pool.cidr), ") has no ",
                            length_text(prefix_length), " left for ", what, ": ", left));
  diagnostic.secondary.push_back({entry.pool.span, "the pool"});
  if (!why.empty()) diagnostic.notes.push_back(std::move(why));
  if (usage.remembered > 0) {
    diagnostic.notes.push_back(
        cat(with_commas(usage.remembered),
            " addresses are kept for VPCs and pools that have gone; `landform lock` lists them"));
  }
  if (largest && largest->prefix_length > prefix_length) {
    diagnostic.helps.push_back(cat("a ", length_text(largest->prefix_length), " would fit"));
  }
  diagnostic.helps.push_back("add a pool, widen this one, or release what is gone: `landform lock release vpc:NAME`");
  diagnostics_.add(std::move(diagnostic));
}

// ---- what comes out ----------------------------------------------------------------------------------------------

std::vector<AddressPool> AddressPools::finish() {
  std::vector<AddressPool> all;
  for (Entry& entry : pools_) {
    if (entry.placed()) entry.pool.usage = space_.usage(entry.space);
    all.push_back(std::move(entry.pool));
  }
  return all;
}

void AddressPools::write(Addresses& after) const {
  after.pools.clear();
  for (const auto& [name, locked] : before_.pools) {
    if (!locked.picked || find(name) != kNone) continue;
    after.pools.emplace(name, locked).first->second.gone = true;
  }
  for (const Entry& entry : pools_) {
    LockedPool locked{entry.pool.cidr, entry.pool.parent, entry.wanted_prefix != 0, false, {}, {}};
    const auto old = before_.pools.find(entry.pool.name);
    if (old != before_.pools.end()) locked.span = old->second.span;
    if (old == before_.pools.end() || !same(old->second, locked)) locked.cause = entry.pool.span;
    after.pools.insert_or_assign(entry.pool.name, std::move(locked));
  }
  after.reserved.clear();
  for (const ReservedRange& reserved : reserved_) {
    LockedPool locked{reserved.cidr, {}, false, false, {}, {}};
    const auto old = before_.reserved.find(reserved.name);
    if (old != before_.reserved.end()) locked.span = old->second.span;
    if (old == before_.reserved.end() || !same(old->second, locked)) locked.cause = reserved.span;
    after.reserved.insert_or_assign(reserved.name, std::move(locked));
  }
}

}  // namespace landform::resolve
