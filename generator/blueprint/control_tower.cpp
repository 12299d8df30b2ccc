#include "blueprint/control_tower.h"

namespace landform::blueprint {
namespace {

constexpr Word kPackageSources[] = {
    {"bucket", "a zip file, uploaded to the bucket of Customizations for Control Tower"},
    {"repository", "the folder as it is, for a repository that its pipeline reads"},
};

constexpr Field kAccessUser[] = {
    field<&AccessUser::email>("email", {.rule = text(kMailbox),
                                        .absent = "`customer.mailboxes.operations`",
                                        .doc = "Address of the user who gets into accounts that are made.",
                                        .example = "aws-operations@acme.example"}),
    field<&AccessUser::first_name>("first_name", {.rule = text(kLine),
                                                  .fallback = "Account",
                                                  .doc = "The user's first name in Identity Center.",
                                                  .example = "Cloud"}),
    field<&AccessUser::last_name>("last_name", {.rule = text(kLine),
                                                .fallback = "Operations",
                                                .doc = "The user's last name in Identity Center.",
                                                .example = "Platform"}),
};

constexpr Field kControlTowerControl[] = {
    field<&ControlTowerControl::identifier>(
        "identifier", {.rule = text(kArn),
                       .absent = "the key is a name of the table of controls",
                       .doc = "ARN of a control that landform has no name for, from the Control Catalog.",
                       .example = "arn:aws:controlcatalog:::control/dvuaav61i5cnfazfelmvn9m6k",
                       .change = "Disables the one control and enables the other."}),
    field<&ControlTowerControl::units>(
        "units", {.rule = text(kUnitPath, "unit"),
                  .absent = "every registered unit",
                  .doc = "Units that the control is enabled for, by path; units below them are not meant.",
                  .example = "[Workloads/Production]",
                  .change = "Disables the control where it is no longer wanted.",
                  .empty = Empty::refused}),
    field<&ControlTowerControl::parameters>("parameters",
                                            {.absent = "the control takes none, or its own defaults hold",
                                             .doc = "Values for the control's parameters, by their names.",
                                             .example = "{AllowedRegions: [eu-west-1]}"}),
};

constexpr Field kControlTower[] = {
    field<&ControlTower::version>("version",
                                  {.rule = text(kAnyText),
                                   .fallback = "4.0",
                                   .doc = "Version of the landing zone, in quotes: \"4.0\" or \"3.3\". AWS makes new "
                                          "ones of the latest version alone.",
                                   .example = "\"4.0\"",
                                   .change = "Updates the landing zone; there is no way back to an older version."}),
    field<&ControlTower::baseline_version>(
        "baseline_version", {.rule = text(kAnyText),
                             .absent = "the version that belongs to the landing zone's",
                             .doc = "Version of AWSControlTowerBaseline that units are registered with, in quotes.",
                             .example = "\"5.0\"",
                             .change = "Updates each unit and every account in it."}),
    field<&ControlTower::landing_zone>("landing_zone",
                                       {.rule = text(kArn),
                                        .absent = "the landing zone is created",
                                        .doc = "ARN of a landing zone that exists already; it is imported.",
                                        .example = "arn:aws:controltower:eu-west-1:111122223333:landingzone/"
                                                   "1A2B3C4D5E6F7G8H"}),
    field<&ControlTower::key>("key", {.rule = text(kArn),
                                      .absent = "a landing zone that is created gets a key of its own",
                                      .doc = "ARN of the key that encrypts Control Tower's logs: symmetric, of one "
                                             "region, in the home region of the management account.",
                                      .example = "arn:aws:kms:eu-west-1:111122223333:key/"
                                                 "11111111-2222-3333-4444-555555555555"}),
    field<&ControlTower::access_log_retention_days>(
        "access_log_retention_days", {.rule = range(1, 5475, "days"),
                                      .fallback = "400",
                                      .doc = "How long the access logs of Control Tower's log buckets are kept. The "
                                             "logs themselves are kept for `logging.trail.retention_days`.",
                                      .example = "3650"}),
    field<&ControlTower::identity_center>(
        "identity_center", {.fallback = "true",
                            .doc = "Whether Control Tower sets up Identity Center, with groups of its own.",
                            .example = "false",
                            .change = "Control Tower no longer touches Identity Center; what it made there stays."}),
    field<&ControlTower::enroll_moved_accounts>(
        "enroll_moved_accounts", {.fallback = "true",
                                  .doc = "Whether an account that moves into a registered unit is enrolled by itself.",
                                  .example = "false"}),
    field<&ControlTower::provisioners>(
        "provisioners", {.rule = text(kAnyText),
                         .absent = "`landform-*` and the administrators of Identity Center",
                         .doc = "Roles of the management account, by path and name with wildcards, whose deployments "
                                "may make accounts by Account Factory.",
                         .example = "[ci/deploy-organization]",
                         .empty = Empty::refused}),
    field<&ControlTower::access_user>("access_user", {.absent = "the operations mailbox",
                                                      .doc = "Who gets into accounts that Account Factory makes.",
                                                      .example = "{email: aws-platform@acme.example}"}),
    field<&ControlTower::package>("package",
                                  {.fallback = "bucket",
                                   .doc = "How Customizations for Control Tower gets its configuration package.",
                                   .example = "repository"}),
    field<&ControlTower::controls>("controls",
                                   {.rule = named(kCatalogControl),
                                    .absent = "the controls that `customer.compliance` asks for",
                                    .doc = "Optional controls to enable, keyed by name. Nothing behind a name that "
                                           "`customer.compliance` brings leaves it out.",
                                    .example = "{AWS-GR_RESTRICT_ROOT_USER: {units: [Workloads]}}",
                                    .null = Null::allowed}),
};

}  // namespace

std::span<const Word> words_of(PackageSource) {
  return kPackageSources;
}
std::span<const Field> fields_of(const AccessUser*) {
  return kAccessUser;
}
std::span<const Field> fields_of(const ControlTowerControl*) {
  return kControlTowerControl;
}
std::span<const Field> fields_of(const ControlTower*) {
  return kControlTower;
}

}  // namespace landform::blueprint
