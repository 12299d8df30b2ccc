// Patch baselines and the window: the sane filters of each operating system, one default baseline a system.
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "aws/logical_id.h"
#include "base/text.h"
#include "resolve/as_located.h"
#include "resolve/resolve_incidents.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;
using blueprint::OperatingSystem;

namespace {

constexpr std::int64_t kPatchDays = 7;

// Which patches are approved. Debian and Ubuntu know priorities, all of which their security repositories have, and no
// release dates. Source: "PatchFilter" (Systems Manager API reference), "How security patches are selected" (Systems
// Manager user guide). Read: 2026-11-22.
struct SystemRules {
  OperatingSystem os;
  std::string_view name;
  std::string_view first;
  std::vector<std::string_view> first_values;
  std::string_view second;
  std::vector<std::string_view> second_values;
  bool dated;
};

const std::vector<SystemRules>& system_rules() {
  static const std::vector<SystemRules> kSystems = {
      {OperatingSystem::amazon_linux_2,
       "AMAZON_LINUX_2",
       "CLASSIFICATION",
       {"Security"},
       "SEVERITY",
       {"Critical", "Important", "Medium"},
       true},
      {OperatingSystem::amazon_linux_2023,
       "AMAZON_LINUX_2023",
       "CLASSIFICATION",
       {"Security"},
       "SEVERITY",
       {"Critical", "Important", "Medium"},
       true},
      {OperatingSystem::debian,
       "DEBIAN",
       "PRODUCT",
       {"*"},
       "PRIORITY",
       {"Required", "Important", "Standard", "Optional", "Extra"},
       false},
      {OperatingSystem::macos, "MACOS", "PRODUCT", {"*"}, "CLASSIFICATION", {"Security"}, true},
      {OperatingSystem::oracle_linux,
       "ORACLE_LINUX",
       "CLASSIFICATION",
       {"Security"},
       "SEVERITY",
       {"Critical", "Important", "Moderate"},
       true},
      {OperatingSystem::redhat_enterprise_linux,
       "REDHAT_ENTERPRISE_LINUX",
       "CLASSIFICATION",
       {"Security"},
       "SEVERITY",
       {"Critical", "Important", "Moderate"},
       true},
      {OperatingSystem::rocky_linux,
       "ROCKY_LINUX",
       "CLASSIFICATION",
       {"Security"},
       "SEVERITY",
       {"Critical", "Important", "Moderate"},
       true},
      {OperatingSystem::suse,
       "SUSE",
       "CLASSIFICATION",
       {"Security"},
       "SEVERITY",
       {"Critical", "Important", "Moderate"},
       true},
      {OperatingSystem::ubuntu,
       "UBUNTU",
       "PRODUCT",
       {"*"},
       "PRIORITY",
       {"Required", "Important", "Standard", "Optional", "Extra"},
       false},
      {OperatingSystem::windows,
       "WINDOWS",
       "CLASSIFICATION",
       {"CriticalUpdates", "SecurityUpdates"},
       "MSRC_SEVERITY",
       {"Critical", "Important"},
       true},
  };
  return kSystems;
}

const SystemRules& patch_rules_of(OperatingSystem os) {
  return *std::find_if(system_rules().begin(), system_rules().end(), [&](const auto& row) { return row.os == os; });
}

PatchBaseline patch_baseline_of(std::string name, const SystemRules& rules) {
  PatchBaseline baseline;
  baseline.name = std::move(name);
  baseline.system = rules.name;
  baseline.first = {std::string(rules.first), {rules.first_values.begin(), rules.first_values.end()}};
  baseline.second = {std::string(rules.second), {rules.second_values.begin(), rules.second_values.end()}};
  baseline.approve_after_days.value = rules.dated ? kPatchDays : 0;
  return baseline;
}

std::vector<PatchBaseline> default_patch_baselines() {
  std::vector<PatchBaseline> baselines;
  for (const OperatingSystem os :
       {OperatingSystem::amazon_linux_2, OperatingSystem::amazon_linux_2023, OperatingSystem::redhat_enterprise_linux,
        OperatingSystem::ubuntu, OperatingSystem::windows}) {
    baselines.push_back(
        patch_baseline_of(std::string(blueprint::words_of(os)[static_cast<std::size_t>(os)].word), patch_rules_of(os)));
  }
  return baselines;
}

void check_patch_delay(const blueprint::Named<blueprint::PatchBaseline>::Item& item, const SystemRules& rules,
                       base::Diagnostics& diagnostics) {
  if (rules.dated || !item->approve_after_days.written() || *item->approve_after_days == 0) return;
  diagnostics.add(Diagnostic("patching/delay", item->approve_after_days.span,
                             cat("baseline `", item.name, "` waits ", *item->approve_after_days,
                                 " days, but Systems Manager knows no release dates of packages of ",
                                 blueprint::words_of(rules.os)[static_cast<std::size_t>(rules.os)].doc))
                      .also(item->os.span, "its system")
                      .help("approve_after_days: 0"));
}

// Of each system one baseline at most is the default, and a value of the tag belongs to one baseline.
void check_patch_defaults(const blueprint::Named<blueprint::PatchBaseline>& written, base::Diagnostics& diagnostics) {
  std::map<OperatingSystem, const blueprint::Named<blueprint::PatchBaseline>::Item*> defaults;
  std::map<std::pair<OperatingSystem, std::string>, base::Span> groups;
  std::map<std::string, const blueprint::Named<blueprint::PatchBaseline>::Item*> names;
  for (const auto& item : written) {
    const auto [other, is_fresh] = names.emplace(aws::logical_id_key(item.name), &item);
    if (!is_fresh) {
      diagnostics.add(Diagnostic("patching/two-baselines", item.name_span,
                                 cat("`", item.name, "` and `", other->second->name,
                                     "` of `patching.baselines` differ only in signs or letter case"))
                          .also(other->second->name_span, "the other one")
                          .note("CloudFormation knows them by their letters and digits")
                          .help("rename one of them"));
    }
    if (!item->os.written()) continue;
    for (const auto& group : item->patch_groups) {
      if (!group.written()) continue;
      const auto [first, is_new] = groups.emplace(std::pair(*item->os, *group), group.span);
      if (is_new) continue;
      diagnostics.add(Diagnostic("patching/two-baselines", group.span,
                                 cat("patch group `", *group, "` has two baselines of the same system"))
                          .also(first->second, "the first")
                          .help("give it to one of them"));
    }
    if (item->patch_groups.written()) continue;
    const auto [first, is_new] = defaults.emplace(*item->os, &item);
    if (is_new) continue;
    diagnostics.add(Diagnostic("patching/two-baselines", item.name_span,
                               cat("`", item.name, "` and `", first->second->name, "` would both be the default of ",
                                   blueprint::words_of(*item->os)[static_cast<std::size_t>(*item->os)].doc))
                        .also(first->second->name_span, "the first")
                        .help(cat("patch_groups: [", item.name, "]")));
  }
  for (const auto& item : written) {
    if (!item->os.written() || !item->patch_groups.written() || !defaults.emplace(*item->os, &item).second) continue;
    const std::string system(blueprint::words_of(*item->os)[static_cast<std::size_t>(*item->os)].doc);
    diagnostics.add(Diagnostic("patching/no-default", item.name_span,
                               cat("no baseline is the default of ", system, "; those of it are for patch groups"))
                        .note("instances outside of the groups are judged by AWS's own baseline")
                        .help(cat("add a baseline without `patch_groups`: ", item.name, "-default: {os: ",
                                  blueprint::words_of(*item->os)[static_cast<std::size_t>(*item->os)].word, "}")));
  }
}

PatchWindow bind_patch_window(const blueprint::PatchWindow& written, base::Diagnostics& diagnostics) {
  PatchWindow window;
  window.schedule = as_located(written.schedule);
  window.hours = as_located(written.hours);
  window.cutoff_hours = {*written.hours > 1 ? 1 : 0, written.cutoff_hours.span};
  if (written.cutoff_hours.written()) window.cutoff_hours.value = *written.cutoff_hours;
  if (window.cutoff_hours.value >= window.hours.value) {
    Diagnostic fault(
        "patching/cutoff", written.cutoff_hours.span,
        cat("nothing is begun with in the last ",
            base::count_of(static_cast<std::size_t>(window.cutoff_hours.value), "hour"), " of a window of ",
            base::count_of(static_cast<std::size_t>(window.hours.value), "hour"), ", so nothing at all"));
    if (written.hours.written()) fault = std::move(fault).also(written.hours.span, "its length");
    diagnostics.add(std::move(fault).help(cat("cutoff_hours: ", window.hours.value > 1 ? 1 : 0)));
  }
  if (!written.select.written()) {
    window.select.emplace("Patch", Located<std::string>{"weekly", {}});
    return window;
  }
  for (const auto& tag : written.select->tag) {
    window.select.emplace(tag.name, Located<std::string>{*tag, tag.name_span});
  }
  if (!written.select->resources.empty()) {
    diagnostics.add(Diagnostic("patching/select", written.select->resources.span,
                               "a maintenance window selects instances by tag, not by ARN")
                        .help("tag: {Patch: weekly}"));
  } else if (window.select.empty() && !written.select->tag.refused()) {
    diagnostics.add(Diagnostic("patching/select", written.select.span, "the window selects no instance")
                        .help("select: {tag: {Patch: weekly}}"));
  }
  return window;
}

}  // namespace

Patching resolve_patching(const blueprint::Patching& written, base::Diagnostics& diagnostics) {
  Patching patching;
  if (written.baselines.presence == blueprint::Presence::unset) {
    patching.baselines = default_patch_baselines();
  } else {
    check_patch_defaults(written.baselines, diagnostics);
    for (const auto& item : written.baselines) {
      if (!item->os.written()) continue;
      const SystemRules& rules = patch_rules_of(*item->os);
      check_patch_delay(item, rules, diagnostics);
      PatchBaseline baseline = patch_baseline_of(item.name, rules);
      baseline.span = item.name_span;
      if (item->approve_after_days.written()) {
        baseline.approve_after_days = as_located(item->approve_after_days);
      }
      baseline.patch_groups = as_located(item->patch_groups);
      sort_by_value(baseline.patch_groups);
      patching.baselines.push_back(std::move(baseline));
    }
    std::sort(patching.baselines.begin(), patching.baselines.end(),
              [](const PatchBaseline& a, const PatchBaseline& b) { return a.name < b.name; });
  }
  if (written.window.presence != blueprint::Presence::null)
    patching.window = bind_patch_window(*written.window, diagnostics);
  return patching;
}

}  // namespace landform::resolve
