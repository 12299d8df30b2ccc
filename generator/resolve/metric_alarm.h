// One alarm of `monitoring.alarms`, bound: its metric, its threshold in the metric's own unit, its periods.
#pragma once

#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "blueprint/monitoring.h"
#include "resolve/monitoring.h"

namespace landform::resolve {

// Nothing after an error. Raises monitoring/unknown-metric, threshold, unit, period, channel.
std::optional<MetricAlarm> bind_alarm(const std::string& name, base::Span name_span,
                                      const blueprint::MetricAlarm& written, base::Diagnostics& diagnostics);

// "security" or "operations"; the topic of billing is out of the reach of other accounts' alarms.
std::string bind_channel(const blueprint::Written<blueprint::Channel>& written, base::Diagnostics& diagnostics);

// What the baseline watches in every workload account, by name.
std::vector<MetricAlarm> baseline_alarms();

}  // namespace landform::resolve
