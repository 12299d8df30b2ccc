// Backups: a vault with plans in each account, the vault of the copies in the backup account, restore tests, audit and
// reports. What AWS Backup has no resource type for is a command of the management account.
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "aws/type_availability.h"
#include "base/text.h"
#include "plan/ids.h"
#include "resolve/backup_services.h"
#include "resolve/schedule_times.h"
#include "stacks/backup_rows.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;
using resolve::AccountRole;
using yaml::Node;

namespace {

constexpr std::string_view kTrustedBackup = "trusted-access-backup";
constexpr std::string_view kBackupAdministrator = "backup-administrator";
constexpr std::string_view kCentralVault = "backup-central";
constexpr std::string_view kBackupStacks = "backup";

// Where copies lie is where backups are administered from; without such an account, where security is.
const resolve::Account* backup_administrator(const resolve::Organization& organization) {
  const resolve::Account* backup = organization.with_role(AccountRole::backup);
  return backup ? backup : organization.with_role(AccountRole::audit);
}

plan::Step backup_command(const resolve::Organization& organization, std::string_view name, plan::CliStep cli) {
  plan::Step step;
  step.name = std::string(name);
  step.number = number::kBackupVaults;
  cli.account = plan::kManagementAccount;
  cli.region = organization.home_region.value;
  step.what = std::move(cli);
  return step;
}

void add_backup_trust(const resolve::Organization& organization, plan::Plan& plan) {
  plan::CliStep cli;
  cli.commands = {{"aws", "organizations", "enable-aws-service-access", "--service-principal", "backup.amazonaws.com"}};
  if (organization.backup.copy_account) {
    cli.commands.push_back(
        {"aws", "backup", "update-global-settings", "--global-settings", "isCrossAccountBackupEnabled=true"});
  }
  cli.check = {"aws", "backup", "describe-global-settings"};
  plan::Step step = backup_command(organization, kTrustedBackup, std::move(cli));
  step.title = "Trusted access for AWS Backup";
  step.why = organization.backup.copy_account
                 ? "Copies cross accounts only once the organization allows it; no resource type does it."
                 : "Reports over all accounts need AWS Backup to be trusted; no resource type does it.";
  step.controls = {"backup.plans"};
  step.needs.push_back({"organization", "trusted access is a setting of the organization"});
  plan.steps.push_back(std::move(step));
}

void add_backup_administrator(const resolve::Organization& organization, const resolve::Account& account,
                              plan::Plan& plan) {
  plan::CliStep cli;
  const std::string id = account.existing_id
                             ? account.existing_id->value.str()
                             : cat("{ssm:", plan::account_id_parameter(organization, account.name), '}');
  cli.commands = {{"aws", "organizations", "register-delegated-administrator", "--account-id", id,
                   "--service-principal", "backup.amazonaws.com"}};
  cli.tolerates = {"AccountAlreadyRegisteredException"};
  cli.check = {"aws", "organizations", "list-delegated-administrators", "--service-principal", "backup.amazonaws.com"};
  plan::Step step = backup_command(organization, kBackupAdministrator, std::move(cli));
  step.title = "Administrator of AWS Backup";
  step.why = "Jobs and reports of all accounts are seen from an account of their own, not from the management account.";
  step.controls = {"backup.plans"};
  step.needs = {{std::string(kTrustedBackup), "only a trusted service has administrators"},
                {cat("accounts-", account.shard), "the account must exist"}};
  plan.steps.push_back(std::move(step));
}

// What is not asked for folds away; its parameters take values that say so.
void bind_lock(const resolve::Backup& backup, std::map<std::string, Value>& parameters) {
  const resolve::BackupLock lock = backup.lock.value_or(resolve::BackupLock());
  const auto number = [&](std::int64_t value) { return bound(std::to_string(value), lock.span); };
  const std::string_view mode = !backup.lock ? "NONE" : lock.compliance ? "COMPLIANCE" : "GOVERNANCE";
  parameters.emplace("LockMode", bound(std::string(mode), lock.span));
  parameters.emplace("LockMinimumDays", number(lock.minimum_days));
  parameters.emplace("LockMaximumDays", number(lock.maximum_days.value_or(0)));
  parameters.emplace("LockGraceDays", number(lock.grace_days));
}

void bind_backup_common(const resolve::Organization& organization, std::map<std::string, Value>& parameters) {
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("OrganizationId", organization_id_value(organization));
  if (const resolve::Account* audit = organization.with_role(AccountRole::audit)) {
    parameters.emplace("AuditAccountId", account_id_value(organization, *audit));
  }
}

void need_topics(const resolve::Organization& organization, Deployment& deployment) {
  for (const aws::RegionName& region : deployment.regions) {
    deployment.needs.push_back({plan::topics_step(organization, region), "what fails is told to its topics"});
  }
}

void add_central_vault(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Backup& backup = organization.backup;
  Deployment central;
  central.name = kCentralVault;
  central.number = number::kBackupVaults;
  central.template_path = "backup/central.yaml";
  central.title = backup.air_gapped ? "Air-gapped vault of the copies" : "Vault of the copies";
  central.why = "Whoever takes over an account finds its backups there; the copies lie where they cannot be reached.";
  central.controls = {"backup.vault"};
  central.cause = backup.copy_account->span;
  central.regions = backup.regions;
  need_topics(organization, central);
  auto& parameters = central.values.parameters;
  bind_backup_common(organization, parameters);
  parameters.emplace("AirGapped", switched(backup.air_gapped.has_value()));
  if (const auto& gap = backup.air_gapped) {
    parameters.emplace("LockMode", bound("COMPLIANCE", gap->span));
    parameters.emplace("LockMinimumDays", bound(std::to_string(gap->minimum_days), gap->span));
    parameters.emplace("LockMaximumDays", bound(std::to_string(gap->maximum_days), gap->span));
    parameters.emplace("LockGraceDays", bound("0"));
  } else {
    bind_lock(backup, parameters);
  }
  add_in_account(organization, central, backup.copy_account->value, plan);
}

// Days without a finished backup that the alarm waits: one more than the most frequent plan takes, within the seven
// days that an alarm can look back. Zero where no plan runs that often.
std::int64_t watch_days(const resolve::Backup& backup) {
  constexpr std::int64_t kMinutesADay = 24 * 60;
  constexpr std::int64_t kMost = 7;
  std::int64_t least = 0;
  for (const resolve::BackupPlan& plan : backup.plans) {
    for (const resolve::BackupRule& rule : plan.rules) {
      const auto times = resolve::schedule_times(rule.schedule.value);
      if (!times) continue;
      const std::int64_t days = (times->longest_minutes + kMinutesADay - 1) / kMinutesADay + 1;
      if (days <= kMost && (least == 0 || days < least)) least = days;
    }
  }
  return least;
}

Node opted_in(const resolve::Backup& backup) {
  Node names = yaml::sequence();
  for (const std::string& word : backup.services) {
    if (const auto* service = resolve::find_backup_service(word))
      names.items.push_back(bound(std::string(service->opt_in)));
  }
  return names;
}

Reach backup_reach(const resolve::Backup& backup) {
  Reach reach;
  reach.units = backup.units;
  reach.accounts = backup.accounts;
  reach.management = backup.management;
  return reach;
}

void add_accounts_vaults(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Backup& backup = organization.backup;
  Deployment vaults;
  vaults.name = kBackupStacks;
  vaults.number = number::kBackupPlans;
  vaults.template_path = "backup/account.yaml";
  vaults.title = "Vaults, plans and service settings of backups";
  vaults.why = "What carries the right tag is backed up without anybody's doing, and nobody can delete what was.";
  vaults.controls = {"backup.plans", "backup.restore-test", "backup.selection", "backup.vault"};
  vaults.cause = backup.span;
  vaults.regions = backup.vault_regions();
  need_topics(organization, vaults);
  auto& parameters = vaults.values.parameters;
  bind_backup_common(organization, parameters);
  const resolve::Account* central = backup.copy_account ? organization.account(backup.copy_account->value) : nullptr;
  parameters.emplace("HasBackupAccount", switched(central != nullptr));
  if (central) {
    parameters.emplace("BackupAccountId", account_id_value(organization, *central));
    for (const aws::RegionName& region : backup.regions) {
      const bool home = region == organization.home_region.value;
      vaults.needs.push_back(
          {home ? std::string(kCentralVault) : cat(kCentralVault, '-', region.str()), "copies go there"});
    }
    vaults.needs.push_back({std::string(kTrustedBackup), "copies cross accounts only once the organization allows it"});
  } else {
    parameters.emplace("BackupAccountId", bound("000000000000"));
  }
  parameters.emplace("CustomerKey", switched(backup.customer_key));
  bind_lock(backup, parameters);
  parameters.emplace("HasCopyRegion", switched(backup.copy_region.has_value()));
  if (backup.copy_region) {
    const aws::RegionName& region = backup.copy_region->value;
    parameters.emplace("CopyRegion", bound(region.str(), backup.copy_region->span));
    const bool only = std::find(backup.regions.begin(), backup.regions.end(), region) == backup.regions.end();
    parameters.emplace("VaultOnlyRegion", bound(only ? region.str() : std::string("none")));
  } else {
    parameters.emplace("CopyRegion", bound("none"));
    parameters.emplace("VaultOnlyRegion", bound("none"));
  }
  parameters.emplace("Services", opted_in(backup));
  parameters.emplace("WatchDays", bound(std::to_string(watch_days(backup))));
  BackupRows rows = backup_rows(organization);
  parameters.emplace("Plans", std::move(rows.plan_names));
  parameters.emplace("TagSelections", std::move(rows.tag_selections));
  parameters.emplace("ArnSelections", std::move(rows.arn_selections));
  parameters.emplace("ConditionSelections", std::move(rows.condition_selections));
  vaults.values.mappings.emplace("Plans", std::move(rows.plans));
  vaults.values.mappings.emplace("Selections", std::move(rows.selections));
  Reach reach = backup_reach(backup);
  // Of plans that come by policy, the settings of the management account hold in every account.
  reach.management = reach.management || backup.by_policy;
  add_fan_out(organization, vaults, reach, plan);
}

std::string backup_name(const resolve::Organization& organization, std::string_view name) {
  return cat(base::replace_all(organization.customer.slug.value, "-", "_"), name);
}

void need_vaults(const resolve::Organization& organization, const std::vector<aws::RegionName>& regions,
                 Deployment& deployment) {
  const resolve::Backup& backup = organization.backup;
  if (!backup.units.empty() || !backup.accounts.empty()) {
    deployment.needs.push_back({std::string(kBackupStacks), "it reads the vaults and plans"});
  }
  if (!backup.management) return;
  for (const aws::RegionName& region : regions) {
    deployment.needs.push_back({cat("management-", kBackupStacks, '-', region.str()), "it reads the vault and plans"});
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
  for (const aws::RegionName& region : backup.regions) {
    if (aws::type_availability("AWS::Backup::RestoreTestingPlan", region.str()) == aws::Availability::assumed) {
      tests.regions.push_back(region);
    }
  }
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
  need_vaults(organization, tests.regions, tests);
  add_fan_out(organization, tests, backup_reach(backup), plan);
}

void add_backup_audit(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Backup& backup = organization.backup;
  constexpr std::int64_t kMinutesADay = 24 * 60;
  Deployment audit;
  // Its controls are Config rules, which AWS makes nowhere but where a recorder runs. Config comes before backups in
  // the table of capabilities; where it is not deployed, there is no audit either.
  for (const plan::Step& step : plan.steps) {
    if (step.number != number::kConfig || step.name.find("config-recorder") == std::string::npos) continue;
    audit.needs.push_back({step.name, "its controls are Config rules, which need a recorder"});
  }
  if (audit.needs.empty()) return;
  std::int64_t days = 1;
  std::int64_t kept = INT64_MAX;
  for (const resolve::BackupPlan& each : backup.plans) {
    for (const resolve::BackupRule& rule : each.rules) {
      const auto times = resolve::schedule_times(rule.schedule.value);
      if (times) days = std::max(days, (times->longest_minutes + kMinutesADay - 1) / kMinutesADay);
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
  need_vaults(organization, audit.regions, audit);
  add_fan_out(organization, audit, backup_reach(backup), plan);
}

void add_backup_reports(const resolve::Organization& organization, const resolve::Account& account, plan::Plan& plan) {
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
  add_in_account(organization, reports, account.name, plan);
}

void add_lock_confirmation(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Backup& backup = organization.backup;
  const resolve::BackupLock& lock = *backup.lock;
  const std::string vault = backup_vault_name(organization);
  plan::Step step;
  step.name = "confirm-vault-lock";
  step.number = number::kBackupPlans;
  step.title = "Confirm the compliance lock of the vaults";
  step.why = "Once its grace period is over nobody can lift the lock, AWS and the root user included.";
  step.controls = {"backup.vault"};
  step.cause = lock.span;
  if (!backup.units.empty() || !backup.accounts.empty()) {
    step.needs.push_back({std::string(kBackupStacks), "the grace period begins when the vaults are made"});
  }
  plan::ManualStep manual;
  manual.who = "the owner of backups, with whoever pays for storage";
  manual.instructions = {
      cat("The lock can be lifted for ", lock.grace_days,
          " days after the vaults are made, and never after that. A "
          "vault of an account that joins later has its own ",
          lock.grace_days, " days."),
      cat("In one account run `aws backup describe-backup-vault --backup-vault-name ", vault,
          "`. `LockDate` is the day on which it becomes final, `MinRetentionDays` is ", lock.minimum_days,
          lock.maximum_days ? cat(", `MaxRetentionDays` is ", *lock.maximum_days) : std::string(), "."),
      "Let a backup, a copy and a restore run before that day. What a plan keeps longer than was meant stays, and "
      "costs, "
      "until its time is over.",
      "If anything is wrong, correct `backup.vault.lock` in the blueprint, build, and deploy before that day: the "
      "stacks "
      "then change or lift the lock.",
  };
  manual.evidence = "the output of `describe-backup-vault`, and the written consent to the lock before `LockDate`";
  step.what = std::move(manual);
  plan.steps.push_back(std::move(step));
}

}  // namespace

void add_backup(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Backup& backup = organization.backup;
  if (!organization.with_role(AccountRole::audit)) return;
  add_backup_trust(organization, plan);
  if (backup.copy_account) add_central_vault(organization, plan);
  add_accounts_vaults(organization, plan);
  if (backup.lock && backup.lock->compliance) add_lock_confirmation(organization, plan);
  add_restore_tests(organization, plan);
  if (backup.audit) add_backup_audit(organization, plan);
  const resolve::Account* account = backup_administrator(organization);
  if (!account) return;
  add_backup_administrator(organization, *account, plan);
  if (backup.restore_test.report) add_backup_reports(organization, *account, plan);
}

}  // namespace landform::stacks
