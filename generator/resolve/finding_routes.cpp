// What is told to people: which findings, by which topic.
#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "resolve/resolve_monitoring.h"

namespace landform::resolve {

using blueprint::FindingSeverity;

namespace {

// Source: "Severity levels of GuardDuty findings" (GuardDuty user guide). Read: 2026-11-22.
std::int64_t guardduty_severity(FindingSeverity severity) {
  switch (severity) {
    case FindingSeverity::low:
      return 1;
    case FindingSeverity::medium:
      return 4;
    case FindingSeverity::high:
      return 7;
    case FindingSeverity::critical:
      break;
  }
  return 9;
}

std::vector<std::string> labels_from(FindingSeverity severity) {
  constexpr std::array<std::string_view, 4> kLabels = {"LOW", "MEDIUM", "HIGH", "CRITICAL"};
  std::vector<std::string> labels;
  for (auto i = static_cast<std::size_t>(severity); i < kLabels.size(); ++i) labels.emplace_back(kLabels[i]);
  std::sort(labels.begin(), labels.end());
  return labels;
}

}  // namespace

FindingRoutes resolve_finding_routes(const blueprint::Security& written, base::Diagnostics& diagnostics) {
  FindingRoutes routes;
  const blueprint::Notify& notify = *written.notify;
  const auto channel = *notify.channel;
  if (channel == blueprint::Channel::billing) {
    diagnostics.add(base::Diagnostic("monitoring/channel", notify.channel.span,
                                     "findings cannot go to the billing topic: it lies in the management account, "
                                     "findings arrive in the audit account")
                        .help("channel: security"));
  }
  routes.channel = {channel == blueprint::Channel::operations ? "operations" : "security", notify.channel.span};
  if (written.alarms.written()) {
    routes.cis_alarms = std::any_of(written.alarms.begin(), written.alarms.end(),
                                    [](const auto& set) { return *set == blueprint::AlarmSet::cis; });
  }
  if (*written.guardduty->enabled) routes.guardduty_severity = guardduty_severity(*notify.guardduty_severity);
  if (*written.security_hub->enabled) routes.security_hub_labels = labels_from(*notify.security_hub_severity);
  routes.health = *notify.health;
  return routes;
}

}  // namespace landform::resolve
