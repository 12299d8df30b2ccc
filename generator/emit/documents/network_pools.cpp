#include "emit/documents/network_pools.h"

#include <algorithm>
#include <cstdint>
#include <set>

#include "aws/cidr.h"
#include "base/text.h"

namespace landform::emit {
namespace {

using base::cat;
using resolve::AddressPool;
using resolve::Vpc;

constexpr std::size_t kCellHeight = 32;
constexpr std::size_t kGapBetween = 4;
constexpr std::size_t kSmallText = 11;

struct PoolPiece {
  aws::Cidr range;
  std::string name;
  std::string classes;
};

// What lies in the pool itself, not in a part of it, by address.
std::vector<PoolPiece> pieces_of(const resolve::Network& network, const AddressPool& pool,
                                 const SegmentColours& colours) {
  std::vector<PoolPiece> pieces;
  std::vector<const AddressPool*> parts;
  for (const AddressPool& part : network.pools) {
    if (part.parent != pool.name) continue;
    parts.push_back(&part);
    pieces.push_back({part.cidr, part.name, "nm-part"});
  }
  const auto add = [&](const aws::Cidr& range, const std::string& name, const std::string& classes) {
    const bool own = aws::contains(pool.cidr, range) &&
                     std::none_of(parts.begin(), parts.end(),
                                  [&](const AddressPool* part) { return aws::contains(part->cidr, range); });
    if (own) pieces.push_back({range, name, classes});
  };
  for (const resolve::ReservedRange& range : network.reserved) add(range.cidr, range.name, "nm-reserved nm-dim");
  for (const Vpc& vpc : network.vpcs) {
    const std::string classes = cat(colours.of(vpc), " nm-dim");
    add(vpc.cidr, vpc.name, classes);
    for (const aws::Cidr& range : vpc.more_cidrs) add(range, vpc.name, classes);
  }
  std::sort(pieces.begin(), pieces.end(), [](const PoolPiece& a, const PoolPiece& b) { return a.range < b.range; });
  return pieces;
}

std::string percent_of(std::uint64_t part, std::uint64_t whole) {
  constexpr std::uint64_t kThousand = 1000;
  const std::uint64_t thousandths = part * kThousand / whole;
  return cat(thousandths / 10, '.', thousandths % 10, " %");
}

std::string usage_text(const AddressPool& pool) {
  const resolve::PoolUsage& usage = pool.usage;
  const std::uint64_t all = aws::address_count(pool.cidr);
  std::string text = cat(aws::to_text(pool.cidr), " \u00b7 ", percent_of(usage.vpcs, all), " in VPCs");
  if (usage.sub_pools > 0) text += cat(", ", percent_of(usage.sub_pools, all), " in parts");
  if (usage.remembered > 0) text += cat(", ", percent_of(usage.remembered, all), " kept for VPCs that have gone");
  text += usage.largest_free ? cat(" \u00b7 largest free range ", aws::to_text(*usage.largest_free))
                             : " \u00b7 nothing free";
  return text;
}

// True to scale: how full the pool is.
void draw_scale(const AddressPool& pool, const std::vector<PoolPiece>& pieces, const Area& bar, SvgPen& pen) {
  pen.box(bar, "nm-free");
  const std::uint64_t all = aws::address_count(pool.cidr);
  for (const PoolPiece& piece : pieces) {
    const std::uint64_t before = piece.range.first.low - pool.cidr.first.low;
    const std::size_t from = before * bar.width / all;
    const std::size_t to = (before + aws::address_count(piece.range)) * bar.width / all;
    pen.box({bar.x + from, bar.y, std::max<std::size_t>(to - from, 1), bar.height}, piece.classes);
  }
}

// A cell each, with a narrow one where addresses between them are in no VPC.
class PoolCells {
 public:
  PoolCells(const Area& area, SvgPen& pen) : area_(area), pen_(pen), x_(area.x), y_(area.y) {}

