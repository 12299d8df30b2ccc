// The addresses of nested pools: what is free in each, and what the rest went to. For the build (address_pools.h) and
// for `landform lock`, which shows the same from the lock alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "aws/cidr.h"
#include "resolve/address_lock.h"
#include "resolve/address_plan.h"
#include "resolve/network.h"

namespace landform::resolve {

enum class TakenBy { vpc, remembered, sub_pool, unavailable };

class PoolSpace {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  // A pool, after those that hold it; its range is cut out of the smallest of them. A range overlaps no other, but for
  // one that holds it, or is the same. Gives its place, from 0.
  std::size_t add(const aws::Cidr& range);
  // Cuts a range out of every pool that it overlaps.
  void take(const aws::Cidr& range, TakenBy by);
  // Ranges that EC2 refuses, and those that collide later; these are left to pools that lie in them.
  void take_restricted();
  // The smallest pool that holds the whole range; kNone when none does.
  [[nodiscard]] std::size_t innermost(const aws::Cidr& range) const;
  [[nodiscard]] const FreeRanges& free(std::size_t pool) const { return pools_[pool].free; }
  // Cuts a range out of one pool alone.
  void take_in(std::size_t pool, const aws::Cidr& range, TakenBy by);
  [[nodiscard]] PoolUsage usage(std::size_t pool) const;

 private:
  struct Pool {
    FreeRanges free;
    PoolUsage usage;  // without what is free
  };
  std::vector<Pool> pools_;
  std::map<std::pair<std::uint32_t, unsigned>, std::size_t> by_range_;  // first address and length -> place
};

// The pools of a lock with their usage, by name; restrictions are not in the lock.
std::vector<AddressPool> pools_of(const Addresses& addresses);

}  // namespace landform::resolve
