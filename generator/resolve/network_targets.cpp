#include "resolve/network_targets.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "base/text.h"
#include "blueprint/target_words.h"
#include "resolve/governed.h"
#include "resolve/unit_paths.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

// Among more names than this no near one is looked for: each look compares them all.
constexpr std::size_t kComparedTargets = 500;

std::string near(const std::string& word, const std::vector<std::string_view>& names) {
  return names.size() > kComparedTargets ? std::string() : base::did_you_mean(base::near_names(word, names));
}

// Leaves what no other target covers.
SharedTo reduced(SharedTo targets, const Organization& organization) {
  targets.units = without_covered(std::move(targets.units));
  std::vector<std::string>& accounts = targets.accounts;
  std::sort(accounts.begin(), accounts.end());
  accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
  std::erase_if(accounts, [&](const std::string& name) {
    const Account* account = organization.account(name);
    return account != nullptr && lies_in_any(account->unit, targets.units);
  });
  return targets;
}

}  // namespace

SharedTo bind_targets(const blueprint::Listed<std::string>& written, const Organization& organization,
                      base::Diagnostics& diagnostics) {
  SharedTo targets;
  for (const auto& target : written) {
    if (!target.written()) continue;
    if (*target == blueprint::kRoot || organization.unit(aws::OuPath(*target)) != nullptr) {
      targets.units.emplace_back(*target);
    } else if (organization.account(*target) != nullptr) {
      targets.accounts.push_back(*target);
    } else {
      std::vector<std::string_view> names{blueprint::kRoot};
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
         lies_in_any(account.unit, targets.units);
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
  if (is_governed(region, organization)) return true;
  std::vector<std::string> names;
  for (const auto& one : organization.regions) names.push_back(one.value.str());
  diagnostics.add(not_governed("network/region-not-governed", span,
                               cat("region ", region.str(), " is not governed: guardrails and logs do not reach it"),
                               region, organization)
                      .label(base::did_you_mean(base::near_names(region.str(), names))));
  return false;
}

}  // namespace landform::resolve
