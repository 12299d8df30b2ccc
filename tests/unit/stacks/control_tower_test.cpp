// What Control Tower owns is not built twice, and what it needs comes before it.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <variant>

#include "base/text.h"
#include "stacks/list.h"
#include "support/planned.h"

namespace landform {
namespace {

plan::Plan tower_plan(const std::string& sections, const std::string& of_customer = "") {
  return test::plan_of(base::cat(test::customer_globex(of_customer),
                                 "organization:\n"
                                 "  home_region: eu-west-1\n"
                                 "  delivery: control-tower\n"
                                 "  units: {Workloads: {units: {Production: {accounts: [shop]}}}}\n",
                                 sections));
}

std::ptrdiff_t place_of(const plan::Plan& plan, std::string_view name) {
  const auto found =
      std::find_if(plan.steps.begin(), plan.steps.end(), [&](const auto& step) { return step.name == name; });
  return found == plan.steps.end() ? -1 : found - plan.steps.begin();
}

}  // namespace

TEST_CASE("the landing zone comes after its accounts and before every unit, account and alarm") {
  const plan::Plan plan = tower_plan("");
  const auto zone = place_of(plan, "landing-zone");
  REQUIRE(zone >= 0);
  for (const char* before : {"units-1", "foundation-accounts", "control-tower-prerequisites"}) {
    INFO(before);
    CHECK(place_of(plan, before) >= 0);
    CHECK(place_of(plan, before) < zone);
  }
  for (const char* after : {"registered-units-1", "accounts-1", "log-archive", "trail-alarms"}) {
    INFO(after);
    CHECK(place_of(plan, after) > zone);
  }
  CHECK(place_of(plan, "registered-units-1") < place_of(plan, "accounts-1"));
}

TEST_CASE("under Control Tower landform has no trail and no recorder of its own") {
  const plan::Plan plan = tower_plan("");
  CHECK(place_of(plan, "organization-trail") == -1);
  CHECK(place_of(plan, "trusted-access-cloudtrail") == -1);
  CHECK(place_of(plan, "config-recorder") == -1);
  CHECK(place_of(plan, "config-aggregator") == -1);
}

TEST_CASE("under Control Tower rules, packs and audits reach every account but the one that it does not record") {
  const plan::Plan plan = tower_plan("", "  compliance: [pci-dss]\n");
  const plan::StackSet& rules = test::stack_set_of(plan, "config-rules");
  CHECK(rules.bindings.parameters.at("HasRecorder").text == "false");
  CHECK_FALSE(rules.bindings.parameters.at("ManagedRules").items.empty());
  CHECK(place_of(plan, "landing-zone") < place_of(plan, "config-rules"));
  CHECK(place_of(plan, "management-config-rules-eu-west-1") == -1);
  const plan::StackStep& packs = test::stack_of(plan, "conformance-packs");
  CHECK(packs.bindings.parameters.at("ExcludeManagement").text == "true");
  CHECK((packs.bindings.open.contains("ManagementAccountId") && packs.parameters.contains("ManagementAccountId")));
  CHECK(place_of(plan, "accounts-1") < place_of(plan, "conformance-packs"));
  const auto& delegation = std::get<plan::CliStep>(test::step_of(plan, "config-delegation").what);
  for (const auto& command : delegation.commands) {
    CHECK(base::join(command, " ").find("config-multiaccountsetup.amazonaws.com") != std::string::npos);
  }
  CHECK(place_of(plan, "backup-audit") >= 0);
  CHECK(place_of(plan, "management-backup-audit-eu-west-1") == -1);
  CHECK(place_of(tower_plan(""), "config-delegation") == -1);
}

TEST_CASE("regulations bring controls, and nothing behind a name leaves one out") {
  const std::string regulation = "  compliance: [pci-dss]\n";
  CHECK(place_of(tower_plan(""), "control-aws-gr-restricted-ssh") == -1);
  CHECK(place_of(tower_plan("", regulation), "control-aws-gr-restricted-ssh") >= 0);
  const plan::Plan changed = tower_plan(
      "control_tower:\n"
      "  controls:\n"
      "    AWS-GR_RESTRICTED_SSH:\n"
      "    AWS-GR_EC2_VOLUME_INUSE_CHECK: {}\n",
      regulation);
  CHECK(place_of(changed, "control-aws-gr-restricted-ssh") == -1);
  CHECK(place_of(changed, "control-aws-gr-ec2-volume-inuse-check") >= 0);
}

TEST_CASE("stack sets go into the package, whose pipeline they wait for") {
  const plan::Plan plan = tower_plan("");
  const auto pipeline = place_of(plan, "control-tower-pipeline");
  REQUIRE(pipeline >= 0);
  CHECK(place_of(plan, "control-tower-package") < pipeline);
  bool any = false;
  for (const plan::Step& step : plan.steps) {
    const auto* stack = std::get_if<plan::StackStep>(&step.what);
    if (!stack || !stack->stack_set || !stack->stack_set->in_package) continue;
    any = true;
    INFO(step.name);
    CHECK(place_of(plan, step.name) > pipeline);
  }
  CHECK(any);
}

TEST_CASE("Account Factory makes four accounts at once, and a template of many looks nothing up for each") {
  std::string accounts;
  for (int i = 10; i < 50; ++i) accounts += base::cat(accounts.empty() ? "" : ", ", "app-", i);
  const resolve::Organization organization = test::organization_of(base::cat(test::customer_globex(),
                                                                             "organization:\n"
                                                                             "  home_region: eu-west-1\n"
                                                                             "  delivery: control-tower\n"
                                                                             "  units: {Workloads: {accounts: [",
                                                                             accounts, "]}}\n"));
  base::Diagnostics diagnostics;
  const plan::Plan plan = stacks::build_plan(organization, diagnostics);
  const plan::StackStep& stack = test::stack_of(plan, "accounts-1");
  const cfn::Bindings bindings = test::bindings_of(stack);
  for (const char* id : {"ProductId", "ArtifactId"}) {
    CHECK((stack.bindings.open.contains(id) && stack.parameters.contains(id)));
  }
  const yaml::Node& rows = bindings.mappings.at("Accounts");
  std::size_t heads = 0;
  std::vector<std::string> made;
  for (const yaml::Node& name : bindings.parameters.at("Accounts").items) {
    const std::string& after = rows.find(name.text)->find("After")->items.front().text;
    if (after == "ChainStart") {
      ++heads;
    } else {
      CHECK(after == base::cat("Account", made[made.size() - 4]));
    }
    made.push_back(name.text);
  }
  CHECK(heads == 4);
  CHECK(made.size() == 40);
}

}  // namespace landform
