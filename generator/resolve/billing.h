// Budgets with their actions, cost anomalies, usage reports and cost categories, with everything bound.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "aws/names.h"
#include "base/span.h"
#include "resolve/located.h"
#include "resolve/policies.h"

namespace landform::resolve {

enum class BudgetAction { none, deny_new_instances, apply_policy, stop_instances };
enum class BudgetPeriod { monthly, quarterly, annually };

struct BudgetAlert {
  bool forecast = false;  // of the period's cost; else what is spent
  Located<std::int64_t> percent;
};

// What a budget does by itself. Names are those of IAM, in the account of the budget.
struct BudgetResponse {
  Located<BudgetAction> action;
  Located<std::int64_t> percent;
  Located<bool> approve;
  Located<std::string> policy;  // name or ARN, for apply_policy
  bool own_policy = false;      // it is one of the blueprint's, by name
  std::vector<Located<std::string>> roles, groups, users;
  std::vector<Located<std::string>> instances;
  aws::RegionName region;  // of the instances
};

struct Budget {
  std::string name;
  PolicyTarget scope;                 // root: the whole organization
  std::vector<std::string> accounts;  // whose cost counts, by name, sorted; unused for the whole organization
  Tags tags;                          // of the resources whose cost counts
  std::vector<Located<std::string>> services;
  BudgetPeriod period = BudgetPeriod::monthly;
  std::optional<Located<std::int64_t>> limit_usd;
  std::int64_t auto_adjust_periods = 0;  // where there is no limit
  std::vector<BudgetAlert> alerts;       // spent before forecast, then by percent
  BudgetResponse response;
  base::Span span;
  bool written = false;  // by the blueprint; else landform's own

  // Roles and instances can be changed only by a budget of their own account; all others live in the paying account.
  [[nodiscard]] bool in_own_account() const {
    return response.action.value == BudgetAction::apply_policy || response.action.value == BudgetAction::stop_instances;
  }
};

struct CostCategory {
  std::string name;
  std::optional<Located<std::string>> tag_key;  // whose values they are; else units give them
  Located<std::string> otherwise;
  base::Span span;
};

struct UsageReport {
  Located<bool> enabled;
  Located<std::string> granularity;  // AWS's word: "DAILY"
  Located<bool> parquet;             // else gzipped CSV
};

struct Billing {
  // Nothing where the blueprint switched it off, or where the partition has no such services.
  std::optional<aws::RegionName> region;
  std::vector<Budget> budgets;  // by name
  Located<std::int64_t> alarm_usd;
  Located<bool> anomaly_detection;
  Located<std::int64_t> anomaly_minimum_usd;
  UsageReport usage_report;
  std::vector<CostCategory> cost_categories;  // by name
};

}  // namespace landform::resolve
