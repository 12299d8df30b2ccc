#include "yaml/escapes.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "base/utf8.h"

namespace landform::yaml {
namespace {

using base::cat;
using base::Diagnostic;

constexpr std::string_view kPlaceholder = "\\u0001";
constexpr std::size_t kPairBytes = 12;

// The number of hexadecimal digits that follow the letter of an escape.
std::size_t hex_digits(char letter) {
  switch (letter) {
    case 'x':
      return 2;
    case 'u':
      return 4;
    case 'U':
      return 8;
    default:
      return 0;
  }
}

std::optional<unsigned> hex_value(std::string_view digits, std::size_t count) {
  unsigned value = 0;
  digits = digits.substr(0, count);
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (digits.size() != count || fault != std::errc() || end != digits.data() + count) return std::nullopt;
  return value;
}

bool is_high(unsigned code) {
  return code >= 0xD800 && code <= 0xDBFF;
}
bool is_low(unsigned code) {
  return code >= 0xDC00 && code <= 0xDFFF;
}

// The character that a pair at the start of `text` stands for.
std::optional<char32_t> pair_at(std::string_view text) {
  if (text.size() < kPairBytes || !text.starts_with("\\u") || text.substr(6, 2) != "\\u") return std::nullopt;
  const auto high = hex_value(text.substr(2), 4);
  const auto low = hex_value(text.substr(8), 4);
  if (!high || !low || !is_high(*high) || !is_low(*low)) return std::nullopt;
  return 0x10000 + ((*high - 0xD800) << 10U) + (*low - 0xDC00);
}

}  // namespace

bool check_escapes(const ReaderInput& input, std::size_t begin, std::size_t end, std::vector<std::size_t>& pairs,
                   base::Diagnostics& diagnostics) {
  constexpr std::string_view kLetters = "0abtnvfre \"\\/N_LP\n\rxuU";
  const std::string_view text = input.text.substr(0, end - 1);
  bool good = true;
  const auto fault = [&](std::size_t at, std::size_t bytes, std::string_view what, std::string_view help) {
    good = false;
    const std::string_view shown = text.substr(at, bytes);
    diagnostics.add(Diagnostic("yaml/syntax", input.span(at, at + shown.size()), cat("`", shown, "` ", what))
                        .help(std::string(help)));
  };
  std::size_t at = text.find('\\', begin);
  while (at != std::string_view::npos) {
    const char letter = text[at + 1];
    if (kLetters.find(letter) == std::string_view::npos) {
      const std::size_t bytes = 1 + base::decode_utf8(text, at + 1).size;
      fault(at, bytes, "is no escape sequence", "write \\\\ for a backslash, or put the text in single quotes: '...'");
      at = text.find('\\', at + bytes);
      continue;
    }
    std::size_t bytes = 2;
    if (const std::size_t digits = hex_digits(letter); digits > 0) {
      const std::optional<unsigned> code = hex_value(text.substr(at + 2), digits);
      if (!code) {
        fault(at, 2, cat("wants ", digits, " hexadecimal digits behind it"),
              "write \\\\ for a backslash, or put the text in single quotes: '...'");
      } else if (pair_at(text.substr(at))) {
        pairs.push_back(at);
        bytes = kPairBytes;
      } else if (*code > 0x10FFFF || is_high(*code) || is_low(*code)) {
        bytes += digits;
        fault(
            at, bytes, "names no character",
            "characters beyond U+FFFF are written \\UNNNNNNNN, or as a pair from \\ud800-\\udbff and \\udc00-\\udfff");
      } else {
        bytes += digits;
      }
    }
    at = text.find('\\', at + bytes);
  }
  return good;
}

void hide_pair(std::string& text, std::size_t at) {
  text.replace(at, kPlaceholder.size(), kPlaceholder);
  text.replace(at + kPlaceholder.size(), kPlaceholder.size(), kPlaceholder);
}

std::string restore_pairs(std::string_view source, std::string_view value) {
  std::string out;
  std::size_t copied = 0;
  std::size_t next = value.find('\1');
  // Every U+0001 of the value stands for an escape of the source; both come in the same order.
  for (std::size_t at = source.find('\\'); at != std::string_view::npos && next != std::string_view::npos;) {
    const char letter = at + 1 < source.size() ? source[at + 1] : '\0';
    std::size_t bytes = 2;
    if (const std::optional<char32_t> character = pair_at(source.substr(at))) {
      out += value.substr(copied, next - copied);
      base::append_utf8(out, *character);
      copied = next + 2;
      next = value.find('\1', copied);
      bytes = kPairBytes;
    } else if (const std::size_t digits = hex_digits(letter); digits > 0) {
      bytes += digits;
      if (hex_value(source.substr(std::min(at + 2, source.size())), digits) == 1U) next = value.find('\1', next + 1);
    }
    at = source.find('\\', at + bytes);
  }
  out += value.substr(std::min(copied, value.size()));
  return out;
}

}  // namespace landform::yaml
