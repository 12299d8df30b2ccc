#include "resolve/schedule_times.h"

#include <doctest/doctest.h>

namespace landform {

using resolve::schedule_times;

TEST_CASE("the times between runs follow the calendar") {
  struct Row {
    std::string_view cron;
    std::int64_t shortest;
    std::int64_t longest;
  };
  constexpr std::int64_t kDay = 24 * 60;
  const Row rows[] = {
      {"cron(0 3 * * ? *)", kDay, kDay},
      {"cron(0 * * * ? *)", 60, 60},
      {"cron(0/30 * * * ? *)", 30, 30},
      {"cron(5/20 8-9 * * ? *)", 20, 22 * 60 + 20},  // 08:05 to 09:45
      {"cron(0 0/6 * * ? *)", 6 * 60, 6 * 60},
      {"cron(0 2,14 ? * * *)", 12 * 60, 12 * 60},
      {"cron(0 5 ? * MON-FRI *)", kDay, 3 * kDay},
      {"cron(0 5 ? * 2-6 *)", kDay, 3 * kDay},
      {"cron(0 5 ? * FRI-MON *)", kDay, 4 * kDay},
      {"cron(0 5 ? * SUN *)", 7 * kDay, 7 * kDay},
      {"cron(0 4 1 * ? *)", 28 * kDay, 31 * kDay},
      {"cron(0 4 L * ? *)", 28 * kDay, 31 * kDay},
      {"cron(0 4 31 * ? *)", 31 * kDay, 61 * kDay},  // not in each month
      {"cron(0 4 ? * MON#1 *)", 28 * kDay, 35 * kDay},
      {"cron(0 4 ? * 6L *)", 28 * kDay, 35 * kDay},
      {"cron(0 4 1W * ? *)", 28 * kDay, 33 * kDay},
      {"cron(0 4 1 JAN,JUL ? *)", 181 * kDay, 184 * kDay},
      {"cron(0 4 29 2 ? *)", 1461 * kDay, 1461 * kDay},
  };
  for (const Row& row : rows) {
    CAPTURE(row.cron);
    const auto times = schedule_times(row.cron);
    REQUIRE(times);
    CHECK(times->shortest_minutes == row.shortest);
    CHECK(times->longest_minutes == row.longest);
  }
}

TEST_CASE("a schedule that runs less than twice, or is none, has no times") {
  for (const std::string_view cron :
       {"", "rate(1 day)", "cron(0 3 * * ?)", "cron(0 25 * * ? *)", "cron(x 3 * * ? *)", "cron(0 4 30 2 ? *)",
        "cron(0 4 1 1 ? 2027)", "cron(0 4 1 1 ? 1999)", "cron(0/0 4 * * ? *)"}) {
    CAPTURE(cron);
    CHECK_FALSE(schedule_times(cron));
  }
}

}  // namespace landform
