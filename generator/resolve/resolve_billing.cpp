#include "resolve/resolve_billing.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/quotas.h"
#include "aws/region.h"
#include "base/suggest.h"
#include "base/text.h"
#include "blueprint/target_words.h"
#include "resolve/as_located.h"
#include "resolve/assertions.h"
#include "resolve/policy_slots.h"
#include "resolve/targets.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::int64_t kDefaultAlarm = 1000;
constexpr std::int64_t kDefaultPeriods = 6;
constexpr std::int64_t kDefaultAlerts[] = {50, 80, 100};
constexpr std::int64_t kDefaultForecasts[] = {100};

std::vector<Located<std::string>> sorted_texts(const blueprint::Listed<std::string>& written) {
  std::vector<Located<std::string>> texts = as_located(written);
  sort_by_value(texts);
  const auto same = [](const auto& a, const auto& b) { return a.value == b.value; };
  texts.erase(std::unique(texts.begin(), texts.end(), same), texts.end());
  return texts;
}

std::optional<aws::RegionName> billing_region(const blueprint::Billing& written, const Organization& organization,
                                              base::Diagnostics& diagnostics) {
  const Located<aws::RegionName>& home = organization.home_region;
  const auto& keys = organization.cost_allocation_keys;
  const auto region = aws::billing_region(home.value);
  if (region) return *written.enabled ? region : std::nullopt;
  if (!*written.enabled && keys.empty()) return std::nullopt;
  const bool asked = written.budgets.written() || written.usage_report.written() || written.anomaly_detection.written();
  std::vector<std::string> lacking;
  if (*written.enabled) lacking = {"budgets", "cost anomalies", "data exports"};
  if (!keys.empty()) lacking.emplace_back("cost allocation tags");
  base::Span span = *written.enabled ? home.span : keys.front().span;
  if (written.budgets.written()) span = written.budgets.span;
  Diagnostic fault("billing/partition", span,
                   cat("the partition ", aws::partition_of(home.value).name, " has no ", base::join(lacking, ", no ")));
  if (!*written.enabled || !asked) fault.severity = base::Severity::note;
  fault.notes.emplace_back("accounts of this partition are billed through an account of another one");
  if (*written.enabled) fault.helps.emplace_back("billing: {enabled: false}");
  diagnostics.add(std::move(fault));
  return std::nullopt;
}

class BudgetBinder {
 public:
  BudgetBinder(const blueprint::Budget& written, const blueprint::Iam& iam, const Organization& organization,
               base::Diagnostics& diagnostics, Budget& budget)
      : written_(written), iam_(iam), organization_(organization), diagnostics_(diagnostics), budget_(budget) {}

  void bind() {
    if (written_.scope.written()) scope_known_ = bind_scope();
    if (written_.scope.refused()) scope_known_ = false;
    budget_.tags = as_located(written_.tag);
    budget_.services = sorted_texts(written_.services);
    budget_.period = static_cast<BudgetPeriod>(static_cast<int>(*written_.period));
    bind_limit();
    bind_alerts(written_.alert_percent, kDefaultAlerts, false);
    bind_alerts(written_.forecast_percent, kDefaultForecasts, true);
    check_alert_count();
    bind_response();
    check_tags();
  }

 private:
  bool bind_scope();
  void bind_limit();
  void bind_alerts(const blueprint::Listed<std::int64_t>& written, std::span<const std::int64_t> otherwise,
                   bool forecast);
  void check_alert_count();
  void check_tags();
  void bind_response();
  void check_target(const blueprint::BudgetActionOn& on);
  void check_slots();
  void check_policy(const blueprint::Written<std::string>& policy);
  void refuse_target(base::Span span, std::string message, std::string help) {
    diagnostics_.add(Diagnostic("billing/action-target", span, std::move(message)).help(std::move(help)));
  }

  const blueprint::Budget& written_;
  const blueprint::Iam& iam_;
  const Organization& organization_;
  base::Diagnostics& diagnostics_;
  Budget& budget_;
  bool scope_known_ = true;
};

