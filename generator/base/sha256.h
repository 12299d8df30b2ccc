// SHA-256, for the manifest and for telling whether a file is still as it was written. Source: FIPS 180-4, 6.2.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace landform::base {

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
// Of two texts, in little more time than the longer one takes: the processor works on one while it waits for the other.
std::pair<std::string, std::string> sha256_hex_of_both(std::string_view one, std::string_view other);
// Without instructions that only some processors have; what the others are held against.
std::string sha256_hex_portably(std::string_view bytes);

// Of a text that comes piece by piece.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  [[nodiscard]] std::string hex() const;

 private:
  static constexpr std::size_t kBlockBytes = 64;

  std::array<std::uint32_t, 8> state_;
  std::array<char, kBlockBytes> rest_{};  // what is no whole block yet
  std::uint64_t bytes_ = 0;
};

}  // namespace landform::base
