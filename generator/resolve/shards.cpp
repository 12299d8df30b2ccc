#include "resolve/shards.h"

#include <algorithm>

namespace landform::resolve {

Shards::Shards(const Lock& lock) {
  for (const auto& [name, account] : lock.accounts) {
    if (shards_.size() < account.shard) shards_.resize(account.shard);
    Shard& shard = shards_[account.shard - 1];
    ++shard.entries;
    shard.last = std::max(shard.last, account.sequence);
  }
}

Shards::Place Shards::place_new() {
  while (first_with_room_ < shards_.size() && shards_[first_with_room_].entries >= kAccountsPerShard)
    ++first_with_room_;
  if (first_with_room_ == shards_.size()) shards_.emplace_back();
  Shard& shard = shards_[first_with_room_];
  ++shard.entries;
  ++shard.last;
  return {static_cast<std::uint32_t>(first_with_room_ + 1), shard.last};
}

}  // namespace landform::resolve
