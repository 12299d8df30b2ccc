#include "resolve/subnet_plan.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "aws/quotas.h"
#include "resolve/address_plan.h"

namespace landform::resolve {

namespace {

constexpr auto kLargestRange = static_cast<unsigned>(aws::quota("vpc/prefix-largest").value);
constexpr auto kSmallestRange = static_cast<unsigned>(aws::quota("vpc/prefix-smallest").value);

using Subnets = std::map<SubnetSlot, aws::Cidr>;

// Prefix length of a block of `count` ranges of a length, rounded up to a power of two; 0 when it is larger than IPv4.
unsigned block_length(unsigned prefix_length, std::size_t count) {
  const auto bits = static_cast<unsigned>(std::bit_width(count - 1));
  return bits < prefix_length ? prefix_length - bits : 0;
}

struct Piece {
  unsigned prefix_length;
  const TierWish* tier;
  std::vector<std::uint32_t> zones;
};

// Larger ones first; equal ones stay in order of name.
void sort_by_size(std::vector<Piece>& pieces) {
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const Piece& a, const Piece& b) { return a.prefix_length < b.prefix_length; });
}

unsigned shortened(unsigned prefix_length, unsigned bits) {
  return std::min(kSmallestRange, prefix_length + bits);
}

enum class Room { for_zone_and_tier, for_zone, none };

// Puts whole blocks of zones. False leaves `subnets` half filled.
bool put_blocks(FreeRanges& free, const std::vector<Piece>& pieces, unsigned bits, Subnets& subnets) {
  std::vector<Piece> blocks;
  for (const Piece& piece : pieces) {
    const unsigned length = shortened(piece.prefix_length, bits);
    blocks.push_back({block_length(length, piece.zones.size() + 1), piece.tier, piece.zones});
  }
  sort_by_size(blocks);
  for (const Piece& block : blocks) {
    const auto range = free.allocate(block.prefix_length);
    if (!range) return false;
    const unsigned length = shortened(block.tier->prefix_length, bits);
    for (std::size_t i = 0; i < block.zones.size(); ++i) {
      subnets.emplace(SubnetSlot{block.tier->name, block.zones[i]}, *aws::subrange(*range, length, i));
    }
  }
  return true;
}

bool put_one_by_one(FreeRanges& free, std::vector<Piece> pieces, unsigned bits, Subnets& subnets) {
  for (Piece& piece : pieces) piece.prefix_length = shortened(piece.prefix_length, bits);
  sort_by_size(pieces);
  for (const Piece& piece : pieces) {
    for (const std::uint32_t zone : piece.zones) {
      const auto range = free.allocate(piece.prefix_length);
      if (!range) return false;
      subnets.emplace(SubnetSlot{piece.tier->name, zone}, *range);
    }
  }
  return true;
}

// The block that one more tier of the smallest size would take.
unsigned spare_block(const std::vector<Piece>& pieces, unsigned bits) {
  unsigned smallest = 0;
  std::size_t zones = 0;
  for (const Piece& piece : pieces) {
    smallest = std::max(smallest, shortened(piece.prefix_length, bits));
    zones = std::max(zones, piece.zones.size());
  }
  return block_length(smallest, zones + 1);
}

std::optional<Subnets> put_with_room(const FreeRanges& space, const std::vector<Piece>& pieces, unsigned bits,
                                     Room room) {
  FreeRanges free = space;
  Subnets subnets;
  if (room == Room::none) {
    if (!put_one_by_one(free, pieces, bits, subnets)) return std::nullopt;
    return subnets;
  }
  if (!put_blocks(free, pieces, bits, subnets)) return std::nullopt;
  if (room == Room::for_zone_and_tier && !free.first_fit(spare_block(pieces, bits))) return std::nullopt;
  return subnets;
}

unsigned most_bits(const std::vector<Piece>& pieces) {
  unsigned most = 0;
  for (const Piece& piece : pieces)
    most = std::max(most, kSmallestRange - std::min(kSmallestRange, piece.prefix_length));
  return most;
}

// New tiers, in `kept_clear` of other tiers' room when they fit there, else anywhere in `space`.
std::optional<std::pair<Subnets, unsigned>> put_tiers(const FreeRanges& space, const FreeRanges& kept_clear,
                                                      const std::vector<Piece>& pieces) {
  for (unsigned bits = 0; bits <= most_bits(pieces); ++bits) {
    // Nothing fits that is more than there is: the cheap question first.
    std::uint64_t wanted = 0;
    for (const Piece& piece : pieces) {
      wanted += piece.zones.size() * (std::uint64_t{1} << (32U - shortened(piece.prefix_length, bits)));
    }
    if (wanted > space.addresses()) continue;
    for (const Room room : {Room::for_zone_and_tier, Room::for_zone, Room::none}) {
      if (auto subnets = put_with_room(kept_clear, pieces, bits, room)) return std::pair(std::move(*subnets), bits);
    }
    if (auto subnets = put_with_room(space, pieces, bits, Room::none)) return std::pair(std::move(*subnets), bits);
  }
  return std::nullopt;
}

