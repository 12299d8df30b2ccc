// Tables of identity.center.
#include "blueprint/identity.h"

namespace landform::blueprint {
namespace {

constexpr Word kSources[] = {
    {"directory", "Identity Center's own directory: groups and members come from the blueprint"},
    {"external", "an identity provider sends users and groups by SCIM; the blueprint only refers to them"},
    {"active-directory", "a directory of AWS Directory Service; the blueprint only refers to its groups"},
};

constexpr Field kCenterGroup[] = {
    field<&CenterGroup::members>("members", {.rule = text(kMemberMailbox),
                                             .absent = "the group has no members",
                                             .doc = "Members, by the mail address that is their user name. Only for "
                                                    "the directory: an identity provider keeps members itself.",
                                             .example = "[ada@acme.example]",
                                             .change = "Who is taken away loses the group's access at once."}),
    field<&CenterGroup::description>("description", {.rule = text(kSentence),
                                                     .absent = "the group has no description",
                                                     .doc = "What the group is for.",
                                                     .example = "Runs the platform"}),
};

// Source of the lengths: API reference of the Identity Store, CreateUser.
constexpr Field kCenterUser[] = {
    field<&CenterUser::given_name>("given_name", {.rule = text(kPersonName),
                                                  .need = Need::required,
                                                  .doc = "First name, as the access portal shows it.",
                                                  .example = "Ada"}),
    field<&CenterUser::family_name>("family_name", {.rule = text(kPersonName),
                                                    .need = Need::required,
                                                    .doc = "Last name, as the access portal shows it.",
                                                    .example = "Lovelace"}),
    field<&CenterUser::display_name>("display_name", {.rule = text(kPersonName),
                                                      .absent = "the first name and the last",
                                                      .doc = "Name that lists of users show.",
                                                      .example = "Ada Lovelace"}),
};

constexpr Field kPermissionSet[] = {
    field<&PermissionSet::managed_policies>("managed_policies",
                                            {.rule = text(kManagedPolicy),
                                             .absent = "no managed policy of AWS",
                                             .doc = "Managed policies of AWS, by name with path, or by ARN.",
                                             .example = "[job-function/ViewOnlyAccess]"}),
    field<&PermissionSet::policies>(
        "policies", {.rule = text(kIamName, "policy of identity.iam.policies"),
                     .absent = "no policy of the customer",
                     .doc = "Policies of `identity.iam.policies`, or presets of such by their own names. They stand in "
                            "every account before the set is assigned there.",
                     .example = "[billing-visibility]"}),
    field<&PermissionSet::statements>(
        "statements", {.absent = "no inline policy",
                       .doc = "Statements of the set's inline policy.",
                       .example = "[{effect: Allow, actions: [\"s3:ListAllMyBuckets\"], resources: [\"*\"]}]",
                       .empty = Empty::refused}),
    field<&PermissionSet::boundary>("boundary",
                                    {.rule = text(kManagedPolicy, "policy"),
                                     .absent = "no permissions boundary",
                                     .doc = "Policy that bounds what the set can allow: one of "
                                            "`identity.iam.policies`, a preset of such, or a managed policy of AWS.",
                                     .example = "workload-boundary"}),
    field<&PermissionSet::session_hours>("session_hours",
                                         {.rule = range(1, 12, "hours"),
                                          .fallback = "1",
                                          .doc = "How long a session lasts before the user signs in again.",
                                          .example = "8"}),
    field<&PermissionSet::relay_state>("relay_state", {.rule = text(kUrl),
                                                       .absent = "users land on the console's home",
                                                       .doc = "Page of the console that users land on.",
                                                       .example = "https://console.aws.amazon.com/billing/"}),
    field<&PermissionSet::description>("description", {.rule = text(kSentence),
                                                       .absent = "the set has no description",
                                                       .doc = "What the set is for, as users see it.",
                                                       .example = "Full access to development accounts"}),
    field<&PermissionSet::tags>("tags",
                                {.rule = named(kSetTag, kSetTag),
                                 .absent = "the organization's default tags",
                                 .doc = "Tags of the set, over the default ones. Identity Center takes letters, "
                                        "digits and _+=,.@- in them, no blanks, colons or slashes.",
                                 .example = "{Team: platform}"}),
};

constexpr Field kAssignment[] = {
    field<&Assignment::group>("group", {.rule = text(kCenterName, "group of identity.center.groups"),
                                        .absent = "`user` says who",
                                        .doc = "Group that gets the permission set.",
                                        .example = "developers"}),
    field<&Assignment::user>("user", {.rule = text(kMemberMailbox),
                                      .absent = "`group` says who",
                                      .doc = "User that gets the permission set; groups are easier to review.",
                                      .example = "ada@acme.example"}),
    field<&Assignment::permission_set>("permission_set", {.rule = text(kPermissionSetName, "permission set"),
                                                          .need = Need::required,
                                                          .doc = "Permission set that is assigned.",
                                                          .example = "developer"}),
    field<&Assignment::to>("to", {.rule = text(kTarget, "unit or account"),
                                  .need = Need::required,
                                  .doc = "Root, units by their path, accounts by name, or `management`. Root and "
                                         "units stand for all accounts below them, later ones too. The management "
                                         "account lies below nothing: it is meant only by `management`, and gets a "
                                         "permission set of its own, `<name>-management`, which the delegated "
                                         "administrator cannot change.",
                                  .example = "[Workloads/Development]",
                                  .change = "Who is taken away loses access at the next deployment.",
                                  .empty = Empty::refused}),
};

constexpr Field kCenter[] = {
    field<&Center::identity_source>(
        "identity_source", {.fallback = "directory",
                            .doc = "Where users and groups come from. Those of an identity provider or an Active "
                                   "Directory are looked up by their names when the deployment comes to them.",
                            .example = "external",
                            .change = "Changing the source deletes users, groups and assignments in Identity Center."}),
    field<&Center::portal_session_hours>(
        "portal_session_hours", {.rule = range(1, 2160, "hours"),
                                 .fallback = "8",
                                 .doc = "How long a sign-in to the access portal lasts; a step for a person sets it.",
                                 .example = "8"}),
    field<&Center::users>(
        "users", {.rule = named(kMemberMailbox),
                  .absent = "a person makes the users of the directory, and the deployment looks them up",
                  .doc = "Users of the directory, keyed by the mail address that is their user name. Once it stands "
                         "here the list is complete: members and assignments name nobody else.",
                  .example = "{ada@acme.example: {given_name: Ada, family_name: Lovelace}}",
                  .change = "Who is taken away is deleted from the directory. A new address is a new user, with new "
                            "credentials and MFA devices."}),
    field<&Center::groups>(
        "groups", {.rule = named(kCenterName),
                   .absent = "the baseline's groups, as far as assignments name them",
                   .doc = "Groups of people, keyed by the name that Identity Center shows. The baseline has "
                          "`administrators`, `read-only` and `billing`; written here, they get members.",
                   .example = "{developers: {members: [grace@acme.example]}}",
                   .change = "A new name is a new group. One that is taken away stays in the directory without any "
                             "access."}),
    field<&Center::permission_sets>(
        "permission_sets",
        {.rule = named(kPermissionSetName),
         .absent = "the baseline's permission sets, as far as assignments name them",
         .doc = "What people may do once they are in an account, keyed by name. The baseline has `administrator` "
                "(AdministratorAccess), `read-only` (SecurityAudit and ViewOnlyAccess) and `billing` (Billing); "
                "written here, a set replaces the baseline's of that name.",
         .example = "{audit: {managed_policies: [SecurityAudit]}}",
         .change = "A new name is a new set: its assignments are made anew."}),
    field<&Center::assignments>(
        "assignments",
        {.absent = "`administrators` get `administrator` and `read-only` gets `read-only` in every account, `billing` "
                   "gets `billing` in the management account",
         .doc = "Who gets which permission set where. A list, even an empty one, takes the place of the baseline's "
                "assignments.",
         .example = "[{group: auditors, permission_set: audit, to: [Root]}]"}),
};

}  // namespace

std::span<const Word> words_of(IdentitySource) {
  return kSources;
}
std::span<const Field> fields_of(const CenterGroup*) {
  return kCenterGroup;
}
std::span<const Field> fields_of(const CenterUser*) {
  return kCenterUser;
}
std::span<const Field> fields_of(const PermissionSet*) {
  return kPermissionSet;
}
std::span<const Field> fields_of(const Assignment*) {
  return kAssignment;
}
std::span<const Field> fields_of(const Center*) {
  return kCenter;
}

}  // namespace landform::blueprint
