// `monitoring`: alarms and dashboards of workloads.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/shared.h"

namespace landform::blueprint {

enum class Widget : std::uint8_t { alb, api_gateway, dynamodb, ec2, ecs, lambda, nat, rds, sqs };

enum class Statistic : std::uint8_t { average, count, maximum, minimum, sum };

struct Dashboard {
  Listed<std::string> to;
  Listed<Widget> widgets;
};

struct MetricAlarm {
  Written<std::string> metric;
  Listed<std::string> dimensions;
  Written<Statistic> statistic;
  Written<Decimal> above, below;
  Written<Decimal> above_gib, below_gib;
  Written<std::int64_t> minutes;
  Written<Channel> notify;
  Listed<std::string> to;
};

struct CompositeAlarm {
  Listed<std::string> any, all;
  Written<Channel> notify;
};

struct Monitoring {
  Written<bool> baseline;
  Named<Dashboard> dashboards;
  Named<MetricAlarm> alarms;
  Named<CompositeAlarm> composites;
};

std::span<const Word> words_of(Widget);
std::span<const Word> words_of(Statistic);
std::span<const Field> fields_of(const Dashboard*);
std::span<const Field> fields_of(const MetricAlarm*);
std::span<const Field> fields_of(const CompositeAlarm*);
std::span<const Field> fields_of(const Monitoring*);

}  // namespace landform::blueprint
