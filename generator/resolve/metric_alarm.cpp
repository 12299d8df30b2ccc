#include "resolve/metric_alarm.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/metrics.h"
#include "base/suggest.h"
#include "base/text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr double kGibibyte = 1024.0 * 1024.0 * 1024.0;

// What is watched; `unit` is nothing for a metric that the table does not have.
struct Watched {
  std::string label;  // "ec2/CPUUtilization"
  std::string space, name;
  std::vector<std::string> dimensions;
  std::string statistic;
  std::optional<aws::MetricUnit> unit;
  std::int64_t minutes = 1;
};

Watched watched(const aws::Metric& metric, std::string label) {
  Watched result{std::move(label),
                 std::string(metric.space),
                 std::string(metric.name),
                 {},
                 std::string(metric.statistic),
                 metric.unit,
                 metric.minutes};
  for (const std::string_view dimension : base::split(metric.dimensions, ',')) {
    result.dimensions.emplace_back(dimension);
  }
  return result;
}

std::string_view statistic_of(blueprint::Statistic written) {
  switch (written) {
    case blueprint::Statistic::average:
      return "AVG";
    case blueprint::Statistic::count:
      return "COUNT";
    case blueprint::Statistic::maximum:
      return "MAX";
    case blueprint::Statistic::minimum:
      return "MIN";
    case blueprint::Statistic::sum:
      break;
  }
  return "SUM";
}

const aws::Metric* known_metric(std::string_view space, std::string_view name) {
  const auto& metrics = aws::all_metrics();
  const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const aws::Metric& metric) {
    return metric.name == name && (metric.service == space || metric.space == space);
  });
  return found == metrics.end() ? nullptr : &*found;
}

// The namespace of a service's short name, or the text itself.
std::string namespace_of(std::string_view text) {
  for (const aws::Metric& metric : aws::all_metrics()) {
    if (metric.service == text) return std::string(metric.space);
  }
  return std::string(text);
}

std::optional<Watched> bind_metric(const blueprint::MetricAlarm& written, base::Diagnostics& diagnostics) {
  if (!written.metric.written()) return std::nullopt;
  const std::string& text = *written.metric;
  const std::size_t slash = text.rfind('/');
  const std::string_view space = std::string_view(text).substr(0, slash);
  const std::string_view name = std::string_view(text).substr(slash + 1);
  std::optional<Watched> result;
  if (const aws::Metric* metric = known_metric(space, name)) {
    result = watched(*metric, text);
  } else if (written.dimensions.written()) {
    result = Watched{text, namespace_of(space), std::string(name), {}, "AVG", std::nullopt, 1};
  } else {
    const std::vector<std::string> names = aws::metric_names();
    Diagnostic fault("monitoring/unknown-metric", written.metric.span,
                     cat("metric `", text, "` is none that landform knows by a short name"));
    fault.primary.text = base::did_you_mean(base::near_names(text, names));
    diagnostics.add(std::move(fault)
                        .note("short names are known of alb, api-gateway, dynamodb, ec2, ecs, efs, elasticache, "
                              "kinesis, lambda, nat, nlb, rds, sns, sqs and states")
                        .help("any other metric takes its namespace and the dimensions that name a resource: "
                              "`metric: CWAgent/mem_used_percent` with `dimensions: [InstanceId]`"));
    return std::nullopt;
  }
  if (written.dimensions.written()) {
    result->dimensions.clear();
    for (const auto& dimension : written.dimensions) {
      if (dimension.written()) result->dimensions.push_back(*dimension);
    }
  }
  if (written.statistic.written()) result->statistic = statistic_of(*written.statistic);
  return result;
}

struct Threshold {
  bool above = true;
  std::string text;  // in the metric's own unit
  std::string said;  // "80 percent"
};

// What the alarm says of its threshold, key by key.
struct Given {
  std::string_view key;
  const blueprint::Written<blueprint::Decimal>* written;
  bool above, gib;
};