bool BudgetBinder::bind_scope() {
  const std::string& name = *written_.scope;
  PolicyTarget& scope = budget_.scope;
  scope.name = name;
  scope.span = written_.scope.span;
  const auto kind = kind_of_target(name, organization_);
  if (!kind) {
    diagnostics_.add(Diagnostic("billing/unknown-scope", scope.span,
                                cat("there is no unit or account `", name, "` in the organization"))
                         .label(near_target(name, organization_))
                         .help("write a unit's whole path (`Workloads/Production`), an account's name, or `Root`"));
    return false;
  }
  scope.kind = *kind;
  if (scope.kind == PolicyTarget::Kind::root) return true;
  if (name == blueprint::kManagement) {
    budget_.accounts.push_back(name);
    return true;
  }
  for (const Account& account : organization_.accounts) {
    if (lies_in(account, scope)) budget_.accounts.push_back(account.name);
  }
  if (budget_.accounts.empty()) {
    diagnostics_.add(
        Diagnostic("billing/no-accounts", scope.span, cat("no account is in `", name, "`, so it costs nothing"))
            .note("a budget for a unit counts the accounts that the blueprint has there")
            .help("take the budget out until the unit has an account"));
  }
  return true;
}

void BudgetBinder::bind_limit() {
  const auto& limit = written_.limit_usd;
  const auto& periods = written_.auto_adjust_periods;
  if (limit.written() && periods.written()) {
    diagnostics_.add(Diagnostic("billing/two-limits", periods.span, "a budget has a limit, or one that adjusts itself")
                         .also(limit.span, "the limit")
                         .help("take one of `limit_usd` and `auto_adjust_periods` out"));
    return;
  }
  if (limit.written()) {
    budget_.limit_usd = as_located(limit);
  } else if (!limit.refused()) {
    budget_.auto_adjust_periods = periods.written() ? *periods : kDefaultPeriods;
  }
}

void BudgetBinder::bind_alerts(const blueprint::Listed<std::int64_t>& written, std::span<const std::int64_t> otherwise,
                               bool forecast) {
  std::vector<BudgetAlert> alerts;
  if (written.written()) {
    for (const auto& percent : written) {
      if (percent.written()) alerts.push_back({forecast, as_located(percent)});
    }
  } else {
    for (const std::int64_t percent : otherwise) alerts.push_back({forecast, {percent, budget_.span}});
  }
  std::stable_sort(alerts.begin(), alerts.end(),
                   [](const auto& a, const auto& b) { return a.percent.value < b.percent.value; });
  for (std::size_t i = 1; i < alerts.size(); ++i) {
    if (alerts[i].percent.value != alerts[i - 1].percent.value) continue;
    diagnostics_.add(Diagnostic("billing/alert-twice", alerts[i].percent.span,
                                cat(alerts[i].percent.value, " percent stands twice in this list"))
                         .also(alerts[i - 1].percent.span, "first here")
                         .help("take one of them out"));
  }
  budget_.alerts.insert(budget_.alerts.end(), alerts.begin(), alerts.end());
}

void BudgetBinder::check_alert_count() {
  const auto limit = static_cast<std::size_t>(aws::quota("budgets/notifications").value);
  if (budget_.alerts.size() <= limit) return;
  diagnostics_.add(
      Diagnostic("billing/too-many-alerts", budget_.alerts[limit].percent.span,
                 cat("budget `", budget_.name, "` has ", budget_.alerts.size(), " alerts; AWS takes ", limit))
          .note(aws::describe(aws::quota("budgets/notifications")))
          .help("take some shares out of `alert_percent` and `forecast_percent`"));
}

// Cost is known by a tag only once its key is a cost allocation tag.
void BudgetBinder::check_tags() {
  const auto& keys = organization_.cost_allocation_keys;
  for (const auto& entry : budget_.tags) {
    const std::string& key = entry.first;
    const bool known = std::any_of(keys.begin(), keys.end(), [&](const auto& one) { return one.value == key; });
    if (known) continue;
    diagnostics_.add(Diagnostic("billing/tag-not-allocated", entry.second.span,
                                cat("tag key `", key, "` is not a cost allocation tag: no cost is known by it"))
                         .help(cat("tagging: {keys: {", key, ": {cost_allocation: true}}}")));
  }
}

void BudgetBinder::bind_response() {
  BudgetResponse& response = budget_.response;
  response.action = {static_cast<BudgetAction>(static_cast<int>(*written_.action)), written_.action.span};
  response.approve = as_located(written_.approve);
  response.region = organization_.home_region.value;
  std::int64_t highest = 100;
  for (const BudgetAlert& alert : budget_.alerts) {
    if (!alert.forecast) highest = alert.percent.value;  // they are sorted
  }
  response.percent = written_.action_percent.written() ? as_located(written_.action_percent)
                                                       : Located<std::int64_t>{highest, written_.action.span};
  const blueprint::BudgetActionOn& on = *written_.action_on;
  if (written_.action_on.written()) {
    response.policy = as_located(on.policy);
    response.roles = sorted_texts(on.roles);
    response.groups = sorted_texts(on.groups);
    response.users = sorted_texts(on.users);
    response.instances = sorted_texts(on.instances);
    if (on.region.written()) response.region = *on.region;
  }
  check_target(on);
}

