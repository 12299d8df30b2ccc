// Where in a text the bytes stand that a reader of block YAML has to look at: found once for the whole text, asked
// for each of its words.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace landform::yaml {

class TextMarks {
 public:
  explicit TextMarks(std::string_view text);

  // The first place from `at` on, which is no larger than the text's size; that size when there is none.
  // A stop is ':', '#', a control character (line breaks among them), or a part of a character beyond ASCII.
  [[nodiscard]] std::size_t next_stop(std::size_t at) const { return next(&Of64::stops, at); }
  [[nodiscard]] std::size_t next_not_blank(std::size_t at) const { return next(&Of64::not_blank, at); }

 private:
  // A bit for each of 64 bytes, the lowest for the first. Behind the text all are set.
  struct Of64 {
    std::uint64_t stops, not_blank;
  };

  static Of64 look_at(const char* bytes);

  [[nodiscard]] std::size_t next(std::uint64_t Of64::*bits, std::size_t at) const {
    std::size_t index = at / 64;
    const std::uint64_t from_here = marks_[index].*bits >> at % 64;
    if (from_here != 0) return at + static_cast<std::size_t>(std::countr_zero(from_here));
    do ++index;
    while (marks_[index].*bits == 0);
    return index * 64 + static_cast<std::size_t>(std::countr_zero(marks_[index].*bits));
  }

  std::vector<Of64> marks_;
};

}  // namespace landform::yaml
