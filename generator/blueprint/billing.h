// `billing`: budgets, anomalies and usage reports.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/shared.h"

namespace landform::blueprint {

enum class BudgetAction : std::uint8_t { none, deny_new_instances };
enum class Granularity : std::uint8_t { hourly, daily, monthly };
enum class ReportFormat : std::uint8_t { parquet, csv };

struct Budget {
  Written<std::string> scope;
  Written<std::int64_t> limit_usd;
  Listed<std::int64_t> alert_percent;
  Listed<std::int64_t> forecast_percent;
  Written<BudgetAction> action;
};

struct AnomalyDetection {
  Written<bool> enabled;
  Written<std::int64_t> minimum_usd;
};

struct UsageReport {
  Written<bool> enabled;
  Written<Granularity> granularity;
  Written<ReportFormat> format;
};

struct Billing {
  Named<Budget> budgets;
  Written<AnomalyDetection> anomaly_detection;
  Written<UsageReport> usage_report;
};

std::span<const Word> words_of(BudgetAction);
std::span<const Word> words_of(Granularity);
std::span<const Word> words_of(ReportFormat);
std::span<const Field> fields_of(const Budget*);
std::span<const Field> fields_of(const AnomalyDetection*);
std::span<const Field> fields_of(const UsageReport*);
std::span<const Field> fields_of(const Billing*);

}  // namespace landform::blueprint
