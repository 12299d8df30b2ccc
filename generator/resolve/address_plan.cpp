#include "resolve/address_plan.h"

#include <algorithm>

namespace landform::resolve {

namespace {

constexpr std::uint64_t size_of(unsigned prefix_length) {
  return std::uint64_t{1} << (32U - prefix_length);
}

constexpr std::uint32_t mask_of(unsigned prefix_length) {
  return static_cast<std::uint32_t>(~(size_of(prefix_length) - 1));
}

}  // namespace

aws::Cidr ipv4_range(std::uint32_t address, unsigned prefix_length) {
  return {aws::AddressFamily::ipv4, {0, address & mask_of(prefix_length)}, static_cast<std::uint8_t>(prefix_length)};
}

std::uint32_t first_of(const aws::Cidr& range) {
  return static_cast<std::uint32_t>(range.first.low);
}

std::uint32_t last_of(const aws::Cidr& range) {
  return static_cast<std::uint32_t>(range.first.low + size_of(range.prefix_length) - 1);
}

void FreeRanges::insert(std::uint32_t first, unsigned prefix_length) {
  blocks_[prefix_length].insert(first);
  addresses_ += size_of(prefix_length);
}

void FreeRanges::remove(std::uint32_t first, unsigned prefix_length) {
  blocks_[prefix_length].erase(first);
  addresses_ -= size_of(prefix_length);
}

void FreeRanges::add(const aws::Cidr& range) {
  std::uint32_t first = first_of(range);
  unsigned length = range.prefix_length;
  // Two halves become the whole, as far up as it goes.
  while (length > 0) {
    const auto buddy = static_cast<std::uint32_t>(first ^ size_of(length));
    if (!blocks_[length].contains(buddy)) break;
    remove(buddy, length);
    --length;
    first &= mask_of(length);
  }
  insert(first, length);
}

std::optional<aws::Cidr> FreeRanges::block_around(const aws::Cidr& range) const {
  for (unsigned length = 0; length <= range.prefix_length; ++length) {
    const std::uint32_t first = first_of(range) & mask_of(length);
    if (blocks_[length].contains(first)) return ipv4_range(first, length);
  }
  return std::nullopt;
}

void FreeRanges::take(const aws::Cidr& range) {
  if (const auto block = block_around(range)) {
    remove(first_of(*block), block->prefix_length);
    // The other half of every cut stays free.
    for (unsigned length = block->prefix_length + 1U; length <= range.prefix_length; ++length) {
      const std::uint32_t half = first_of(range) & mask_of(length);
      insert(static_cast<std::uint32_t>(half ^ size_of(length)), length);
    }
    return;
  }
  for (unsigned length = range.prefix_length + 1U; length < blocks_.size(); ++length) {
    auto& starts = blocks_[length];
    const auto begin = starts.lower_bound(first_of(range));
    const auto end = starts.upper_bound(last_of(range));
    addresses_ -= size_of(length) * static_cast<std::uint64_t>(std::distance(begin, end));
    starts.erase(begin, end);
  }
}

std::optional<aws::Cidr> FreeRanges::first_fit(unsigned prefix_length) const {
  std::optional<std::uint32_t> lowest;
  for (unsigned length = 0; length <= prefix_length; ++length) {
    if (blocks_[length].empty()) continue;
    const std::uint32_t first = *blocks_[length].begin();
    if (!lowest || first < *lowest) lowest = first;
  }
  if (!lowest) return std::nullopt;
  return ipv4_range(*lowest, prefix_length);
}

std::optional<aws::Cidr> FreeRanges::allocate(unsigned prefix_length) {
  const auto found = first_fit(prefix_length);
  if (found) take(*found);
  return found;
}

bool FreeRanges::is_free(const aws::Cidr& range) const {
  // Blocks are as large as they can be, so a free range never lies in two of them.
  return block_around(range).has_value();
}

std::optional<aws::Cidr> FreeRanges::largest() const {
  for (unsigned length = 0; length < blocks_.size(); ++length) {
    if (!blocks_[length].empty()) return ipv4_range(*blocks_[length].begin(), length);
  }
  return std::nullopt;
}

std::vector<aws::Cidr> FreeRanges::blocks() const {
  std::vector<aws::Cidr> all;
  for (unsigned length = 0; length < blocks_.size(); ++length) {
    for (const std::uint32_t first : blocks_[length]) all.push_back(ipv4_range(first, length));
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace landform::resolve
