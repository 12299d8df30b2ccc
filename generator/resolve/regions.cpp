#include "resolve/regions.h"

#include <algorithm>
#include <string>

#include "aws/region.h"
#include "base/suggest.h"
#include "base/text.h"
#include "resolve/as_located.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

const aws::Region* known_region(const std::string& name, base::Span span, base::Diagnostics& diagnostics) {
  if (const aws::Region* region = aws::find_region(name)) return region;
  std::vector<std::string_view> names;
  for (const aws::Region& region : aws::all_regions()) names.push_back(region.name);
  Diagnostic diagnostic("organization/unknown-region", span,
                        cat("AWS has no region `", name, "` that this landform knows"));
  if (const auto near = base::near_names(name, names); !near.empty()) {
    diagnostic.primary.text = base::did_you_mean(near);
  }
  diagnostics.add(std::move(diagnostic)
                      .note("regions as of 2026-11-22; `aws account list-regions` shows those of an account")
                      .help("correct the name; for a region that is newer, update landform"));
  return nullptr;
}

namespace {

using WrittenRegion = blueprint::Written<aws::RegionName>;

const aws::Region* known_written(const WrittenRegion& written, base::Diagnostics& diagnostics) {
  return written.written() ? known_region(written->str(), written.span, diagnostics) : nullptr;
}

void note_opt_in(const aws::Region& region, base::Span span, base::Diagnostics& diagnostics) {
  if (region.opt_in == aws::OptIn::not_needed) return;
  diagnostics.add(
      Diagnostic(
          "organization/opt-in-region", span,
          cat("region `", region.name, "` (", region.place, ") is disabled in every account until it is enabled there"))
          .note("stack sets fail in accounts where the region is not enabled yet; enabling takes minutes to hours")
          .help(cat("enable it for each account: `aws account enable-region --region-name ", region.name,
                    " --account-id ID`")));
}

void check_partition(const aws::Region& region, base::Span span, const aws::Region& home, base::Span home_span,
                     base::Diagnostics& diagnostics) {
  if (region.partition == home.partition) return;
  diagnostics.add(
      Diagnostic("organization/mixed-partitions", span,
                 cat("region `", region.name, "` belongs to the partition ", region.partition, " and the home region `",
                     home.name, "` to ", home.partition, "; an organization lives in one"))
          .also(home_span, "the home region")
          .help(cat("describe the organization of ", region.partition, " in a blueprint of its own")));
}

}  // namespace

Regions resolve_regions(const blueprint::Organization& organization, base::Diagnostics& diagnostics) {
  Regions regions;
  regions.home = as_located(organization.home_region);
  const aws::Region* home = known_written(organization.home_region, diagnostics);
  if (organization.regions.presence == blueprint::Presence::unset) {
    regions.governed = {regions.home};
    if (home) note_opt_in(*home, regions.home.span, diagnostics);
    return regions;
  }
  bool any_refused = organization.regions.refused();
  for (const WrittenRegion& written : organization.regions) {
    const aws::Region* region = known_written(written, diagnostics);
    any_refused = any_refused || !region;
    if (!region) continue;
    note_opt_in(*region, written.span, diagnostics);
    if (home) check_partition(*region, written.span, *home, regions.home.span, diagnostics);
    regions.governed.push_back(as_located(written));
  }
  const auto by_name = [](const auto& a, const auto& b) { return a.value < b.value; };
  std::stable_sort(regions.governed.begin(), regions.governed.end(), by_name);
  for (std::size_t i = 1; i < regions.governed.size(); ++i) {
    if (regions.governed[i].value != regions.governed[i - 1].value) continue;
    diagnostics.add(
        Diagnostic("organization/region-twice", regions.governed[i].span,
                   cat("region `", regions.governed[i].value.str(), "` stands twice in `organization.regions`"))
            .also(regions.governed[i - 1].span, "first here")
            .help("remove one of them"));
  }
  const bool has_home = std::any_of(regions.governed.begin(), regions.governed.end(),
                                    [&](const auto& region) { return region.value == regions.home.value; });
  if (home && !has_home && !any_refused) {
    diagnostics.add(Diagnostic("organization/home-not-governed", regions.home.span,
                               cat("the home region `", home->name, "` is not among `organization.regions`"))
                        .also(organization.regions.span, "the governed regions")
                        .help(cat("add `", home->name, "` to `organization.regions`")));
  }
  return regions;
}

