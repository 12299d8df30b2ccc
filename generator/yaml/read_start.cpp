#include "yaml/read_start.h"

#include <algorithm>
#include <cstddef>

#include "yaml/byte_table.h"
#include "yaml/core_schema.h"
#include "yaml/implicit_types.h"

namespace landform::yaml {
namespace {

constexpr std::size_t kLongestWord = 5;  // "false"

// What no number and no date has, in any version of YAML: 0x1F, 0b1, 1_000, 12:30, 2012-10-17T10:00:00 Z
constexpr ByteTable make_never_in_number() {
  ByteTable table{};
  table.fill(1);
  for (const char c : std::string_view("0123456789abcdefABCDEFxXoOtTzZ_.,:+- \t")) {
    table[static_cast<unsigned char>(c)] = 0;
  }
  return table;
}
constexpr auto kNeverInNumber = make_never_in_number();

bool may_be_word(std::string_view text) {
  if (text.size() > kLongestWord) return false;
  if (text.size() == 1) return true;
  const auto lower = [](char c) { return static_cast<char>(c | 0x20); };
  constexpr std::array<std::string_view, 7> kBeginnings{"ye", "no", "nu", "tr", "fa", "on", "of"};
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view word) { return word[0] == lower(text[0]) && word[1] == lower(text[1]); });
}

bool is_text_to_all(std::string_view text) {
  return plain_kind(text) == Kind::string && !has_implicit_type_1_1(text);
}

bool typed_start_is_text(std::string_view text) {
  const char second = text.size() > 1 ? text[1] : ' ';
  if ((text.front() == '-' || text.front() == '?' || text.front() == ':') && second == ' ') return false;
  if (text.starts_with("---") || text.starts_with("...")) return false;
  const bool digit_first = text.front() >= '0' && text.front() <= '9';
  return (digit_first && next_with_entry(kNeverInNumber, text, 1) < text.size()) || is_text_to_all(text);
}

}  // namespace

bool begins_as_text(std::string_view text, ReadStart start) {
  switch (start) {
    case ReadStart::text:
      return true;
    case ReadStart::short_word:
      return !may_be_word(text) || is_text_to_all(text);
    case ReadStart::exponent:
      return text.size() == 1 || text[1] > '9' || is_text_to_all(text);
    case ReadStart::typed:
      return typed_start_is_text(text);
    case ReadStart::mark:
      break;
  }
  return false;
}

}  // namespace landform::yaml
