// The address pools of the network map: what lies in each, in order of address, and how full it is.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "emit/documents/svg.h"
#include "resolve/network.h"

namespace landform::emit {

// Classes of the colours of segments, by the order of their names.
class SegmentColours {
 public:
  explicit SegmentColours(const resolve::Network& network);
  [[nodiscard]] std::string of(const resolve::Vpc& vpc) const;

 private:
  std::map<std::string_view, std::size_t> numbers_;
};

// Each pool before its parts, by name.
std::vector<const resolve::AddressPool*> pools_in_order(const resolve::Network& network);

// Where the next thing may begin. The height of `area` is not looked at.
std::size_t draw_pool(const resolve::Network& network, const resolve::AddressPool& pool, const SegmentColours& colours,
                      const Area& area, SvgPen& pen);

}  // namespace landform::emit
