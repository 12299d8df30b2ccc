// Billing in the account that pays, us-east-1: preferences, cost categories, budgets with their actions, the billing
// alarm, cost anomalies and the usage report. Budgets that change roles or instances live in their own account.
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "aws/logical_id.h"
#include "base/sha256.h"
#include "base/text.h"
#include "plan/ids.h"
#include "resolve/unit_paths.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "yaml/write.h"

namespace landform::stacks {

using base::cat;
using resolve::Budget;
using resolve::BudgetAction;
using resolve::PolicyTarget;

namespace {

constexpr std::string_view kPreferences = "billing-preferences";
constexpr std::string_view kCategories = "cost-categories";
constexpr std::size_t kHashCharacters = 8;

std::string short_hash(std::string_view text) {
  return base::sha256_hex(text).substr(0, kHashCharacters);
}

// A unit's value in a cost category: its path, or what fits of it. Source: resource specification,
// AWS::CE::CostCategory, a value has up to 50 characters.
std::string category_value(std::string_view path) {
  constexpr std::size_t kMost = 50;
  if (path.size() <= kMost) return std::string(path);
  return cat(path.substr(0, kMost - kHashCharacters - 1), '-', short_hash(path));
}

// Account names by the unit that holds them.
std::map<std::string, std::vector<std::string>> names_by_unit(const resolve::Organization& organization) {
  std::map<std::string, std::vector<std::string>> units;
  for (const resolve::Account& account : organization.accounts) {
    if (account.role == resolve::AccountRole::management) continue;
    units[account.unit.str()].push_back(account.account_name);
  }
  return units;
}

std::string category_name(const resolve::Organization& organization, std::string_view name) {
  return cat(organization.customer.slug.value, '-', name);
}

// The category by units that budgets of units go by: the customer's first, else landform's own.
std::string unit_category(const resolve::Organization& organization) {
  for (const resolve::CostCategory& category : organization.billing.cost_categories) {
    if (!category.tag_key) return category_name(organization, category.name);
  }
  return category_name(organization, "units");
}

yaml::Node expression(std::string_view kind, yaml::Node key, yaml::Node values) {
  yaml::Node part = yaml::mapping();
  part.add("Key", std::move(key));
  part.add("MatchOptions", yaml::strings({"EQUALS"}));
  part.add("Values", std::move(values));
  yaml::Node whole = yaml::mapping();
  whole.add(std::string(kind), std::move(part));
  return whole;
}

yaml::Node rules_by_units(const resolve::Organization& organization) {
  yaml::Node rules = yaml::sequence();
  for (const auto& [unit, names] : names_by_unit(organization)) {
    yaml::Node rule = yaml::mapping();
    rule.add("Type", yaml::string("REGULAR"));
    rule.add("Value", yaml::string(category_value(unit)));
    rule.add("Rule", expression("Dimensions", yaml::string("LINKED_ACCOUNT_NAME"), yaml::strings(names)));
    rules.items.push_back(std::move(rule));
  }
  return rules;
}

yaml::Node rules_by_tag(const resolve::Located<std::string>& key) {
  yaml::Node inherited = yaml::mapping();
  inherited.add("DimensionName", yaml::string("TAG"));
  inherited.add("DimensionKey", bound(key));
  yaml::Node rule = yaml::mapping();
  rule.add("Type", yaml::string("INHERITED_VALUE"));
  rule.add("InheritedValue", std::move(inherited));
  yaml::Node rules = yaml::sequence();
  rules.items.push_back(std::move(rule));
  return rules;
}

bool has_unit_budget(const resolve::Organization& organization) {
  for (const Budget& budget : organization.billing.budgets) {
    if (budget.scope.kind == PolicyTarget::Kind::unit) return true;
  }
  return false;
}

Deployment billing_deployment(const resolve::Organization& organization, std::string name, std::uint32_t number) {
  Deployment deployment;
  deployment.template_path = cat("billing/", name, ".yaml");
  deployment.name = std::move(name);
  deployment.number = number;
  deployment.regions = {*organization.billing.region};
  deployment.needs.push_back(
      {std::string(kPreferences), "cost data and billing metrics exist once they are switched on"});
  return deployment;
}

plan::Step::Need needs_topic(const resolve::Organization& organization) {
  return {plan::billing_topic_step(organization, *organization.billing.region), "notices go to its topic"};
}

void add_preferences(const resolve::Organization& organization, plan::Plan& plan) {
  plan::Step step;
  step.name = kPreferences;
  step.number = number::kUsageReports;
  step.title = "Billing preferences and access to billing";
  step.why = "Only the root user opens billing to IAM, and no API switches on billing alerts.";
  step.controls = {"billing.access", "billing.alerts", "prep.billing-data"};
  step.needs.push_back({"organization", "the management account pays for all others from then on"});
  plan::ManualStep manual;
  manual.who = "root user of the management account";
  manual.instructions = {
      "Sign in as the root user, open **Account**, find **IAM user and role access to Billing information**, choose "
      "**Edit**, tick **Activate IAM Access**, choose **Update**.",
      "Open **Billing and Cost Management > Billing preferences**. Under **Alert preferences** tick **Receive AWS Free "
      "Tier alerts** and **Receive CloudWatch billing alerts**, choose **Update**.",
      cat("Under **Invoice delivery preferences** have invoices sent to `",
          organization.customer.mailboxes.billing.value, "`."),
      "Open **Billing and Cost Management > Payment preferences** and check the payment method with whoever pays. Card "
      "and bank "
      "data are typed in here by a person, and written down nowhere else.",
      "Open **Billing and Cost Management > Cost Explorer** once and launch it: cost data is prepared from then on, up "
      "to a day.",
  };
  manual.evidence = "screenshots of the account page and of the billing preferences, without payment data";
  step.what = std::move(manual);
  plan.steps.push_back(std::move(step));
}

void add_categories(const resolve::Organization& organization, plan::Plan& plan) {
  std::vector<resolve::CostCategory> categories = organization.billing.cost_categories;
  const bool by_units = std::any_of(categories.begin(), categories.end(), [](const auto& one) { return !one.tag_key; });
  if (!by_units && has_unit_budget(organization)) categories.push_back({"units", std::nullopt, {"other", {}}, {}});
  if (categories.empty() || names_by_unit(organization).empty()) return;
  Deployment deployment = billing_deployment(organization, std::string(kCategories), number::kCostCategories);
  deployment.title = "Cost categories";
  deployment.why =
      "Costs can be read by unit and by product, in reports, exports and budgets, without anybody's list of ids.";
  deployment.controls = {"billing.cost-tags"};
  yaml::Node names = yaml::sequence();
  yaml::Node rows = yaml::mapping();
  for (const resolve::CostCategory& category : categories) {
    const std::string key = aws::logical_id(category.name).str();
    names.items.push_back(bound(key, category.span));
    yaml::Node row = yaml::mapping();
    row.add("Name", bound(category_name(organization, category.name), category.span));
    const yaml::Node rules = category.tag_key ? rules_by_tag(*category.tag_key) : rules_by_units(organization);
    row.add("Rules", bound(yaml::write_json(rules, yaml::JsonLayout::minified), category.span));
    row.add("Otherwise", bound(category.otherwise));
    rows.add(key, std::move(row));
  }
  deployment.values.parameters.emplace("Categories", std::move(names));
  deployment.values.mappings.emplace("Categories", std::move(rows));
  add_in_account(organization, deployment, std::string(plan::kManagementAccount), plan);
}

// Budgets publish to the topic of the paying account; a budget elsewhere mails, since a topic has to be in its account.
yaml::Node subscriber(const resolve::Organization& organization, const Budget& budget, std::string_view type_key) {
  yaml::Node node = yaml::mapping();
  if (budget.in_own_account() && budget.scope.name != plan::kManagementAccount) {
    node.add(std::string(type_key), yaml::string("EMAIL"));
    node.add("Address", bound(organization.customer.mailboxes.billing));
  } else {
    node.add(std::string(type_key), yaml::string("SNS"));
    node.add("Address", substituted(cat("arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:",
                                        plan::topic_name(organization, "billing"))));
  }
  return node;
}

yaml::Node notifications(const resolve::Organization& organization, const Budget& budget) {
  yaml::Node list = yaml::sequence();
  for (const resolve::BudgetAlert& alert : budget.alerts) {
    yaml::Node notification = yaml::mapping();
    notification.add("NotificationType", yaml::string(alert.forecast ? "FORECASTED" : "ACTUAL"));
    notification.add("ComparisonOperator", yaml::string("GREATER_THAN"));
    notification.add("Threshold", bound(alert.percent));
    notification.add("ThresholdType", yaml::string("PERCENTAGE"));
    yaml::Node item = yaml::mapping();
    item.span = alert.percent.span;
    item.add("Notification", std::move(notification));
    yaml::Node& subscribers = item.add("Subscribers", yaml::sequence());
    subscribers.items.push_back(subscriber(organization, budget, "SubscriptionType"));
    list.items.push_back(std::move(item));
  }
  return list;
}

std::string_view time_unit(resolve::BudgetPeriod period) {
  switch (period) {
    case resolve::BudgetPeriod::monthly:
      return "MONTHLY";
    case resolve::BudgetPeriod::quarterly:
      return "QUARTERLY";
    case resolve::BudgetPeriod::annually:
      return "ANNUALLY";
  }
  return "MONTHLY";
}

std::string_view action_word(BudgetAction action) {
  switch (action) {
    case BudgetAction::none:
      return "none";
    case BudgetAction::deny_new_instances:
      return "deny-new-instances";
    case BudgetAction::apply_policy:
      return "apply-policy";
    case BudgetAction::stop_instances:
      return "stop-instances";
  }
  return "none";
}

yaml::Node texts(const std::vector<resolve::Located<std::string>>& values) {
  yaml::Node list = yaml::sequence();
  for (const auto& value : values) list.items.push_back(bound(value));
  return list;
}

// What narrows the cost that counts: the word of the template's parameter, and the expressions.
struct Filter {
  std::string kind = "none";
  yaml::Node all = yaml::sequence();

