#include "base/sha256.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace landform::base {
namespace {

constexpr std::size_t kBlockBytes = 64;
constexpr std::size_t kLengthBytes = 8;

// FIPS 180-4, 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes.
alignas(16) constexpr std::array<std::uint32_t, 64> kRound{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

using State = std::array<std::uint32_t, 8>;
constexpr State kBegin{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

void add_block(State& state, const unsigned char* block) {
  std::array<std::uint32_t, 64> w;
  for (std::size_t t = 0; t < 16; ++t) {
    const unsigned char* p = block + t * 4;
    w[t] = std::uint32_t{p[0]} << 24 | std::uint32_t{p[1]} << 16 | std::uint32_t{p[2]} << 8 | std::uint32_t{p[3]};
  }
  for (std::size_t t = 16; t < 64; ++t) {
    const std::uint32_t s0 = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ (w[t - 15] >> 3);
    const std::uint32_t s1 = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ (w[t - 2] >> 10);
    w[t] = w[t - 16] + s0 + w[t - 7] + s1;
  }
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t t = 0; t < 64; ++t) {
    const std::uint32_t s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    const std::uint32_t one = h + s1 + ((e & f) ^ (~e & g)) + kRound[t] + w[t];
    const std::uint32_t s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    const std::uint32_t two = s0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + one;
    d = c;
    c = b;
    b = a;
    a = one + two;
  }
  const State added{a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < state.size(); ++i) state[i] += added[i];
}

// A message that is being hashed, and where its next block stands.
struct Lane {
  State& state;
  const unsigned char* data;
};

using AddBlocks = void (*)(Lane, std::size_t blocks);
using AddToBoth = void (*)(Lane, Lane, std::size_t blocks);
struct Ways {
  AddBlocks one;
  AddToBoth both;
};

void add_blocks_portably(Lane lane, std::size_t blocks) {
  for (std::size_t i = 0; i < blocks; ++i) add_block(lane.state, lane.data + i * kBlockBytes);
}
void add_to_both_portably(Lane one, Lane other, std::size_t blocks) {
  add_blocks_portably(one, blocks);
  add_blocks_portably(other, blocks);
}
constexpr Ways kPortably{add_blocks_portably, add_to_both_portably};

#if defined(__x86_64__)

// The processor's own instructions, some five times as fast. They keep the state as (a, b, e, f) and (c, d, g, h) and
// take two rounds at a time. Each waits for the one before it, so that a second message costs next to nothing. Source:
// Intel, "Intel SHA Extensions" (July 2013).
template <std::size_t N>
__attribute__((target("sha,sse4.1"))) void add_natively(const std::array<Lane, N>& lanes, std::size_t blocks) {
  const auto load = [](const void* from) { return _mm_loadu_si128(static_cast<const __m128i*>(from)); };
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i abef[N];
  __m128i cdgh[N];
  for (std::size_t n = 0; n < N; ++n) {
    const __m128i cdab = _mm_shuffle_epi32(load(lanes[n].state.data()), 0xB1);
    const __m128i efgh = _mm_shuffle_epi32(load(lanes[n].state.data() + 4), 0x1B);
    abef[n] = _mm_alignr_epi8(cdab, efgh, 8);
    cdgh[n] = _mm_blend_epi16(efgh, cdab, 0xF0);
  }
  for (std::size_t i = 0; i < blocks; ++i) {
    __m128i abef_before[N];
    __m128i cdgh_before[N];
    for (std::size_t n = 0; n < N; ++n) {
      abef_before[n] = abef[n];
      cdgh_before[n] = cdgh[n];
    }
    __m128i schedule[N][4];  // the last sixteen words
#pragma GCC unroll 16
    for (std::size_t t = 0; t < 16; ++t) {
#pragma GCC unroll 2
      for (std::size_t n = 0; n < N; ++n) {
        __m128i* const w = schedule[n];
        __m128i& now = w[t % 4];
        if (t < 4) {
          now = _mm_shuffle_epi8(load(lanes[n].data + i * kBlockBytes + t * 16), big_endian);
        } else {
          const __m128i& last = w[(t + 3) % 4];
          const __m128i sum =
              _mm_add_epi32(_mm_sha256msg1_epu32(now, w[(t + 1) % 4]), _mm_alignr_epi8(last, w[(t + 2) % 4], 4));
          now = _mm_sha256msg2_epu32(sum, last);
        }
        const __m128i added = _mm_add_epi32(now, load(kRound.data() + t * 4));
        cdgh[n] = _mm_sha256rnds2_epu32(cdgh[n], abef[n], added);
        abef[n] = _mm_sha256rnds2_epu32(abef[n], cdgh[n], _mm_shuffle_epi32(added, 0x0E));
      }
    }
    for (std::size_t n = 0; n < N; ++n) {
      abef[n] = _mm_add_epi32(abef[n], abef_before[n]);
      cdgh[n] = _mm_add_epi32(cdgh[n], cdgh_before[n]);
    }
  }
  for (std::size_t n = 0; n < N; ++n) {
    const __m128i feba = _mm_shuffle_epi32(abef[n], 0x1B);
    const __m128i dchg = _mm_shuffle_epi32(cdgh[n], 0xB1);
    auto* const to = reinterpret_cast<__m128i*>(lanes[n].state.data());
    _mm_storeu_si128(to, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128(to + 1, _mm_alignr_epi8(dchg, feba, 8));
  }
}

void add_blocks_natively(Lane lane, std::size_t blocks) {
  add_natively(std::array{lane}, blocks);
}
void add_to_both_natively(Lane one, Lane other, std::size_t blocks) {
  add_natively(std::array{one, other}, blocks);
}

// SSSE3, SSE4.1 and SHA. Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, CPUID.
bool has_native_blocks() {
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c >> 9 & 1U) == 0 || (c >> 19 & 1U) == 0) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b >> 29 & 1U) != 0;
}

