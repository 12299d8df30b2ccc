// Metrics that alarms and dashboards know by a short name: what resources send them, in which unit, how often, and
// which statistic says that something is wrong. Source: "CloudWatch metrics" pages of the services' user guides;
// statistics of Metrics Insights: "Query components and syntax" (CloudWatch user guide). Read: 2026-11-22.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace landform::aws {

enum class MetricUnit : std::uint8_t { bytes, count, milliseconds, percent, seconds };

struct Metric {
  std::string_view service;     // "ec2"
  std::string_view name;        // "CPUUtilization"
  std::string_view space;       // "AWS/EC2"
  std::string_view dimensions;  // "InstanceId"; of several, with commas. Together they name a resource.
  std::string_view statistic;   // AVG, MAX, MIN or SUM
  MetricUnit unit;
  std::int64_t minutes;  // between two values, as resources send them unless paid for more
};

// Sorted by service, then by name.
std::span<const Metric> all_metrics();
// Null when the table does not have it. Letter case counts, as it does for CloudWatch.
const Metric* find_metric(std::string_view service, std::string_view name);
std::string_view unit_name(MetricUnit unit);  // "percent"
// "ec2/CPUUtilization" of every metric, for suggestions.
std::vector<std::string> metric_names();

// The statistics that a query of Metrics Insights takes. Sorted.
std::span<const std::string_view> metric_statistics();

}  // namespace landform::aws
