// UTF-8, read strictly: no overlong forms, no surrogates, nothing past U+10FFFF.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace landform::base {

struct Decoded {
  char32_t code_point = 0;
  std::size_t size = 0;  // bytes taken; 1 for a byte that belongs to no character
  bool valid = false;
};

// The character that starts at `offset`, which must lie inside `text`.
Decoded decode_utf8(std::string_view text, std::size_t offset);
void append_utf8(std::string& out, char32_t code_point);
// Offset of the first byte that belongs to no character; npos when all is well.
std::size_t find_bad_utf8(std::string_view text);
// Characters (code points) in `text`; a byte that belongs to none counts as one.
std::size_t count_characters(std::string_view text);

}  // namespace landform::base
