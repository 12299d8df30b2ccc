#include "resolve/reach.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/suggest.h"
#include "base/text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::string_view kManagementWord = "management";
constexpr std::string_view kRootWord = "Root";

bool is_in(const aws::OuPath& path, const aws::OuPath& unit) {
  const std::string& inner = path.str();
  const std::string& outer = unit.str();
  return outer == kRootWord || inner == outer ||
         (inner.size() > outer.size() && inner.starts_with(outer) && inner[outer.size()] == '/');
}

bool is_covered(const aws::OuPath& path, const std::vector<aws::OuPath>& units) {
  return std::any_of(units.begin(), units.end(), [&](const aws::OuPath& unit) { return is_in(path, unit); });
}

// Parents first, so that what lies below a unit that was taken is covered.
std::vector<aws::OuPath> without_covered(std::vector<aws::OuPath> units) {
  std::sort(units.begin(), units.end(), [](const auto& a, const auto& b) {
    const bool a_root = a.str() == kRootWord;
    const bool b_root = b.str() == kRootWord;
    return a_root != b_root ? a_root : a < b;
  });
  std::vector<aws::OuPath> kept;
  for (aws::OuPath& unit : units) {
    if (!is_covered(unit, kept)) kept.push_back(std::move(unit));
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

void report_unknown(const std::string& target, base::Span span, const Organization& organization, std::string_view slug,
                    base::Diagnostics& diagnostics) {
  std::vector<std::string_view> names;
  for (const Unit& unit : organization.units) names.push_back(unit.path.str());
  for (const Account& account : organization.accounts) names.push_back(account.name);
  Diagnostic diagnostic(slug, span, cat("there is no unit or account `", target, "` in the organization"));
  diagnostic.primary.text = base::did_you_mean(base::near_names(target, names));
  diagnostic.helps.push_back(
      "write a unit's whole path (`Workloads/Production`), an account's name, `Root` or `management`");
  diagnostics.add(std::move(diagnostic));
}

}  // namespace

Reach resolve_reach(const blueprint::Listed<std::string>& to, const Organization& organization, std::string_view slug,
                    base::Diagnostics& diagnostics) {
  Reach reach;
  std::vector<const Account*> accounts;
  for (const auto& target : to) {
    if (!target.written()) continue;
    const Account* account = organization.account(*target);
    if (*target == kManagementWord || (account && account->role == AccountRole::management)) {
      reach.management = true;
    } else if (*target == kRootWord || organization.unit(aws::OuPath(*target))) {
      reach.units.push_back(aws::OuPath(*target));
    } else if (account) {
      accounts.push_back(account);
    } else {
      report_unknown(*target, target.span, organization, slug, diagnostics);
    }
  }
  reach.units = without_covered(std::move(reach.units));
  std::set<std::string> names;
  for (const Account* account : accounts) {
    if (!is_covered(account->unit, reach.units)) names.insert(account->name);
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
