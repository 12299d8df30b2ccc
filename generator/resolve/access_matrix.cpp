#include "resolve/access_matrix.h"

#include <map>

#include "base/text.h"
#include "resolve/unit_paths.h"

namespace landform::resolve {

using base::cat;

namespace {

// How many accounts lie in each unit and below it, and below Root.
std::map<std::string, std::size_t> counts_of_units(const Organization& organization) {
  std::map<std::string, std::size_t> counts;
  counts[root_path().str()] = organization.accounts.size();
  for (const Account& account : organization.accounts) {
    const Unit* unit = organization.unit(account.unit);
    while (unit != nullptr) {
      ++counts[unit->path.str()];
      unit = organization.unit(unit->parent);
    }
  }
  return counts;
}

}  // namespace

std::string what_a_set_amounts_to(const PermissionSet& set) {
  std::vector<std::string> parts;
  for (const auto& policy : set.managed_policies) {
    parts.push_back(
        policy.value.substr(policy.value.rfind('/') == std::string::npos ? 0 : policy.value.rfind('/') + 1));
  }
  for (const auto& policy : set.policies) parts.push_back(cat("own policy ", policy.value));
  if (set.inline_policy) {
    const yaml::Node* statements = set.inline_policy->find("Statement");
    parts.push_back(
        cat(base::count_of(statements == nullptr ? 0 : statements->items.size(), "statement"), " of its own"));
  }
  std::string text = base::join(parts, ", ");
  if (set.boundary) text += cat("; at most what ", set.boundary->policy, " allows");
  return cat(text, "; for ", base::count_of(static_cast<std::size_t>(set.session_hours.value), "hour"));
}

std::vector<AccessRow> access_matrix(const Organization& organization) {
  const IdentityCenter& center = organization.identity_center;
  const auto counts = counts_of_units(organization);
  std::vector<AccessRow> rows;
  rows.reserve(center.grants.size());
  for (const Grant& grant : center.grants) {
    AccessRow row;
    row.principal = grant.principal;
    row.to_user = grant.to_user;
    row.permission_set = grant.permission_set;
    row.people_elsewhere = !grant.to_user && center.source != IdentitySource::directory;
    if (grant.to_user) {
      row.people = {grant.principal};
    } else if (const CenterGroup* group = center.group(grant.principal)) {
      row.people = group->members;
    }
    if (const PermissionSet* set = center.permission_set(grant.permission_set)) {
      row.amounts_to = what_a_set_amounts_to(*set);
    }
    for (const auto& unit : grant.units) {
      const auto found = counts.find(unit.str());
      const bool root = is_root(unit);
      row.places.push_back({root ? AccessPlace::Kind::root : AccessPlace::Kind::unit, root ? "" : unit.str(),
                            found == counts.end() ? 0 : found->second});
    }
    for (const std::string& account : grant.accounts) row.places.push_back({AccessPlace::Kind::account, account, 1});
    if (grant.management) row.places.push_back({AccessPlace::Kind::management, "", 1});
    row.accounts = grant.reached.size() + (grant.management ? 1 : 0);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace landform::resolve
