#include "stacks/dashboard_body.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "aws/metrics.h"
#include "base/text.h"

namespace landform::stacks {

using base::cat;

namespace {

struct ChartRow {
  std::string_view service;
  std::string_view heading;
  std::array<std::string_view, 3> metrics;  // of aws/metrics; empty for none
};

// What tells that a service is unwell, then what it does.
constexpr ChartRow kChartRows[] = {
    {"alb", "Application load balancers", {"UnHealthyHostCount", "HTTPCode_Target_5XX_Count", "TargetResponseTime"}},
    {"api-gateway", "APIs", {"5XXError", "Latency", "Count"}},
    {"dynamodb", "Tables", {"ThrottledRequests", "SystemErrors", "SuccessfulRequestLatency"}},
    {"ec2", "Instances", {"CPUUtilization", "StatusCheckFailed", "NetworkOut"}},
    {"ecs", "Containers", {"CPUUtilization", "MemoryUtilization", ""}},
    {"lambda", "Functions", {"Errors", "Throttles", "Duration"}},
    {"nat", "NAT gateways", {"ErrorPortAllocation", "ActiveConnectionCount", "BytesOutToDestination"}},
    {"rds", "Databases", {"CPUUtilization", "FreeStorageSpace", "DatabaseConnections"}},
    {"sqs", "Queues", {"ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible", "NumberOfMessagesSent"}},
};

constexpr std::int64_t kColumns = 24;
constexpr std::int64_t kChartWidth = 8;
constexpr std::int64_t kChartHeight = 6;
constexpr std::int64_t kPeriodSeconds = 300;

std::string_view statistic_of(const aws::Metric& metric) {
  if (metric.statistic == "MAX") return "Maximum";
  if (metric.statistic == "MIN") return "Minimum";
  return metric.statistic == "SUM" ? "Sum" : "Average";
}

yaml::Node widget(std::string_view type, std::int64_t x, std::int64_t y, std::int64_t width, std::int64_t height,
                  yaml::Node properties) {
  yaml::Node node = yaml::mapping();
  node.add("type", yaml::string(std::string(type)));
  node.add("x", yaml::integer(x));
  node.add("y", yaml::integer(y));
  node.add("width", yaml::integer(width));
  node.add("height", yaml::integer(height));
  node.add("properties", std::move(properties));
  return node;
}

yaml::Node chart(const ChartRow& row, const aws::Metric& metric, const aws::RegionName& region) {
  const std::string_view statistic = statistic_of(metric);
  const std::string search = cat("SEARCH('{", metric.space, ',', metric.dimensions, "} MetricName=\"", metric.name,
                                 "\"', '", statistic, "', ", kPeriodSeconds, ")");
  yaml::Node series = yaml::sequence();
  yaml::Node& line = series.add(yaml::sequence());
  line.add(yaml::mapping({{"expression", yaml::string(search)}, {"id", yaml::string("e1")}}));
  yaml::Node properties = yaml::mapping();
  properties.add("title", yaml::string(cat(row.heading, ": ", metric.name, " (", aws::unit_name(metric.unit), ")")));
  properties.add("region", yaml::string(region.str()));
  properties.add("view", yaml::string("timeSeries"));
  properties.add("stat", yaml::string(std::string(statistic)));
  properties.add("period", yaml::integer(kPeriodSeconds));
  properties.add("metrics", std::move(series));
  return properties;
}

}  // namespace

yaml::Node dashboard_body(const std::vector<std::string>& services, const std::vector<aws::RegionName>& regions) {
  yaml::Node widgets = yaml::sequence();
  std::int64_t y = 0;
  for (const aws::RegionName& region : regions) {
    widgets.add(
        widget("text", 0, y++, kColumns, 1, yaml::mapping({{"markdown", yaml::string(cat("## ", region.str()))}})));
    for (const std::string& service : services) {
      for (const ChartRow& row : kChartRows) {
        if (row.service != service) continue;
        std::int64_t x = 0;
        for (const std::string_view name : row.metrics) {
          const aws::Metric* metric = aws::find_metric(row.service, name);
          if (!metric) continue;
          widgets.add(widget("metric", x, y, kChartWidth, kChartHeight, chart(row, *metric, region)));
          x += kChartWidth;
        }
        y += kChartHeight;
      }
    }
  }
  return yaml::mapping({{"widgets", std::move(widgets)}});
}

}  // namespace landform::stacks
