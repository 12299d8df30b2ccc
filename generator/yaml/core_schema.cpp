#include "yaml/core_schema.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <string>

#include "base/ascii.h"

namespace landform::yaml {
namespace {

bool is_octal(char c) {
  return c >= '0' && c <= '7';
}
bool is_hex(char c) {
  return base::is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

template <class Predicate>
bool all(std::string_view text, Predicate predicate) {
  return !text.empty() && std::all_of(text.begin(), text.end(), predicate);
}

template <std::size_t N>
bool one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

constexpr std::array<std::string_view, 4> kNull{"~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 3> kTrue{"true", "True", "TRUE"};
constexpr std::array<std::string_view, 3> kFalse{"false", "False", "FALSE"};
constexpr std::array<std::string_view, 3> kInfinity{".inf", ".Inf", ".INF"};
constexpr std::array<std::string_view, 3> kNotANumber{".nan", ".NaN", ".NAN"};
constexpr std::array<std::string_view, 6> kOldTrue{"yes", "Yes", "YES", "on", "On", "ON"};
constexpr std::array<std::string_view, 6> kOldFalse{"no", "No", "NO", "off", "Off", "OFF"};

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return text;
}

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), base::is_digit) - text.begin());
}

// ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_float(std::string_view text) {
  const std::size_t whole = count_digits(text);
  text.remove_prefix(whole);
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    const std::size_t fraction = count_digits(text);
    if (whole + fraction == 0) return false;
    text.remove_prefix(fraction);
  } else if (whole == 0) {
    return false;
  }
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  return all(without_sign(text.substr(1)), base::is_digit);
}

// "18446744073709551615" is the largest value that some reader keeps exactly.
bool fits_64_bits(std::string_view digits, bool negative) {
  const std::string_view limit = negative ? "9223372036854775808" : "18446744073709551615";
  if (digits.size() != limit.size()) return digits.size() < limit.size();
  return digits <= limit;
}

// A double keeps 17 significant digits; more are gone in every reader that makes a number of the text.
bool fits_double(std::string_view text) {
  std::size_t significant = 0;
  std::size_t zeros = 0;
  for (const char c : text) {
    if (c == 'e' || c == 'E') break;
    if (!base::is_digit(c)) continue;
    if (c == '0') {
      if (significant > 0) ++zeros;
    } else {
      significant += zeros + 1;
      zeros = 0;
    }
  }
  if (significant > 17) return false;
  const double value = std::strtod(std::string(text).c_str(), nullptr);
  return std::isfinite(value) && (value != 0.0 || significant == 0);
}

}  // namespace

Kind plain_kind(std::string_view text) {
  if (text.empty()) return Kind::null;
  switch (text.front()) {
    case '~':
    case 'n':
    case 'N':
      return one_of(text, kNull) ? Kind::null : Kind::string;
    case 't':
    case 'T':
      return one_of(text, kTrue) ? Kind::boolean : Kind::string;
    case 'f':
    case 'F':
      return one_of(text, kFalse) ? Kind::boolean : Kind::string;
    default:
      break;
  }
  if (!base::is_digit(text.front()) && text.front() != '-' && text.front() != '+' && text.front() != '.')
    return Kind::string;
  const std::string_view number = without_sign(text);
  if (all(number, base::is_digit)) {
    // 0123 is 83 to YAML 1.1 and 123 to YAML 1.2; here it is neither.
    return number.size() > 1 && number.front() == '0' ? Kind::string : Kind::integer;
  }
  if (text.starts_with("0o") && all(text.substr(2), is_octal)) return Kind::integer;
  if (text.starts_with("0x") && all(text.substr(2), is_hex)) return Kind::integer;
  if (is_float(number) || one_of(number, kInfinity) || one_of(text, kNotANumber)) return Kind::real;
  return Kind::string;
}

DigitLoss digit_loss(std::string_view text) {
  const std::string_view number = without_sign(text);
  if (number.empty() || (!base::is_digit(number.front()) && number.front() != '.')) return DigitLoss::none;
  if (number.starts_with("0o") && all(number.substr(2), is_octal)) return DigitLoss::leading_zero;
  if (number.starts_with("0x") && all(number.substr(2), is_hex)) {
    return number.size() > 18 ? DigitLoss::beyond_64_bits : DigitLoss::none;
  }
  if (all(number, base::is_digit)) {
    if (number.size() > 1 && number.front() == '0') return DigitLoss::leading_zero;
    return fits_64_bits(number, text.front() == '-') ? DigitLoss::none : DigitLoss::beyond_64_bits;
  }
  if (is_float(number)) return fits_double(number) ? DigitLoss::none : DigitLoss::beyond_double;
  return DigitLoss::none;
}

OtherReading yaml_1_1_reading(std::string_view text) {
  if (text.size() >= 2 && text.size() <= 3) {
    if (one_of(text, kOldTrue)) return OtherReading::true_word;
    if (one_of(text, kOldFalse)) return OtherReading::false_word;
  }
  // [-+]? [1-9][0-9_]* ( : [0-5]?[0-9] )+ ( \. [0-9_]* )?
  const std::string_view number = without_sign(text);
  if (number.size() < 3 || !base::is_digit(number.front()) || number.find(':') == std::string_view::npos) {
    return OtherReading::none;
  }
  if (number.front() == '0' && number.find('.') == std::string_view::npos) return OtherReading::none;
  std::size_t at = count_digits(number);
  while (at < number.size() && number[at] == ':') {
    const std::size_t digits = count_digits(number.substr(at + 1));
    if (digits == 0 || digits > 2 || (digits == 2 && number[at + 1] > '5')) return OtherReading::none;
    at += 1 + digits;
  }
  if (at < number.size() && number[at] == '.') at += 1 + count_digits(number.substr(at + 1));
  return at == number.size() ? OtherReading::base_sixty : OtherReading::none;
}

}  // namespace landform::yaml
