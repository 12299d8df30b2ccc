// Identity Center as text for goldens: sets, grants with every account that they reach, and the access matrix.
#pragma once

#include <string>

#include "base/text.h"
#include "resolve/access_matrix.h"
#include "resolve/organization.h"
#include "unit/resolve/describe.h"
#include "yaml/write.h"

namespace landform::test {

inline std::string describe_identity(const resolve::Organization& organization) {
  using base::cat;
  const auto& center = organization.identity_center;
  std::string out = cat("portal session: ", center.portal_session_hours, " hours\n");
  for (const auto& group : center.groups) {
    out += cat("group ", group.name, ": ", group.key, group.made ? ", made" : ", looked up", ", shard ", group.shard,
               ", `", group.description, "`, members ", base::join(group.members, " "), "\n");
  }
  for (const auto& user : center.users) {
    out += cat("user ", user.mail, ": ", user.key, user.made ? ", made" : ", looked up", ", shard ", user.shard, ", `",
               user.display_name, "`\n");
  }
  for (const auto& set : center.permission_sets) {
    out += cat("permission set ", set.name, ": ", resolve::what_a_set_amounts_to(set), ", shard ", set.shard,
               set.for_members ? ", members" : "", set.for_management ? ", management" : "", describe_tags(set.tags),
               "\n");
    if (set.inline_policy) out += cat("  ", yaml::write_json(*set.inline_policy, yaml::JsonLayout::minified), "\n");
  }
  for (const auto& grant : center.grants) {
    out += cat("grant ", grant.slug, ":");
    for (const std::uint32_t place : grant.reached) out += cat(' ', organization.accounts[place].name);
    out += grant.management ? " management\n" : "\n";
  }
  out += "responders:";
  for (const auto& set : organization.incidents.responders) out += cat(' ', set.value);
  out += "\n";
  for (const auto& row : resolve::access_matrix(organization)) {
    out += cat(row.principal, " | ", row.permission_set, " | ", row.amounts_to, " | ", base::join(row.people, " "),
               row.people_elsewhere ? " elsewhere" : "", " |");
    for (const auto& place : row.places) {
      constexpr std::string_view kKinds[] = {"all", "unit", "account", "management"};
      out += cat(' ', kKinds[static_cast<int>(place.kind)], ' ', place.name, '(', place.accounts, ')');
    }
    out += cat(" | ", row.accounts, "\n");
  }
  return out;
}

}  // namespace landform::test