  void add(const PoolPiece& piece) {
    const Area cell = next(kCellWidth);
    pen_.box(cell, piece.classes, cat(piece.name, ": ", aws::to_text(piece.range)));
    const std::size_t most = characters_in(kCellWidth - 8, kSmallText);
    pen_.text(cell.x + 5, cell.y + 13, "nm-small", piece.name, most);
    pen_.text(cell.x + 5, cell.y + 27, "nm-small nm-soft", aws::to_text(piece.range), most);
  }
  void add_gap(std::uint64_t first, std::uint64_t end) {
    const Area cell = next(kGapWidth);
    const auto text = [](std::uint64_t address) { return aws::to_text(aws::AddressFamily::ipv4, {0, address}); };
    pen_.box(cell, "nm-free", cat(text(first), " to ", text(end - 1), ": in no VPC"));
    pen_.text(cell.x + 8, cell.y + 20, "nm-small nm-soft", "\u00b7\u00b7\u00b7", 0);
  }
  [[nodiscard]] std::size_t bottom() const { return x_ == area_.x ? y_ : y_ + kCellHeight + kGapBetween; }

 private:
  static constexpr std::size_t kCellWidth = 108;
  static constexpr std::size_t kGapWidth = 28;

  Area next(std::size_t width) {
    if (x_ + width > area_.x + area_.width) {
      x_ = area_.x;
      y_ += kCellHeight + kGapBetween;
    }
    const Area cell{x_, y_, width, kCellHeight};
    x_ += width + kGapBetween;
    return cell;
  }

  const Area area_;
  SvgPen& pen_;
  std::size_t x_, y_;
};

void add_with_parts(const resolve::Network& network, const std::string& parent,
                    std::vector<const AddressPool*>& pools) {
  for (const AddressPool& pool : network.pools) {
    if (pool.parent != parent) continue;
    pools.push_back(&pool);
    add_with_parts(network, pool.name, pools);
  }
}

}  // namespace

SegmentColours::SegmentColours(const resolve::Network& network) {
  constexpr std::size_t kColours = 8;
  std::set<std::string_view> names;
  for (const Vpc& vpc : network.vpcs) names.insert(vpc.segment.value);
  std::size_t next = 0;
  for (const std::string_view name : names) numbers_.emplace(name, next++ % kColours);
}

std::string SegmentColours::of(const Vpc& vpc) const {
  return cat("nm-s", numbers_.at(vpc.segment.value));
}

std::vector<const AddressPool*> pools_in_order(const resolve::Network& network) {
  std::vector<const AddressPool*> pools;
  add_with_parts(network, {}, pools);
  return pools;
}

std::size_t draw_pool(const resolve::Network& network, const AddressPool& pool, const SegmentColours& colours,
                      const Area& area, SvgPen& pen) {
  constexpr std::size_t kScaleHeight = 10;
  const std::string title = pool.parent.empty() ? pool.name : cat(pool.parent, " / ", pool.name);
  pen.text(area.x, area.y + 14, "nm-name", title, 50);
  pen.text(area.x + 12 + std::min<std::size_t>(title.size(), 50) * 9, area.y + 14, "nm-soft", usage_text(pool), 0);
  const std::vector<PoolPiece> pieces = pieces_of(network, pool, colours);
  draw_scale(pool, pieces, {area.x, area.y + 22, area.width, kScaleHeight}, pen);
  PoolCells cells({area.x, area.y + 22 + kScaleHeight + kGapBetween, area.width, 0}, pen);
  std::uint64_t next = pool.cidr.first.low;
  for (const PoolPiece& piece : pieces) {
    const std::uint64_t first = piece.range.first.low;
    if (first < next) continue;  // a range that is reserved within one that is
    if (first > next) cells.add_gap(next, first);
    cells.add(piece);
    next = first + aws::address_count(piece.range);
  }
  const std::uint64_t end = pool.cidr.first.low + aws::address_count(pool.cidr);
  if (!pieces.empty() && next < end) cells.add_gap(next, end);
  return cells.bottom() + 16;
}

}  // namespace landform::emit
