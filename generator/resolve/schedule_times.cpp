#include "resolve/schedule_times.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <span>
#include <string>
#include <vector>

#include "base/text.h"

namespace landform::resolve {

namespace {

constexpr std::int64_t kScheduleDay = 24 * 60;
constexpr int kFirstYear = 2025;
constexpr int kScheduleYears = 28;
constexpr std::array<std::string_view, 12> kMonths{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                   "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array<std::string_view, 7> kWeekdays{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};

using Set = std::bitset<60>;

struct Bounds {
  int least = 0;
  int most = 0;
  std::span<const std::string_view> names;  // the first stands for `least`
};

std::optional<int> number(std::string_view text, const Bounds& bounds) {
  for (std::size_t i = 0; i < bounds.names.size(); ++i) {
    if (bounds.names[i] == text) return bounds.least + static_cast<int>(i);
  }
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (value < bounds.least || value > bounds.most) return std::nullopt;
  return value;
}

// "*", "5", "MON-FRI", "0/15", "8-18/2". Years are counted from kFirstYear, so that all fields are small numbers.
bool add_values(std::string_view part, const Bounds& bounds, Set& set) {
  int step = 1;
  const std::size_t slash = part.find('/');
  if (slash != std::string_view::npos) {
    const auto wanted = number(part.substr(slash + 1), {1, bounds.most, {}});
    if (!wanted) return false;
    step = *wanted;
    part = part.substr(0, slash);
  }
  std::optional<int> from = bounds.least;
  std::optional<int> to = bounds.most;
  if (part != "*" && part != "?") {
    const std::size_t dash = part.find('-');
    from = number(part.substr(0, dash), bounds);
    if (dash != std::string_view::npos) {
      to = number(part.substr(dash + 1), bounds);
    } else if (slash == std::string_view::npos) {
      to = from;
    }
  }
  if (!from || !to) return false;
  // A range may go past the end: FRI-MON.
  const int last = *to >= *from ? *to : *to + bounds.most - bounds.least + 1;
  for (int value = *from; value <= last; value += step) {
    const int folded = value > bounds.most ? value - (bounds.most - bounds.least + 1) : value;
    set.set(static_cast<std::size_t>(folded - bounds.least));
  }
  return true;
}

std::optional<Set> values(std::string_view field, const Bounds& bounds) {
  Set set;
  for (const std::string_view part : base::split(field, ',')) {
    if (!add_values(part, bounds, set)) return std::nullopt;
  }
  return set;
}

struct Date {
  int year = 0;
  int month = 0;    // 1 to 12
  int day = 0;      // 1 to 31
  int length = 0;   // days of its month
  int weekday = 0;  // 1 for Sunday
};

int days_of(int year, int month) {
  constexpr std::array<int, 12> kLengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : kLengths[static_cast<std::size_t>(month - 1)];
}

// The weekday (Monday to Friday) of the same month that is nearest to a day.
int nearest_weekday(int day, const Date& date) {
  const int weekday = ((date.weekday - 1 + day - date.day) % 7 + 7) % 7 + 1;
  if (weekday == 7) return day > 1 ? day - 1 : day + 2;
  if (weekday == 1) return day < date.length ? day + 1 : day - 2;
  return day;
}

bool is_special_day(std::string_view part) {
  return part == "L" || part.ends_with('W');
}

bool on_special_day(std::string_view part, const Date& date) {
  if (part == "L") return date.day == date.length;
  if (part == "LW") return date.day == nearest_weekday(date.length, date);
  const auto day = number(part.substr(0, part.size() - 1), {1, 31, {}});
  return day && *day <= date.length && date.day == nearest_weekday(*day, date);
}

constexpr Bounds kDaysOfWeek{1, 7, kWeekdays};

bool is_special_weekday(std::string_view part) {
  return part.find('#') != std::string_view::npos || part.ends_with('L');
}

bool on_special_weekday(std::string_view part, const Date& date) {
  if (part == "L") return date.weekday == 7;
  const std::size_t hash = part.find('#');
  if (hash != std::string_view::npos) {
    const auto week = number(part.substr(hash + 1), {1, 5, {}});
    return week && number(part.substr(0, hash), kDaysOfWeek) == date.weekday && (date.day - 1) / 7 + 1 == *week;
  }
  return number(part.substr(0, part.size() - 1), kDaysOfWeek) == date.weekday && date.day + 7 > date.length;
}

// A field about days: plain values read once, and what only a calendar can tell.
struct DayField {
  Set plain;
  std::vector<std::string_view> special;
};

DayField day_field(std::string_view field, const Bounds& bounds, bool (*is_special)(std::string_view)) {
  DayField days;
  for (const std::string_view part : base::split(field, ',')) {
    if (is_special(part)) {
      days.special.push_back(part);
    } else if (Set of_part; add_values(part, bounds, of_part)) {
      days.plain |= of_part;
    }
  }
  return days;
}

// Asked for each day of many years: most fields are plain.
inline bool holds(const DayField& days, int plain, bool (*on_special)(std::string_view, const Date&),
                  const Date& date) {
  return days.plain.test(static_cast<std::size_t>(plain - 1)) ||
         std::any_of(days.special.begin(), days.special.end(),
                     [&](std::string_view part) { return on_special(part, date); });
}

// Calls take(day) for the days on which it runs, counted from the first of all years looked at.
template <class Take>
void each_run_day(const std::vector<std::string_view>& fields, const Set& months, const Set& years, const Take& take) {
  const DayField days = day_field(fields[2], {1, 31, {}}, is_special_day);
  const DayField weekdays = day_field(fields[4], kDaysOfWeek, is_special_weekday);
  std::int64_t count = 0;
  int weekday = 4;  // 2025-01-01 was a Wednesday
  for (int year = kFirstYear; year < kFirstYear + kScheduleYears; ++year) {
    const bool in_year = years.test(static_cast<std::size_t>(year - kFirstYear));
    for (int month = 1; month <= 12; ++month) {
      const int length = days_of(year, month);
      if (!in_year || !months.test(static_cast<std::size_t>(month - 1))) {
        count += length;
        weekday = (weekday - 1 + length) % 7 + 1;
        continue;
      }
      for (int day = 1; day <= length; ++day, ++count, weekday = weekday == 7 ? 1 : weekday + 1) {
        const Date date{year, month, day, length, weekday};
        if (holds(days, day, on_special_day, date) && holds(weekdays, weekday, on_special_weekday, date)) take(count);
      }
    }
  }
}

}  // namespace

std::optional<ScheduleTimes> schedule_times(std::string_view cron) {
  if (!cron.starts_with("cron(") || !cron.ends_with(')')) return std::nullopt;
  const auto fields = base::split(cron.substr(5, cron.size() - 6), ' ');
  if (fields.size() != 6) return std::nullopt;
  const auto minutes = values(fields[0], {0, 59, {}});
  const auto hours = values(fields[1], {0, 23, {}});
  const auto months = values(fields[3], {1, 12, kMonths});
  const auto years = values(fields[5], {kFirstYear, kFirstYear + kScheduleYears - 1, {}});
  if (!minutes || !hours || !months || !years) return std::nullopt;
  std::vector<std::int64_t> times;  // of a day
  for (std::size_t hour = 0; hour < 24; ++hour) {
    for (std::size_t minute = 0; minute < 60; ++minute) {
      if (hours->test(hour) && minutes->test(minute)) times.push_back(static_cast<std::int64_t>(hour * 60 + minute));
    }
  }
  if (times.empty()) return std::nullopt;
  ScheduleTimes result{INT64_MAX, 0};
  const auto take = [&](std::int64_t gap) {
    result.shortest_minutes = std::min(result.shortest_minutes, gap);
    result.longest_minutes = std::max(result.longest_minutes, gap);
  };
  std::int64_t before = -1;  // the day of the run before
  each_run_day(fields, *months, *years, [&](std::int64_t day) {
    if (before >= 0) take((day - before) * kScheduleDay + times.front() - times.back());
    before = day;
  });
  if (before < 0) return std::nullopt;
  for (std::size_t i = 1; i < times.size(); ++i) take(times[i] - times[i - 1]);
  if (result.shortest_minutes == INT64_MAX) return std::nullopt;  // it runs once
  return result;
}

}  // namespace landform::resolve
