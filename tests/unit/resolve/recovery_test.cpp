#include "resolve/recovery.h"

#include <doctest/doctest.h>

namespace landform {
namespace {

using resolve::RecoveryPlace;

resolve::Backup one_rule(std::string_view schedule) {
  resolve::Backup backup;
  resolve::BackupPlan plan;
  plan.name = "databases";
  resolve::BackupRule rule;
  rule.name = "daily";
  rule.schedule.value = std::string(schedule);
  rule.times = resolve::schedule_times(schedule);
  rule.start_window_minutes = 60;
  rule.completion_window_minutes = 180;
  rule.retention_days.value = 35;
  rule.copy_retention_days.value = 90;
  plan.rules.push_back(rule);
  backup.plans.push_back(plan);
  return backup;
}

constexpr resolve::RecoveryAssumptions kAssumptions{.decide_minutes = 30,
                                                    .rebuild_minutes = 45,
                                                    .reference_gib = 60,
                                                    .restore_mib_second = 64,  // 16 minutes
                                                    .thaw_minutes = 1000,
                                                    .continuous_minutes = 5};

}  // namespace

TEST_CASE("what is lost at most is the time between backups and both windows") {
  const auto objectives = recovery_objectives(one_rule("cron(0 3 * * ? *)"), kAssumptions);
  REQUIRE(objectives.size() == 1);
  CHECK(objectives[0].place == RecoveryPlace::original);
  CHECK(objectives[0].usual_minutes == 1440);
  CHECK(objectives[0].lost_minutes == 1440 + 60 + 180);
  CHECK_FALSE(objectives[0].lost_continuous_minutes);
  CHECK(objectives[0].kept_days == 35);
  CHECK(objectives[0].restore_minutes == 30 + 16);
  CHECK_FALSE(objectives[0].restore_cold_minutes);
}

TEST_CASE("the longest gap of a schedule counts, not the usual one") {
  const auto objectives = recovery_objectives(one_rule("cron(0 3 ? * MON-FRI *)"), kAssumptions);
  REQUIRE(objectives.size() == 1);
  CHECK(objectives[0].lost_minutes == 3 * 1440 + 60 + 180);
}

TEST_CASE("a copy lags behind its original, and takes longer to come back from") {
  resolve::Backup backup = one_rule("cron(0 3 * * ? *)");
  backup.plans[0].rules[0].copy.value = true;
  backup.copy_region = resolve::Located<aws::RegionName>{aws::RegionName("eu-west-1"), {}};
  backup.copy_account = resolve::Located<std::string>{"vault", {}};
  const auto objectives = recovery_objectives(backup, kAssumptions);
  REQUIRE(objectives.size() == 3);
  CHECK(objectives[1].place == RecoveryPlace::other_region);
  CHECK(objectives[1].where == "eu-west-1");
  CHECK(objectives[1].lost_minutes == 1440 + 60 + 180 + 180);
  CHECK(objectives[1].kept_days == 90);
  CHECK(objectives[1].restore_minutes == 30 + 16 + 45);
  CHECK(objectives[2].place == RecoveryPlace::other_account);
  CHECK(objectives[2].where == "vault");
  CHECK(objectives[2].restore_minutes == 30 + 16 + 45 + 16);
}

TEST_CASE("a continuous backup loses minutes, its copies lose what a snapshot loses") {
  resolve::Backup backup = one_rule("cron(0 3 * * ? *)");
  backup.plans[0].rules[0].continuous = true;
  backup.plans[0].rules[0].copy.value = true;
  backup.copy_account = resolve::Located<std::string>{"vault", {}};
  const auto objectives = recovery_objectives(backup, kAssumptions);
  REQUIRE(objectives.size() == 2);
  CHECK(objectives[0].lost_continuous_minutes == 5);
  CHECK_FALSE(objectives[1].lost_continuous_minutes);
}

TEST_CASE("cold storage has to thaw first") {
  resolve::Backup backup = one_rule("cron(0 4 1 * ? *)");
  backup.plans[0].rules[0].cold_after_days = resolve::Located<std::int64_t>{30, {}};
  const auto objectives = recovery_objectives(backup, kAssumptions);
  REQUIRE(objectives.size() == 1);
  CHECK(objectives[0].restore_cold_minutes == 30 + 16 + 1000);
}

TEST_CASE("durations are told in a unit of which there are two at least") {
  CHECK(resolve::duration_text(1) == "1 minute");
  CHECK(resolve::duration_text(119) == "119 minutes");
  CHECK(resolve::duration_text(120) == "2 hours");
  CHECK(resolve::duration_text(121) == "3 hours");
  CHECK(resolve::duration_text(4 * 1440) == "96 hours");
  CHECK(resolve::duration_text(4 * 1440 + 1) == "5 days");
  CHECK(resolve::duration_text(31 * 1440) == "31 days");
}

}  // namespace landform
