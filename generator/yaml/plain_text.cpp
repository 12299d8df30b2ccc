#include "yaml/plain_text.h"

#include <array>
#include <cstddef>

#include "yaml/byte_table.h"

namespace landform::yaml {
namespace {

enum ByteClass : std::uint8_t {
  kFree = 0,
  kWatched = 1,  // ':' '#' '?': depends on the neighbours
  kFlow = 2,     // ',' '[' ']' '{' '}': end a plain text inside brackets
  kRefused = 3,  // control characters: only double quotes can say them
  kForeign = 4,  // first byte of a character beyond ASCII
};

enum FirstClass : std::uint8_t { kGoodStart = 0, kBadStart = 1, kDigitStart = 2 };

constexpr ByteTable make_classes() {
  ByteTable table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = kRefused;
  table[0x7F] = kRefused;
  for (const char c : std::string_view(":#?")) table[static_cast<unsigned char>(c)] = kWatched;
  for (const char c : std::string_view(",[]{}")) table[static_cast<unsigned char>(c)] = kFlow;
  for (std::size_t c = 0xC0; c < 0x100; ++c) table[c] = kForeign;
  return table;
}

constexpr ByteTable make_starts() {
  ByteTable table{};
  // Indicators; '=' and '<' for the value and merge types of YAML 1.1; '.', '+' for numbers; ' ' would be lost.
  for (const char c : std::string_view("-?:,[]{}#&*!|>'\"%@`=<~.+ ")) table[static_cast<unsigned char>(c)] = kBadStart;
  for (const char c : std::string_view("0123456789")) table[static_cast<unsigned char>(c)] = kDigitStart;
  return table;
}

// Letters and marks of numbers and dates: 0x1F, 0o17, 0b1, 1_000, 1,000, 1e5, 12:30, 2012-10-17T10:00:00Z.
constexpr std::array<bool, 256> make_number_bytes() {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("0123456789abcdefABCDEFxXoO_.,:+-tTzZ "))
    table[static_cast<unsigned char>(c)] = true;
  return table;
}

constexpr auto kClasses = make_classes();
constexpr auto kStarts = make_starts();
constexpr auto kNumberBytes = make_number_bytes();

std::uint8_t class_of(char c) {
  return kClasses[static_cast<unsigned char>(c)];
}

std::size_t next_not_free(std::string_view text, std::size_t at) {
  return next_with_entry(kClasses, text, at);
}

bool may_be_number(std::string_view text) {
  for (const char c : text) {
    if (!kNumberBytes[static_cast<unsigned char>(c)]) return false;
  }
  return true;
}

// "E3005" and "e-7": floats to readers that ask for no digit before the exponent.
bool is_exponent_part(std::string_view text) {
  if (text.size() < 2 || (text[0] | 0x20) != 'e') return false;
  const std::size_t digits = text[1] == '-' || text[1] == '+' ? 2 : 1;
  return digits < text.size() && text.find_first_not_of("0123456789", digits) == std::string_view::npos;
}

// y, n, yes, no, on, off, true, false, null in any case: different readers know different spellings.
bool is_reserved_word(std::string_view text) {
  if (text.size() > 5) return false;
  std::array<char, 5> lower{};
  for (std::size_t i = 0; i < text.size(); ++i) lower[i] = static_cast<char>(text[i] | 0x20);
  const std::string_view word(lower.data(), text.size());
  switch (word.front()) {
    case 'y':
      return word == "y" || word == "yes";
    case 'n':
      return word == "n" || word == "no" || word == "null";
    case 'o':
      return word == "on" || word == "off";
    case 't':
      return word == "true";
    case 'f':
      return word == "false";
    default:
      return false;
  }
}

// Characters that some reader takes for a line break, a mark or refuses: C1 controls with U+0085, U+2028, U+2029,
// U+FEFF, U+FFFE, U+FFFF.
bool is_special(std::string_view rest) {
  return (rest[0] == '\xC2' && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0) ||
         rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9") || rest.starts_with("\xEF\xBB\xBF") ||
         rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF");
}

}  // namespace

bool plain_is_safe(std::string_view text, Context context) {
  if (text.empty() || text.back() == ' ' || text.back() == ':') return false;
  const std::uint8_t start = kStarts[static_cast<unsigned char>(text.front())];
  if (start == kBadStart || is_reserved_word(text) || is_exponent_part(text)) return false;
  if (start == kDigitStart && may_be_number(text)) return false;
  for (std::size_t i = next_not_free(text, 0); i < text.size(); i = next_not_free(text, i + 1)) {
    switch (class_of(text[i])) {
      case kWatched:
        // Inside brackets readers disagree about colons and question marks.
        if (context == Context::flow && text[i] != '#') return false;
        if (text[i] == ':' && (text[i + 1] == ' ' || class_of(text[i + 1]) == kFlow)) return false;
        if (text[i] == '#' && text[i - 1] == ' ') return false;
        break;
      case kFlow:
        if (context == Context::flow) return false;
        break;
      case kForeign:
        if (is_special(text.substr(i))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

}  // namespace landform::yaml