std::optional<double> number_of(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// A threshold that no value passes: percent go from 0 to 100, and nothing here is negative.
bool never_passed(const Given& given, double value, const Watched& metric) {
  if (!given.above) return value <= 0;
  return metric.unit == aws::MetricUnit::percent && value >= 100;
}

std::optional<Threshold> bind_threshold(const std::string& name, base::Span name_span,
                                        const blueprint::MetricAlarm& written, const Watched& metric,
                                        base::Diagnostics& diagnostics) {
  const Given all[] = {{"above", &written.above, true, false},
                       {"below", &written.below, false, false},
                       {"above_gib", &written.above_gib, true, true},
                       {"below_gib", &written.below_gib, false, true}};
  std::vector<const Given*> given;
  for (const Given& one : all) {
    if (one.written->refused()) return std::nullopt;
    if (one.written->written()) given.push_back(&one);
  }
  if (given.size() != 1) {
    Diagnostic fault("monitoring/threshold", given.empty() ? name_span : given[1]->written->span,
                     given.empty() ? cat("alarm `", name, "` has no threshold")
                                   : cat("alarm `", name, "` has two thresholds, `", given[0]->key, "` and `",
                                         given[1]->key, "`; an alarm has one"));
    if (!given.empty()) fault = std::move(fault).also(given[0]->written->span, "the other one");
    diagnostics.add(std::move(fault).help(given.empty() ? "write `above: 80`, or `below`, `above_gib`, `below_gib`"
                                                        : "make two alarms of it"));
    return std::nullopt;
  }
  const Given& one = *given.front();
  const std::string& text = (*one.written)->text;
  // "above 0 count" is no English.
  const std::string_view unit =
      metric.unit && *metric.unit != aws::MetricUnit::count ? aws::unit_name(*metric.unit) : std::string_view();
  if (one.gib && metric.unit && *metric.unit != aws::MetricUnit::bytes) {
    diagnostics.add(Diagnostic("monitoring/unit", one.written->span,
                               cat("`", one.key, "` is for metrics in bytes; the unit of `", metric.label, "` is ",
                                   aws::unit_name(*metric.unit)))
                        .help(cat("write `", one.above ? "above" : "below", ": ", text, "`")));
    return std::nullopt;
  }
  const auto value = number_of(text);
  if (!value) return std::nullopt;  // the field took it, so it is a number; a longer one than a double holds is none
  if (never_passed(one, *value, metric)) {
    diagnostics.add(Diagnostic("monitoring/threshold", one.written->span,
                               cat("alarm `", name, "` never goes off: `", metric.label, "` is never ",
                                   one.above ? "above " : "below ", text, unit.empty() ? "" : " ", unit))
                        .help(one.above ? "write a number below 100" : "write a number above 0"));
    return std::nullopt;
  }
  Threshold threshold;
  threshold.above = one.above;
  threshold.text = one.gib ? cat(static_cast<std::int64_t>(std::llround(*value * kGibibyte))) : text;
  threshold.said = cat(text, one.gib ? " GiB" : unit.empty() ? "" : cat(" ", unit));
  return threshold;
}

bool bind_periods(const blueprint::MetricAlarm& written, const Watched& metric, MetricAlarm& alarm,
                  base::Diagnostics& diagnostics) {
  constexpr std::int64_t kUsualMinutes = 5;
  if (written.minutes.refused()) return false;
  const std::int64_t minutes = *written.minutes;
  if (minutes % metric.minutes != 0) {
    const std::int64_t less = minutes - minutes % metric.minutes;
    diagnostics.add(Diagnostic("monitoring/period", written.minutes.span,
                               cat("no period divides ", base::count_of(static_cast<std::size_t>(minutes), "minute"),
                                   ": `", metric.label, "` has a value every ", metric.minutes, " minutes"))
                        .help(cat("minutes: ", less == 0 ? metric.minutes : less)));
    return false;
  }
  const std::int64_t period = minutes % kUsualMinutes == 0 ? kUsualMinutes : 1;
  alarm.period_seconds = period * 60;
  alarm.periods = minutes / period;
  return true;
}

MetricAlarm baseline_alarm(std::string name, std::string_view service, std::string_view metric_name, bool above,
                           std::string threshold, std::string_view said, std::int64_t minutes) {
  const aws::Metric* metric = aws::find_metric(service, metric_name);
  const std::string label = cat(service, '/', metric_name);
  MetricAlarm alarm;
  alarm.name = std::move(name);
  alarm.summary = cat(label, above ? " above " : " below ", said, " for ", minutes, " minutes");
  if (metric) {
    Watched source = watched(*metric, label);
    alarm.space = std::move(source.space);
    alarm.metric = std::move(source.name);
    alarm.dimensions = std::move(source.dimensions);
    alarm.statistic = std::move(source.statistic);
  }
  alarm.above = above;
  alarm.threshold = std::move(threshold);
  alarm.period_seconds = 300;
  alarm.periods = minutes / 5;
  alarm.channel = "operations";
  return alarm;
}

}  // namespace

std::string bind_channel(const blueprint::Written<blueprint::Channel>& written, base::Diagnostics& diagnostics) {
  if (*written == blueprint::Channel::billing) {
    diagnostics.add(Diagnostic("monitoring/channel", written.span,
                               "alarms of workloads cannot go to the billing topic: it takes alarms of the management "
                               "account alone")
                        .help("notify: operations"));
  }
  return *written == blueprint::Channel::security ? "security" : "operations";
}

std::optional<MetricAlarm> bind_alarm(const std::string& name, base::Span name_span,
                                      const blueprint::MetricAlarm& written, base::Diagnostics& diagnostics) {
  const auto metric = bind_metric(written, diagnostics);
  MetricAlarm alarm;
  alarm.channel = bind_channel(written.notify, diagnostics);
  if (!metric) return std::nullopt;
  const auto threshold = bind_threshold(name, name_span, written, *metric, diagnostics);
  const bool periods = bind_periods(written, *metric, alarm, diagnostics);
  if (!threshold || !periods) return std::nullopt;
  alarm.name = name;
  alarm.span = name_span;
  alarm.summary = cat(metric->label, threshold->above ? " above " : " below ", threshold->said, " for ",
                      base::count_of(static_cast<std::size_t>(*written.minutes), "minute"));
  alarm.space = metric->space;
  alarm.metric = metric->name;
  alarm.dimensions = metric->dimensions;
  alarm.statistic = metric->statistic;
  alarm.above = threshold->above;
  alarm.threshold = threshold->text;
  return alarm;
}

std::vector<MetricAlarm> baseline_alarms() {
  return {
      baseline_alarm("alb-unhealthy-hosts", "alb", "UnHealthyHostCount", true, "0", "0", 15),
      baseline_alarm("ec2-cpu-high", "ec2", "CPUUtilization", true, "90", "90 percent", 30),
      baseline_alarm("ec2-status-check-failed", "ec2", "StatusCheckFailed", true, "0", "0", 10),
      baseline_alarm("lambda-throttles", "lambda", "Throttles", true, "0", "0", 15),
      baseline_alarm("nat-ports-exhausted", "nat", "ErrorPortAllocation", true, "0", "0", 15),
      baseline_alarm("rds-cpu-high", "rds", "CPUUtilization", true, "90", "90 percent", 30),
      baseline_alarm("rds-free-storage-low", "rds", "FreeStorageSpace", false, "5368709120", "5 GiB", 15),
  };
}

}  // namespace landform::resolve
