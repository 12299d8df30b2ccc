// `billing`: budgets, anomalies and usage reports.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/shared.h"

namespace landform::blueprint {

enum class BudgetAction : std::uint8_t { none, deny_new_instances, apply_policy, stop_instances };
enum class BudgetPeriod : std::uint8_t { monthly, quarterly, annually };
enum class CategoryBy : std::uint8_t { units, tag };
enum class Granularity : std::uint8_t { hourly, daily, monthly };
enum class ReportFormat : std::uint8_t { parquet, csv };

// What an action of a budget changes, in the account that the budget is for.
struct BudgetActionOn {
  Written<std::string> policy;
  Listed<std::string> roles, groups, users;
  Listed<std::string> instances;
  Written<aws::RegionName> region;
};

struct Budget {
  Written<std::string> scope;
  Tags tag;
  Listed<std::string> services;
  Written<BudgetPeriod> period;
  Written<std::int64_t> limit_usd;
  Written<std::int64_t> auto_adjust_periods;
  Listed<std::int64_t> alert_percent;
  Listed<std::int64_t> forecast_percent;
  Written<BudgetAction> action;
  Written<BudgetActionOn> action_on;
  Written<std::int64_t> action_percent;
  Written<bool> approve;
};

struct CostCategory {
  Written<CategoryBy> by;
  Written<std::string> key;
  Written<std::string> otherwise;
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
  Written<bool> enabled;
  Named<Budget> budgets;
  Written<std::int64_t> alarm_usd;
  Written<AnomalyDetection> anomaly_detection;
  Written<UsageReport> usage_report;
  Named<CostCategory> cost_categories;
};

std::span<const Word> words_of(BudgetAction);
std::span<const Word> words_of(BudgetPeriod);
std::span<const Word> words_of(CategoryBy);
std::span<const Word> words_of(Granularity);
std::span<const Word> words_of(ReportFormat);
std::span<const Field> fields_of(const BudgetActionOn*);
std::span<const Field> fields_of(const Budget*);
std::span<const Field> fields_of(const CostCategory*);
std::span<const Field> fields_of(const AnomalyDetection*);
std::span<const Field> fields_of(const UsageReport*);
std::span<const Field> fields_of(const Billing*);

}  // namespace landform::blueprint