// What a tier with subnets keeps for its next zone: the aligned block of one more than it has. Nothing when its subnets
// lie too far apart for that.
std::optional<aws::Cidr> kept_block(const std::vector<aws::Cidr>& subnets) {
  aws::Cidr around = subnets.front();
  unsigned longest = 0;
  for (const aws::Cidr& subnet : subnets) {
    around = aws::enclosing(around, subnet).value_or(around);
    longest = std::max<unsigned>(longest, subnet.prefix_length);
  }
  const unsigned length = block_length(longest, subnets.size() + 1);
  if (around.prefix_length < length) return std::nullopt;
  return ipv4_range(resolve::first_of(around), length);
}

class Planner {
 public:
  explicit Planner(const SubnetRequest& request) : request_(request) {
    for (const aws::Cidr& range : request.ranges) free_.add(range);
    for (const auto& [slot, range] : request.held) {
      free_.take(range);
      held_of_[slot.tier].push_back(range);
    }
    plan_.subnets = request.held;
  }

  std::optional<SubnetPlan> plan() {
    std::vector<Piece> further_zones, new_tiers;
    for (const TierWish& tier : request_.tiers) {
      std::vector<std::uint32_t> missing;
      for (const std::uint32_t zone : tier.zones) {
        if (!request_.held.contains({tier.name, zone})) missing.push_back(zone);
      }
      if (missing.empty()) continue;
      const auto held = held_of_.find(tier.name);
      const bool is_new = held == held_of_.end();
      const unsigned length = is_new ? tier.prefix_length : held->second.front().prefix_length;
      (is_new ? new_tiers : further_zones).push_back({length, &tier, std::move(missing)});
    }
    if (!add_zones(further_zones) || !add_tiers(new_tiers)) return std::nullopt;
    return std::move(plan_);
  }

 private:
  // Beside the tier's other subnets where there is room, else anywhere.
  bool add_zones(std::vector<Piece> pieces) {
    if (pieces.empty()) return true;
    sort_by_size(pieces);
    for (unsigned bits = 0; bits <= most_bits(pieces); ++bits) {
      FreeRanges free = free_;
      Subnets added;
      if (!put_zones(free, pieces, bits, added)) continue;
      free_ = std::move(free);
      plan_.subnets.merge(added);
      plan_.zones_shortened = bits;
      return true;
    }
    return false;
  }

  bool put_zones(FreeRanges& free, const std::vector<Piece>& pieces, unsigned bits, Subnets& added) const {
    for (const Piece& piece : pieces) {
      const unsigned length = shortened(piece.prefix_length, bits);
      const auto block = kept_block(held_of_.find(piece.tier->name)->second);
      for (const std::uint32_t zone : piece.zones) {
        std::optional<aws::Cidr> range;
        if (block && block->prefix_length <= length) range = first_free(free, *block, length);
        if (!range) range = free.first_fit(length);
        if (!range) return false;
        free.take(*range);
        added.emplace(SubnetSlot{piece.tier->name, zone}, *range);
      }
    }
    return true;
  }

  static std::optional<aws::Cidr> first_free(const FreeRanges& free, const aws::Cidr& block, unsigned length) {
    for (std::uint64_t i = 0;; ++i) {
      const auto range = aws::subrange(block, length, i);
      if (!range || free.is_free(*range)) return range;
    }
  }

  bool add_tiers(const std::vector<Piece>& pieces) {
    if (pieces.empty()) return true;
    FreeRanges clear = free_;
    for (const auto& [tier, subnets] : held_of_) {
      if (const auto block = kept_block(subnets)) clear.take(*block);
    }
    auto put = put_tiers(free_, clear, pieces);
    if (!put) return false;
    plan_.subnets.merge(put->first);
    plan_.tiers_shortened = put->second;
    return true;
  }

  const SubnetRequest& request_;
  FreeRanges free_;
  std::map<std::string, std::vector<aws::Cidr>> held_of_;  // by tier
  SubnetPlan plan_;
};

std::vector<Piece> pieces_of(const std::vector<TierWish>& tiers) {
  std::vector<Piece> pieces;
  for (const TierWish& tier : tiers) pieces.push_back({tier.prefix_length, &tier, tier.zones});
  return pieces;
}

std::optional<unsigned> longest_with(const std::vector<TierWish>& tiers, Room room) {
  const auto pieces = pieces_of(tiers);
  for (unsigned length = kSmallestRange; length >= kLargestRange; --length) {
    if (put_with_room(FreeRanges(ipv4_range(0, length)), pieces, 0, room)) return length;
  }
  return std::nullopt;
}

}  // namespace

std::optional<SubnetPlan> plan_subnets(const SubnetRequest& request) {
  return Planner(request).plan();
}

std::optional<unsigned> needed_prefix(const std::vector<TierWish>& tiers) {
  return longest_with(tiers, Room::none);
}

unsigned roomy_prefix(const std::vector<TierWish>& tiers) {
  return longest_with(tiers, Room::for_zone_and_tier).value_or(kLargestRange);
}

}  // namespace landform::resolve
