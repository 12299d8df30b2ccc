// The bytes that are looked at sixteen at a time, compared with looking at each.
#include "yaml/text_marks.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

#include "yaml/byte_lanes.h"
#include "yaml/out_text.h"
#include "yaml/plain_text.h"
#include "yaml/quoted_text.h"

namespace landform::yaml {
namespace {

bool is_stop(char c) {
  const auto code = static_cast<unsigned char>(c);
  return code < 0x20 || code >= 0x7F || c == ':' || c == '#';
}

// One assertion a text: there are many.
void check_marks(const std::string& text) {
  const TextMarks marks(text);
  std::size_t stop = text.size();
  std::size_t not_blank = text.size();
  bool same = true;
  for (std::size_t at = text.size() + 1; at-- > 0;) {
    if (at < text.size() && is_stop(text[at])) stop = at;
    if (at < text.size() && text[at] != ' ') not_blank = at;
    same = same && marks.next_stop(at) == stop && marks.next_not_blank(at) == not_blank;
  }
  CHECK(same);
}

TEST_CASE("every byte is a stop or none, wherever it stands") {
  for (unsigned code = 0; code < 256; ++code) {
    CAPTURE(code);
    for (const std::size_t before : {0U, 15U, 63U}) {
      std::string text(before, 'x');
      text += static_cast<char>(code);
      text += "xyz";
      check_marks(text);
    }
  }
}

TEST_CASE("a text of any length has its marks, and ends where it ends") {
  for (std::size_t size = 0; size <= 130; ++size) {
    CAPTURE(size);
    check_marks(std::string(size, 'a'));
    check_marks(std::string(size, ' '));
    check_marks(std::string(size, ' ') + "a: b\n");
  }
}

TEST_CASE("a byte that ends a plain text is seen in texts of every length, at every place") {
  for (std::size_t size = 1; size <= 40; ++size) {
    CAPTURE(size);
    const std::string text(size, 'a');
    CHECK(plain_is_safe(text, Context::block));
    for (std::size_t at = 0; at < size; ++at) {
      CAPTURE(at);
      for (const char c : {'\x01', '\x1F', '\x7F', '\n'}) {
        std::string changed = text;
        changed[at] = c;
        CHECK(!plain_is_safe(changed, Context::block));
      }
      if (at + 1 < size) {
        std::string key = text;
        key[at] = ':';
        key[at + 1] = ' ';
        CHECK(!plain_is_safe(key, Context::block));
      }
    }
  }
}

TEST_CASE("what has to be escaped is seen in texts of every length, at every place") {
  for (std::size_t size = 1; size <= 40; ++size) {
    CAPTURE(size);
    for (std::size_t at = 0; at < size; ++at) {
      CAPTURE(at);
      for (const auto& [c, escaped] : {std::pair('"', "\\\""), std::pair('\\', "\\\\"), std::pair('\n', "\\n"),
                                       std::pair('\x7F', "\\u007f"), std::pair('~', "~"), std::pair(' ', " ")}) {
        std::string text(size, 'a');
        text[at] = c;
        OutText out(8);
        append_quoted(out, text);
        std::string wanted(size, 'a');
        wanted.replace(at, 1, escaped);
        CHECK(out.view() == '"' + wanted + '"');
      }
    }
  }
}

TEST_CASE("a short text fills the lanes") {
  for (std::size_t size = 4; size <= 16; ++size) {
    CAPTURE(size);
    const std::string text(size, 'a');
    CHECK(bits_of_lanes(lanes_of_short(text) == 'a') == 0xFFFF);
    for (std::size_t at = 0; at < size; ++at) {
      std::string changed = text;
      changed[at] = 'b';
      CHECK(bits_of_lanes(lanes_of_short(changed) == 'b') != 0);
    }
  }
  CHECK(bits_of_lanes(load_lanes("a--------------b") == 'a') == 1U);
  CHECK(bits_of_lanes(load_lanes("a--------------b") == 'b') == 1U << 15U);
}

}  // namespace
}  // namespace landform::yaml
