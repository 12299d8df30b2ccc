// What people hear of and see, with everything bound: alarms on the trail, routes of findings, alarms and dashboards of
// workloads, and how long logs are kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "aws/names.h"
#include "base/span.h"
#include "resolve/located.h"

namespace landform::resolve {

struct FindingRoutes {
  Located<std::string> channel;                    // "security" or "operations"
  bool cis_alarms = true;                          // the CIS metric filters on the trail, not only the root user's
  std::optional<std::int64_t> guardduty_severity;  // from which on; nothing: GuardDuty is off
  std::vector<std::string> security_hub_labels;    // "CRITICAL", "HIGH", sorted; empty: Security Hub is off
  bool health = false;
};

struct MetricAlarm {
  std::string name;
  std::string summary;  // what passed what, for people
  // "AWS/EC2", "CPUUtilization", {"InstanceId"}: each resource of an account is a series of its own.
  std::string space, metric;
  std::vector<std::string> dimensions;
  std::string statistic;  // of Metrics Insights: AVG
  bool above = true;      // else below
  std::string threshold;  // in the metric's own unit
  std::int64_t period_seconds = 300;
  std::int64_t periods = 3;
  std::string channel;
  base::Span span;  // its key; unknown for the baseline's
};

struct CompositeAlarm {
  std::string name;
  bool all = false;                  // all of them, else any
  std::vector<std::string> members;  // names of alarms of the same group, sorted
  std::string channel;
  base::Span span;
};

struct Dashboard {
  std::string name;
  std::vector<std::string> widgets;  // the language's words, in the order wished
  base::Span span;
};

// What goes to the same accounts.
struct MonitoringGroup {
  std::string name;                   // of steps: empty for all workload accounts, else from its targets
  std::vector<aws::OuPath> units;     // whole units, sorted; none lies below another
  std::vector<std::string> accounts;  // outside of `units`, by name, sorted
  bool management = false;
  std::vector<MetricAlarm> alarms;         // by name
  std::vector<CompositeAlarm> composites;  // by name
  std::vector<Dashboard> dashboards;       // by name
};

struct Monitoring {
  std::vector<MonitoringGroup> groups;  // by name
};

// Days that CloudWatch Logs knows, rounded up.
struct LogRetention {
  Located<std::int64_t> security, application, debug;
};

// Whose logs a rule of the organization copies into the log archive; without a region there is no such rule.
struct CentralLogs {
  std::vector<aws::RegionName> regions;  // sorted
};

}  // namespace landform::resolve
