// Which stack holds an account or a unit, and an account's place in its stack's chain: CloudFormation creates accounts
// one after the other, so each depends on the one before it, and a chain only grows at its end.
//
// What exists already is adopted by import stacks with numbers of their own. An import holds nothing but what it
// imports, so each build that adopts something opens a new one: a stack that was imported never gets a further
// resource.
#pragma once

#include <cstdint>
#include <vector>

#include "resolve/lock.h"

namespace landform::resolve {

struct Place {
  std::uint32_t shard = 1;
  std::uint32_t sequence = 1;
};

// Fills stacks of `capacity` from the first; places are counted per stack and never given twice.
class Shards {
 public:
  explicit Shards(std::uint32_t capacity) : capacity_(capacity) {}

  // Every entry of the lock counts, also one whose account has gone: it may come back to its place.
  void occupy(const Place& place);
  // The first shard with room; behind the highest sequence ever seen in it.
  Place place_new();
  // From now on only shards beyond all that are occupied: for what is adopted in this build.
  void open_new() { first_with_room_ = shards_.size(); }

 private:
  struct Shard {
    std::uint32_t entries = 0;
    std::uint32_t last = 0;
  };
  std::uint32_t capacity_;
  std::vector<Shard> shards_;  // shard n at n - 1
  std::size_t first_with_room_ = 0;
};

}  // namespace landform::resolve
