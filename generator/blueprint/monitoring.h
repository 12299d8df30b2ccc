// `monitoring`: alarms and dashboards of workloads.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/shared.h"

namespace landform::blueprint {

enum class Widget : std::uint8_t { alb, api_gateway, dynamodb, ec2, ecs, lambda, nat, rds, sqs };

struct Dashboard {
  Listed<std::string> to;
  Listed<Widget> widgets;
};

struct MetricAlarm {
  Written<std::string> metric;
  Written<Decimal> above, below;
  Written<Decimal> above_gib, below_gib;
  Written<std::int64_t> minutes;
  Written<Channel> notify;
  Listed<std::string> to;
};

struct Monitoring {
  Named<Dashboard> dashboards;
  Named<MetricAlarm> alarms;
};

std::span<const Word> words_of(Widget);
std::span<const Field> fields_of(const Dashboard*);
std::span<const Field> fields_of(const MetricAlarm*);
std::span<const Field> fields_of(const Monitoring*);

}  // namespace landform::blueprint
