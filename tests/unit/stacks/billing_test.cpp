// Steps of billing: what a change of the blueprint changes in AWS.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <variant>

#include "base/text.h"
#include "stacks/capabilities.h"
#include "support/planned.h"
#include "yaml/write.h"

namespace landform {
namespace {

using base::cat;

using Add = void (*)(const resolve::Organization&, plan::Plan&);

plan::Plan billing_plan(std::string_view billing, std::string_view mailbox = "b@globex.example",
                        std::string_view home = "eu-west-1", Add add = stacks::add_billing) {
  plan::Plan plan;
  add(test::organization_of(cat(
          "landform: 1\ncustomer: {name: Globex, slug: globex, mailboxes: {root: \"aws+{account}@globex.example\", "
          "billing: ",
          mailbox, ", operations: o@globex.example, security: s@globex.example}}\norganization: {home_region: ", home,
          ", units: {Sandbox: {accounts: [trial]}, Production: {units: {Shop: {accounts: [shop]}}}}}\n"
          "tagging: {keys: {Project: {cost_allocation: true}}}\nbilling: ",
          billing, "\n")),
      plan);
  return plan;
}

std::string parameter(const plan::StackStep& stack, const std::string& name) {
  const auto found = stack.bindings.parameters.find(name);
  return found == stack.bindings.parameters.end() ? "" : yaml::write_json(found->second, yaml::JsonLayout::minified);
}

std::string row(const plan::StackStep& stack, std::string_view key) {
  const yaml::Node* value = stack.bindings.mappings.at("Values").find("Budget")->find(key);
  REQUIRE(value != nullptr);
  return yaml::write_json(*value, yaml::JsonLayout::minified);
}

constexpr std::string_view kOne = "{budgets: {all: {limit_usd: 10}}}";

}  // namespace

TEST_CASE("another mailbox replaces no budget, another alert does under another name, another limit does not") {
  const auto name = [](std::string_view billing, std::string_view mailbox = "b@globex.example") {
    return parameter(test::stack_of(billing_plan(billing, mailbox), "budget-all-us-east-1"), "BudgetName");
  };
  CHECK(name(kOne) == name(kOne, "other@globex.example"));
  CHECK(name(kOne) == name("{budgets: {all: {limit_usd: 11}}}"));
  CHECK(name(kOne) != name("{budgets: {all: {limit_usd: 10, alert_percent: [90]}}}"));
  CHECK(name(kOne) != name("{budgets: {all: {limit_usd: 10, period: quarterly}}}"));
}

TEST_CASE(
    "a unit's cost is known by its cost category, with the units below; one filter stands alone, several are joined") {
  const auto plan = billing_plan(
      "{budgets: {unit: {scope: Production, limit_usd: 1}, account: {scope: trial, limit_usd: 1},"
      " both: {scope: trial, tag: {Project: x}, limit_usd: 1}}}");
  const auto& unit = test::stack_of(plan, "budget-unit-us-east-1");
  CHECK(parameter(unit, "Filter") == R"("unit")");
  CHECK(row(unit, "Units") == R"(["Production/Shop"])");
  const auto& account = test::stack_of(plan, "budget-account-us-east-1");
  CHECK(parameter(account, "Filter") == R"("account")");
  CHECK(account.parameters.contains("AccountId"));
  const auto& both = test::stack_of(plan, "budget-both-us-east-1");
  CHECK(parameter(both, "Filter") == R"("several")");
  CHECK(row(both, "Filters") ==
        R"([{"Dimensions":{"Key":"LINKED_ACCOUNT","MatchOptions":["EQUALS"],"Values":[{"Ref":"AccountId"}]}},)"
        R"({"Tags":{"Key":"Project","MatchOptions":["EQUALS"],"Values":["x"]}}])");
}

TEST_CASE("a budget that stops instances lives in their account and mails, since topics are of another account") {
  const auto plan = billing_plan(
      "{budgets: {trial: {scope: trial, limit_usd: 1, action: stop-instances,"
      " action_on: {instances: [i-0123456789abcdef0]}}}}");
  const auto& stack = test::stack_of(plan, "budget-trial-us-east-1");
  CHECK(stack.target.account == "trial");
  CHECK(row(stack, "ActionSubscribers") == R"([{"Type":"EMAIL","Address":"b@globex.example"}])");
}

TEST_CASE("a budget changes the kinds of principals that it names, may attach to no others, and finds its own policy") {
  const plan::Plan plan = billing_plan(
      "{budgets: {trial: {scope: trial, limit_usd: 5, action: apply-policy, action_on: {policy: mine, groups: "
      "[ci]}}}}\n"
      "identity: {iam: {policies: {mine: {statements: [{effect: Deny, actions: [\"ec2:RunInstances\"], "
      "resources: [\"*\"]}]}}}}");
  const plan::StackStep& stack = test::stack_of(plan, "budget-trial-us-east-1");
  CHECK(row(stack, "PrincipalActions") == "[\"iam:AttachGroupPolicy\",\"iam:DetachGroupPolicy\"]");
  CHECK(parameter(stack, "ChangesGroups") == "\"true\"");
  CHECK(parameter(stack, "ChangesRoles") == "\"false\"");
  CHECK(parameter(stack, "ChangesUsers") == "\"false\"");
  CHECK(parameter(stack, "PolicyArn").find(":iam::${AWS::AccountId}:policy/mine") != std::string::npos);
}

TEST_CASE("without budgets the organization has one, whose limit follows the cost; switched off, nothing is built") {
  const auto plan = billing_plan("{}");
  const auto& stack = test::stack_of(plan, "budget-organization-us-east-1");
  CHECK(parameter(stack, "HasLimit") == R"("false")");
  CHECK(parameter(stack, "AutoAdjustPeriods") == "6");
  CHECK(billing_plan("{enabled: false}").steps.empty());
  CHECK(billing_plan("{enabled: false}", "b@globex.example", "us-gov-west-1").steps.empty());
}

TEST_CASE("keys are activated where costs are reported, and not in a partition that another one pays for") {
  const auto steps = [](std::string_view home) {
    return billing_plan("{}", "b@globex.example", home, stacks::add_cost_tags).steps;
  };
  const auto commercial = steps("eu-west-1");
  REQUIRE(commercial.size() == 1);
  CHECK(std::get<plan::CliStep>(commercial.front().what).region.str() == "us-east-1");
  CHECK(steps("us-gov-west-1").empty());
}

}  // namespace landform
