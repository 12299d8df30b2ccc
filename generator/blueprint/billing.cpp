#include "blueprint/billing.h"

namespace landform::blueprint {
namespace {

constexpr Word kActions[] = {
    {"none", "notices alone"},
    {"deny-new-instances", "at the highest alert, a policy denies new instances"},
};
constexpr Word kGranularities[] = {{"hourly", "a row an hour"}, {"daily", "a row a day"}, {"monthly", "a row a month"}};
constexpr Word kFormats[] = {{"parquet", "for Athena"}, {"csv", "for spreadsheets, gzipped"}};

constexpr Field kBudget[] = {
    field<&Budget::scope>("scope", {.rule = text(kTarget, "unit or account"),
                                    .absent = "the whole organization",
                                    .doc = "Unit or account whose cost counts.",
                                    .example = "Sandbox"}),
    field<&Budget::limit_usd>("limit_usd", {.rule = range(1, 1'000'000'000, "US dollars"),
                                            .need = Need::required,
                                            .doc = "The budget of a month.",
                                            .example = "25000"}),
    field<&Budget::alert_percent>("alert_percent", {.rule = range(1, 1000, "percent"),
                                                    .fallback = "50, 80, 100",
                                                    .doc = "Shares of the limit at which spent money is reported.",
                                                    .example = "[50, 80, 100]",
                                                    .change = "AWS replaces the budget."}),
    field<&Budget::forecast_percent>("forecast_percent",
                                     {.rule = range(1, 1000, "percent"),
                                      .fallback = "100",
                                      .doc = "Shares of the limit at which the forecast of the month is reported.",
                                      .example = "[100]",
                                      .change = "AWS replaces the budget."}),
    field<&Budget::action>("action", {.fallback = "none",
                                      .doc = "What happens at the highest alert, beyond the notice.",
                                      .example = "deny-new-instances"}),
};

constexpr Field kAnomalyDetection[] = {
    field<&AnomalyDetection::enabled>(
        "enabled", {.fallback = "true", .doc = "Whether AWS looks for unusual cost.", .example = "true"}),
    field<&AnomalyDetection::minimum_usd>("minimum_usd", {.rule = range(1, 1'000'000, "US dollars"),
                                                          .fallback = "100",
                                                          .doc = "Least impact of an anomaly that is reported.",
                                                          .example = "100"}),
};

constexpr Field kUsageReport[] = {
    field<&UsageReport::enabled>("enabled",
                                 {.fallback = "true",
                                  .doc = "Whether a cost and usage report is exported to a protected bucket.",
                                  .example = "true"}),
    field<&UsageReport::granularity>("granularity", {.fallback = "daily",
                                                     .doc = "How fine the rows of the report are.",
                                                     .example = "hourly",
                                                     .change = "Replaces the export; its bucket stays."}),
    field<&UsageReport::format>("format", {.fallback = "parquet",
                                           .doc = "Format of the report.",
                                           .example = "csv",
                                           .change = "Replaces the export; its bucket stays."}),
};

constexpr Field kBilling[] = {
    field<&Billing::budgets>("budgets", {.rule = named(kName),
                                         .absent = "no budgets; a warning says so",
                                         .doc = "Budgets of a month, keyed by name.",
                                         .example = "{organization: {limit_usd: 25000}}",
                                         .change = "A new name is a new budget."}),
    field<&Billing::anomaly_detection>(
        "anomaly_detection",
        {.absent = "every default", .doc = "Detection of unusual cost.", .example = "{minimum_usd: 100}"}),
    field<&Billing::usage_report>("usage_report", {.absent = "every default",
                                                   .doc = "Cost and usage report.",
                                                   .example = "{granularity: daily, format: parquet}"}),
};

}  // namespace

std::span<const Word> words_of(BudgetAction) {
  return kActions;
}
std::span<const Word> words_of(Granularity) {
  return kGranularities;
}
std::span<const Word> words_of(ReportFormat) {
  return kFormats;
}
std::span<const Field> fields_of(const Budget*) {
  return kBudget;
}
std::span<const Field> fields_of(const AnomalyDetection*) {
  return kAnomalyDetection;
}
std::span<const Field> fields_of(const UsageReport*) {
  return kUsageReport;
}
std::span<const Field> fields_of(const Billing*) {
  return kBilling;
}

}  // namespace landform::blueprint
