#include "resolve/customizations.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "resolve/as_located.h"
#include "resolve/governed.h"
#include "resolve/targets.h"
#include "resolve/unit_paths.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

struct Target {
  std::string name;
  base::Span span;
};

// Keeps what no other target covers; says so of the rest, since two groups of one stack set may not share an account.
void drop_covered(const std::vector<Target>& units, const std::vector<Target>& accounts,
                  const Organization& organization, Customization& result, base::Diagnostics& diagnostics) {
  const auto covering = [&](std::string_view path, std::string_view self) -> const Target* {
    for (const Target& unit : units) {
      if (unit.name != self && lies_in(path, unit.name)) return &unit;
    }
    return nullptr;
  };
  const auto report = [&](const Target& target, const Target& cover) {
    diagnostics.add(Diagnostic("customization/twice", target.span,
                               cat("`", target.name, "` is covered by `", cover.name, "` already"))
                        .also(cover.span, "this one holds it")
                        .help(cat("take `", target.name, "` out of the list")));
  };
  for (const Target& unit : units) {
    if (const Target* cover = covering(unit.name, unit.name))
      report(unit, *cover);
    else
      result.units.push_back(aws::OuPath(unit.name));
  }
  for (const Target& account : accounts) {
    const Account* found = organization.account(account.name);
    if (const Target* cover = covering(found->unit.str(), {}))
      report(account, *cover);
    else
      result.accounts.push_back(account.name);
  }
}

void resolve_targets(const blueprint::Customization& written, const Organization& organization, Customization& result,
                     base::Diagnostics& diagnostics) {
  std::vector<Target> units;
  std::vector<Target> accounts;
  std::vector<Target> seen;
  for (const auto& target : written.to) {
    if (!target.written()) continue;
    const auto first = std::find_if(seen.begin(), seen.end(), [&](const Target& one) { return one.name == *target; });
    if (first != seen.end()) {
      diagnostics.add(Diagnostic("customization/twice", target.span, cat("`", *target, "` stands twice in this list"))
                          .also(first->span, "first here")
                          .help("take one of them out"));
      continue;
    }
    seen.push_back({*target, target.span});
    const auto kind = kind_of_target(*target, organization);
    if (!kind) {
      report_unknown_target("customization/unknown-target", *target, target.span, organization, diagnostics);
    } else if (names_management(*target, organization)) {
      result.management = true;
    } else {
      (*kind == PolicyTarget::Kind::account ? accounts : units).push_back(seen.back());
    }
  }
  drop_covered(units, accounts, organization, result, diagnostics);
  std::sort(result.units.begin(), result.units.end());
  std::sort(result.accounts.begin(), result.accounts.end());
}

void resolve_regions(const blueprint::Customization& written, const Organization& organization, Customization& result,
                     base::Diagnostics& diagnostics) {
  if (!written.regions.written()) {
    result.regions = {organization.home_region.value};
    return;
  }
  for (const auto& region : written.regions) {
    if (!region.written()) continue;
    if (!is_governed(*region, organization)) {
      diagnostics.add(not_governed("customization/region-not-governed", region.span,
                                   cat("region ", region->str(), " is not governed; the baseline does not reach it"),
                                   *region, organization));
    } else if (std::find(result.regions.begin(), result.regions.end(), *region) != result.regions.end()) {
      diagnostics.add(
          Diagnostic("customization/twice", region.span, cat("region ", region->str(), " stands twice in this list"))
              .help("take one of them out"));
    } else {
      result.regions.push_back(*region);
    }
  }
  std::sort(result.regions.begin(), result.regions.end());
}

// An account's name is one value only where there is one account. Words that no placeholder has were refused before.
void check_account_name(const Customization& customization, const Located<std::string>& value,
                        const std::string& parameter, base::Diagnostics& diagnostics) {
  const std::size_t accounts = customization.accounts.size() + (customization.management ? 1 : 0);
  if (customization.units.empty() && accounts == 1) return;
  if (value.value.find("{account}") == std::string::npos) return;
  diagnostics.add(
      Diagnostic("customization/placeholder", value.span,
                 cat("parameter `", parameter, "` asks for {account}, but the template goes to several accounts"))
          .help("use {account_id}, which AWS fills in each account"));
}

// A new organization's id is handed in as a finished text, so nothing that differs by account can stand beside it.
void check_mixture(const Organization& organization, const Located<std::string>& value, const std::string& parameter,
                   base::Diagnostics& diagnostics) {
  const auto holds = [&](std::string_view text) { return value.value.find(text) != std::string::npos; };
  if (organization.existing_organization_id || !holds("{organization_id}")) return;
  if (!holds("{account_id}") && !holds("{region}")) return;
  diagnostics.add(
      Diagnostic("customization/placeholder", value.span,
                 cat("parameter `", parameter, "` mixes {organization_id} with a placeholder that differs by account"))
          .note("the organization is new: its id is known only at deployment, and is handed in as a finished text")
          .help("use two parameters and join them in the template"));
}

}  // namespace

std::vector<Customization> resolve_customizations(const blueprint::Customizations& written,
                                                  const Organization& organization, base::Diagnostics& diagnostics) {
  std::vector<Customization> result;
  for (const auto& item : written) {
    if (!item.written.written()) continue;
    Customization customization;
    customization.name = item.name;
    customization.span = item.name_span;
    customization.template_file = as_located(item->template_file);
    resolve_targets(*item, organization, customization, diagnostics);
    resolve_regions(*item, organization, customization, diagnostics);
    for (const auto& parameter : item->parameters) {
      if (!parameter.written.written()) continue;
      const Located<std::string> value = as_located(parameter.written);
      check_account_name(customization, value, parameter.name, diagnostics);
      check_mixture(organization, value, parameter.name, diagnostics);
      customization.parameters.emplace(parameter.name, value);
    }
    result.push_back(std::move(customization));
  }
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return result;
}

}  // namespace landform::resolve
