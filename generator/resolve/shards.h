// Which stack holds an account, and where in the stack's chain. CloudFormation creates accounts one after the other, so
// each depends on the one before it; a chain only grows at its end.
#pragma once

#include <cstdint>
#include <vector>

#include "resolve/lock.h"

namespace landform::resolve {

class Shards {
 public:
  struct Place {
    std::uint32_t shard = 1;
    std::uint32_t sequence = 1;
  };

  Shards() = default;
  // Every entry of the lock counts, also one whose account has gone: it may come back to its place.
  explicit Shards(const Lock& lock);

  // The first shard with fewer than kAccountsPerShard entries; behind the highest number ever seen in it.
  Place place_new();

 private:
  struct Shard {
    std::uint32_t entries = 0;
    std::uint32_t last = 0;
  };
  std::vector<Shard> shards_;  // shard n at n - 1
  std::size_t first_with_room_ = 0;
};

}  // namespace landform::resolve
