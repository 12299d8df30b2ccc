// Whether backups are any good: restore tests, the audit of what no plan covers, and reports over all accounts.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "resolve/backup_services.h"
#include "resolve/control_tower_owns.h"
#include "stacks/backup_steps.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;
using resolve::AccountRole;
using yaml::Node;

namespace {

std::string backup_name(const resolve::Organization& organization, std::string_view name) {
  return cat(base::replace_all(organization.customer.slug.value, "-", "_"), name);
}

void need_vaults(const resolve::Backup& backup, const Reach& reach, Deployment& deployment) {
  if (!backup.units.empty() || !backup.accounts.empty()) {
    deployment.needs.push_back({std::string(kBackupStacks), "it reads the vaults and plans"});
  }
  if (!reach.management) return;
  for (const aws::RegionName& region : deployment.regions) {
    deployment.needs.push_back({management_step(kBackupStacks, region), "it reads the vault and plans"});
  }
}

void add_restore_tests(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Backup& backup = organization.backup;
  const resolve::RestoreTest& test = backup.restore_test;
  Deployment tests;
  tests.name = "backup-restore-tests";
  tests.number = number::kBackupTests;
  tests.template_path = "backup/restore-tests.yaml";
  tests.title = "Restore tests";
  tests.why = "A backup that nobody restored is a hope. Each month one of each kind is, and the result is on file.";
  tests.controls = {"backup.restore-test"};
  tests.cause = test.schedule.span;
  tests.regions = test.regions;
  if (tests.regions.empty()) return;
  auto& parameters = tests.values.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("PlanName", bound(backup_name(organization, "_restore_test")));
  parameters.emplace("Schedule", bound(test.schedule));
  parameters.emplace("StartWindowHours", bound(std::to_string(test.start_window_hours)));
  parameters.emplace("ValidationWindowHours", bound(std::to_string(test.window_hours)));
  parameters.emplace("SelectionWindowDays", bound(std::to_string(test.selection_days)));
  Node kinds = yaml::sequence();
  for (const std::string& word : test.services) {
    const auto* service = resolve::find_backup_service(word);
    if (service && !service->restore_test.empty()) kinds.items.push_back(bound(std::string(service->restore_test)));
  }
  parameters.emplace("Kinds", std::move(kinds));
  const Reach reach = backup_reach(backup);
  need_vaults(backup, reach, tests);
  add_fan_out(organization, tests, reach, plan);
}

void add_backup_audit(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Backup& backup = organization.backup;
  constexpr std::int64_t kMinutesADay = 24 * 60;
  Deployment audit;
  Reach reach = backup_reach(backup);
  // Its controls are Config rules, which AWS makes nowhere but where a recorder runs. Config comes before backups in
  // the table of capabilities; where it is not deployed, there is no audit either.
  for (const plan::Step& step : plan.steps) {
    if (step.number != number::kConfig || step.name.find("config-recorder") == std::string::npos) continue;
    audit.needs.push_back({step.name, "its controls are Config rules, which need a recorder"});
  }
  if (resolve::owned_by_control_tower(organization, resolve::Owned::config_recorder)) {
    audit.needs.push_back({"landing-zone", "its controls are Config rules, and Control Tower records"});
    reach.management = false;  // Control Tower records every account but this one
  }
  if (audit.needs.empty()) return;
  std::int64_t days = 1;
  std::int64_t kept = INT64_MAX;
  for (const resolve::BackupPlan& each : backup.plans) {
    for (const resolve::BackupRule& rule : each.rules) {
      if (rule.times) days = std::max(days, (rule.times->longest_minutes + kMinutesADay - 1) / kMinutesADay);
      kept = std::min(kept, rule.retention_days.value);
    }
  }
  if (kept == INT64_MAX) return;  // without a plan there is nothing to hold anybody to
  audit.name = "backup-audit";
  audit.number = number::kBackupTests;
  audit.template_path = "backup/audit.yaml";
  audit.title = "Audit of backups";
  audit.why = "It shows which resources no plan covers, and which plans and recovery points fall short.";
  audit.controls = {"backup.plans", "backup.selection", "backup.vault"};
  audit.cause = backup.span;
  audit.regions = backup.regions;
  audit.values.parameters.emplace("FrameworkName", bound(backup_name(organization, "_backups")));
  audit.values.parameters.emplace("FrequencyDays", bound(std::to_string(std::min<std::int64_t>(days, 35))));
  audit.values.parameters.emplace("RetentionDays", bound(std::to_string(kept)));
  need_vaults(backup, reach, audit);
  add_fan_out(organization, audit, reach, plan);
}

void add_backup_reports(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* account = backup_administrator(organization);
  if (!account) return;
  Deployment reports;
  reports.name = "backup-reports";
  reports.number = number::kBackupTests;
  reports.template_path = "backup/reports.yaml";
  reports.title = "Reports of backups, copies and restores";
  reports.why = "Each day it is on file what was backed up and restored in every account, and what failed.";
  reports.controls = {"backup.plans", "backup.restore-test"};
  reports.needs.push_back({std::string(kBackupAdministrator), "only an administrator reports on other accounts"});
  reports.regions = {organization.home_region.value};
  auto& parameters = reports.values.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("ReportName", bound(backup_name(organization, "_backup")));
  parameters.emplace("RetentionDays", bound(organization.trail.retention_days));
  Node regions = yaml::sequence();
  for (const aws::RegionName& region : organization.backup.vault_regions()) {
    regions.items.push_back(bound(region.str()));
  }
  parameters.emplace("Regions", std::move(regions));
  add_in_account(organization, reports, account->name, plan);
}

}  // namespace

void add_backup_checks(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Backup& backup = organization.backup;
  if (!organization.with_role(AccountRole::audit)) return;
  add_restore_tests(organization, plan);
  if (backup.audit) add_backup_audit(organization, plan);
  if (backup.restore_test.report) add_backup_reports(organization, plan);
}

}  // namespace landform::stacks
