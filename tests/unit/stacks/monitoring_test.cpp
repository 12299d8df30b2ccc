// What watches and tells: where its stacks and stack sets go, and that they do
// not grow with accounts.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/text.h"
#include "stacks/dashboard_body.h"
#include "stacks/list.h"
#include "support/planned.h"
#include "yaml/write.h"

namespace landform {
namespace {

using base::cat;

plan::Plan monitoring_plan(const std::string& accounts, const std::string& regions) {
  return test::plan_of(cat(test::customer_globex(),
                           "organization:\n"
                           "  home_region: eu-west-1\n"
                           "  regions: [",
                           regions, "]\n  units: {Production: {accounts: [", accounts, "]}}\n"));
}

std::vector<std::string> names_of(const std::vector<aws::RegionName>& regions) {
  std::vector<std::string> names;
  for (const auto& region : regions) names.push_back(region.str());
  return names;
}

std::string mapping_text(const cfn::Bindings& bindings, const std::string& name) {
  return yaml::write_json(bindings.mappings.at(name), yaml::JsonLayout::minified);
}

}  // namespace

TEST_CASE(
    "events are forwarded from each governed region, and from that of "
    "the global sign-in to the home region") {
  const plan::Plan plan = monitoring_plan("shop", "eu-central-1, eu-west-1");
  const plan::StackSet& set = test::stack_set_of(plan, "event-forwarding");
  CHECK(names_of(set.regions) == std::vector<std::string>{"eu-central-1", "eu-west-1", "us-east-1"});
  CHECK(set.units == std::vector<aws::OuPath>{aws::OuPath("Root")});
  CHECK(mapping_text(set.bindings, "Buses") ==
        R"({"eu-central-1":{"Region":"eu-central-1"},"eu-west-1":{"Region":"eu-west-1"},)"
        R"("us-east-1":{"Region":"eu-west-1"}})");
  test::step_of(plan, "management-event-forwarding-us-east-1");
}

TEST_CASE(
    "Security Hub's route is in the home region alone, where it brings "
    "the findings of all regions") {
  const plan::Plan plan = monitoring_plan("shop", "eu-central-1, eu-west-1");
  for (const auto& [step, home] :
       {std::pair{"finding-routes", "true"}, std::pair{"finding-routes-eu-central-1", "false"}}) {
    const auto& stack = std::get<plan::StackStep>(test::step_of(plan, step).what);
    CHECK(stack.bindings.parameters.at("IsHome").text == home);
    CHECK(stack.target.account == "audit");
  }
}

TEST_CASE(
    "alarms go to each governed region, dashboards to the home region, "
    "which shows all of them") {
  const plan::Plan plan = monitoring_plan("shop", "eu-central-1, eu-west-1");
  CHECK(names_of(test::stack_set_of(plan, "alarms").regions) == std::vector<std::string>{"eu-central-1", "eu-west-1"});
  CHECK(names_of(test::stack_set_of(plan, "dashboards").regions) == std::vector<std::string>{"eu-west-1"});
  const std::string bodies = mapping_text(test::stack_set_of(plan, "dashboards").bindings, "Dashboards");
  CHECK(bodies.find("## eu-central-1") != std::string::npos);
  CHECK(bodies.find("## eu-west-1") != std::string::npos);
}

TEST_CASE("what stack sets carry does not grow with accounts") {
  std::string many;
  for (int i = 0; i < 400; ++i) many += cat(many.empty() ? "" : ", ", "shop-", i);
  const plan::Plan few = monitoring_plan("shop", "eu-west-1");
  const plan::Plan more = monitoring_plan(many, "eu-west-1");
  for (const std::string name : {"alarms", "dashboards", "event-forwarding", "metric-links-eu-west-1"}) {
    const plan::StackSet& one = test::stack_set_of(few, name);
    const plan::StackSet& other = test::stack_set_of(more, name);
    CHECK(one.units == other.units);
    CHECK(one.accounts == other.accounts);
    for (const auto& [key, rows] : one.bindings.mappings) {
      CHECK(mapping_text(one.bindings, key) == mapping_text(other.bindings, key));
    }
  }
}

TEST_CASE("each region's links wait for the ARN of that region's sink") {
  const plan::Plan plan = monitoring_plan("shop", "eu-central-1, eu-west-1");
  for (const std::string region : {"eu-central-1", "eu-west-1"}) {
    const plan::Step& captured = test::step_of(plan, cat("metric-sink-arn-", region));
    const auto& cli = std::get<plan::CliStep>(captured.what);
    REQUIRE(cli.captures.size() == 1);
    CHECK(cli.captures.front().parameter == cat("/landform/globex/metric-sinks/", region));
    const plan::Step& links = test::step_of(plan, cat("metric-links-", region));
    CHECK(std::any_of(links.needs.begin(), links.needs.end(),
                      [&](const auto& need) { return need.step == captured.name; }));
  }
}

TEST_CASE(
    "logs are copied from where CloudWatch can, and only where the home "
    "region can take them") {
  const plan::Plan plan = monitoring_plan("shop", "eu-south-2, eu-west-1");
  const auto& stack = std::get<plan::StackStep>(test::step_of(plan, "log-centralization").what);
  CHECK(yaml::write_json(stack.bindings.parameters.at("Regions"), yaml::JsonLayout::minified) == R"(["eu-west-1"])");
}

TEST_CASE("the account of the central logs has the role that CloudWatch copies with before there is a rule") {
  const plan::Plan plan = monitoring_plan("shop", "eu-west-1");
  const plan::Step& role = test::step_of(plan, "central-logs-role");
  const auto& cli = std::get<plan::CliStep>(role.what);
  CHECK(cli.account == "log-archive");
  CHECK(cli.commands.front().back() == "logs-centralization.observabilityadmin.amazonaws.com");
  CHECK(cli.tolerates == std::vector<std::string>{"InvalidInput"});
  const auto& needs = test::step_of(plan, "log-centralization").needs;
  CHECK(std::ranges::any_of(needs, [&](const auto& need) { return need.step == role.name; }));
}

TEST_CASE("a dashboard's charts stand beside each other, and rows below each other") {
  const yaml::Node body = stacks::dashboard_body({"ec2", "ecs"}, {aws::RegionName("eu-west-1")});
  std::vector<std::string> places;
  for (const yaml::Node& widget : body.find("widgets")->items) {
    places.push_back(cat(widget.find("type")->text, ' ', widget.find("x")->text, ' ', widget.find("y")->text));
  }
  CHECK(places ==
        std::vector<std::string>{"text 0 0", "metric 0 1", "metric 8 1", "metric 16 1", "metric 0 7", "metric 8 7"});
}

}  // namespace landform
