#include "yaml/plain_text.h"

#include <algorithm>
#include <array>
#include <bit>
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

constexpr std::size_t kLongestReserved = 5;

constexpr std::uint64_t packed(std::string_view word) {
  std::uint64_t bytes = 0;
  for (const char c : word) bytes = bytes << 8U | static_cast<unsigned char>(c | 0x20);
  return bytes;
}

// In any case: different readers know different spellings.
bool is_reserved_word(std::string_view text) {
  if (text.size() > kLongestReserved) return false;
  switch (packed(text)) {
    case packed("y"):
    case packed("n"):
    case packed("no"):
    case packed("on"):
    case packed("yes"):
    case packed("off"):
    case packed("null"):
    case packed("true"):
    case packed("false"):
      return true;
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

// The bytes that are not free, a bit each. Controls and what is not ASCII are found at once: less a blank, both are
// large.
std::uint64_t not_free(ByteLanes lanes, Context context) {
  auto found = (lanes - 0x20 >= 0x5F) | (lanes == ':') | (lanes == '#');
  if (context == Context::flow) {
    found |= (lanes == ',') | (lanes == '?') | (lanes == '[') | (lanes == ']') | (lanes == '{') | (lanes == '}');
  }
  return bits_of_lanes(found);
}

// True for most texts; false for those that have to be looked at byte by byte, whatever comes out then.
bool is_all_free(std::string_view text, Context context) {
  if (text.size() < 4) {
    return std::all_of(text.begin(), text.end(), [](char c) { return class_of(c) == kFree; });
  }
  return !any_in_lanes(text, [context](ByteLanes lanes) { return not_free(lanes, context); });
}

bool byte_is_safe(std::string_view text, std::size_t at, Context context) {
  const char c = text[at];
  switch (class_of(c)) {
    case kFree:
      return true;
    case kWatched:
      // Inside brackets readers disagree about colons and question marks.
      if (context == Context::flow && c != '#') return false;
      if (c == ':') return text[at + 1] != ' ' && class_of(text[at + 1]) != kFlow;
      return c != '#' || text[at - 1] != ' ';
    case kFlow:
      return context == Context::block;
    case kForeign:
      return !is_special(text.substr(at));
    default:
      return false;
  }
}

// Of a text whose first and last bytes are.
[[gnu::noinline]] bool each_byte_is_safe(std::string_view text, Context context) {
  if (text.size() < kLanes) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (class_of(text[at]) != kFree && !byte_is_safe(text, at, context)) return false;
    }
    return true;
  }
  for (std::size_t seen = 0; seen < text.size(); seen += kLanes) {
    const std::size_t begin = std::min(seen, text.size() - kLanes);
    std::uint64_t found = not_free(load_lanes(text.data() + begin), context) >> (seen - begin);
    for (; found != 0; found &= found - 1) {
      if (!byte_is_safe(text, seen + static_cast<std::size_t>(std::countr_zero(found)), context)) return false;
    }
  }
  return true;
}

}  // namespace

bool plain_is_safe(std::string_view text, Context context) {
  if (text.empty() || text.back() == ' ' || text.back() == ':') return false;
  const std::uint8_t start = kStarts[static_cast<unsigned char>(text.front())];
  const bool at_once = start == kGoodStart || (start == kWordStart && text.size() > kLongestReserved);
  return (at_once || start_is_safe(text)) && (is_all_free(text, context) || each_byte_is_safe(text, context));
}

}  // namespace landform::yaml
