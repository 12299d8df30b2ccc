#include "blueprint/billing.h"

namespace landform::blueprint {
namespace {

constexpr Word kActions[] = {
    {"none", "notices alone"},
    {"deny-new-instances", "a service control policy denies new instances in the scope"},
    {"apply-policy", "a policy is attached to roles, groups and users of the scope's account"},
    {"stop-instances", "instances of the scope's account are stopped"},
};
constexpr Word kPeriods[] = {{"monthly", "from the first of each month"},
                             {"quarterly", "from January, April, July and October"},
                             {"annually", "from the first of January"}};
constexpr Word kCategoriesBy[] = {{"units", "a value for each unit that holds accounts"},
                                  {"tag", "the value of a tag's key"}};
constexpr Word kGranularities[] = {{"hourly", "a row an hour"}, {"daily", "a row a day"}, {"monthly", "a row a month"}};
constexpr Word kFormats[] = {{"parquet", "for Athena"}, {"csv", "for spreadsheets, gzipped"}};

constexpr Field kBudgetActionOn[] = {
    field<&BudgetActionOn::policy>("policy", {.rule = text(kManagedPolicy),
                                              .absent = "a policy is required by `action: apply-policy`",
                                              .doc = "Managed policy that is attached.",
                                              .example = "AWSDenyAll"}),
    field<&BudgetActionOn::roles>(
        "roles", {.rule = text(kIamName), .absent = "none", .doc = "Roles that get the policy.", .example = "[ci]"}),
    field<&BudgetActionOn::groups>("groups", {.rule = text(kIamName),
                                              .absent = "none",
                                              .doc = "IAM groups that get the policy.",
                                              .example = "[developers]"}),
    field<&BudgetActionOn::users>(
        "users",
        {.rule = text(kIamName), .absent = "none", .doc = "IAM users that get the policy.", .example = "[deploy-bot]"}),
    field<&BudgetActionOn::instances>("instances", {.rule = text(kInstanceId),
                                                    .absent = "none",
                                                    .doc = "Instances that are stopped.",
                                                    .example = "[i-0123456789abcdef0]"}),
    field<&BudgetActionOn::region>("region", {.rule = text(kRegion),
                                              .absent = "the home region",
                                              .doc = "Region of the instances.",
                                              .example = "eu-west-1"}),
};

constexpr Field kBudget[] = {
    field<&Budget::scope>("scope", {.rule = text(kTarget, "unit or account"),
                                    .absent = "the whole organization",
                                    .doc = "Unit or account whose cost counts.",
                                    .example = "Sandbox"}),
    field<&Budget::tag>("tag",
                        {.rule = named(kTagKey, kTagValue),
                         .absent = "whatever its tags",
                         .doc = "Only cost of resources with these tags counts. The keys must be cost allocation "
                                "tags.",
                         .example = "{Project: shop}"}),
    field<&Budget::services>("services", {.rule = text(kLine),
                                          .absent = "every service",
                                          .doc = "Only cost of these services counts, by the names of Cost Explorer.",
                                          .example = "[Amazon Relational Database Service]"}),
    field<&Budget::period>("period", {.fallback = "monthly",
                                      .doc = "What the limit is for.",
                                      .example = "quarterly",
                                      .change = "AWS replaces the budget."}),
    field<&Budget::limit_usd>("limit_usd", {.rule = range(1, 1'000'000'000, "US dollars"),
                                            .absent = "the limit follows the cost of earlier periods",
                                            .doc = "The budget of a period.",
                                            .example = "25000"}),
    field<&Budget::auto_adjust_periods>(
        "auto_adjust_periods",
        {.rule = range(1, 60, "periods"),
         .absent = "6, where there is no `limit_usd`",
         .doc = "The limit is the average cost of as many periods before; instead of `limit_usd`.",
         .example = "3",
         .change = "AWS replaces the budget."}),
    field<&Budget::alert_percent>("alert_percent", {.rule = range(1, 1000, "percent"),
                                                    .fallback = "50, 80, 100",
                                                    .doc = "Shares of the limit at which spent money is reported.",
                                                    .example = "[50, 80, 100]",
                                                    .change = "AWS replaces the budget."}),
    field<&Budget::forecast_percent>("forecast_percent",
                                     {.rule = range(1, 1000, "percent"),
                                      .fallback = "100",
                                      .doc = "Shares of the limit at which the forecast of the period is reported.",
                                      .example = "[100]",
                                      .change = "AWS replaces the budget."}),
    field<&Budget::action>("action", {.fallback = "none",
                                      .doc = "What happens at `action_percent`, beyond the notice.",
                                      .example = "deny-new-instances"}),
    field<&Budget::action_on>("action_on", {.absent = "the scope itself, for `deny-new-instances`",
                                            .doc = "What the action changes.",
                                            .example = "{policy: AWSDenyAll, roles: [ci]}"}),
    field<&Budget::action_percent>("action_percent", {.rule = range(1, 1000, "percent"),
                                                      .absent = "the highest of `alert_percent`",
                                                      .doc = "Share of the limit at which the action is taken.",
                                                      .example = "110"}),
    field<&Budget::approve>(
        "approve",
        {.fallback = "false", .doc = "Whether somebody has to approve the action each time.", .example = "true"}),
};

constexpr Field kCostCategory[] = {
    field<&CostCategory::by>("by", {.fallback = "units", .doc = "What gives the values.", .example = "tag"}),
    field<&CostCategory::key>("key", {.rule = text(kTagKey),
                                      .absent = "required by `by: tag`",
                                      .doc = "Key of the tag whose values they are.",
                                      .example = "Project"}),
    field<&CostCategory::otherwise>("otherwise", {.rule = text(kLine),
                                                  .fallback = "other",
                                                  .doc = "Value of the cost that nothing else has a value for.",
                                                  .example = "shared"}),
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
    field<&Billing::enabled>("enabled", {.fallback = "true",
                                         .doc = "Whether landform builds anything for billing. Without it another "
                                                "account pays, or another tool watches.",
                                         .example = "false"}),
    field<&Billing::budgets>("budgets",
                             {.rule = named(kName),
                              .absent = "one for the organization, `organization`, whose limit follows the cost "
                                        "of earlier months",
                              .doc = "Budgets, keyed by name.",
                              .example = "{organization: {limit_usd: 25000}}",
                              .change = "A new name is a new budget."}),
    field<&Billing::alarm_usd>("alarm_usd",
                               {.rule = range(1, 1'000'000'000, "US dollars"),
                                .absent = "the limit of the first monthly budget of the whole organization, else 1000",
                                .doc = "Charges of a month at which the billing alarm goes off.",
                                .example = "30000"}),
    field<&Billing::anomaly_detection>(
        "anomaly_detection",
        {.absent = "every default", .doc = "Detection of unusual cost.", .example = "{minimum_usd: 100}"}),
    field<&Billing::usage_report>("usage_report", {.absent = "every default",
                                                   .doc = "Cost and usage report.",
                                                   .example = "{granularity: daily, format: parquet}"}),
    field<&Billing::cost_categories>(
        "cost_categories", {.rule = named(kName),
                            .absent = "one, `units`, with a value for each unit that holds accounts",
                            .doc = "Cost categories: how costs are grouped in reports, keyed by name.",
                            .example = "{units: {by: units}, products: {by: tag, key: Project}}",
                            .change = "A new name is a new category; AWS fills it from the start of the month.",
                            .also = Also::names}),
};

}  // namespace

std::span<const Word> words_of(BudgetAction) {
  return kActions;
}
std::span<const Word> words_of(BudgetPeriod) {
  return kPeriods;
}
std::span<const Word> words_of(CategoryBy) {
  return kCategoriesBy;
}
std::span<const Word> words_of(Granularity) {
  return kGranularities;
}
std::span<const Word> words_of(ReportFormat) {
  return kFormats;
}
std::span<const Field> fields_of(const BudgetActionOn*) {
  return kBudgetActionOn;
}
std::span<const Field> fields_of(const CostCategory*) {
  return kCostCategory;
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
