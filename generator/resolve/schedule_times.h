// When a schedule of AWS runs: the shortest and the longest time between two of its runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace landform::resolve {

struct ScheduleTimes {
  std::int64_t shortest_minutes = 0;
  std::int64_t longest_minutes = 0;
};

// Of "cron(minutes hours day-of-month month day-of-week year)" with *, ?, lists, ranges, steps, names, L, W and #, as
// the calendar has it over 28 years, after which weekdays and leap years come round again. Nothing for what runs less
// than twice in that time, or cannot be read.
std::optional<ScheduleTimes> schedule_times(std::string_view cron);

}  // namespace landform::resolve
