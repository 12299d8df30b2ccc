#include "yaml/implicit_types.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/ascii.h"

namespace landform::yaml {
namespace {

// Takes from the front of a text what a pattern names.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool one(std::string_view set) {
    if (rest_.empty() || set.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::size_t many(std::string_view set) {
    const std::size_t count = std::min(rest_.find_first_not_of(set), rest_.size());
    rest_.remove_prefix(count);
    return count;
  }
  bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kDigitsAndMarks = "0123456789_,";

bool is_word(std::string_view text) {
  constexpr std::array<std::string_view, 9> kWords{"y", "n", "no", "on", "yes", "off", "null", "true", "false"};
  if (text == "~" || text == "=" || text == "<<") return true;
  if (text.size() > 5) return false;
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
    return word.size() == text.size() && std::equal(word.begin(), word.end(), text.begin(), [](char lower, char c) {
             return lower == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
           });
  });
}

bool is_based_integer(std::string_view text) {
  Cursor cursor(text);
  cursor.one("-+");
  if (!cursor.one("0")) return false;
  if (cursor.one("b")) return cursor.many("01_") > 0 && cursor.done();
  if (cursor.one("xX")) return cursor.many("0123456789abcdefABCDEF_") > 0 && cursor.done();
  if (cursor.one("oO")) return cursor.many("01234567_") > 0 && cursor.done();
  return cursor.done();
}

// Decimal integers and floats; also base 60: 190:20:30.15
bool is_decimal(std::string_view text) {
  Cursor cursor(text);
  cursor.one("-+");
  const std::size_t whole = cursor.many(kDigitsAndMarks);
  if (whole > 0) {
    Cursor sixty = cursor;
    bool parts = false;
    while (sixty.one(":")) {
      const std::size_t digits = sixty.many(kDigits);
      if (digits == 0 || digits > 2) return false;
      parts = true;
    }
    if (parts) {
      if (sixty.one(".")) sixty.many(kDigitsAndMarks);
      return sixty.done();
    }
  }
  std::size_t fraction = 0;
  if (cursor.one(".")) fraction = cursor.many("0123456789_.");
  if (whole + fraction == 0) return false;
  if (cursor.one("eE")) {
    cursor.one("-+");
    if (cursor.many(kDigits) == 0) return false;
  }
  return cursor.done();
}

// "E3005": a float whose digits are all exponent, to readers that follow YAML 1.1's expression to the letter (the npm
// package yaml 2.9 makes it NaN).
bool is_lone_exponent(std::string_view text) {
  Cursor cursor(text);
  if (!cursor.one("eE")) return false;
  cursor.one("-+");
  return cursor.many(kDigits) > 0 && cursor.done();
}

bool is_infinity_or_nan(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  constexpr std::array<std::string_view, 6> kWords{".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"};
  return std::find(kWords.begin(), kWords.end(), text) != kWords.end();
}

// YYYY-M-D with anything that can be a time behind it.
bool is_timestamp(std::string_view text) {
  Cursor cursor(text);
  if (cursor.many(kDigits) != 4 || !cursor.one("-")) return false;
  const std::size_t month = cursor.many(kDigits);
  if (month == 0 || month > 2 || !cursor.one("-")) return false;
  const std::size_t day = cursor.many(kDigits);
  if (day == 0 || day > 2) return false;
  cursor.many("0123456789:.+-tTzZ \t");
  return cursor.done();
}

}  // namespace

bool has_implicit_type_1_1(std::string_view text) {
  if (text.empty()) return true;
  const char first = text.front();
  if (base::is_digit(first) || first == '-' || first == '+' || first == '.') {
    return is_decimal(text) || is_based_integer(text) || is_timestamp(text) || is_infinity_or_nan(text);
  }
  if (first == 'e' || first == 'E') return is_lone_exponent(text);
  return text.size() <= 5 && is_word(text);
}

}  // namespace landform::yaml
