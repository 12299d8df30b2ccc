#include "resolve/reach.h"

#include <cstddef>
#include <optional>
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
  struct Holds {
    bool workloads = false;  // in it or below
    bool others = false;     // likewise
    bool covered = false;    // by a unit of the reach: itself, or one above
  };
  std::vector<Holds> holds(organization.units.size());
  const auto place_of = [&](const aws::OuPath& path) -> std::optional<std::size_t> {
    const Unit* unit = organization.unit(path);
    if (unit == nullptr) return std::nullopt;
    return static_cast<std::size_t>(unit - organization.units.data());
  };
  std::vector<std::optional<std::size_t>> units;  // of the accounts
  units.reserve(organization.accounts.size());
  for (const Account& account : organization.accounts) {
    units.push_back(place_of(account.unit));
    if (!units.back()) continue;
    Holds& own = holds[*units.back()];
    (account.role == AccountRole::workload ? own.workloads : own.others) = true;
  }
  // Parents stand before their children.
  for (std::size_t i = holds.size(); i-- > 0;) {
    const auto above = place_of(organization.units[i].parent);
    if (!above) continue;
    holds[*above].workloads = holds[*above].workloads || holds[i].workloads;
    holds[*above].others = holds[*above].others || holds[i].others;
  }
  Reach reach;
  for (std::size_t i = 0; i < holds.size(); ++i) {
    const auto above = place_of(organization.units[i].parent);
    holds[i].covered = above && holds[*above].covered;
    if (holds[i].covered || !holds[i].workloads || holds[i].others) continue;
    holds[i].covered = true;
    reach.units.push_back(organization.units[i].path);
  }
  for (std::size_t i = 0; i < units.size(); ++i) {
    const Account& account = organization.accounts[i];
    const bool covered = units[i] && holds[*units[i]].covered;
    if (account.role == AccountRole::workload && !covered) reach.accounts.push_back(account.name);
  }
  return reach;
}

}  // namespace landform::resolve
