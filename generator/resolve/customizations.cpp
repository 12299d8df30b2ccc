#include "resolve/customizations.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/suggest.h"
#include "base/text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::string_view kManagementTarget = "management";
constexpr std::string_view kRootTarget = "Root";

// The word `Root` aims at every unit and account below the root.
bool lies_in_target(std::string_view path, std::string_view unit) {
  if (unit == kRootTarget) return true;
  return path == unit || (path.size() > unit.size() && path.starts_with(unit) && path[unit.size()] == '/');
}

void report_unknown(const std::string& target, base::Span span, const Organization& organization,
                    base::Diagnostics& diagnostics) {
  std::vector<std::string_view> names;
  for (const Unit& unit : organization.units) names.push_back(unit.path.str());
  for (const Account& account : organization.accounts) names.push_back(account.name);
  Diagnostic diagnostic("customization/unknown-target", span,
                        cat("there is no unit or account `", target, "` in the organization"));
  diagnostic.primary.text = base::did_you_mean(base::near_names(target, names));
  diagnostic.helps.push_back(
      "write a unit's whole path (`Workloads/Production`), an account's name, `Root` or `management`");
  diagnostics.add(std::move(diagnostic));
}

struct Target {
  std::string name;
  base::Span span;
};

// Keeps what no other target covers; says so of the rest, since two groups of one stack set may not share an account.
void drop_covered(const std::vector<Target>& units, const std::vector<Target>& accounts,
                  const Organization& organization, Customization& result, base::Diagnostics& diagnostics) {
  const auto covering = [&](std::string_view path, std::string_view self) -> const Target* {
    for (const Target& unit : units) {
      if (unit.name != self && lies_in_target(path, unit.name)) return &unit;
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
    const Account* account = organization.account(*target);
    if (*target == kManagementTarget || (account && account->role == AccountRole::management)) {
      result.management = true;
    } else if (*target == kRootTarget || organization.unit(aws::OuPath(*target))) {
      units.push_back(seen.back());
    } else if (account) {
      accounts.push_back(seen.back());
    } else {
      report_unknown(*target, target.span, organization, diagnostics);
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
    const bool governed = std::any_of(organization.regions.begin(), organization.regions.end(),
                                      [&](const auto& one) { return one.value == *region; });
    if (!governed) {
      std::vector<std::string> names;
      for (const auto& one : organization.regions) names.push_back(one.value.str());
      diagnostics.add(
          Diagnostic("customization/region-not-governed", region.span,
                     cat("region ", region->str(), " is not governed; the baseline does not reach it"))
              .note(cat("governed regions: ", base::join(names, ", ")))
              .help(cat("add it to `organization.regions`: [", base::join(names, ", "), ", ", region->str(), "]")));
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
    customization.template_file = {*item->template_file, item->template_file.span};
    resolve_targets(*item, organization, customization, diagnostics);
    resolve_regions(*item, organization, customization, diagnostics);
    for (const auto& parameter : item->parameters) {
      if (!parameter.written.written()) continue;
      const Located<std::string> value{*parameter, parameter.written.span};
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
