#include "policy/operand.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.h"
#include "base/text.h"

namespace landform::policy {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), base::is_digit);
}

// Days since 1970-01-01 of a day of the Gregorian calendar (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month + (month > 2 ? -3U : 9U)) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + static_cast<std::int64_t>(day_of_era) - 719468;
}

unsigned days_in_month(unsigned year, unsigned month) {
  constexpr std::array<unsigned, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

// Reads what comes next of a text, and remembers whether it did not.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  unsigned digits(std::size_t count) {
    if (rest_.size() < count || !all_digits(rest_.substr(0, count))) {
      good_ = false;
      return 0;
    }
    unsigned value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + static_cast<unsigned>(rest_[i] - '0');
    rest_.remove_prefix(count);
    return value;
  }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void need(char c) { good_ = take(c) && good_; }
  std::uint32_t fraction() {  // nanoseconds; further digits are cut
    std::uint32_t value = 0;
    std::size_t count = 0;
    for (; !rest_.empty() && base::is_digit(rest_.front()); rest_.remove_prefix(1), ++count) {
      if (count < 9) value = value * 10 + static_cast<std::uint32_t>(rest_.front() - '0');
    }
    good_ = good_ && count > 0;
    for (; count < 9; ++count) value *= 10;
    return value;
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] bool good() const { return good_; }

 private:
  std::string_view rest_;
  bool good_ = true;
};

}  // namespace

std::strong_ordering operator<=>(const Number& a, const Number& b) {
  if (a.negative != b.negative) return a.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  const Number& low = a.negative ? b : a;
  const Number& high = a.negative ? a : b;
  if (const auto order = low.whole.size() <=> high.whole.size(); order != 0) return order;
  if (const auto order = low.whole <=> high.whole; order != 0) return order;
  return low.fraction <=> high.fraction;
}

std::optional<Number> read_number(std::string_view text) {
  Number number;
  if (text.starts_with('-') || text.starts_with('+')) {
    number.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const std::size_t dot = text.find('.');
  std::string_view whole = text.substr(0, dot);
  std::string_view fraction = dot == std::string_view::npos ? std::string_view("0") : text.substr(dot + 1);
  if (!all_digits(whole) || !all_digits(fraction)) return std::nullopt;
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
  number.whole = whole;
  number.fraction = fraction;
  if (whole.empty() && fraction.empty()) number.negative = false;
  return number;
}

std::optional<Instant> read_instant(std::string_view text) {
  Instant instant;
  if (all_digits(text)) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), instant.seconds);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return instant;
  }
  Scanner scanner(text);
  const unsigned year = scanner.digits(4);
  scanner.need('-');
  const unsigned month = scanner.digits(2);
  const unsigned day = scanner.good() && scanner.take('-') ? scanner.digits(2) : 1;
  if (!scanner.good() || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return std::nullopt;
  instant.seconds = days_from_civil(year, month, day) * 86400;
  if (scanner.done()) return instant;
  scanner.need('T');
  const unsigned hour = scanner.digits(2);
  scanner.need(':');
  const unsigned minute = scanner.digits(2);
  unsigned second = 0;
  if (scanner.good() && scanner.take(':')) {
    second = scanner.digits(2);
    if (scanner.take('.')) instant.nanoseconds = scanner.fraction();
  }
  std::int64_t offset = 0;
  if (!scanner.take('Z')) {
    const bool west = scanner.take('-');
    if (!west) scanner.need('+');
    const unsigned offset_hours = scanner.digits(2);
    scanner.need(':');
    const unsigned offset_minutes = scanner.digits(2);
    if (offset_hours > 23 || offset_minutes > 59) return std::nullopt;
    offset = static_cast<std::int64_t>(offset_hours * 3600 + offset_minutes * 60) * (west ? -1 : 1);
  }
  if (!scanner.good() || !scanner.done() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  instant.seconds += static_cast<std::int64_t>(hour * 3600 + minute * 60 + second) - offset;
  return instant;
}

std::optional<aws::Cidr> read_range(std::string_view text) {
  std::string whole;
  if (text.find('/') == std::string_view::npos) {
    whole = base::cat(text, text.find(':') == std::string_view::npos ? "/32" : "/128");
    text = whole;
  }
  const auto range = aws::parse_cidr(text);
  if (range) return range.value();
  return range.error().canonical;
}

}  // namespace landform::policy
