#include "blueprint/backup.h"

namespace landform::blueprint {
namespace {

constexpr Word kLockModes[] = {
    {"governance", "a special permission can lift the lock"},
    {"compliance", "nobody can lift the lock once the grace period is over"},
};

constexpr Word kVaultKeys[] = {
    {"customer", "a key of the account's own, with a policy that copies to another account need"},
    {"aws", "the key aws/backup: free, but nothing under it can be copied to another account"},
};

constexpr Word kBackupDeliveries[] = {
    {"stack-sets", "each account gets its plans with its vault; every key of a plan works"},
    {"organization-policy", "a policy of the organization makes the plans, and no account can change them"},
};

constexpr Word kBackupIndexes[] = {
    {"ebs", "files in snapshots of EBS volumes"},
    {"s3", "objects in backups of S3"},
};

constexpr Word kBackupServices[] = {
    {"aurora", "Aurora clusters"},
    {"cloudformation", "whole CloudFormation stacks"},
    {"documentdb", "DocumentDB clusters"},
    {"dynamodb", "DynamoDB tables"},
    {"ebs", "EBS volumes"},
    {"ec2", "EC2 instances"},
    {"efs", "EFS file systems"},
    {"eks", "EKS clusters"},
    {"fsx", "FSx file systems"},
    {"neptune", "Neptune clusters"},
    {"rds", "RDS databases"},
    {"redshift", "Redshift clusters"},
    {"s3", "S3 buckets, which need versioning"},
    {"storage-gateway", "volumes of Storage Gateway"},
    {"timestream", "Timestream tables"},
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
                                   .absent = "none: governance mode takes none, compliance mode asks for it",
                                   .doc = "Days in which a compliance lock can still be lifted.",
                                   .example = "14"}),
};

// Seven days at least: "Logically air-gapped vault" (AWS Backup developer guide).
constexpr Field kAirGapped[] = {
    field<&AirGappedVault::minimum_days>("minimum_days",
                                         {.rule = range(7, 36500, "days"),
                                          .fallback = "7",
                                          .doc = "Least time that a copy must be kept.",
                                          .example = "7",
                                          .change = "Replaces the vault, which AWS refuses while it holds copies."}),
    field<&AirGappedVault::maximum_days>("maximum_days",
                                         {.rule = range(7, 36500, "days"),
                                          .fallback = "3650",
                                          .doc = "Longest time that a copy may be kept.",
                                          .example = "400",
                                          .change = "Replaces the vault, which AWS refuses while it holds copies."}),
};

constexpr Field kVault[] = {
    field<&Vault::key>("key", {.fallback = "customer",
                               .doc = "What encrypts recovery points.",
                               .example = "customer",
                               .change = "Replaces the vault, which AWS refuses while it holds recovery points."}),
    field<&Vault::lock>("lock", {.absent = "the vault is not locked",
                                 .doc = "Vault lock: how long recovery points must and may be kept. It holds for the "
                                        "vaults of the copies, too.",
                                 .example = "{mode: governance, minimum_days: 7}"}),
    field<&Vault::copy_to_region>(
        "copy_to_region",
        {.rule = text(kRegion, "region"),
         .absent = "copies go to no other region",
         .doc = "Governed region that rules with `copy` send a second copy to; the same account has a vault there.",
         .example = "eu-west-1"}),
    field<&Vault::copy_to_account>(
        "copy_to_account", {.rule = text(kAccountName, "account"),
                            .absent = "copies go to no other account",
                            .doc = "Account, with the role backup, that rules with `copy` send a second copy to, in "
                                   "the region of the original.",
                            .example = "backup"}),
    field<&Vault::air_gapped>("air_gapped", {.absent = "an ordinary vault keeps the copies in `copy_to_account`",
                                             .doc = "Keeps the copies in `copy_to_account` in a logically air-gapped "
                                                    "vault, which is under a compliance lock from its first day.",
                                             .example = "{minimum_days: 14, maximum_days: 400}"}),
};

// The same keys stand in a rule and, for a plan of one rule, in the plan itself.
template <class S>
constexpr auto kStartWindowField = field<&S::start_window_minutes, S>(
    "start_window_minutes", {.rule = range(60, 60000, "minutes"),
                             .fallback = "60",
                             .doc = "Time within which a backup begins, or is given up.",
                             .example = "60"});
template <class S>
constexpr auto kCompletionWindowField = field<&S::completion_window_minutes, S>(
    "completion_window_minutes", {.rule = range(60, 144000, "minutes"),
                                  .fallback = "1440",
                                  .doc = "Time within which a backup is complete, or is given up.",
                                  .example = "480"});
template <class S>
constexpr auto kRetentionField =
    field<&S::retention_days, S>("retention_days", {.rule = range(1, 36500, "days"),
                                                    .fallback = "35",
                                                    .doc = "Days that a recovery point is kept.",
                                                    .example = "35",
                                                    .change = "Holds for recovery points that are made from then on."});
