#include "resolve/reach.h"

#include <algorithm>
#include <set>
#include <utility>

#include "resolve/targets.h"
#include "resolve/unit_paths.h"

namespace landform::resolve {

Reach resolve_reach(const blueprint::Listed<std::string>& to, const Organization& organization, std::string_view slug,
                    base::Diagnostics& diagnostics) {
  Reach reach;
  std::vector<const Account*> accounts;
  for (const auto& target : to) {
    if (!target.written()) continue;
    const auto kind = kind_of_target(*target, organization);
    if (!kind) {
      report_unknown_target(slug, *target, target.span, organization, diagnostics);
    } else if (names_management(*target, organization)) {
      reach.management = true;
    } else if (*kind == PolicyTarget::Kind::account) {
      accounts.push_back(organization.account(*target));
    } else {
      reach.units.push_back(aws::OuPath(*target));
    }
  }
  reach.units = without_covered(std::move(reach.units));
  std::set<std::string> names;
  for (const Account* account : accounts) {
    if (!lies_in_any(account->unit, reach.units)) names.insert(account->name);
  }
  reach.accounts.assign(names.begin(), names.end());
  return reach;
}

Reach workload_reach(const Organization& organization) {
  std::set<aws::OuPath> mixed;     // units with other accounts in them or below
  std::set<aws::OuPath> workload;  // units with workload accounts in them or below
  for (const Account& account : organization.accounts) {
    auto& units = account.role == AccountRole::workload ? workload : mixed;
    const Unit* unit = organization.unit(account.unit);
    while (unit) {
      units.insert(unit->path);
      unit = organization.unit(unit->parent);
    }
  }
  Reach reach;
  for (const Unit& unit : organization.units) {
    if (workload.count(unit.path) != 0 && mixed.count(unit.path) == 0) reach.units.push_back(unit.path);
  }
  reach.units = without_covered(std::move(reach.units));
  const std::set<aws::OuPath> whole(reach.units.begin(), reach.units.end());
  for (const Account& account : organization.accounts) {
    if (account.role != AccountRole::workload) continue;
    bool covered = false;
    for (const Unit* unit = organization.unit(account.unit); unit && !covered; unit = organization.unit(unit->parent)) {
      covered = whole.count(unit->path) != 0;
    }
    if (!covered) reach.accounts.push_back(account.name);
  }
  std::sort(reach.accounts.begin(), reach.accounts.end());
  return reach;
}

}  // namespace landform::resolve
