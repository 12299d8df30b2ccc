#include "resolve/shards.h"

#include <algorithm>

namespace landform::resolve {

void Shards::occupy(const Place& place) {
  if (shards_.size() < place.shard) shards_.resize(place.shard);
  Shard& shard = shards_[place.shard - 1];
  ++shard.entries;
  shard.last = std::max(shard.last, place.sequence);
}

Place Shards::place_new() {
  while (first_with_room_ < shards_.size() && shards_[first_with_room_].entries >= capacity_) ++first_with_room_;
  if (first_with_room_ == shards_.size()) shards_.emplace_back();
  Shard& shard = shards_[first_with_room_];
  ++shard.entries;
  ++shard.last;
  return {static_cast<std::uint32_t>(first_with_room_ + 1), shard.last};
}

}  // namespace landform::resolve
