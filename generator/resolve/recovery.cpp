#include "resolve/recovery.h"

#include "base/text.h"

namespace landform::resolve {

namespace {

constexpr std::int64_t kRecoveryHour = 60;
constexpr std::int64_t kRecoveryDay = 24 * kRecoveryHour;

std::int64_t divided_up(std::int64_t number, std::int64_t by) {
  return (number + by - 1) / by;
}

std::int64_t transfer_minutes(const RecoveryAssumptions& assumptions) {
  constexpr std::int64_t kMibOfGib = 1024;
  constexpr std::int64_t kSecondsOfMinute = 60;
  return divided_up(assumptions.reference_gib * kMibOfGib, assumptions.restore_mib_second * kSecondsOfMinute);
}

RecoveryObjective objective(const BackupPlan& plan, const BackupRule& rule, const ScheduleTimes& times,
                            RecoveryPlace place, const RecoveryAssumptions& assumptions) {
  const bool copy = place != RecoveryPlace::original;
  RecoveryObjective result;
  result.plan = plan.name;
  result.rule = rule.name;
  result.place = place;
  result.usual_minutes = times.longest_minutes;
  // Until the next recovery point can be used, the last one is what there is: what was written since it began is lost.
  result.lost_minutes = times.longest_minutes + rule.start_window_minutes + rule.completion_window_minutes;
  // A copy begins when its original is complete, and has as long.
  if (copy) result.lost_minutes += rule.completion_window_minutes;
  // A copy of a continuous backup is a snapshot.
  result.continuous = rule.continuous && !copy;
  if (result.continuous) result.lost_continuous_minutes = assumptions.continuous_minutes;
  result.kept_days = copy ? rule.copy_retention_days.value : rule.retention_days.value;
  result.restore_minutes = assumptions.decide_minutes + transfer_minutes(assumptions);
  if (copy) result.restore_minutes += assumptions.rebuild_minutes;
  // Back into an account where it is to run.
  if (place == RecoveryPlace::other_account) result.restore_minutes += transfer_minutes(assumptions);
  if (rule.cold_after_days) result.restore_cold_minutes = result.restore_minutes + assumptions.thaw_minutes;
  return result;
}

}  // namespace

std::vector<RecoveryObjective> recovery_objectives(const Backup& backup, const RecoveryAssumptions& assumptions) {
  std::vector<RecoveryObjective> objectives;
  for (const BackupPlan& plan : backup.plans) {
    for (const BackupRule& rule : plan.rules) {
      const std::optional<ScheduleTimes>& times = rule.times;
      if (!times) continue;
      objectives.push_back(objective(plan, rule, *times, RecoveryPlace::original, assumptions));
      if (!rule.copy.value) continue;
      if (backup.copy_region) {
        objectives.push_back(objective(plan, rule, *times, RecoveryPlace::other_region, assumptions));
        objectives.back().where = backup.copy_region->value.str();
      }
      if (backup.copy_account) {
        objectives.push_back(objective(plan, rule, *times, RecoveryPlace::other_account, assumptions));
        objectives.back().where = backup.copy_account->value;
      }
    }
  }
  return objectives;
}

std::string duration_text(std::int64_t minutes) {
  const auto text = [](std::int64_t count, std::string_view unit) {
    return base::count_of(static_cast<std::size_t>(count), unit);
  };
  if (minutes < 2 * kRecoveryHour) return text(minutes, "minute");
  if (minutes <= 4 * kRecoveryDay) return text(divided_up(minutes, kRecoveryHour), "hour");
  return text(divided_up(minutes, kRecoveryDay), "day");
}

}  // namespace landform::resolve
