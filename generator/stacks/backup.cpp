// Backups: a vault with plans in each account and the vault of the copies in the backup account. What AWS Backup has no
// resource type for is a command of the management account. What shows that backups are any good: backup_checks.cpp.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "plan/ids.h"
#include "resolve/backup_services.h"
#include "stacks/backup_rows.h"
#include "stacks/backup_steps.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/service_access.h"

namespace landform::stacks {

using base::cat;
using resolve::AccountRole;
using yaml::Node;

namespace {

constexpr std::string_view kBackupPrincipal = "backup.amazonaws.com";
constexpr std::string_view kTrustedBackup = "trusted-access-backup";
constexpr std::string_view kCentralVault = "backup-central";

void add_backup_trust(const resolve::Organization& organization, plan::Plan& plan) {
  plan::Step step = trust_step(organization, kTrustedBackup, kBackupPrincipal);
  step.number = number::kBackupVaults;
  step.title = "Trusted access for AWS Backup";
  step.why = organization.backup.copy_account
                 ? "Copies cross accounts only once the organization allows it; no resource type does it."
                 : "Reports over all accounts need AWS Backup to be trusted; no resource type does it.";
  step.controls = {"backup.plans"};
  auto& cli = std::get<plan::CliStep>(step.what);
  if (organization.backup.copy_account) {
    add_command({"aws", "backup", "update-global-settings", "--global-settings", "isCrossAccountBackupEnabled=true"},
                cli);
  }
  cli.check = {"aws", "backup", "describe-global-settings"};
  plan.steps.push_back(std::move(step));
}

void add_backup_administrator(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* account = backup_administrator(organization);
  if (!account) return;
  plan::Step step = command_step(organization, kBackupAdministrator, plan::kManagementAccount);
  step.number = number::kBackupVaults;
  step.title = "Administrator of AWS Backup";
  step.why = "Jobs and reports of all accounts are seen from an account of their own, not from the management account.";
  step.controls = {"backup.plans"};
  step.needs = {{std::string(kTrustedBackup), "only a trusted service has administrators"},
                {cat("accounts-", account->shard), "the account must exist"}};
  auto& cli = std::get<plan::CliStep>(step.what);
  add_command(register_administrator(kBackupPrincipal, id_in_command(organization, *account)), cli);
  cli.check = list_administrators(kBackupPrincipal);
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

bool indexes_volumes(const resolve::Backup& backup) {
  return std::ranges::any_of(backup.plans, [](const resolve::BackupPlan& plan) {
    return std::ranges::any_of(plan.rules, [](const resolve::BackupRule& rule) { return rule.index == "EBS"; });
  });
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
      if (!rule.times) continue;
      const std::int64_t days = (rule.times->longest_minutes + kMinutesADay - 1) / kMinutesADay + 1;
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
      vaults.needs.push_back({plan::step_in_region(organization, kCentralVault, region), "copies go there"});
    }
    vaults.needs.push_back({std::string(kTrustedBackup), "copies cross accounts only once the organization allows it"});
  } else {
    parameters.emplace("BackupAccountId", bound("000000000000"));
  }
  parameters.emplace("CustomerKey", switched(backup.customer_key));
  parameters.emplace("IndexesVolumes", switched(indexes_volumes(backup)));
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
  add_backup_administrator(organization, plan);
}

}  // namespace landform::stacks
