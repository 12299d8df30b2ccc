// Long runs of ASCII are walked by words: wherever a character beyond it or a broken one stands, nothing else changes.
#include "base/utf8.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace landform::base {
namespace {

// One character, of one to four bytes, behind `before` bytes of ASCII and before `behind` more.
std::string around(std::size_t before, std::string_view character, std::size_t behind) {
  return std::string(before, 'a').append(character).append(behind, 'z');
}

}  // namespace

TEST_CASE("characters are counted wherever they stand") {
  for (const std::string_view character : {"x", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
    for (std::size_t before = 0; before < 20; ++before) {
      for (std::size_t behind = 0; behind < 20; ++behind) {
        const std::string text = around(before, character, behind);
        CHECK(count_characters(text) == before + 1 + behind);
        CHECK(find_bad_utf8(text) == std::string_view::npos);
      }
    }
  }
  CHECK(count_characters("") == 0);
  CHECK(count_characters("\xC3\xA9\xC3\xA9") == 2);
}

TEST_CASE("the first broken byte is found wherever it stands") {
  for (const std::string_view broken : {"\x80", "\xFF", "\xC3", "\xE2\x82", "\xC0\xAF", "\xED\xA0\x80"}) {
    for (std::size_t before = 0; before < 20; ++before) {
      for (const std::size_t behind : {0, 1, 7, 8, 9}) {
        CHECK(find_bad_utf8(around(before, broken, behind)) == before);
      }
    }
  }
  CHECK(find_bad_utf8("\xC3\xA9 and \xFF") == 7);
}

}  // namespace landform::base
