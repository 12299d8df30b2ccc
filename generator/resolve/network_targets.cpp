#include "resolve/network_targets.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "base/text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

// Among more names than this no near one is looked for: each look compares them all.
constexpr std::size_t kComparedTargets = 500;
constexpr std::string_view kRootPath = "Root";

bool lies_in_unit(std::string_view path, std::string_view unit) {
  if (unit == kRootPath) return true;
  return path == unit || (path.size() > unit.size() && path.starts_with(unit) && path[unit.size()] == '/');
}

std::string near(const std::string& word, const std::vector<std::string_view>& names) {
  return names.size() > kComparedTargets ? std::string() : base::did_you_mean(base::near_names(word, names));
}

// Leaves what no other target covers.
SharedTo reduced(SharedTo targets, const Organization& organization) {
  std::vector<aws::OuPath>& units = targets.units;
  std::vector<std::string>& accounts = targets.accounts;
  std::sort(units.begin(), units.end());
  units.erase(std::unique(units.begin(), units.end()), units.end());
  const std::vector<aws::OuPath> all = units;
  std::erase_if(units, [&](const aws::OuPath& unit) {
    return std::any_of(all.begin(), all.end(), [&](const aws::OuPath& other) {
      return other != unit && lies_in_unit(unit.str(), other.str());
    });
  });
  std::sort(accounts.begin(), accounts.end());
  accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
  std::erase_if(accounts, [&](const std::string& name) {
    const Account* account = organization.account(name);
    return account != nullptr && std::any_of(units.begin(), units.end(), [&](const aws::OuPath& unit) {
             return lies_in_unit(account->unit.str(), unit.str());
           });
  });
  return targets;
}

}  // namespace

SharedTo bind_targets(const blueprint::Listed<std::string>& written, const Organization& organization,
                      base::Diagnostics& diagnostics) {
  SharedTo targets;
  for (const auto& target : written) {
    if (!target.written()) continue;
    if (*target == kRootPath || organization.unit(aws::OuPath(*target)) != nullptr) {
      targets.units.emplace_back(*target);
    } else if (organization.account(*target) != nullptr) {
      targets.accounts.push_back(*target);
    } else {
      std::vector<std::string_view> names{kRootPath};
      for (const Unit& unit : organization.units) names.push_back(unit.path.str());
      for (const Account& account : organization.accounts) names.push_back(account.name);
      diagnostics.add(Diagnostic("network/unknown-target", target.span,
                                 cat("the organization has no unit and no account `", *target, "`"))
                          .label(near(*target, names))
                          .help("write a unit's whole path (`Workloads/Production`), an account's name or `Root`"));
    }
  }
  return reduced(std::move(targets), organization);
}

bool covers(const SharedTo& targets, const Account& account) {
  return std::binary_search(targets.accounts.begin(), targets.accounts.end(), account.name) ||
         std::any_of(targets.units.begin(), targets.units.end(),
                     [&](const aws::OuPath& unit) { return lies_in_unit(account.unit.str(), unit.str()); });
}

SharedTo joined(const SharedTo& one, const SharedTo& other, const Organization& organization) {
  SharedTo all = one;
  all.units.insert(all.units.end(), other.units.begin(), other.units.end());
  all.accounts.insert(all.accounts.end(), other.accounts.begin(), other.accounts.end());
  return reduced(std::move(all), organization);
}

const Account* find_account(const std::string& name, base::Span span, const Organization& organization,
                            base::Diagnostics& diagnostics) {
  if (const Account* account = organization.account(name)) return account;
  std::vector<std::string_view> names;
  for (const Account& account : organization.accounts) names.push_back(account.name);
  diagnostics.add(Diagnostic("network/unknown-account", span, cat("the organization has no account `", name, "`"))
                      .label(near(name, names))
                      .note("the management account holds no network: nothing runs there")
                      .help(cat("correct the name, or add the account to a unit: `accounts: {", name, ": {}}`")));
  return nullptr;
}

bool check_governed(const aws::RegionName& region, base::Span span, const Organization& organization,
                    base::Diagnostics& diagnostics) {
  const auto& governed = organization.regions;
  const auto found =
      std::lower_bound(governed.begin(), governed.end(), region,
                       [](const auto& one, const aws::RegionName& wanted) { return one.value < wanted; });
  if (found != governed.end() && found->value == region) return true;
  std::vector<std::string> names;
  for (const auto& one : governed) names.push_back(one.value.str());
  diagnostics.add(
      Diagnostic("network/region-not-governed", span,
                 cat("region ", region.str(), " is not governed: guardrails and logs do not reach it"))
          .label(base::did_you_mean(base::near_names(region.str(), names)))
          .note(cat("governed regions: ", base::join(names, ", ")))
          .help(cat("add it to `organization.regions`: [", base::join(names, ", "), ", ", region.str(), "]")));
  return false;
}

}  // namespace landform::resolve
