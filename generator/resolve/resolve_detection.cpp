#include "resolve/resolve_detection.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "aws/guardduty_protections.h"
#include "aws/region.h"
#include "aws/type_availability.h"
#include "base/text.h"
#include "resolve/as_located.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;
using blueprint::Presence;

namespace {

// What follows "standards/" in the ARN of a standard, and where it is known to exist beside the commercial regions.
// Source: aws-facts.md E4. Read: 2026-11-22.
struct Standard {
  std::string_view arn_end;
  bool in_every_partition;
};
constexpr Standard kStandards[] = {
    {"aws-foundational-security-best-practices/v/1.0.0", true},
    {"cis-aws-foundations-benchmark/v/1.4.0", false},
    {"cis-aws-foundations-benchmark/v/3.0.0", false},
    {"cis-aws-foundations-benchmark/v/5.0.0", false},
    {"nist-800-53/v/5.0.0", false},
    {"nist-800-171/v/2.0.0", false},
    {"pci-dss/v/3.2.1", false},
    {"pci-dss/v/4.0.1", false},
    {"aws-resource-tagging-standard/v/1.0.0", false},
};

const Standard& standard_of(blueprint::Standard standard) {
  return kStandards[static_cast<std::size_t>(standard)];
}

// The standards that a regulation of `customer.compliance` selects.
struct Selected {
  std::string_view regulation;
  blueprint::Standard standard;
};
constexpr Selected kSelected[] = {
    {"fedramp", blueprint::Standard::nist_800_53},
    {"hipaa", blueprint::Standard::nist_800_53},
    {"nist-800-53", blueprint::Standard::nist_800_53},
    {"pci-dss", blueprint::Standard::pci_dss_4_0},
};

std::vector<std::string> protections(const blueprint::GuardDuty& written) {
  std::vector<std::string> words;
  for (const auto& protection : written.protections) {
    if (protection.refused()) continue;
    words.emplace_back(blueprint::words_of(*protection)[static_cast<std::size_t>(*protection)].word);
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

// A region takes what it has; what it lacks is said, louder where the blueprint asks for it by name.
void note_missing_protections(const blueprint::GuardDuty& written, const GuardDuty& guardduty,
                              const Organization& organization, base::Diagnostics& diagnostics) {
  for (const auto& region : organization.regions) {
    std::vector<std::string> missing;
    for (const std::string& protection : guardduty.protections) {
      if (aws::has_guardduty_protection(region.value.str(), protection)) continue;
      missing.push_back(cat('`', protection, '`'));
    }
    if (missing.empty()) continue;
    Diagnostic fault("security/protection-not-in-region", region.span,
                     cat("GuardDuty of ", region.value.str(), " has no protection ", base::join(missing, ", "),
                         "; everything else of it is switched on there"));
    if (written.protections.presence == Presence::unset) {
      fault.severity = base::Severity::note;
    } else {
      fault.secondary.push_back({written.protections.span, "asked for here"});
    }
    diagnostics.add(std::move(fault));
  }
}

std::vector<Suppression> suppressions(const blueprint::GuardDuty& written, base::Diagnostics& diagnostics) {
  // Source: GuardDuty API reference, CreateFilter: a rank from 1 to 100 for each.
  constexpr std::size_t kFilters = 100;
  std::vector<Suppression> all;
  for (const auto& item : written.suppress) {
    if (item.written.refused()) continue;
    Suppression suppression{item.name, {}, {}, *item->reason, item.name_span};
    for (const auto& type : item->finding_types) {
      if (type.written()) suppression.finding_types.push_back(*type);
    }
    std::sort(suppression.finding_types.begin(), suppression.finding_types.end());
    suppression.where = as_located(item->where);
    if (item->finding_types.presence == Presence::unset && item->where.presence == Presence::unset) {
      diagnostics.add(Diagnostic("security/suppression", item.name_span,
                                 cat("suppression `", item.name, "` would hide every finding"))
                          .help("name `finding_types`, or say `where`"));
    }
    if (const auto twice = suppression.where.find("type");
        twice != suppression.where.end() && !suppression.finding_types.empty()) {
      diagnostics.add(Diagnostic("security/suppression", twice->second.span,
                                 cat("suppression `", item.name, "` says the type of its findings twice"))
                          .also(item->finding_types.span, "here, too")
                          .help("keep `finding_types` alone"));
    }
    all.push_back(std::move(suppression));
  }
  if (all.size() > kFilters) {
    diagnostics.add(Diagnostic("security/suppression", all[kFilters].span,
                               cat(all.size(), " suppressions; GuardDuty takes ", kFilters, " in a region")));
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return all;
}

std::vector<Located<std::string>> standards(const blueprint::SecurityHub& written, const Organization& organization,
                                            base::Diagnostics& diagnostics) {
  struct Choice {
    blueprint::Standard standard;
    base::Span span;
  };
  std::vector<Choice> chosen;
  if (written.standards.presence == Presence::unset) {
    chosen = {{blueprint::Standard::fsbp, {}}, {blueprint::Standard::cis_5_0, {}}};
    for (const auto& regulation : organization.customer.compliance) {
      for (const Selected& row : kSelected) {
        if (row.regulation == regulation.value) chosen.push_back({row.standard, regulation.span});
      }
    }
  }
  for (const auto& standard : written.standards) {
    if (standard.written()) chosen.push_back({*standard, standard.span});
  }
  const std::string_view partition = aws::partition_of(organization.home_region.value).name;
  const bool commercial = partition == "aws";
  std::vector<Located<std::string>> all;
  for (const Choice& choice : chosen) {
    const Standard& row = standard_of(choice.standard);
    if (!commercial && !row.in_every_partition) {
      // What only a default or a regulation asks for is left out where it may not exist; what was written is kept.
      const bool asked = written.standards.presence != Presence::unset;
      Diagnostic fault("security/standard-not-in-partition",
                       choice.span.known() ? choice.span : organization.home_region.span,
                       cat("the partition ", partition, " may not have the standard ", row.arn_end,
                           asked ? "" : "; it is left out"));
      if (!asked) fault.severity = base::Severity::note;
      diagnostics.add(std::move(fault).help(
          asked
              ? std::string("look into the Security Hub console there, or keep to `standards: [fsbp]`")
              : std::string("if the Security Hub console there has it, name it in `security.security_hub.standards`")));
      if (!asked) continue;
    }
    all.push_back({std::string(row.arn_end), choice.span});
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
  all.erase(std::unique(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.value == b.value; }),
            all.end());
  return all;
}

SecurityHub resolve_hub(const blueprint::Written<blueprint::SecurityHub>& written, const Organization& organization,
                        base::Diagnostics& diagnostics) {
  SecurityHub hub;
  hub.enabled = as_located(written->enabled);
  if (!hub.enabled.value) return hub;
  const auto& home = organization.home_region;
  if (aws::type_availability("AWS::SecurityHub::ConfigurationPolicy", home.value.str()) == aws::Availability::missing) {
    Diagnostic fault("security/hub-not-in-region", written.written() ? written.span : home.span,
                     cat("Security Hub cannot be configured centrally from ", home.value.str()));
    if (written.written()) fault.severity = base::Severity::error;
    if (written.written()) fault.secondary.push_back({home.span, "the home region"});
    diagnostics.add(std::move(fault)
                        .note("CloudFormation has its configuration policies in regions that are enabled by default "
                              "alone; nothing of Security Hub is built")
                        .help("security: {security_hub: {enabled: false}}"));
    hub.enabled.value = false;
    return hub;
  }
  hub.standards = standards(*written, organization, diagnostics);
  for (const auto& item : written->disabled_controls) {
    if (item.written.written()) hub.disabled_controls.emplace(item.name, Located<std::string>{*item, item.name_span});
  }
  return hub;
}

// `type`: a resource type of the service whose regions are known; empty for one that every region is taken to have.
RegionalService resolve_service(const blueprint::Written<bool>& written, std::string_view name, std::string_view type,
                                const Organization& organization, base::Diagnostics& diagnostics) {
  RegionalService service{as_located(written), {}};
  if (!service.enabled.value) return service;
  for (const auto& region : organization.regions) {
    if (!type.empty() && aws::type_availability(type, region.value.str()) == aws::Availability::missing) {
      diagnostics.add(Diagnostic("security/service-not-in-region", region.span,
                                 cat(region.value.str(), " has no ", name, "; it is not switched on there"))
                          .also(written.span, "asked for here"));
      continue;
    }
    service.regions.push_back(region.value);
  }
  return service;
}

// GuardDuty exports across regions, but into no region that is off until an account enables it.
// Source: GuardDuty user guide, "Exporting generated findings to S3 buckets", considerations. Read: 2026-11-22.
std::vector<aws::RegionName> exporting(const blueprint::GuardDuty& written, const Organization& organization,
                                       base::Diagnostics& diagnostics) {
  std::vector<aws::RegionName> regions;
  if (!*written.enabled || !*written.export_findings) return regions;
  const auto& home = organization.home_region;
  const aws::Region* known = aws::find_region(home.value.str());
  const bool takes_all = known == nullptr || known->opt_in == aws::OptIn::not_needed;
  std::vector<std::string> left_out;
  for (const auto& region : organization.regions) {
    if (takes_all || region.value == home.value) {
      regions.push_back(region.value);
    } else {
      left_out.push_back(region.value.str());
    }
  }
  if (left_out.empty()) return regions;
  const base::Span span = written.export_findings.written() ? written.export_findings.span : home.span;
  diagnostics.add(Diagnostic("security/findings-stay", span,
                             cat("GuardDuty's findings of ", base::join(left_out, ", "),
                                 " are not kept in the log archive in ", home.value.str()))
                      .note("GuardDuty exports into no other region that has to be enabled first; it keeps findings "
                            "itself for 90 days"));
  return regions;
}

}  // namespace

Detection resolve_detection(const blueprint::Security& written, const Organization& organization,
                            base::Diagnostics& diagnostics) {
  Detection detection;
  const blueprint::GuardDuty& guardduty = *written.guardduty;
  detection.guardduty.enabled = as_located(guardduty.enabled);
  detection.guardduty.protections = protections(guardduty);
  if (detection.guardduty.enabled.value) {
    note_missing_protections(guardduty, detection.guardduty, organization, diagnostics);
  }
  detection.guardduty.exporting = exporting(guardduty, organization, diagnostics);
  detection.guardduty.suppressions = suppressions(guardduty, diagnostics);
  detection.security_hub = resolve_hub(written.security_hub, organization, diagnostics);
  detection.inspector = resolve_service(written.inspector, "Amazon Inspector", {}, organization, diagnostics);
  detection.macie = resolve_service(written.macie, "Amazon Macie", "AWS::Macie::Session", organization, diagnostics);
  detection.detective = resolve_service(written.detective, "Amazon Detective", "AWS::Detective::OrganizationAdmin",
                                        organization, diagnostics);
  return detection;
}

}  // namespace landform::resolve