template <class S>
constexpr auto kColdField = field<&S::cold_after_days, S>(
    "cold_after_days", {.rule = range(1, 36500, "days"),
                        .absent = "recovery points stay in warm storage",
                        .doc = "Age at which a recovery point moves to cold storage, where it must stay 90 days.",
                        .example = "30"});
template <class S>
constexpr auto kContinuousField = field<&S::continuous, S>(
    "continuous",
    {.fallback = "false",
     .doc = "Whether resources that can are backed up continuously, for restores to any second that is kept, 35 days "
            "at most.",
     .example = "true"});
template <class S>
constexpr auto kCopyField = field<&S::copy, S>("copy",
                                               {.fallback = "false",
                                                .doc = "Whether recovery points are copied to where the vault says.",
                                                .example = "true"});
template <class S>
constexpr auto kCopyRetentionField = field<&S::copy_retention_days, S>(
    "copy_retention_days", {.rule = range(1, 36500, "days"),
                            .absent = "as long as the original",
                            .doc = "Days that a copy is kept.",
                            .example = "90",
                            .change = "Holds for copies that are made from then on."});
template <class S>
constexpr auto kIndexField = field<&S::index, S>(
    "index", {.absent = "nothing is indexed",
              .doc = "Backups that can be searched for single files; AWS takes one kind for a rule.",
              .example = "s3"});

constexpr Field kBackupRule[] = {
    field<&BackupRule::schedule>("schedule", {.rule = text(kSchedule),
                                              .need = Need::required,
                                              .doc = "When backups begin, in UTC; at most once an hour.",
                                              .example = "\"cron(0 3 * * ? *)\""}),
    kStartWindowField<BackupRule>,
    kCompletionWindowField<BackupRule>,
    kRetentionField<BackupRule>,
    kColdField<BackupRule>,
    kContinuousField<BackupRule>,
    kCopyField<BackupRule>,
    kCopyRetentionField<BackupRule>,
    kIndexField<BackupRule>,
};

constexpr Field kBackupConditions[] = {
    field<&BackupConditions::equals>("equals", {.rule = named(kTagKey, kTagValue),
                                                .absent = "no such condition",
                                                .doc = "Tags that a resource must have.",
                                                .example = "{Environment: production}"}),
    field<&BackupConditions::not_equals>("not_equals", {.rule = named(kTagKey, kTagValue),
                                                        .absent = "no such condition",
                                                        .doc = "Tags that a resource must not have.",
                                                        .example = "{Backup: none}"}),
    field<&BackupConditions::like>("like", {.rule = named(kTagKey, kLine),
                                            .absent = "no such condition",
                                            .doc = "Tags that a resource must have, with * for any text.",
                                            .example = "{Project: \"shop-*\"}"}),
    field<&BackupConditions::not_like>("not_like", {.rule = named(kTagKey, kLine),
                                                    .absent = "no such condition",
                                                    .doc = "Tags that a resource must not have, with * for any text.",
                                                    .example = "{Project: \"trial-*\"}"}),
};

constexpr Field kBackupSelection[] = {
    field<&BackupSelection::tag>("tag", {.rule = named(kTagKey, kTagValue),
                                         .absent = "nothing is selected by tag",
                                         .doc = "Tags that select: a resource with any one of them is taken.",
                                         .example = "{Backup: daily}"}),
    field<&BackupSelection::resources>("resources", {.rule = text(kResource),
                                                     .absent = "nothing is selected by ARN",
                                                     .doc = "ARNs that select, with wildcards; these are taken "
                                                            "though their service is not among `services`.",
                                                     .example = "[\"arn:aws:rds:*:*:db:*\"]"}),
    field<&BackupSelection::conditions>("conditions", {.absent = "whatever is selected is taken",
                                                       .doc = "What must hold of the tags of whatever is selected; "
                                                              "alone it selects among all resources.",
                                                       .example = "{equals: {Environment: production}}"}),
};

constexpr Field kBackupPlan[] = {
    field<&BackupPlan::schedule, BackupPlan>("schedule", {.rule = text(kSchedule),
                                                          .absent = "`rules` say when",
                                                          .doc = "When backups begin, in UTC; at most once an hour.",
                                                          .example = "\"cron(0 3 * * ? *)\""}),

    kStartWindowField<BackupPlan>,
    kCompletionWindowField<BackupPlan>,
    kRetentionField<BackupPlan>,
    kColdField<BackupPlan>,
    kContinuousField<BackupPlan>,
    kCopyField<BackupPlan>,
    kCopyRetentionField<BackupPlan>,
    kIndexField<BackupPlan>,
    field<&BackupPlan::rules>("rules", {.rule = named(kBackupName),
                                        .absent = "the plan's own `schedule` and what stands beside it are its rule",
                                        .doc = "Several rules of one plan, keyed by name: what it selects is backed "
                                               "up by each of them.",
                                        .example = "{daily: {schedule: \"cron(0 3 * * ? *)\"}}"}),
    field<&BackupPlan::select>(
        "select",
        {.need = Need::required,
         .doc = "Resources that the plan covers.",
         .example = "{tag: {Backup: daily}}",
         .change = "What is no longer selected is no longer backed up; its recovery points stay until they expire."}),
    field<&BackupPlan::windows_vss>("windows_vss", {.fallback = "false",
                                                    .doc = "Whether Windows writes its files down before an instance "
                                                           "is backed up (VSS).",
                                                    .example = "true"}),
};

