// How long logs are kept, and the least that regulations take; in which regions they are copied to the log archive.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "aws/log_retention.h"
#include "aws/type_availability.h"
#include "base/text.h"
#include "resolve/resolve_monitoring.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

struct Floor {
  std::string_view regulation;  // the language's word
  std::int64_t days;
  std::string_view source;
};

// Regulations without a number of their own (GDPR, ISO 27001, NIST SP 800-53, SOC 2) leave it to the customer.
// Read: 2026-11-22.
constexpr Floor kFloors[] = {
    {"fedramp", 913, "OMB M-21-31: twelve months active and eighteen months cold"},
    {"hipaa", 2190, "45 CFR 164.316(b)(2)(i): six years"},
    {"pci-dss", 365, "PCI DSS 4.0.1, requirement 10.5.1: twelve months"},
};

void check_floor(const blueprint::Written<std::int64_t>& written, std::string_view key, std::string_view fallback,
                 const Customer& customer, base::Diagnostics& diagnostics) {
  if (!written.written()) return;
  const Floor* highest = nullptr;
  base::Span chosen;
  for (const auto& regulation : customer.compliance) {
    for (const Floor& floor : kFloors) {
      if (floor.regulation != regulation.value || (highest && floor.days <= highest->days)) continue;
      highest = &floor;
      chosen = regulation.span;
    }
  }
  if (!highest || *written >= highest->days) return;
  diagnostics.add(Diagnostic("compliance/below-floor", written.span,
                             cat("`", key, "` is ", base::count_of(static_cast<std::size_t>(*written), "day"), "; `",
                                 highest->regulation, "` asks for at least ", highest->days))
                      .also(chosen, "chosen here")
                      .note(std::string(highest->source))
                      .help(cat("leave the key out (default ", fallback, ") or write ", highest->days, " or more")));
}

Located<std::int64_t> rounded(const blueprint::Written<std::int64_t>& written) {
  // The field's range ends where the table does, so there is a period that is long enough.
  return {aws::log_retention_at_least(*written).value_or(*written), written.span};
}

}  // namespace

LogRetention resolve_log_retention(const blueprint::Logging& written, const Customer& customer,
                                   base::Diagnostics& diagnostics) {
  const blueprint::RetentionDays& days = *written.retention_days;
  check_floor(written.trail->retention_days, "logging.trail.retention_days", "2555", customer, diagnostics);
  check_floor(days.security, "logging.retention_days.security", "2555", customer, diagnostics);
  return {rounded(days.security), rounded(days.application), rounded(days.debug)};
}

CentralLogs resolve_central_logs(const Organization& organization, base::Diagnostics& diagnostics) {
  constexpr std::string_view kRule = "AWS::ObservabilityAdmin::OrganizationCentralizationRule";
  const auto has_rules = [&](const aws::RegionName& region) {
    return aws::type_availability(kRule, region.str()) != aws::Availability::missing;
  };
  CentralLogs logs;
  const auto& home = organization.home_region;
  if (!has_rules(home.value)) {
    diagnostics.add(
        Diagnostic("monitoring/logs-not-central", home.span,
                   cat("the home region ", home.value.str(),
                       " has no centralization of CloudWatch Logs; no log group is copied to the log archive"))
            .note("the trail, the flow logs and what AWS Config records go there all the same"));
    return logs;
  }
  for (const auto& region : organization.regions) {
    if (has_rules(region.value)) {
      logs.regions.push_back(region.value);
      continue;
    }
    Diagnostic said("monitoring/logs-not-central", region.span,
                    cat(region.value.str(), " has no centralization of CloudWatch Logs; log groups there stay where ",
                        "they are and are not copied to the log archive"));
    said.severity = base::Severity::note;
    diagnostics.add(std::move(said));
  }
  return logs;
}

}  // namespace landform::resolve