namespace {

// Locks of before the home region stood in them know the other regions. The one governed region that is not among them
// was the home region, then. Empty when that cannot be told.
std::string former_home(const Regions& regions, const Lock& before) {
  if (!before.home_region.empty() || !before.regions.contains(regions.home.value.str())) return before.home_region;
  std::string former;
  for (const auto& region : regions.governed) {
    if (before.regions.contains(region.value.str())) continue;
    if (!former.empty()) return {};
    former = region.value.str();
  }
  return former;
}

void refuse_other_home(const Regions& regions, const Lock& before, base::Diagnostics& diagnostics) {
  const std::string& home = regions.home.value.str();
  const std::string former = former_home(regions, before);
  const auto governed = before.regions.find(home);
  if (former == home || (former.empty() && governed == before.regions.end())) return;
  Diagnostic fault("lock/home-region-changed", regions.home.span,
                   former.empty()
                       ? cat("the home region is `", home, "`, which was governed beside another one")
                       : cat("the home region is `", home, "`; the organization was built with `", former, "`"));
  if (before.home_region_span.known()) {
    fault.secondary.push_back({before.home_region_span, "locked here"});
  } else if (governed != before.regions.end()) {
    fault.secondary.push_back({governed->second.span, "governed by an earlier build"});
  }
  fault.notes.emplace_back("AWS would be asked for the organization and each account a second time, and refuse");
  if (former.empty()) {
    fault.helps.emplace_back("write the home region that the organization was deployed with");
  } else {
    fault.helps.push_back(cat("write `home_region: ", former, "`"));
    const std::string& held = before.home_region.empty() ? home : former;
    fault.helps.push_back(cat("if nothing was deployed yet: `landform lock release region:", held, "`"));
  }
  diagnostics.add(std::move(fault));
}

}  // namespace

std::vector<aws::RegionName> remember_regions(const blueprint::Organization& organization, const Regions& regions,
                                              const Lock& before, Lock& after, base::Diagnostics& diagnostics) {
  if (aws::find_region(regions.home.value.str()) != nullptr) {  // else that is told already
    refuse_other_home(regions, before, diagnostics);
    after.home_region = regions.home.value.str();
  }
  for (const auto& region : regions.governed) {
    if (region.value == regions.home.value) continue;
    after.regions.emplace(region.value.str(), LockedRegion{{}, region.span});
  }
  std::vector<aws::RegionName> former;
  for (const auto& entry : before.regions) {
    const std::string& name = entry.first;
    const bool governed = std::any_of(regions.governed.begin(), regions.governed.end(),
                                      [&](const auto& region) { return region.value.str() == name; });
    if (governed) continue;
    former.emplace_back(name);
    diagnostics.add(
        Diagnostic("organization/region-removed",
                   organization.regions.written() ? organization.regions.span : regions.home.span,
                   cat("region `", name, "` is governed no longer, and what earlier builds deployed there is not gone"))
            .also(entry.second.span, "governed by an earlier build")
            .note("when they are next deployed, stack sets delete their stacks there in every account: what records, "
                  "finds, alarms and backs up; deploy.sh asks before")
            .note("stacks of single accounts stay, and cost money, until somebody deletes them")
            .note("what holds data stays in either case (DeletionPolicy): vaults, keys, detectors")
            .help(cat("deploy; then delete what `./deploy.sh --leftovers` lists; then `landform lock release region:",
                      name, "`")));
  }
  return former;
}

}  // namespace landform::resolve
