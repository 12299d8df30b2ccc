// Steps about accounts themselves: settings in every account, analyzers, root users.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "base/text.h"
#include "support/planned.h"
#include "yaml/write.h"

namespace landform {
namespace {

using base::cat;

plan::Plan plan_of(std::string_view customer, std::string_view organization, std::string_view rest = {}) {
  return test::plan_of(
      cat(test::customer_globex(customer), "organization:\n  home_region: eu-west-1\n", organization, rest));
}

constexpr std::string_view kShop = "  units: {Production: {accounts: [shop]}}\n";

bool needs(const plan::Step& step, std::string_view other) {
  return std::any_of(step.needs.begin(), step.needs.end(), [&](const auto& need) { return need.step == other; });
}

std::string text_of(const cfn::Bindings& bindings) {
  std::string text;
  for (const auto& [name, value] : bindings.parameters)
    text += cat(name, '=', yaml::write_json(value, yaml::JsonLayout::minified), '\n');
  for (const auto& [name, value] : bindings.mappings)
    text += cat(name, '=', yaml::write_json(value, yaml::JsonLayout::minified), '\n');
  return text;
}

}  // namespace

TEST_CASE("settings go to every member by one stack set, in the home region, and to the management account") {
  const plan::Plan plan = plan_of("", cat("  regions: [eu-central-1, eu-west-1]\n", kShop));
  const plan::StackStep& set = test::stack_of(plan, "account-settings");
  REQUIRE(set.stack_set);
  CHECK(set.stack_set->units == std::vector<aws::OuPath>{aws::OuPath("Root")});
  CHECK(set.stack_set->regions == std::vector<aws::RegionName>{aws::RegionName("eu-west-1")});
  CHECK(set.stack_set->bindings.parameters.at("AccountAlias").text.empty());
  CHECK(set.stack_set->bindings.parameters.at("Regions").items.size() == 2);
  const plan::StackStep& management = test::stack_of(plan, "management-account-settings-eu-west-1");
  CHECK_FALSE(management.stack_set);
  CHECK(management.bindings.parameters.at("AccountAlias").text == "globex-management");
  CHECK(needs(test::step_of(plan, "account-settings"), "trusted-access-account"));
  CHECK(needs(test::step_of(plan, "management-account-settings-eu-west-1"), "trusted-access-account"));
}

TEST_CASE("what a stack set carries does not grow with the accounts") {
  std::string many = "  units: {Production: {accounts: [shop";
  for (int number = 0; number < 400; ++number) many += cat(", shop-", number);
  const plan::Plan few = plan_of("", kShop);
  const plan::Plan crowd = plan_of("", cat(many, "]}}\n"));
  CHECK(text_of(test::stack_of(few, "account-settings").stack_set->bindings) ==
        text_of(test::stack_of(crowd, "account-settings").stack_set->bindings));
}

TEST_CASE("an exception from the convention of aliases travels with the stack set") {
  const plan::Plan plan = plan_of("", "  units: {Production: {accounts: {shop: {alias: globex-www}}}}\n");
  const std::string text = text_of(test::stack_of(plan, "account-settings").stack_set->bindings);
  CHECK(text.find("shop=globex-www") != std::string::npos);
}

TEST_CASE("access from outside is looked for in each region, unused access in one") {
  const plan::Plan plan = plan_of("", cat("  regions: [eu-central-1, eu-west-1]\n", kShop));
  const plan::StackStep& home = test::stack_of(plan, "access-analyzer");
  const plan::StackStep& other = test::stack_of(plan, "access-analyzer-eu-central-1");
  CHECK(home.target.account == "audit");
  CHECK(home.bindings.parameters.at("Unused").text == "true");
  CHECK(other.bindings.parameters.at("Unused").text == "false");
  CHECK(other.bindings.parameters.at("External").text == "true");
  CHECK(needs(test::step_of(plan, "access-analyzer"), "access-analyzer-administrator"));
  const auto& cli = std::get<plan::CliStep>(test::step_of(plan, "access-analyzer-administrator").what);
  CHECK(cli.commands.back().back() == "{ssm:/landform/globex/accounts/Audit/id}");
}

TEST_CASE("analyzers that are switched off are not made, nor is anything for them") {
  const std::string_view off = "identity: {iam: {access_analyzer: {external: false, unused: false}}}\n";
  const plan::Plan none = plan_of("", kShop, off);
  CHECK(test::find_step(none, "access-analyzer") == nullptr);
  CHECK(test::find_step(none, "access-analyzer-administrator") == nullptr);
  const plan::Plan unused = plan_of("", cat("  regions: [eu-central-1, eu-west-1]\n", kShop),
                                    "identity: {iam: {access_analyzer: {external: false}}}\n");
  CHECK(test::find_step(unused, "access-analyzer") != nullptr);
  CHECK(test::find_step(unused, "access-analyzer-eu-central-1") == nullptr);
}

TEST_CASE("a support plan is a step for a person: to subscribe it, or to see that it is the one that everybody has") {
  const plan::Plan basic = plan_of("", kShop);
  CHECK(std::get<plan::ManualStep>(test::step_of(basic, "support-plan").what).instructions.front().find("Basic") !=
        std::string::npos);
  const plan::Plan plan = plan_of("  support_plan: business\n", kShop);
  const auto& manual = std::get<plan::ManualStep>(test::step_of(plan, "support-plan").what);
  CHECK(manual.instructions.front().find("`business`") != std::string::npos);
  CHECK_FALSE(manual.evidence.empty());
}

TEST_CASE("the root user of the management account is locked away by people, with evidence") {
  const plan::Plan plan = plan_of("", kShop);
  for (const std::string_view name : {"management-account", "root-access-keys", "root-mfa", "root-password"}) {
    INFO(name);
    const plan::Step& step = test::step_of(plan, name);
    CHECK_FALSE(step.controls.empty());
    CHECK_FALSE(std::get<plan::ManualStep>(step.what).evidence.empty());
  }
  std::vector<std::string> first;
  for (std::size_t i = 0; i < 5; ++i) first.push_back(plan.steps[i].name);
  CHECK(first == std::vector<std::string>{"management-account", "payment-details", "root-password", "root-mfa",
                                          "root-access-keys"});
  CHECK(test::find_step(plan, "root-credentials-of-members") == nullptr);
}

TEST_CASE("accounts that were adopted have their root credentials deleted") {
  const plan::Plan plan = plan_of("", "  id: o-abcdefghij\n  units: {A: {accounts: {old: {id: \"222233334444\"}}}}\n");
  const auto& manual = std::get<plan::ManualStep>(test::step_of(plan, "root-credentials-of-members").what);
  CHECK(manual.instructions.front().find("`old` (222233334444)") != std::string::npos);
  CHECK(needs(test::step_of(plan, "root-credentials-of-members"), "root-access-administrator"));
}

TEST_CASE("centralized root access is switched on before accounts exist, and delegated after") {
  const plan::Plan plan = plan_of("", kShop);
  const auto& cli = std::get<plan::CliStep>(test::step_of(plan, "root-access").what);
  REQUIRE(cli.commands.size() == 3);
  CHECK(cli.commands[1][2] == "enable-organizations-root-credentials-management");
  CHECK(cli.commands[2][2] == "enable-organizations-root-sessions");
  const auto place = [&](std::string_view name) { return &test::step_of(plan, name) - plan.steps.data(); };
  CHECK(place("root-access") < place("accounts-1"));
  CHECK(place("accounts-1") < place("root-access-administrator"));
}

}  // namespace landform
