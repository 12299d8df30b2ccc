// IAM of the accounts: which stacks and stack sets hold what, and that none grows with the accounts.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "base/text.h"
#include "stacks/list.h"
#include "support/planned.h"

namespace landform {
namespace {

using base::cat;

plan::Plan iam_plan_of(const std::string& iam, const std::string& accounts = "[shop]") {
  return test::plan_of(cat(test::customer_globex(),
                           "organization:\n"
                           "  home_region: eu-west-1\n"
                           "  units: {Workloads: {units: {Production: {accounts: ",
                           accounts, "}}}}\n", iam));
}

std::vector<std::string> iam_steps_with(const plan::Plan& plan, std::string_view part) {
  std::vector<std::string> names;
  for (const plan::Step& step : plan.steps) {
    if (step.name.find(part) != std::string::npos) names.push_back(step.name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string iam_row(const plan::Step& step, std::string_view mapping, std::string_view key,
                    std::string_view attribute) {
  const auto& stack = std::get<plan::StackStep>(step.what);
  const auto& mappings = stack.stack_set ? stack.stack_set->bindings.mappings : stack.bindings.mappings;
  const yaml::Node* found = mappings.at(std::string(mapping)).find(key);
  REQUIRE_MESSAGE(found != nullptr, key);
  const yaml::Node* value = found->find(attribute);
  REQUIRE_MESSAGE(value != nullptr, attribute);
  return value->text;
}

constexpr std::string_view kIamRoles =
    "identity:\n"
    "  iam:\n"
    "    roles:\n"
    "      reader: {trust: {account: audit}, policies: [metrics], to: [Root]}\n"
    "      operator: {trust: {account: audit}, policies: [metrics], to: [Workloads/Production]}\n"
    "      helper: {trust: {account: audit}, policies: [metrics], to: [shop]}\n"
    "    policies:\n"
    "      metrics: {statements: [{effect: Allow, actions: [\"cloudwatch:GetMetricData\"], resources: [\"*\"]}]}\n";

}  // namespace

TEST_CASE("a blueprint without a word of IAM gets groups, break-glass users and a role for audits") {
  const plan::Plan plan = iam_plan_of("");
  CHECK(iam_steps_with(plan, "iam") ==
        std::vector<std::string>{"iam-root", "iam-users-enrolled", "management-iam-eu-west-1"});
  const plan::Step& management = test::step_of(plan, "management-iam-eu-west-1");
  CHECK(iam_row(management, "Groups", "Admins", "Name") == "admins");
  CHECK(iam_row(management, "Users", "BreakGlass1", "Name") == "break-glass-1");
  CHECK(iam_row(test::step_of(plan, "iam-root"), "Roles", "SecurityAudit", "Name") == "security-audit");
}

TEST_CASE("nothing is made, and nobody is to be enrolled, where the blueprint says so") {
  const plan::Plan plan = iam_plan_of("identity: {iam: {groups: {}, users: {}, roles: {}}}\n");
  CHECK(iam_steps_with(plan, "iam").empty());
  CHECK(iam_steps_with(plan, "break-glass").empty());
}

TEST_CASE("each place of `to` has one stack set, and narrower places come after wider ones") {
  const plan::Plan plan = iam_plan_of(std::string(kIamRoles));
  const auto after = [&](std::string_view name) {
    return std::get<plan::StackStep>(test::step_of(plan, name).what).stack_set->after;
  };
  CHECK(after("iam-root").empty());
  CHECK(after("iam-unit-workloads-production") == "iam-root");
  CHECK(after("iam-account-shop") == "iam-unit-workloads-production");
}

TEST_CASE("a policy of the same template is referred to, one of another template is named") {
  const plan::Plan plan = iam_plan_of(std::string(kIamRoles));
  const auto policies = [&](std::string_view step, std::string_view role) {
    const auto& set = *std::get<plan::StackStep>(test::step_of(plan, step).what).stack_set;
    return set.bindings.mappings.at("Roles").find(role)->find("Policies")->items.front().entries.front().value.text;
  };
  CHECK(policies("iam-root", "Reader") == "PolicyMetrics");
  CHECK(policies("iam-unit-workloads-production", "Operator") ==
        "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/metrics");
}

TEST_CASE("accounts make no step of IAM longer, and add none") {
  std::string many = "[shop";
  for (int i = 0; i < 300; ++i) many += cat(", extra-", i);
  const plan::Plan few = iam_plan_of(std::string(kIamRoles));
  const plan::Plan more = iam_plan_of(std::string(kIamRoles), many + "]");
  CHECK(iam_steps_with(few, "iam") == iam_steps_with(more, "iam"));
  const auto& before = std::get<plan::StackStep>(test::step_of(few, "iam-root").what).stack_set->bindings.mappings;
  const auto& after = std::get<plan::StackStep>(test::step_of(more, "iam-root").what).stack_set->bindings.mappings;
  for (const auto& [name, rows] : before) CHECK(yaml::same_value(rows, after.at(name)));
}

TEST_CASE("alarms on break-glass users are where console sign-ins are recorded, and in governed regions") {
  const plan::Plan plan = iam_plan_of("");
  CHECK(iam_steps_with(plan, "break-glass") ==
        std::vector<std::string>{"management-break-glass-alarms-ap-southeast-2",
                                 "management-break-glass-alarms-eu-north-1", "management-break-glass-alarms-eu-west-1",
                                 "management-break-glass-alarms-us-east-1", "management-break-glass-alarms-us-east-2"});
}

TEST_CASE("a user in a member account is watched there") {
  const plan::Plan plan = iam_plan_of(
      "identity:\n"
      "  iam:\n"
      "    groups: {admins: {managed_policies: [AdministratorAccess]}}\n"
      "    users: {break-glass-shop: {groups: [admins], to: [shop]}}\n");
  const plan::Step& step = test::step_of(plan, "break-glass-alarms");
  CHECK(std::get<plan::StackStep>(step.what).stack_set->accounts == std::vector<std::string>{"shop"});
  CHECK(iam_steps_with(plan, "management-break-glass").empty());
}

TEST_CASE("whatever policy a permission set names stands in each account before the set is assigned there") {
  const auto plan = iam_plan_of(
      "identity:\n"
      "  iam:\n"
      "    policies:\n"
      "      metrics: {statements: [{effect: Allow, actions: [\"cloudwatch:GetMetricData\"], resources: [\"*\"]}]}\n"
      "  center:\n"
      "    permission_sets:\n"
      "      own: {policies: [metrics]}\n"
      "      bounded: {managed_policies: [PowerUserAccess], boundary: metrics}\n"
      "      of-aws: {managed_policies: [ReadOnlyAccess], boundary: PowerUserAccess}\n"
      "    assignments:\n"
      "      - {group: read-only, permission_set: own, to: [shop]}\n"
      "      - {group: billing, permission_set: bounded, to: [Workloads, management]}\n"
      "      - {group: administrators, permission_set: of-aws, to: [Root]}\n");
  const auto needs = [&](std::string_view step, std::string_view other) {
    const auto& all = test::step_of(plan, step).needs;
    return std::any_of(all.begin(), all.end(), [&](const auto& need) { return need.step == other; });
  };
  CHECK(needs("assignments-read-only-as-own-1", "iam-root"));
  CHECK(needs("assignments-billing-as-bounded-1", "iam-root"));
  CHECK_FALSE(needs("assignments-administrators-as-of-aws-1", "iam-root"));
  CHECK(needs("management-assignments", "management-iam-eu-west-1"));
  for (const char* step : {"iam-root", "management-iam-eu-west-1"}) {
    CHECK(iam_row(test::step_of(plan, step), "Policies", "Metrics", "Name") == "metrics");
  }
}

}  // namespace landform
