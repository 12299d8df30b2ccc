#include "yaml/quoted_text.h"

#include <array>
#include <cstddef>

namespace landform::yaml {
namespace {

// Bytes that cannot simply be copied: quote, backslash, controls, and the first bytes of the few special characters.
constexpr std::array<bool, 256> make_watched() {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = true;
  for (const std::size_t c : {0x22U, 0x5CU, 0x7FU, 0xC2U, 0xE2U, 0xEFU}) table[c] = true;
  return table;
}
constexpr auto kWatchedBytes = make_watched();

void append_unicode(std::string& out, unsigned code) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[(code >> shift) & 0xFU];
}

void append_control(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    default:
      append_unicode(out, static_cast<unsigned char>(c));
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

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kWatchedBytes[static_cast<unsigned char>(text[i])]) continue;
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      out.append(text, copied, i - copied);
      append_control(out, text[i]);
      copied = i + 1;
    } else if (const Special special = special_at(text.substr(i)); special.bytes > 0) {
      out.append(text, copied, i - copied);
      append_unicode(out, special.code);
      i += special.bytes - 1;
      copied = i + 1;
    }
  }
  out.append(text, copied, text.size() - copied);
  out += '"';
}

}  // namespace landform::yaml
