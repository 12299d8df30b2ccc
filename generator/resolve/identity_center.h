// IAM Identity Center with everything bound: who there is, what permission sets allow, and who gets which of them
// where. Names decide about ids and order; the lock keeps which stack holds what.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/names.h"
#include "base/span.h"
#include "resolve/located.h"
#include "yaml/node.h"

namespace landform::resolve {

enum class IdentitySource : std::uint8_t { directory, external, active_directory };

struct CenterGroup {
  std::string name;  // as Identity Center shows it
  std::string key;   // for ids: "PlatformAdmins"
  bool made = true;  // by a stack; else it is looked up, as its source keeps it
  std::uint32_t shard = 1;
  std::string description;
  std::vector<std::string> members;  // sorted mail addresses
  base::Span span;                   // unknown for a group of the baseline that the blueprint does not mention
};

struct CenterUser {
  std::string mail;  // the user name
  std::string key;
  bool made = false;  // by a stack; else looked up
  std::uint32_t shard = 1;
  std::string given_name, family_name, display_name;
  base::Span span;
};

struct Membership {
  std::string group, user;  // by name
  std::string key;          // "PlatformAdminsAdaAcmeExample"
  std::uint32_t shard = 1;
  base::Span span;
};

struct SetBoundary {
  std::string policy;  // the customer's, by name, or AWS's, with its path
  bool own = false;
  base::Span span;
};

struct PermissionSet {
  std::string name;
  std::string key;
  std::uint32_t shard = 1;
  std::string description;                             // empty: none
  std::vector<Located<std::string>> managed_policies;  // AWS's, names with their paths, in the blueprint's order
  std::vector<Located<std::string>> policies;          // of identity.iam.policies, sorted
  std::optional<yaml::Node> inline_policy;             // every node knows its place and cause
  std::optional<SetBoundary> boundary;
  Located<std::int64_t> session_hours{1, {}};
  std::optional<Located<std::string>> relay_state;
  Tags tags;
  bool for_members = false;     // somebody gets it in a member account, or nobody gets it anywhere
  bool for_management = false;  // somebody gets it in the management account, where it is another set
  base::Span span;              // unknown for one of the baseline
};

// One principal, one permission set, and everywhere that they meet.
struct Grant {
  std::string principal;  // a group's name or a user's mail address
  bool to_user = false;
  std::string permission_set;
  std::string slug;                    // for steps: "platform-admins-as-admin"
  std::string key;                     // for ids: "PlatformAdminsAsAdmin"
  std::vector<aws::OuPath> units;      // whole units, sorted; "Root" for all; none lies below another
  std::vector<std::string> accounts;   // single accounts outside of them, by name, sorted
  bool management = false;             // the management account, too
  std::vector<std::uint32_t> reached;  // all of those, but management: places in Organization::accounts, ascending
  base::Span span;                     // of the first assignment that says so
};

struct IdentityCenter {
  IdentitySource source = IdentitySource::directory;
  std::int64_t portal_session_hours = 8;
  std::vector<CenterGroup> groups;             // by name
  std::vector<CenterUser> users;               // by mail address; those of `users`, of groups and of assignments
  std::vector<Membership> memberships;         // by group, then user
  std::vector<PermissionSet> permission_sets;  // by name
  std::vector<Grant> grants;                   // groups before users, by principal, then by set

  [[nodiscard]] const CenterGroup* group(std::string_view name) const;
  [[nodiscard]] const CenterUser* user(std::string_view mail) const;
  [[nodiscard]] const PermissionSet* permission_set(std::string_view name) const;
};

// Those of the tags that a permission set may have: Identity Center takes letters, digits and _+=,.@- in them.
Tags tags_of_sets(const Tags& tags);

// What a permission set is called in the management account. AWS lets only that account change a set that is
// provisioned there, so it has sets of its own, and the delegated administrator can look after all others.
std::string management_set_name(const PermissionSet& set);

}  // namespace landform::resolve
