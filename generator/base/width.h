// How many columns of a terminal a text takes, and what it looks like there: tabs expanded, wide letters two columns,
// accents none, and everything that a terminal would swallow, obey or reorder made visible.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace landform::base {

// 0 for combining marks and joiners, 2 for East Asian wide letters and emoji, else 1. The character must be printable.
std::size_t character_width(char32_t code_point);

enum class Tabs { expanded, shown };

// One character of a text as it is displayed.
struct Glyph {
  std::size_t begin = 0;  // its bytes in the text: [begin, begin + size)
  std::size_t size = 0;
  std::size_t column = 0;  // columns before it
  std::size_t width = 0;
  std::string text;  // what to print for it
};

// Reads a text glyph by glyph. Controls become their pictures (a zero byte: U+2400), invisible and direction-changing
// characters their number (<U+200B>), bytes that are no UTF-8 their value (<FF>). Tabs go to the next multiple of four.
class GlyphReader {
 public:
  explicit GlyphReader(std::string_view text, Tabs tabs = Tabs::expanded) : text_(text), tabs_(tabs) {}
  // False at the end; then `glyph` is empty and stands behind the last one.
  bool next(Glyph& glyph);

 private:
  std::string_view text_;
  Tabs tabs_;
  std::size_t offset_ = 0;
  std::size_t column_ = 0;
};

// Columns before the byte at `offset`, or before the character that it is part of. Tabs are expanded.
std::size_t display_column(std::string_view text, std::size_t offset);
// Columns of the text as GlyphReader shows it.
std::size_t display_width(std::string_view text, Tabs tabs = Tabs::expanded);
// The text as GlyphReader shows it, with tabs as pictures; past `max_columns` it ends in an ellipsis.
std::string visible(std::string_view text, std::size_t max_columns);

}  // namespace landform::base
