#include "resolve/backup_plans.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "aws/logical_id.h"
#include "base/text.h"
#include "resolve/as_located.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

// The keys of a rule, which stand in a plan of one rule, too.
BackupRule rule_of(const blueprint::BackupRule& written, std::string name, base::Span span) {
  BackupRule rule;
  rule.name = std::move(name);
  rule.span = span;
  rule.schedule = as_located(written.schedule);
  rule.times = schedule_times(rule.schedule.value);
  rule.start_window_minutes = *written.start_window_minutes;
  rule.completion_window_minutes = *written.completion_window_minutes;
  rule.retention_days = as_located(written.retention_days);
  rule.cold_after_days = if_written(written.cold_after_days);
  rule.continuous = *written.continuous;
  rule.copy = as_located(written.copy);
  rule.copy_retention_days =
      written.copy_retention_days.written() ? as_located(written.copy_retention_days) : rule.retention_days;
  if (written.index.written()) rule.index = *written.index == blueprint::BackupIndex::ebs ? "EBS" : "S3";
  return rule;
}

bool refused(const blueprint::BackupRule& written) {
  return written.schedule.refused() || written.retention_days.refused() || written.cold_after_days.refused() ||
         written.copy_retention_days.refused();
}

void add_rules(const blueprint::BackupPlan& written, BackupPlan& plan, base::Diagnostics& diagnostics) {
  const bool several = written.rules.written();
  if (several && written.schedule.written()) {
    diagnostics.add(Diagnostic("backup/no-schedule", written.schedule.span,
                               cat("plan `", plan.name, "` has a `schedule` of its own and `rules`"))
                        .also(written.rules.span, "the rules")
                        .help("make a rule of it: move `schedule`, and what stands beside it, below `rules`"));
    return;
  }
  if (several) {
    for (const auto& item : written.rules) {
      if (item.written.written() && !refused(*item)) plan.rules.push_back(rule_of(*item, item.name, item.name_span));
    }
    std::sort(plan.rules.begin(), plan.rules.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    if (!written.rules.empty()) return;
  }
  if (written.schedule.written()) {
    if (!refused(written)) plan.rules.push_back(rule_of(written, plan.name, plan.span));
  } else if (written.schedule.presence == blueprint::Presence::unset) {
    diagnostics.add(Diagnostic("backup/no-schedule", plan.span, cat("plan `", plan.name, "` never runs"))
                        .help("schedule: \"cron(0 3 * * ? *)\""));
  }
}

BackupSelection selection_of(const blueprint::BackupSelection& written) {
  BackupSelection selection;
  selection.tags = as_located(written.tag);
  selection.resources = as_located(written.resources);
  sort_by_value(selection.resources);
  const blueprint::BackupConditions& conditions = *written.conditions;
  selection.conditions = {as_located(conditions.equals), as_located(conditions.not_equals), as_located(conditions.like),
                          as_located(conditions.not_like)};
  selection.refused = written.tag.refused() || written.resources.refused() || written.conditions.refused() ||
                      conditions.equals.refused() || conditions.not_equals.refused() || conditions.like.refused() ||
                      conditions.not_like.refused();
  return selection;
}

// What a blueprint without plans gets.
std::vector<BackupPlan> baseline_plans(bool copies) {
  std::vector<BackupPlan> plans;
  const auto add = [&](std::string_view name, std::string_view schedule, std::int64_t kept,
                       std::optional<std::int64_t> cold) {
    BackupPlan plan;
    plan.name = std::string(name);
    plan.selection.tags.emplace("Backup", Located<std::string>{plan.name, {}});
    BackupRule rule;
    rule.name = plan.name;
    rule.schedule.value = std::string(schedule);
    rule.times = schedule_times(schedule);
    rule.retention_days.value = kept;
    rule.copy_retention_days.value = kept;
    rule.copy.value = copies;
    if (cold) rule.cold_after_days = Located<std::int64_t>{*cold, {}};
    plan.rules.push_back(std::move(rule));
    plans.push_back(std::move(plan));
  };
  add("daily", "cron(0 3 * * ? *)", 35, std::nullopt);
  add("monthly", "cron(0 4 1 * ? *)", 400, 30);
  return plans;
}

}  // namespace

std::vector<BackupPlan> resolve_backup_plans(const blueprint::Named<blueprint::BackupPlan>& written, bool copies,
                                             base::Diagnostics& diagnostics) {
  if (written.presence == blueprint::Presence::unset) return baseline_plans(copies);
  std::vector<BackupPlan> plans;
  std::map<std::string, const blueprint::NamedItem<blueprint::BackupPlan>*> keys;
  for (const auto& item : written) {
    const auto [first, fresh] = keys.emplace(aws::logical_id_key(item.name), &item);
    if (!fresh) {
      diagnostics.add(Diagnostic("backup/names-collide", item.name_span,
                                 cat("plans `", first->second->name, "` and `", item.name,
                                     "` have one name in CloudFormation, which takes letters and digits alone"))
                          .also(first->second->name_span, "the other one")
                          .help("give one of them another name"));
      continue;
    }
    if (!item.written.written()) continue;
    BackupPlan plan;
    plan.name = item.name;
    plan.span = item.name_span;
    plan.windows_vss = *item->windows_vss;
    plan.selection = selection_of(*item->select);
    if (!item->select.written()) plan.selection.refused = true;
    add_rules(*item, plan, diagnostics);
    plans.push_back(std::move(plan));
  }
  std::sort(plans.begin(), plans.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return plans;
}

}  // namespace landform::resolve
