#include "base/width.h"

#include <doctest/doctest.h>

#include <string>

#include "base/utf8.h"

using namespace landform::base;

TEST_CASE("UTF-8 is read strictly") {
  struct Row {
    std::string_view bytes;
    char32_t code_point;
    std::size_t size;  // zero: bad
  };
  using namespace std::string_view_literals;
  const Row rows[] = {
      {"\0"sv, 0, 1},
      {"A", U'A', 1},
      {"\x7f", 0x7F, 1},
      {"\xc2\x80", 0x80, 2},
      {"\xdf\xbf", 0x7FF, 2},
      {"\xe0\xa0\x80", 0x800, 3},
      {"\xed\x9f\xbf", 0xD7FF, 3},
      {"\xee\x80\x80", 0xE000, 3},
      {"\xef\xbf\xbf", 0xFFFF, 3},
      {"\xf0\x90\x80\x80", 0x10000, 4},
      {"\xf4\x8f\xbf\xbf", 0x10FFFF, 4},
      {"\x80", 0, 0},              // a continuation alone
      {"\xc0\x80", 0, 0},          // overlong
      {"\xc1\xbf", 0, 0},          // overlong
      {"\xe0\x9f\xbf", 0, 0},      // overlong
      {"\xf0\x8f\xbf\xbf", 0, 0},  // overlong
      {"\xed\xa0\x80", 0, 0},      // a surrogate
      {"\xf4\x90\x80\x80", 0, 0},  // past the last
      {"\xf5\x80\x80\x80", 0, 0},
      {"\xff", 0, 0},
      {"\xe5\x80", 0, 0},  // cut
      {"\xe5\x80x", 0, 0},
      {"\xc3", 0, 0},
  };
  for (const Row& row : rows) {
    INFO(row.code_point << " of " << row.bytes.size() << " bytes");
    const Decoded decoded = decode_utf8(row.bytes, 0);
    CHECK(decoded.valid == (row.size > 0));
    CHECK(decoded.code_point == row.code_point);
    CHECK(decoded.size == (row.size > 0 ? row.size : 1));
    if (row.size > 0) {
      std::string again;
      append_utf8(again, row.code_point);
      CHECK(again == row.bytes);
    }
  }
}

TEST_CASE("every character is read as it was written") {
  std::size_t bad = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    std::string text;
    append_utf8(text, c);
    const Decoded decoded = decode_utf8(text, 0);
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    if (decoded.valid == surrogate || (!surrogate && (decoded.code_point != c || decoded.size != text.size()))) ++bad;
  }
  CHECK(bad == 0);
}

TEST_CASE("the first bad byte is found, and characters are counted") {
  CHECK(find_bad_utf8("") == std::string_view::npos);
  CHECK(find_bad_utf8("a値🚀") == std::string_view::npos);
  CHECK(find_bad_utf8("a値\xff") == 4);
  CHECK(count_characters("a値🚀e\xcc\x81\xff") == 6);
}

TEST_CASE("letters are as wide as a terminal shows them") {
  struct Row {
    char32_t character;
    std::size_t width;
  };
  const Row rows[] = {
      {U'a', 1},  {U'é', 1},    {U'ß', 1},    {U'Я', 1},     {0x0301, 0},  // a combining acute
      {U'値', 2}, {U'한', 2},   {U'ｱ', 1},    {U'Ａ', 2},    {U'、', 2},  {0x3000, 2},
      {U'🚀', 2},  {0x200D, 0},  {0xFE0F, 0},  {0x1160, 0},   {U'…', 1},   {U'│', 1},
      {U'←', 1},  {0x20000, 2}, {0x3FFFD, 2}, {0x10FFFD, 1}, {0x05B0, 0}, {0xE0100, 0},
  };
  for (const Row& row : rows) {
    INFO(static_cast<unsigned>(row.character));
    CHECK(character_width(row.character) == row.width);
  }
}

TEST_CASE("tabs go to the next multiple of four") {
  CHECK(display_width("\t") == 4);
  CHECK(display_width("abc\tx") == 5);
  CHECK(display_width("abcd\tx") == 9);
  CHECK(display_width("値\t") == 4);
  CHECK(display_width("\t", Tabs::shown) == 1);
}

TEST_CASE("the column of a byte is that of its character") {
  const std::string_view text = "\t値x";
  CHECK(display_column(text, 0) == 0);
  CHECK(display_column(text, 1) == 4);
  CHECK(display_column(text, 2) == 4);
  CHECK(display_column(text, 4) == 6);
  CHECK(display_column(text, 5) == 7);
  CHECK(display_column(text, 99) == 7);
}

TEST_CASE("what a terminal would swallow, obey or reorder is drawn") {
  CHECK(visible("a\x1b[31m\x7f\t\n", 100) == "a␛[31m␡␉␊");
  CHECK(visible(std::string(1, '\0'), 100) == "␀");
  CHECK(visible("\xff\xc0", 100) == "<FF><C0>");
  CHECK(visible("\xc2\x85\xc2\xa0\xc2\xad", 100) == "<U+0085><U+00A0><U+00AD>");
  CHECK(visible("\xe2\x80\x8b\xe2\x80\xae\xef\xbb\xbf", 100) == "<U+200B><U+202E><U+FEFF>");
  CHECK(visible("e\xcc\x81 値 👩\xe2\x80\x8d🚀", 100) == "e\xcc\x81 値 👩\xe2\x80\x8d🚀");
}

TEST_CASE("a text that is too long ends in an ellipsis, never inside a letter") {
  CHECK(visible("abc", 3) == "abc");
  CHECK(visible("abcd", 3) == "abc…");
  CHECK(visible("値値", 3) == "値…");
  CHECK(visible("", 0) == "");
}
