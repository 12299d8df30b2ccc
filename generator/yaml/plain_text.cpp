#include "yaml/plain_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "yaml/byte_lanes.h"
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

enum FirstClass : std::uint8_t { kGoodStart = 0, kBadStart = 1, kDigitStart = 2, kWordStart = 3, kExponentStart = 4 };

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
  for (const char c : std::string_view("yYnNoOtTfF")) table[static_cast<unsigned char>(c)] = kWordStart;
  for (const char c : std::string_view("eE")) table[static_cast<unsigned char>(c)] = kExponentStart;
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
  if (text.size() < 2 || text[1] > '9') return false;
  const std::size_t digits = text[1] == '-' || text[1] == '+' ? 2 : 1;
  return digits < text.size() && text.find_first_not_of("0123456789", digits) == std::string_view::npos;
}

bool is_in_any_case(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(), [](char c, char l) { return (c | 0x20) == l; });
}

// y, n, yes, no, on, off, true, false, null in any case: different readers know different spellings.
bool is_reserved_word(std::string_view text) {
  constexpr std::array<std::string_view, 9> kWords{"y", "n", "no", "on", "yes", "off", "null", "true", "false"};
  return text.size() <= 5 &&
         std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return is_in_any_case(text, word); });
}

// Characters that some reader takes for a line break, a mark or refuses: C1 controls with U+0085, U+2028, U+2029,
// U+FEFF, U+FFFE, U+FFFF.
bool is_special(std::string_view rest) {
  return (rest[0] == '\xC2' && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0) ||
         rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9") || rest.starts_with("\xEF\xBB\xBF") ||
         rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF");
}

[[gnu::noinline]] bool start_is_safe(std::string_view text) {
  switch (kStarts[static_cast<unsigned char>(text.front())]) {
    case kBadStart:
      return false;
    case kDigitStart:
      return !may_be_number(text);
    case kWordStart:
      return !is_reserved_word(text);
    case kExponentStart:
      return !is_exponent_part(text);
    default:
      return true;
  }
}

// Controls and what is not ASCII are found at once: less a blank, both are large.
bool is_all_free(ByteLanes lanes) {
  return bits_of_lanes((lanes - 0x20 >= 0x5F) | (lanes == ':') | (lanes == '#')) == 0;
}

// True for most texts; false for those that have to be looked at byte by byte, whatever comes out then.
bool is_all_free(std::string_view text) {
  if (text.size() < 4) return false;
  if (text.size() <= kLanes) return is_all_free(lanes_of_short(text));
  const char* const last = text.data() + text.size() - kLanes;
  for (const char* at = text.data(); at < last; at += kLanes) {
    if (!is_all_free(load_lanes(at))) return false;
  }
  return is_all_free(load_lanes(last));
}

// Of a text whose first and last bytes are.
[[gnu::noinline]] bool each_byte_is_safe(std::string_view text, Context context) {
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

}  // namespace

bool plain_is_safe(std::string_view text, Context context) {
  if (text.empty() || text.back() == ' ' || text.back() == ':') return false;
  if (kStarts[static_cast<unsigned char>(text.front())] != kGoodStart && !start_is_safe(text)) return false;
  return (context == Context::block && is_all_free(text)) || each_byte_is_safe(text, context);
}

}  // namespace landform::yaml
