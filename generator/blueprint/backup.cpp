#include "blueprint/backup.h"

namespace landform::blueprint {
namespace {

constexpr Word kLockModes[] = {
    {"governance", "a special permission can lift the lock"},
    {"compliance", "nobody can lift the lock once the grace period is over"},
};

// Source of the bounds: aws-facts G (LockConfiguration, lifecycle, restore testing).
constexpr Field kVaultLock[] = {
    field<&VaultLock::mode>("mode", {.fallback = "governance",
                                     .doc = "Whether the lock can be lifted.",
                                     .example = "governance",
                                     .change = "`compliance` can never be taken back once its grace period is over."}),
    field<&VaultLock::minimum_days>("minimum_days", {.rule = range(1, 36500, "days"),
                                                     .fallback = "7",
                                                     .doc = "Least time that a recovery point must be kept.",
                                                     .example = "7"}),
    field<&VaultLock::maximum_days>("maximum_days", {.rule = range(1, 36500, "days"),
                                                     .absent = "no limit",
                                                     .doc = "Longest time that a recovery point may be kept.",
                                                     .example = "3650"}),
    field<&VaultLock::grace_days>("grace_days",
                                  {.rule = range(3, 36500, "days"),
                                   .absent = "none: governance mode needs none, compliance mode asks for it",
                                   .doc = "Days in which a compliance lock can still be lifted.",
                                   .example = "14"}),
};

constexpr Field kVault[] = {
    field<&Vault::lock>("lock", {.absent = "the vault is not locked",
                                 .doc = "Vault lock: how long recovery points must and may be kept.",
                                 .example = "{mode: governance, minimum_days: 7}"}),
    field<&Vault::copy_to_region>("copy_to_region", {.rule = text(kRegion, "region"),
                                                     .absent = "copies go to no other region",
                                                     .doc = "Region that plans with `copy` send a second copy to.",
                                                     .example = "eu-west-1"}),
    field<&Vault::copy_to_account>(
        "copy_to_account", {.rule = text(kAccountName, "account"),
                            .absent = "copies go to no other account",
                            .doc = "Account, with the role backup, that plans with `copy` send a second copy to.",
                            .example = "backup"}),
};

constexpr Field kBackupPlan[] = {
    field<&BackupPlan::schedule>("schedule", {.rule = text(kSchedule),
                                              .need = Need::required,
                                              .doc = "When the plan runs, in UTC.",
                                              .example = "\"cron(0 3 * * ? *)\""}),
    field<&BackupPlan::retention_days>("retention_days",
                                       {.rule = range(1, 36500, "days"),
                                        .fallback = "35",
                                        .doc = "Days that a recovery point is kept.",
                                        .example = "35",
                                        .change = "Holds for recovery points that are made from then on."}),
    field<&BackupPlan::cold_after_days>(
        "cold_after_days", {.rule = range(1, 36500, "days"),
                            .absent = "recovery points stay in warm storage",
                            .doc = "Age at which a recovery point moves to cold storage, where it must stay 90 days.",
                            .example = "30"}),
    field<&BackupPlan::continuous>(
        "continuous",
        {.fallback = "false",
         .doc =
             "Whether resources that can are backed up continuously, for restores to any second of the last 35 days.",
         .example = "true"}),
    field<&BackupPlan::copy>(
        "copy",
        {.fallback = "false", .doc = "Whether recovery points are copied to where the vault says.", .example = "true"}),
    field<&BackupPlan::select>(
        "select",
        {.need = Need::required,
         .doc = "Resources that the plan covers.",
         .example = "{tag: {Backup: daily}}",
         .change = "What is no longer selected is no longer backed up; its recovery points stay until they expire."}),
};

constexpr Field kRestoreTest[] = {
    field<&RestoreTest::schedule>("schedule", {.rule = text(kSchedule),
                                               .fallback = "cron(0 6 1 * ? *)",
                                               .doc = "When restores are tested, in UTC.",
                                               .example = "\"cron(0 6 1 * ? *)\""}),
    field<&RestoreTest::window_hours>("window_hours", {.rule = range(1, 168, "hours"),
                                                       .fallback = "24",
                                                       .doc = "Hours that a restored resource is kept for validation.",
                                                       .example = "8"}),
    field<&RestoreTest::report>(
        "report",
        {.fallback = "true", .doc = "Whether a report of the tests is filed in the log archive.", .example = "true"}),
};

constexpr Field kBackup[] = {
    field<&Backup::vault>("vault", {.absent = "an encrypted vault without a lock in each account",
                                    .doc = "The vault that each account gets.",
                                    .example = "{lock: {mode: governance, minimum_days: 7}}"}),
    field<&Backup::plans>("plans",
                          {.rule = named(kBackupName),
                           .absent = "the baseline's daily plan, for what is tagged for it",
                           .doc = "Backup plans, keyed by name.",
                           .example = "{daily: {schedule: \"cron(0 3 * * ? *)\", select: {tag: {Backup: daily}}}}"}),
    field<&Backup::restore_test>("restore_test", {.absent = "every default",
                                                  .doc = "Regular restores that prove the backups.",
                                                  .example = "{schedule: \"cron(0 6 1 * ? *)\", window_hours: 8}"}),
    field<&Backup::to>("to", {.rule = text(kTarget, "unit or account"),
                              .absent = "every account whose role is workload",
                              .doc = "Units and accounts that are backed up.",
                              .example = "[Workloads]",
                              .change = "What is taken away is no longer backed up; its vaults stay.",
                              .empty = Empty::refused}),
};

}  // namespace

std::span<const Word> words_of(VaultLockMode) {
  return kLockModes;
}
std::span<const Field> fields_of(const VaultLock*) {
  return kVaultLock;
}
std::span<const Field> fields_of(const Vault*) {
  return kVault;
}
std::span<const Field> fields_of(const BackupPlan*) {
  return kBackupPlan;
}
std::span<const Field> fields_of(const RestoreTest*) {
  return kRestoreTest;
}
std::span<const Field> fields_of(const Backup*) {
  return kBackup;
}

}  // namespace landform::blueprint