  void add(std::string_view one, yaml::Node expression) {
    kind = all.items.empty() ? one : "several";
    all.items.push_back(std::move(expression));
  }
};

yaml::Node units_of(const resolve::Organization& organization, const Budget& budget) {
  yaml::Node values = yaml::sequence();
  if (budget.scope.kind != PolicyTarget::Kind::unit) return values;
  for (const auto& [unit, names] : names_by_unit(organization)) {
    if (resolve::lies_in(unit, budget.scope.name))
      values.items.push_back(bound(category_value(unit), budget.scope.span));
  }
  return values;
}

Filter filter_of(const resolve::Organization& organization, const Budget& budget) {
  Filter filter;
  if (budget.scope.kind == PolicyTarget::Kind::unit) {
    filter.add("unit",
               expression("CostCategories", bound(unit_category(organization)), units_of(organization, budget)));
  } else if (budget.scope.kind == PolicyTarget::Kind::account) {
    yaml::Node ids = yaml::sequence();
    ids.items.push_back(yaml::mapping({{"Ref", yaml::string("AccountId")}}));
    filter.add("account", expression("Dimensions", yaml::string("LINKED_ACCOUNT"), std::move(ids)));
  }
  if (!budget.services.empty()) {
    filter.add("services", expression("Dimensions", yaml::string("SERVICE"), texts(budget.services)));
  }
  for (const auto& [key, value] : budget.tags) {
    yaml::Node values = yaml::sequence();
    values.items.push_back(bound(value));
    filter.add("tag", expression("Tags", bound(key, value.span), std::move(values)));
  }
  return filter;
}

yaml::Node principal_arns(const resolve::BudgetResponse& response) {
  yaml::Node arns = yaml::sequence();
  const auto add = [&](std::string_view kind, const std::vector<resolve::Located<std::string>>& names) {
    for (const auto& name : names) {
      arns.items.push_back(
          substituted(cat("arn:${AWS::Partition}:iam::${AWS::AccountId}:", kind, '/', name.value), name.span));
    }
  };
  add("group", response.groups);
  add("role", response.roles);
  add("user", response.users);
  return arns;
}

// What attaches and takes off the policy: only of those kinds that the budget changes.
yaml::Node principal_actions(const resolve::BudgetResponse& response) {
  yaml::Node actions = yaml::sequence();
  for (const std::string_view verb : {"Attach", "Detach"}) {
    const auto add = [&](std::string_view kind, const std::vector<resolve::Located<std::string>>& names) {
      if (!names.empty()) actions.items.push_back(yaml::string(cat("iam:", verb, kind, "Policy")));
    };
    add("Group", response.groups);
    add("Role", response.roles);
    add("User", response.users);
  }
  return actions;
}

yaml::Node policy_arn(const resolve::BudgetResponse& response) {
  const resolve::Located<std::string>& policy = response.policy;
  if (policy.value.empty()) return substituted("arn:${AWS::Partition}:iam::aws:policy/AWSDenyAll");
  if (policy.value.starts_with("arn:")) return bound(policy);
  if (response.own_policy) {
    return substituted(cat("arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/", policy.value), policy.span);
  }
  return substituted(cat("arn:${AWS::Partition}:iam::aws:policy/", policy.value), policy.span);
}

Value scope_id(const resolve::Organization& organization, const PolicyTarget& target) {
  if (target.kind == PolicyTarget::Kind::account) {
    if (const resolve::Account* account = organization.account(target.name)) {
      return account_id_value(organization, *account);
    }
    return yaml::mapping({{"Ref", yaml::string("AWS::AccountId")}});
  }
  const resolve::Unit* unit = organization.unit(aws::OuPath(target.name));
  if (unit == nullptr) return root_id_value(organization);
  if (unit->existing_id) return bound(*unit->existing_id);
  return StoredId{plan::unit_id_parameter(organization, unit->path)};
}

void bind_budget(const resolve::Organization& organization, const Budget& budget, Values& values) {
  const resolve::BudgetResponse& response = budget.response;
  yaml::Node alerts = notifications(organization, budget);
  // Names are unique, and another alert replaces the budget: the new one is made before the old one goes.
  const std::string fingerprint =
      cat(yaml::write_json(alerts, yaml::JsonLayout::minified), budget.auto_adjust_periods, time_unit(budget.period));
  const std::string name = cat(organization.customer.slug.value, '-', budget.name, '-', short_hash(fingerprint));
  auto& parameters = values.parameters;
  parameters.emplace("BudgetName", bound(name, budget.span));
  parameters.emplace("TimeUnit", bound(std::string(time_unit(budget.period)), budget.span));
  parameters.emplace("HasLimit", switched(budget.limit_usd.has_value()));
  parameters.emplace("LimitUsd", budget.limit_usd ? bound(*budget.limit_usd) : yaml::integer(1));
  parameters.emplace("AutoAdjustPeriods", yaml::integer(budget.auto_adjust_periods));
  Filter filter = filter_of(organization, budget);
  parameters.emplace("Filter", bound(filter.kind, budget.span));
  parameters.emplace("UnitCategory", bound(unit_category(organization)));
  const bool one_account = budget.scope.kind == PolicyTarget::Kind::account;
  parameters.emplace("AccountId", one_account && !budget.in_own_account()
                                      ? scope_id(organization, budget.scope)
                                      : Value(yaml::mapping({{"Ref", yaml::string("AWS::AccountId")}})));
  const bool one_tag = budget.tags.size() == 1;
  parameters.emplace("TagKey", bound(one_tag ? budget.tags.begin()->first : "none"));
  parameters.emplace("TagValue", one_tag ? bound(budget.tags.begin()->second) : bound("none"));
  parameters.emplace("Action", bound(std::string(action_word(response.action.value)), response.action.span));
  parameters.emplace("ActionPercent", bound(response.percent));
  parameters.emplace("ApprovalModel", bound(response.approve.value ? "MANUAL" : "AUTOMATIC", response.approve.span));
  const bool denies = response.action.value == BudgetAction::deny_new_instances;
  parameters.emplace("TargetId", denies ? scope_id(organization, budget.scope) : Value(bound("none")));
  parameters.emplace("PolicyArn", policy_arn(response));
  parameters.emplace("ChangesRoles", switched(!response.roles.empty()));
  parameters.emplace("ChangesGroups", switched(!response.groups.empty()));
  parameters.emplace("ChangesUsers", switched(!response.users.empty()));
  parameters.emplace("Instances", texts(response.instances));
  parameters.emplace("InstancesRegion", bound(response.region.str()));
  yaml::Node row = yaml::mapping();
  row.add("Notifications", std::move(alerts));
  row.add("Filters", filter.kind == "several" ? std::move(filter.all) : yaml::sequence());
  row.add("Units", units_of(organization, budget));
  row.add("Services", texts(budget.services));
  yaml::Node& subscribers = row.add("ActionSubscribers", yaml::sequence());
  subscribers.items.push_back(subscriber(organization, budget, "Type"));
  row.add("Roles", texts(response.roles));
  row.add("Groups", texts(response.groups));
  row.add("Users", texts(response.users));
  row.add("PrincipalArns", principal_arns(response));
  row.add("PrincipalActions", principal_actions(response));
  values.mappings.emplace("Values", yaml::mapping({{"Budget", std::move(row)}}));
}

void add_budget(const resolve::Organization& organization, const Budget& budget, plan::Plan& plan) {
  Deployment deployment = billing_deployment(organization, "budget", number::kBudgets);
  deployment.name = cat("budget-", budget.name);
  deployment.title = cat("Budget ", budget.name);
  deployment.why = "Who spends more than was meant hears of it while something can still be done.";
  deployment.controls = {"billing.alerts", "billing.budgets"};
  deployment.cause = budget.span;
  if (budget.written) deployment.asked_by = cat("billing.budgets.", budget.name);
  const bool in_member = budget.in_own_account() && budget.scope.name != plan::kManagementAccount;
  if (!in_member) deployment.needs.push_back(needs_topic(organization));
  if (budget.scope.kind == PolicyTarget::Kind::unit) {
    deployment.needs.push_back(
        {cat(kCategories, organization.billing.region->str() == organization.home_region.value.str()
                              ? ""
                              : cat("-", organization.billing.region->str())),
         "the cost of a unit is known by its cost category"});
  }
  if (budget.response.action.value == BudgetAction::deny_new_instances) {
    if (const resolve::Unit* unit = organization.unit(aws::OuPath(budget.scope.name))) {
      deployment.needs.push_back({cat("units-", unit->shard), "its action attaches a policy to a unit that it makes"});
    }
  }
  if (const resolve::Account* account = organization.account(budget.scope.name)) {
    deployment.needs.push_back({cat("accounts-", account->shard), "the account whose cost counts"});
  }
  if (budget.response.own_policy) {
    deployment.needs.push_back({in_member ? "iam-root" : management_step("iam", organization.home_region.value),
                                "its action attaches a policy of the blueprint"});
  }
  bind_budget(organization, budget, deployment.values);
  add_in_account(organization, deployment, in_member ? budget.scope.name : std::string(plan::kManagementAccount), plan);
}

void add_alarm(const resolve::Organization& organization, plan::Plan& plan) {
  Deployment deployment = billing_deployment(organization, "billing-alarm", number::kBudgets);
  deployment.title = "Billing alarm";
  deployment.why = "The one alarm on charges that needs no budget, for the day on which budgets are late.";
  deployment.controls = {"billing.alerts"};
  deployment.needs.push_back(needs_topic(organization));
  deployment.values.parameters.emplace("Slug", bound(organization.customer.slug));
  deployment.values.parameters.emplace("ThresholdUsd", bound(organization.billing.alarm_usd));
  add_in_account(organization, deployment, std::string(plan::kManagementAccount), plan);
}

void add_anomalies(const resolve::Organization& organization, plan::Plan& plan) {
  Deployment deployment = billing_deployment(organization, "cost-anomalies", number::kCostAnomalies);
  deployment.title = "Cost anomaly detection";
  deployment.why = "Cost that is unusual for an account is reported at once, long before a budget is spent.";
  deployment.controls = {"billing.anomaly"};
  deployment.needs.push_back(needs_topic(organization));
  deployment.values.parameters.emplace("Slug", bound(organization.customer.slug));
  deployment.values.parameters.emplace("MinimumUsd", bound(organization.billing.anomaly_minimum_usd));
  add_in_account(organization, deployment, std::string(plan::kManagementAccount), plan);
}

void add_usage_report(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::UsageReport& report = organization.billing.usage_report;
  Deployment deployment = billing_deployment(organization, "usage-report", number::kUsageReports);
  deployment.title = "Cost and usage report";
  deployment.why = "Every item of usage with its cost and tags, in a bucket that keeps it, ready to be queried.";
  deployment.controls = {"billing.cost-tags", "billing.usage-report"};
  deployment.values.parameters.emplace("Slug", bound(organization.customer.slug));
  deployment.values.parameters.emplace("Granularity", bound(report.granularity));
  deployment.values.parameters.emplace("Parquet", switched(report.parquet.value, report.parquet.span));
  deployment.values.parameters.emplace("RetentionDays", yaml::integer(2555));
  add_in_account(organization, deployment, std::string(plan::kManagementAccount), plan);
}

}  // namespace

void add_billing(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Billing& billing = organization.billing;
  if (!billing.region) return;
  add_preferences(organization, plan);
  add_categories(organization, plan);
  for (const Budget& budget : billing.budgets) add_budget(organization, budget, plan);
  add_alarm(organization, plan);
  if (billing.anomaly_detection.value) add_anomalies(organization, plan);
  if (billing.usage_report.enabled.value) add_usage_report(organization, plan);
}

}  // namespace landform::stacks
