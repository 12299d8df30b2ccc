#include "blueprint/monitoring.h"

namespace landform::blueprint {
namespace {

constexpr Word kWidgets[] = {
    {"alb", "application load balancers"},
    {"api-gateway", "APIs"},
    {"dynamodb", "tables"},
    {"ec2", "instances"},
    {"ecs", "containers"},
    {"lambda", "functions"},
    {"nat", "NAT gateways"},
    {"rds", "databases"},
    {"sqs", "queues"},
};

constexpr Word kStatistics[] = {
    {"average", "the mean of the values of a period"}, {"count", "how many values there were"},
    {"maximum", "the greatest value of a period"},     {"minimum", "the least value of a period"},
    {"sum", "all values of a period together"},
};

constexpr Facts monitored_in(std::string_view doc) {
  return {.rule = text(kTarget, "unit or account"),
          .absent = "every account whose role is workload",
          .doc = doc,
          .example = "[Workloads/Production]",
          .empty = Empty::refused};
}

constexpr Facts threshold(std::string_view doc, std::string_view unit) {
  return {.rule = {.minimum = 0, .unit = unit}, .absent = "another threshold is given", .doc = doc, .example = "80"};
}

constexpr Field kDashboard[] = {
    field<&Dashboard::to>("to", monitored_in("Accounts whose workloads the dashboard shows.")),
    field<&Dashboard::widgets>("widgets", {.need = Need::required,
                                           .doc = "What the dashboard shows, in this order.",
                                           .example = "[ec2, rds, alb, lambda]",
                                           .empty = Empty::refused}),
};

constexpr Field kAlarm[] = {
    field<&MetricAlarm::metric>(
        "metric", {.rule = text(kMetric),
                   .need = Need::required,
                   .doc = "Metric that is watched: short name of the service, slash, name of the metric; or "
                          "a namespace, slash, name of the metric, with `dimensions`.",
                   .example = "ec2/CPUUtilization"}),
    field<&MetricAlarm::dimensions>(
        "dimensions",
        {.rule = text(kDimension),
         .absent = "those that name a resource of the service",
         .doc = "Dimensions that name a resource, for a metric by its namespace: `CWAgent/disk_used_percent`.",
         .example = "[InstanceId]",
         .empty = Empty::refused}),
    field<&MetricAlarm::statistic>(
        "statistic", {.absent = "the one that tells trouble for the metric; `average` for a metric by its "
                                "namespace",
                      .doc = "How the values of a period become one.",
                      .example = "maximum"}),
    field<&MetricAlarm::above>("above", threshold("The alarm goes off above this, in the metric's own unit.", {})),
    field<&MetricAlarm::below>("below", threshold("The alarm goes off below this, in the metric's own unit.", {})),
    field<&MetricAlarm::above_gib>("above_gib",
                                   threshold("The alarm goes off above this, for metrics in bytes.", "GiB")),
    field<&MetricAlarm::below_gib>("below_gib",
                                   threshold("The alarm goes off below this, for metrics in bytes.", "GiB")),
    field<&MetricAlarm::minutes>("minutes",
                                 {.rule = range(1, 180, "minutes"),
                                  .fallback = "15",
                                  .doc = "How long the threshold must be passed before the alarm goes off; CloudWatch "
                                         "looks three hours back at most.",
                                  .example = "15"}),
    field<&MetricAlarm::notify>(
        "notify", {.fallback = "operations", .doc = "Topic that the alarm goes to.", .example = "operations"}),
    field<&MetricAlarm::to>("to", monitored_in("Accounts that get the alarm.")),
};

constexpr Field kComposite[] = {
    field<&CompositeAlarm::any>("any", {.rule = text(kName, "alarm"),
                                        .absent = "`all` is given",
                                        .doc = "Alarms of which any one sets this one off.",
                                        .example = "[alb-unhealthy-hosts, rds-cpu-high]",
                                        .empty = Empty::refused}),
    field<&CompositeAlarm::all>("all", {.rule = text(kName, "alarm"),
                                        .absent = "`any` is given",
                                        .doc = "Alarms that set this one off together.",
                                        .example = "[alb-unhealthy-hosts, rds-cpu-high]",
                                        .empty = Empty::refused}),
    field<&CompositeAlarm::notify>(
        "notify", {.fallback = "operations", .doc = "Topic that the alarm goes to.", .example = "operations"}),
};

constexpr Field kMonitoring[] = {
    field<&Monitoring::baseline>(
        "baseline",
        {.fallback = "true",
         .doc = "Whether workload accounts get the alarms and, where no dashboard is written, the dashboard of "
                "the baseline. An alarm of the same name takes the place of the baseline's.",
         .example = "true"}),
    field<&Monitoring::dashboards>("dashboards", {.rule = named(kName),
                                                  .absent = "the dashboard of the baseline",
                                                  .doc = "CloudWatch dashboards, keyed by name.",
                                                  .example = "{overview: {widgets: [ec2, rds]}}"}),
    field<&Monitoring::alarms>("alarms", {.rule = named(kName),
                                          .absent = "the alarms of the baseline",
                                          .doc = "Alarms on metrics of workloads, keyed by name.",
                                          .example = "{ec2-cpu-high: {metric: ec2/CPUUtilization, above: 80}}"}),
    field<&Monitoring::composites>("composites", {.rule = named(kName),
                                                  .absent = "no composite alarms",
                                                  .doc = "Alarms on alarms of the same accounts, keyed by name.",
                                                  .example = "{shop: {any: [ec2-cpu-high, rds-cpu-high]}}"}),
};

}  // namespace

std::span<const Word> words_of(Widget) {
  return kWidgets;
}
std::span<const Word> words_of(Statistic) {
  return kStatistics;
}
std::span<const Field> fields_of(const Dashboard*) {
  return kDashboard;
}
std::span<const Field> fields_of(const MetricAlarm*) {
  return kAlarm;
}
std::span<const Field> fields_of(const CompositeAlarm*) {
  return kComposite;
}
std::span<const Field> fields_of(const Monitoring*) {
  return kMonitoring;
}

}  // namespace landform::blueprint
