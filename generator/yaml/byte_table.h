// Bytes looked up in a table, for the writers' hot paths: nearly every byte of a text is one that needs no thought.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace landform::yaml {

using ByteTable = std::array<std::uint8_t, 256>;

// 1 for each of `bytes`.
constexpr ByteTable table_of(std::string_view bytes) {
  ByteTable table{};
  for (const char c : bytes) table[static_cast<unsigned char>(c)] = 1;
  return table;
}

// The first byte from `at` on that has an entry other than zero; the size of the text without one. Four at a time.
inline std::size_t next_with_entry(const ByteTable& table, std::string_view text, std::size_t at) {
  const auto entry = [&](std::size_t place) { return table[static_cast<unsigned char>(text[place])]; };
  while (at + 4 <= text.size() && (entry(at) | entry(at + 1) | entry(at + 2) | entry(at + 3)) == 0) at += 4;
  while (at < text.size() && entry(at) == 0) ++at;
  return at;
}

}  // namespace landform::yaml
