#include "yaml/quoted_text.h"

#include <cstddef>
#include <string>

#include "yaml/byte_lanes.h"
#include "yaml/byte_table.h"

namespace landform::yaml {
namespace {

// Bytes that cannot simply be copied: quote, backslash, controls, and the first bytes of the few special characters.
constexpr ByteTable make_watched() {
  ByteTable table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = 1;
  for (const std::size_t c : {0x22U, 0x5CU, 0x7FU, 0xC2U, 0xE2U, 0xEFU}) table[c] = 1;
  return table;
}
constexpr auto kWatchedBytes = make_watched();

std::string unicode_escape(unsigned code) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string escape = "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) escape += kHex[(code >> shift) & 0xFU];
  return escape;
}

std::string control_escape(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    case '\r':
      return "\\r";
    case '\b':
      return "\\b";
    case '\f':
      return "\\f";
    default:
      return unicode_escape(static_cast<unsigned char>(c));
  }
}

struct Special {
  std::size_t bytes = 0;  // 0: an ordinary character
  unsigned code = 0;
};

Special special_at(std::string_view rest) {
  const auto byte = [&](std::size_t i) { return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0U; };
  if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0) return {2, byte(1)};
  if (byte(0) == 0xE2 && byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9)) return {3, 0x2000U + byte(2) - 0x80U};
  if (byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF) return {3, 0xFEFF};
  if (byte(0) == 0xEF && byte(1) == 0xBF && (byte(2) == 0xBE || byte(2) == 0xBF)) return {3, 0xFF40U + byte(2)};
  return {};
}

// Most texts: nothing in them could have to be escaped.
bool stands_as_it_is(std::string_view text) {
  if (text.size() < 4) return next_with_entry(kWatchedBytes, text, 0) == text.size();
  return !any_in_lanes(
      text, [](ByteLanes lanes) { return bits_of_lanes((lanes - 0x20 >= 0x5F) | (lanes == '"') | (lanes == '\\')); });
}

[[gnu::noinline]] void append_escaped(OutText& out, std::string_view text) {
  std::size_t copied = 0;
  for (std::size_t i = next_with_entry(kWatchedBytes, text, 0); i < text.size();
       i = next_with_entry(kWatchedBytes, text, i + 1)) {
    const bool ascii = static_cast<unsigned char>(text[i]) < 0x80;
    const Special special = ascii ? Special{1, 0} : special_at(text.substr(i));
    if (special.bytes == 0) continue;
    out.append(text.substr(copied, i - copied));
    out.append(ascii ? control_escape(text[i]) : unicode_escape(special.code));
    i += special.bytes - 1;
    copied = i + 1;
  }
  out.append(text.substr(copied));
}

}  // namespace

void append_quoted(OutText& out, std::string_view text) {
  out.append('"');
  if (stands_as_it_is(text)) {
    out.append(text);
  } else {
    append_escaped(out, text);
  }
  out.append('"');
}

}  // namespace landform::yaml