void BudgetBinder::check_target(const blueprint::BudgetActionOn& on) {
  const BudgetResponse& response = budget_.response;
  const BudgetAction action = response.action.value;
  const base::Span place = written_.action.span;
  const bool has_on = written_.action_on.written();
  if (action == BudgetAction::none || action == BudgetAction::deny_new_instances) {
    if (has_on) {
      refuse_target(written_.action_on.span, "`action_on` is for `apply-policy` and `stop-instances`",
                    "take `action_on` out");
    }
    if (action == BudgetAction::none || !scope_known_) return;
    if (budget_.scope.kind == PolicyTarget::Kind::root) {
      refuse_target(place, "a budget of the whole organization would deny new instances everywhere",
                    "give the budget a `scope`, say a unit of accounts for trials");
    } else if (budget_.scope.name == blueprint::kManagement) {
      refuse_target(place, "service control policies do not reach the management account",
                    "action: apply-policy, with the roles in `action_on`");
    } else {
      check_slots();
    }
    return;
  }
  if (!scope_known_) return;
  if (budget_.scope.kind != PolicyTarget::Kind::account) {
    refuse_target(place, "this action changes things of one account, and the budget is for more",
                  "scope: the account's name");
    return;
  }
  if (action == BudgetAction::apply_policy) {
    if (on.policy.refused() || on.roles.refused() || on.groups.refused() || on.users.refused()) return;
    if (!on.policy.written()) {
      refuse_target(place, "no policy to attach", "action_on: {policy: AWSDenyAll, roles: [ci]}");
    } else if (response.roles.empty() && response.groups.empty() && response.users.empty()) {
      refuse_target(place, "no role, group or user to attach the policy to",
                    "action_on: {policy: AWSDenyAll, roles: [ci]}");
    } else {
      check_policy(on.policy);
    }
  } else if (response.instances.empty()) {
    refuse_target(place, "no instance to stop", "action_on: {instances: [i-0123456789abcdef0], region: eu-west-1}");
  }
}

// AWS's policies begin with a capital, below their path.
void BudgetBinder::check_policy(const blueprint::Written<std::string>& policy) {
  const std::string& name = *policy;
  if (name.starts_with("arn:")) return;
  if (iam_.policies.find(name) != nullptr) {
    budget_.response.own_policy = true;
    return;
  }
  const std::size_t slash = name.rfind('/');
  const char first = name[slash == std::string::npos || slash + 1 == name.size() ? 0 : slash + 1];
  if (first >= 'A' && first <= 'Z') return;
  std::vector<std::string_view> names;
  for (const auto& one : iam_.policies) names.push_back(one.name);
  diagnostics_.add(
      Diagnostic("billing/unknown-policy", policy.span,
                 cat("the action attaches `", name, "`, which neither AWS nor `identity.iam.policies` has"))
          .label(base::did_you_mean(base::near_names(name, std::span<const std::string_view>(names))))
          .help(cat("write the policy: `identity: {iam: {policies: {", name,
                    ": {statements: [...]}}}}`; AWS's own begin with a capital: `AWSDenyAll`")));
}

// The policy is attached beside those that are there, when the budget is spent: it needs a place by then.
void BudgetBinder::check_slots() {
  const Slots slots = slots_of(organization_, PolicyType::service_control, budget_.scope);
  std::size_t documents = 0;
  for (const PolicySlots& used : organization_.policy_slots) {
    if (used.type == PolicyType::service_control && used.target == budget_.scope) documents = used.documents;
  }
  if (static_cast<std::int64_t>(documents) < slots.free) return;
  diagnostics_.add(
      Diagnostic("billing/no-policy-slot", written_.action.span,
                 cat("`", budget_.scope.name, "` carries ",
                     base::count_of(documents, "service control policy", "service control policies"),
                     "; there is no room for the one of this budget"))
          .note(cat("landform may use ", base::count_of(static_cast<std::size_t>(slots.free), "place"), " there"))
          .help("attach some guardrails to the unit above"));
}

Budget default_budget(const Organization& organization) {
  Budget budget;
  budget.name = "organization";
  budget.scope = root_target();
  budget.auto_adjust_periods = kDefaultPeriods;
  for (const std::int64_t percent : kDefaultAlerts) budget.alerts.push_back({false, {percent, {}}});
  for (const std::int64_t percent : kDefaultForecasts) budget.alerts.push_back({true, {percent, {}}});
  budget.response.region = organization.home_region.value;
  return budget;
}

