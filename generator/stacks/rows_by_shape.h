// Rows that are the same for VPCs of one shape, made once for all of them. The shape is all that the rows follow from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/span.h"
#include "resolve/network.h"

namespace landform::stacks {

template <class Shape, class Rows>
class RowsByShape {
 public:
  // Asks `make` for the rows of a shape that is new. False when there are enough shapes.
  template <class Make>
  bool add(Shape shape, const Make& make) {
    const auto [place, is_new] = by_shape_.try_emplace(std::move(shape));
    if (is_new) place->second = make();
    return by_shape_.size() < kMost;
  }
  // Null for a shape that was not added.
  [[nodiscard]] const Rows* find(const Shape& shape) const {
    const auto found = by_shape_.find(shape);
    return found == by_shape_.end() ? nullptr : &found->second;
  }

 private:
  // More kinds of VPCs than a network has; beyond them rows are made when they are needed, so that few lie in memory.
  static constexpr std::size_t kMost = 200;

  std::map<Shape, Rows> by_shape_;
};

// Of a tier: its name, its place in the blueprint, and of what kind its rows are.
template <class Kind>
using TierShape = std::tuple<std::string_view, Kind, base::FileId, std::uint32_t, std::uint32_t>;

template <class Kind>
std::vector<TierShape<Kind>> tier_shapes(const resolve::Vpc& vpc, Kind resolve::Tier::*kind) {
  std::vector<TierShape<Kind>> tiers;
  tiers.reserve(vpc.tiers.size());
  for (const resolve::Tier& tier : vpc.tiers) {
    tiers.emplace_back(tier.name, tier.*kind, tier.span.file, tier.span.begin, tier.span.end);
  }
  return tiers;
}

}  // namespace landform::stacks