constexpr Field kRestoreTest[] = {
    field<&RestoreTest::schedule>("schedule", {.rule = text(kSchedule),
                                               .fallback = "cron(0 6 1 * ? *)",
                                               .doc = "When restores are tested, in UTC.",
                                               .example = "\"cron(0 6 1 * ? *)\""}),
    field<&RestoreTest::start_window_hours>(
        "start_window_hours",
        {.rule = range(1, 168, "hours"), .fallback = "8", .doc = "Hours within which a test begins.", .example = "8"}),
    field<&RestoreTest::window_hours>("window_hours", {.rule = range(1, 168, "hours"),
                                                       .fallback = "24",
                                                       .doc = "Hours that a restored resource is kept for validation.",
                                                       .example = "8"}),
    field<&RestoreTest::services>("services", {.absent = "dynamodb, ebs, ec2, efs, rds and s3",
                                               .doc = "Services of which one recovery point each is restored.",
                                               .example = "[ebs, rds]",
                                               .empty = Empty::refused}),
    field<&RestoreTest::report>("report", {.fallback = "true",
                                           .doc = "Whether daily reports of backups, copies and restores are filed, "
                                                  "in a bucket of the account that administers backups.",
                                           .example = "true"}),
};

constexpr Field kBackup[] = {
    field<&Backup::delivery>(
        "delivery",
        {.fallback = "stack-sets",
         .doc = "How plans reach the accounts. Stack sets can say everything and show each plan in a template; a "
                "policy of the organization selects by tag alone, but holds at once in every account that joins.",
         .example = "organization-policy",
         .change = "Plans are made anew the other way; recovery points stay."}),
    field<&Backup::vault>("vault", {.absent = "an encrypted vault without a lock in each account",
                                    .doc = "The vault that each account gets.",
                                    .example = "{lock: {mode: governance, minimum_days: 7}}"}),
    field<&Backup::plans>("plans",
                          {.rule = named(kBackupName),
                           .absent = "`daily`, kept 35 days, for what is tagged Backup=daily, and `monthly`, kept 400 "
                                     "days, for what is tagged Backup=monthly",
                           .doc = "Backup plans, keyed by name.",
                           .example = "{daily: {schedule: \"cron(0 3 * * ? *)\", select: {tag: {Backup: daily}}}}"}),
    field<&Backup::services>("services",
                             {.absent = "every service of the list",
                              .doc = "Services that AWS Backup is switched on for in each account and region; of the "
                                     "others, nothing that is selected by tag is backed up.",
                              .example = "[ebs, ec2, rds, s3]",
                              .empty = Empty::refused}),
    field<&Backup::restore_test>("restore_test", {.absent = "every default",
                                                  .doc = "Regular restores that prove the backups.",
                                                  .example = "{schedule: \"cron(0 6 1 * ? *)\", window_hours: 8}"}),
    field<&Backup::audit>("audit", {.fallback = "true",
                                    .doc = "Whether AWS Backup Audit Manager judges plans, vaults and recovery points "
                                           "in each account; it needs the Config recorder.",
                                    .example = "false"}),
    field<&Backup::to>("to", {.rule = text(kTarget, "unit or account"),
                              .absent = "every account, the management account too",
                              .doc = "Units and accounts that are backed up.",
                              .example = "[Workloads]",
                              .change = "What is taken away is no longer backed up; its vaults stay.",
                              .empty = Empty::refused}),
    field<&Backup::regions>("regions", {.rule = text(kRegion, "region"),
                                        .absent = "every governed region",
                                        .doc = "Governed regions whose resources are backed up.",
                                        .example = "[eu-west-1]",
                                        .change = "What lies in a region that leaves is no longer backed up.",
                                        .empty = Empty::refused}),
};

}  // namespace

std::span<const Word> words_of(VaultLockMode) {
  return kLockModes;
}
std::span<const Word> words_of(VaultKey) {
  return kVaultKeys;
}
std::span<const Word> words_of(BackupDelivery) {
  return kBackupDeliveries;
}
std::span<const Word> words_of(BackupIndex) {
  return kBackupIndexes;
}
std::span<const Word> words_of(BackupService) {
  return kBackupServices;
}
std::span<const Field> fields_of(const VaultLock*) {
  return kVaultLock;
}
std::span<const Field> fields_of(const AirGappedVault*) {
  return kAirGapped;
}
std::span<const Field> fields_of(const Vault*) {
  return kVault;
}
std::span<const Field> fields_of(const BackupRule*) {
  return kBackupRule;
}
std::span<const Field> fields_of(const BackupConditions*) {
  return kBackupConditions;
}
std::span<const Field> fields_of(const BackupSelection*) {
  return kBackupSelection;
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
