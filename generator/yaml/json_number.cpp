#include "yaml/json_number.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/ascii.h"

namespace landform::yaml {
namespace {

std::string_view take_digits(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), base::is_digit);
  const std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  return digits;
}

std::optional<std::string> from_base(std::string_view digits, int base) {
  std::uint64_t value = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (digits.empty() || fault != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return std::to_string(value);
}

// [eE][-+]?[0-9]+ and nothing behind it, or nothing at all.
bool is_exponent(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  text.remove_prefix(1);
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return !take_digits(text).empty() && text.empty();
}

}  // namespace

bool is_json_number(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  const std::string_view whole = take_digits(text);
  if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) return false;
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    if (take_digits(text).empty()) return false;
  }
  return is_exponent(text);
}

std::optional<std::string> to_json_number(std::string_view text) {
  if (is_json_number(text)) return std::string(text);
  if (text.starts_with("0x")) return from_base(text.substr(2), 16);
  if (text.starts_with("0o")) return from_base(text.substr(2), 8);
  std::string out;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    if (text.front() == '-') out = '-';
    text.remove_prefix(1);
  }
  std::string_view whole = take_digits(text);
  const bool had_whole = !whole.empty();
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  out += whole.empty() ? std::string_view("0") : whole;
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    const std::string_view fraction = take_digits(text);
    if (!had_whole && fraction.empty()) return std::nullopt;
    out += '.';
    out += fraction.empty() ? std::string_view("0") : fraction;
  } else if (!had_whole) {
    return std::nullopt;
  }
  if (!is_exponent(text)) return std::nullopt;
  out += text;
  return out;
}

}  // namespace landform::yaml
