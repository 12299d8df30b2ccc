#include "yaml/text_marks.h"

#include <array>
#include <cstring>

#include "yaml/byte_lanes.h"

namespace landform::yaml {

TextMarks::Of64 TextMarks::look_at(const char* bytes) {
  std::uint64_t stops = 0;
  std::uint64_t blanks = 0;
#pragma GCC unroll 4
  for (std::size_t i = 0; i < 64; i += kLanes) {
    const ByteLanes lanes = load_lanes(bytes + i);
    // Below the blank and above the tilde at once: less a blank, what is below it is large.
    stops |= bits_of_lanes((lanes - 0x20 >= 0x5F) | (lanes == ':') | (lanes == '#')) << i;
    blanks |= bits_of_lanes(lanes == ' ') << i;
  }
  return {stops, ~blanks};
}

TextMarks::TextMarks(std::string_view text) {
  marks_.reserve(text.size() / 64 + 1);
  for (; text.size() >= 64; text.remove_prefix(64)) marks_.push_back(look_at(text.data()));
  // Zeros behind the text are stops and not blank.
  std::array<char, 64> rest{};
  if (!text.empty()) std::memcpy(rest.data(), text.data(), text.size());
  marks_.push_back(look_at(rest.data()));
}

}  // namespace landform::yaml
