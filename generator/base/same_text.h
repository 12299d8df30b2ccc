// Whether two texts are the same, without a call where they are short, as keys and names are: comparing them is among
// the most frequent things that a run does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace landform::base {

// The words at both ends of a text overlap where it is shorter than both.
inline bool same_bytes(const char* a, const char* b, std::size_t count) {
  const auto differ = [&](auto word, std::size_t at) {
    auto other = word;
    std::memcpy(&word, a + at, sizeof word);
    std::memcpy(&other, b + at, sizeof other);
    return word ^ other;
  };
  constexpr std::uint64_t kEight = 0;
  constexpr std::uint32_t kFour = 0;
  if (count > 32) return std::memcmp(a, b, count) == 0;
  if (count >= 16) {
    const std::uint64_t front = differ(kEight, 0) | differ(kEight, 8);
    return (front | differ(kEight, count - 16) | differ(kEight, count - 8)) == 0;
  }
  if (count >= 8) return (differ(kEight, 0) | differ(kEight, count - 8)) == 0;
  if (count >= 4) return (differ(kFour, 0) | differ(kFour, count - 4)) == 0;
  if (count == 0) return true;
  return a[0] == b[0] && a[count / 2] == b[count / 2] && a[count - 1] == b[count - 1];
}

inline bool same_text(std::string_view a, std::string_view b) {
  return a.size() == b.size() && same_bytes(a.data(), b.data(), a.size());
}

}  // namespace landform::base
