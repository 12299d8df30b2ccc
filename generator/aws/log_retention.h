// The retention periods that CloudWatch Logs has: a log group takes no other number of days.
// Source: docs/facts.md E6 (aws-service-spec AWS::Logs::LogGroup RetentionInDays). Read: 2026-11-22.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace landform::aws {

// Ascending, in days.
std::span<const std::int64_t> log_retention_days();

// The shortest period that keeps logs for at least `days`; nothing when even the longest (3653 days, ten years) does
// not.
std::optional<std::int64_t> log_retention_at_least(std::int64_t days);

}  // namespace landform::aws
