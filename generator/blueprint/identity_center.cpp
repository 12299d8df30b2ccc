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
                                             .absent = "the group begins without members",
                                             .doc = "Members, by the mail address that is their user name.",
                                             .example = "[ada@acme.example]",
                                             .change = "Who is taken away loses the group's access at once."}),
    field<&CenterGroup::description>("description", {.rule = text(kSentence),
                                                     .absent = "the group has no description",
                                                     .doc = "What the group is for.",
                                                     .example = "Runs the platform"}),
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
                     .doc = "Policies of `identity.iam.policies`; every account that is assigned gets them.",
                     .example = "[billing-visibility]"}),
    field<&PermissionSet::statements>(
        "statements", {.absent = "no inline policy",
                       .doc = "Statements of the set's inline policy.",
                       .example = "[{effect: Allow, actions: [\"s3:ListAllMyBuckets\"], resources: [\"*\"]}]",
                       .empty = Empty::refused}),
    field<&PermissionSet::boundary>("boundary", {.rule = text(kManagedPolicy, "policy"),
                                                 .absent = "no permissions boundary",
                                                 .doc = "Policy that bounds what the set can allow.",
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
                                  .doc = "Root, units by their path, accounts by name, or `management`. Units stand "
                                         "for all accounts below them, later ones too.",
                                  .example = "[Workloads/Development]",
                                  .change = "Who is taken away loses access at the next deployment.",
                                  .empty = Empty::refused}),
};

constexpr Field kCenter[] = {
    field<&Center::identity_source>(
        "identity_source", {.fallback = "directory",
                            .doc = "Where users and groups come from.",
                            .example = "external",
                            .change = "Changing the source deletes users, groups and assignments in Identity Center."}),
    field<&Center::groups>("groups", {.rule = named(kCenterName),
                                      .absent = "no groups beyond the baseline's",
                                      .doc = "Groups of people, keyed by name.",
                                      .example = "{developers: {members: [grace@acme.example]}}"}),
    field<&Center::permission_sets>("permission_sets",
                                    {.rule = named(kPermissionSetName),
                                     .absent = "no permission sets beyond the baseline's",
                                     .doc = "What people may do once they are in an account, keyed by name.",
                                     .example = "{audit: {managed_policies: [SecurityAudit]}}",
                                     .change = "A new name is a new set: its assignments are made anew."}),
    field<&Center::assignments>("assignments", {.absent = "nobody beyond the baseline gets in",
                                                .doc = "Who gets which permission set where.",
                                                .example = "[{group: auditors, permission_set: audit, to: [Root]}]"}),
};

}  // namespace

std::span<const Word> words_of(IdentitySource) {
  return kSources;
}
std::span<const Field> fields_of(const CenterGroup*) {
  return kCenterGroup;
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