std::vector<Budget> resolve_budgets(const blueprint::Billing& written, const blueprint::Iam& iam,
                                    const Organization& organization, base::Diagnostics& diagnostics) {
  std::vector<Budget> budgets;
  if (!written.budgets.written()) {
    budgets.push_back(default_budget(organization));
    return budgets;
  }
  for (const auto& item : written.budgets) {
    if (!item.written.written()) continue;
    Budget& budget = budgets.emplace_back();
    budget.name = item.name;
    budget.scope = root_target();
    budget.span = item.name_span;
    budget.written = true;
    BudgetBinder(*item.written, iam, organization, diagnostics, budget).bind();
  }
  std::sort(budgets.begin(), budgets.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return budgets;
}

Located<std::int64_t> resolve_alarm(const blueprint::Billing& written, const std::vector<Budget>& budgets) {
  if (written.alarm_usd.written()) return as_located(written.alarm_usd);
  for (const Budget& budget : budgets) {
    const bool whole = budget.scope.kind == PolicyTarget::Kind::root && budget.tags.empty() && budget.services.empty();
    if (whole && budget.period == BudgetPeriod::monthly && budget.limit_usd) return *budget.limit_usd;
  }
  return {kDefaultAlarm, {}};
}

std::vector<CostCategory> resolve_categories(const blueprint::Billing& written, const Organization& organization,
                                             base::Diagnostics& diagnostics) {
  std::vector<CostCategory> categories;
  if (!written.cost_categories.written()) {
    categories.push_back({"units", std::nullopt, {"other", {}}, {}});
    return categories;
  }
  for (const auto& item : written.cost_categories) {
    if (!item.written.written()) continue;
    const blueprint::CostCategory& one = *item.written;
    CostCategory category{item.name, std::nullopt, as_located(one.otherwise), item.name_span};
    const bool by_tag = *one.by == blueprint::CategoryBy::tag;
    if (by_tag != one.key.written() && !one.key.refused()) {
      diagnostics.add(Diagnostic("billing/category-key", by_tag ? item.name_span : one.key.span,
                                 by_tag ? cat("cost category `", item.name, "` goes by a tag, and names no key")
                                        : "`key` is for categories that go by a tag")
                          .help(by_tag ? "by: tag, key: Project" : "by: tag"));
    }
    if (by_tag && one.key.written()) category.tag_key = as_located(one.key);
    if (category.tag_key) {
      const auto& keys = organization.cost_allocation_keys;
      const bool known =
          std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return key.value == category.tag_key->value; });
      if (!known) {
        diagnostics.add(Diagnostic("billing/tag-not-allocated", category.tag_key->span,
                                   cat("tag key `", category.tag_key->value,
                                       "` is not a cost allocation tag: no cost is known by it"))
                            .help(cat("tagging: {keys: {", category.tag_key->value, ": {cost_allocation: true}}}")));
      }
    }
    categories.push_back(std::move(category));
  }
  std::sort(categories.begin(), categories.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return categories;
}

std::string_view granularity_of(blueprint::Granularity written) {
  switch (written) {
    case blueprint::Granularity::hourly:
      return "HOURLY";
    case blueprint::Granularity::daily:
      return "DAILY";
    case blueprint::Granularity::monthly:
      return "MONTHLY";
  }
  return "DAILY";
}

}  // namespace

Billing resolve_billing(const blueprint::Blueprint& blueprint, const Organization& organization,
                        base::Diagnostics& diagnostics) {
  const blueprint::Billing& written = *blueprint.billing;
  Billing billing;
  billing.region = billing_region(written, organization, diagnostics);
  if (!billing.region) return billing;
  billing.budgets = resolve_budgets(written, *blueprint.identity->iam, organization, diagnostics);
  billing.alarm_usd = resolve_alarm(written, billing.budgets);
  billing.anomaly_detection = as_located(written.anomaly_detection->enabled);
  billing.anomaly_minimum_usd = as_located(written.anomaly_detection->minimum_usd);
  const blueprint::UsageReport& report = *written.usage_report;
  billing.usage_report.enabled = as_located(report.enabled);
  billing.usage_report.granularity = {std::string(granularity_of(*report.granularity)), report.granularity.span};
  billing.usage_report.parquet = {*report.format == blueprint::ReportFormat::parquet, report.format.span};
  billing.cost_categories = resolve_categories(written, organization, diagnostics);
  return billing;
}

}  // namespace landform::resolve