const Ways& fastest() {
  static const Ways kFastest = has_native_blocks() ? Ways{add_blocks_natively, add_to_both_natively} : kPortably;
  return kFastest;
}

#else

const Ways& fastest() {
  return kPortably;
}

#endif

const unsigned char* data_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// What is left of a message of so many bytes, a one bit, zeros, and the length in bits: one block, or two when the
// length does not fit any more. Then the digits.
std::string finish(State state, std::string_view rest, std::uint64_t bytes, AddBlocks add_blocks) {
  std::array<unsigned char, 2 * kBlockBytes> tail{};
  std::copy(rest.begin(), rest.end(), tail.begin());
  tail[rest.size()] = 0x80;
  const std::size_t tail_bytes = rest.size() + 1 + kLengthBytes <= kBlockBytes ? kBlockBytes : 2 * kBlockBytes;
  const std::uint64_t bits = bytes * 8;
  for (std::size_t i = 0; i < kLengthBytes; ++i) {
    tail[tail_bytes - 1 - i] = static_cast<unsigned char>(bits >> (8 * i) & 0xff);
  }
  add_blocks({state, tail.data()}, tail_bytes / kBlockBytes);

  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(64);
  for (const std::uint32_t word : state) {
    for (int shift = 28; shift >= 0; shift -= 4) hex += kDigits[word >> shift & 0xf];
  }
  return hex;
}

// The message from that block on.
std::string hash_from(State state, std::string_view bytes, std::size_t block, AddBlocks add_blocks) {
  const std::size_t blocks = bytes.size() / kBlockBytes;
  add_blocks({state, data_of(bytes) + block * kBlockBytes}, blocks - block);
  return finish(state, bytes.substr(blocks * kBlockBytes), bytes.size(), add_blocks);
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  return hash_from(kBegin, bytes, 0, fastest().one);
}

std::pair<std::string, std::string> sha256_hex_of_both(std::string_view one, std::string_view other) {
  const std::size_t both = std::min(one.size(), other.size()) / kBlockBytes;
  State of_one = kBegin;
  State of_other = kBegin;
  fastest().both({of_one, data_of(one)}, {of_other, data_of(other)}, both);
  return {hash_from(of_one, one, both, fastest().one), hash_from(of_other, other, both, fastest().one)};
}

std::string sha256_hex_portably(std::string_view bytes) {
  return hash_from(kBegin, bytes, 0, add_blocks_portably);
}

Sha256::Sha256() : state_(kBegin) {}

void Sha256::add(std::string_view bytes) {
  const std::size_t waiting = bytes_ % kBlockBytes;
  bytes_ += bytes.size();
  if (waiting > 0) {
    const std::string_view taken = bytes.substr(0, kBlockBytes - waiting);
    std::copy(taken.begin(), taken.end(), rest_.begin() + static_cast<std::ptrdiff_t>(waiting));
    if (waiting + taken.size() < kBlockBytes) return;
    bytes.remove_prefix(taken.size());
    fastest().one({state_, data_of({rest_.data(), kBlockBytes})}, 1);
  }
  const std::size_t blocks = bytes.size() / kBlockBytes;
  fastest().one({state_, data_of(bytes)}, blocks);
  bytes.remove_prefix(blocks * kBlockBytes);
  std::copy(bytes.begin(), bytes.end(), rest_.begin());
}

std::string Sha256::hex() const {
  return finish(state_, {rest_.data(), bytes_ % kBlockBytes}, bytes_, fastest().one);
}

}  // namespace landform::base
