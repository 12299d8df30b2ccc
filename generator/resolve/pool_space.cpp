#include "resolve/pool_space.h"

#include <algorithm>
#include <numeric>

namespace landform::resolve {

namespace {

std::uint64_t& counter_of(PoolUsage& usage, TakenBy by) {
  switch (by) {
    case TakenBy::vpc:
      return usage.vpcs;
    case TakenBy::remembered:
      return usage.remembered;
    case TakenBy::sub_pool:
      return usage.sub_pools;
    case TakenBy::unavailable:
      break;
  }
  return usage.unavailable;
}

}  // namespace

std::size_t PoolSpace::add(const aws::Cidr& range) {
  const std::size_t holder = innermost(range);
  if (holder != kNone) take_in(holder, range, TakenBy::sub_pool);
  pools_.push_back({FreeRanges(range), {}});
  // A part may be as large as its pool: then the part is the one to give out.
  by_range_.insert_or_assign({first_of(range), range.prefix_length}, pools_.size() - 1);
  return pools_.size() - 1;
}

void PoolSpace::take_in(std::size_t pool, const aws::Cidr& range, TakenBy by) {
  FreeRanges& free = pools_[pool].free;
  const std::uint64_t before = free.addresses();
  free.take(range);
  counter_of(pools_[pool].usage, by) += before - free.addresses();
}

void PoolSpace::take(const aws::Cidr& range, TakenBy by) {
  const std::size_t around = innermost(range);
  if (around != kNone) take_in(around, range, by);
  for (auto inner = by_range_.lower_bound({first_of(range), 0});
       inner != by_range_.end() && inner->first.first <= last_of(range); ++inner) {
    if (inner->second != around && inner->first.second >= range.prefix_length) take_in(inner->second, range, by);
  }
}

void PoolSpace::take_restricted() {
  for (const aws::RestrictedRange& row : aws::restricted_ranges()) {
    if (row.restriction == aws::Restriction::refused) {
      take(row.range, TakenBy::unavailable);
    } else if (const std::size_t around = innermost(row.range); around != kNone) {
      take_in(around, row.range, TakenBy::unavailable);
    }
  }
}

std::size_t PoolSpace::innermost(const aws::Cidr& range) const {
  if (by_range_.empty()) return kNone;
  for (unsigned length = range.prefix_length + 1U; length-- > 0;) {
    const auto found = by_range_.find({first_of(ipv4_range(first_of(range), length)), length});
    if (found != by_range_.end()) return found->second;
  }
  return kNone;
}

PoolUsage PoolSpace::usage(std::size_t pool) const {
  PoolUsage usage = pools_[pool].usage;
  usage.free = pools_[pool].free.addresses();
  usage.largest_free = pools_[pool].free.largest();
  return usage;
}

std::vector<AddressPool> pools_of(const Addresses& addresses) {
  std::vector<AddressPool> pools;
  for (const auto& [name, locked] : addresses.pools) {
    AddressPool pool;
    pool.name = name;
    pool.cidr = locked.cidr;
    pool.parent = locked.from;
    pools.push_back(std::move(pool));
  }
  std::vector<std::size_t> order(pools.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    // Of equal ranges the part comes after its pool.
    return pools[a].cidr != pools[b].cidr ? pools[a].cidr < pools[b].cidr : pools[b].parent == pools[a].name;
  });
  PoolSpace space;
  std::vector<std::size_t> places(pools.size());
  for (const std::size_t pool : order) places[pool] = space.add(pools[pool].cidr);
  space.take_restricted();
  for (const auto& [name, reserved] : addresses.reserved) space.take(reserved.cidr, TakenBy::unavailable);
  for (const auto& [name, vpc] : addresses.vpcs) {
    const TakenBy by = vpc.gone ? TakenBy::remembered : TakenBy::vpc;
    space.take(vpc.cidr, by);
    for (const aws::Cidr& more : vpc.more_cidrs) space.take(more, by);
  }
  for (std::size_t i = 0; i < pools.size(); ++i) pools[i].usage = space.usage(places[i]);
  return pools;
}

}  // namespace landform::resolve
