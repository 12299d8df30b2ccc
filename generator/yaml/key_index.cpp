#include "yaml/key_index.h"

#include <bit>
#include <functional>
#include <string_view>

namespace landform::yaml {
namespace {

constexpr std::size_t kCompareUpTo = 8;

}  // namespace

const std::vector<std::pair<std::size_t, std::size_t>>& KeyIndex::repeated(const Entries& entries) {
  found_.clear();
  if (entries.size() <= kCompareUpTo) {
    compare(entries);
  } else {
    hash(entries);
  }
  return found_;
}

void KeyIndex::compare(const Entries& entries) {
  const Entry* const first = entries.data();
  for (std::size_t i = 1; i < entries.size(); ++i) {
    const std::string_view key = first[i].key;
    for (std::size_t j = 0; j < i; ++j) {
      if (first[j].key.size() == key.size() && first[j].key == key) {
        found_.emplace_back(i, j);
        break;
      }
    }
  }
}

// Open addressing at half load. The hash only finds; the order of the answer is the source's.
void KeyIndex::hash(const Entries& entries) {
  const std::size_t size = std::bit_ceil(entries.size() * 2);
  slots_.assign(size, 0);
  const std::hash<std::string_view> hasher;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string_view key = entries[i].key;
    std::size_t slot = hasher(key) & (size - 1);
    while (slots_[slot] != 0 && entries[slots_[slot] - 1].key != key) slot = (slot + 1) & (size - 1);
    if (slots_[slot] == 0) {
      slots_[slot] = static_cast<std::uint32_t>(i + 1);
    } else {
      found_.emplace_back(i, slots_[slot] - 1);
    }
  }
}

}  // namespace landform::yaml
