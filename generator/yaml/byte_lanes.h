// Sixteen bytes looked at together, one bit a byte of what is found. Written with the vector types that GCC and Clang
// have for every processor.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace landform::yaml {

using ByteLanes = unsigned char __attribute__((vector_size(16)));
// What comparing them yields, `lanes == ':'`: all ones where it holds, zeros where not.
using FoundLanes = signed char __attribute__((vector_size(16)));
inline constexpr std::size_t kLanes = sizeof(ByteLanes);

inline ByteLanes load_lanes(const char* from) {
  ByteLanes lanes;
  std::memcpy(&lanes, from, sizeof lanes);
  return lanes;
}

// All of a text of four to sixteen bytes; its middle may stand there twice.
inline ByteLanes lanes_of_short(std::string_view text) {
  using Words = std::uint64_t __attribute__((vector_size(16)));
  const char* const end = text.data() + text.size();
  if (text.size() >= 8) {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::memcpy(&first, text.data(), sizeof first);
    std::memcpy(&last, end - sizeof last, sizeof last);
    return std::bit_cast<ByteLanes>(Words{first, last});
  }
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::memcpy(&first, text.data(), sizeof first);
  std::memcpy(&last, end - sizeof last, sizeof last);
  const std::uint64_t both = std::uint64_t{last} << 32U | first;
  return std::bit_cast<ByteLanes>(Words{both, both});
}

// The lowest bit is that of the first byte.
inline std::uint64_t bits_of_lanes(FoundLanes found) {
#if defined(__SSE2__)
  return static_cast<std::uint64_t>(_mm_movemask_epi8(std::bit_cast<__m128i>(found)));
#else
  constexpr ByteLanes kWeights{1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  constexpr std::uint64_t kSum = 0x0101010101010101;  // the sum of eight bytes comes out in the highest
  const auto halves = std::bit_cast<std::array<std::uint64_t, 2> >(std::bit_cast<ByteLanes>(found) & kWeights);
  return halves[0] * kSum >> 56U | halves[1] * kSum >> 56U << 8U;
#endif
}

// Whether `find`, from lanes to the bits of those that count, finds something in a text of at least four bytes.
template <class Find>
bool any_in_lanes(std::string_view text, const Find& find) {
  if (text.size() <= kLanes) return find(lanes_of_short(text)) != 0;
  const char* const last = text.data() + text.size() - kLanes;
  for (const char* at = text.data(); at < last; at += kLanes) {
    if (find(load_lanes(at)) != 0) return true;
  }
  return find(load_lanes(last)) != 0;
}

}  // namespace landform::yaml
