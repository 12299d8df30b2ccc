#include "stacks/dashboard_body.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "aws/metrics.h"
#include "base/text.h"
#include "stacks/parts.h"

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

struct Box {
  std::int64_t x = 0, y = 0, width = 0, height = 0;
};

template <class Properties>
void add_widget(yaml::Node& widgets, std::string_view type, const Box& box, const Properties& properties) {
  put_row(widgets.items.emplace_back(), "type", type, "x", Number{box.x}, "y", Number{box.y},  //
          "width", Number{box.width}, "height", Number{box.height}, "properties", properties);
}

void put_chart(yaml::Node& properties, const ChartRow& row, const aws::Metric& metric, const aws::RegionName& region) {
  const std::string_view statistic = statistic_of(metric);
  const auto put_series = [&](yaml::Node& line) {
    put_list(line, [&](yaml::Node& series) {
      put_row(series, "expression",
              cat("SEARCH('{", metric.space, ',', metric.dimensions, "} MetricName=\"", metric.name, "\"', '",
                  statistic, "', ", kPeriodSeconds, ")"),
              "id", "e1");
    });
  };
  put_row(properties, "title", cat(row.heading, ": ", metric.name, " (", aws::unit_name(metric.unit), ")"),   //
          "region", region.str(), "view", "timeSeries", "stat", statistic, "period", Number{kPeriodSeconds},  //
          "metrics", [&](yaml::Node& list) { put_list(list, put_series); });
}

}  // namespace

yaml::Node dashboard_body(const std::vector<std::string>& services, const std::vector<aws::RegionName>& regions) {
  yaml::Node widgets = yaml::sequence();
  std::int64_t y = 0;
  for (const aws::RegionName& region : regions) {
    add_widget(widgets, "text", {0, y++, kColumns, 1},
               [&](yaml::Node& text) { put_row(text, "markdown", cat("## ", region.str())); });
    for (const std::string& service : services) {
      for (const ChartRow& row : kChartRows) {
        if (row.service != service) continue;
        std::int64_t x = 0;
        for (const std::string_view name : row.metrics) {
          const aws::Metric* metric = aws::find_metric(row.service, name);
          if (!metric) continue;
          add_widget(widgets, "metric", {x, y, kChartWidth, kChartHeight},
                     [&](yaml::Node& properties) { put_chart(properties, row, *metric, region); });
          x += kChartWidth;
        }
        y += kChartHeight;
      }
    }
  }
  return row_of("widgets", std::move(widgets));
}

}  // namespace landform::stacks
