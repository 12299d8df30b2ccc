// What a governed region lacks is left out there, and nowhere else.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "support/planned.h"
#include "yaml/write.h"

namespace landform {
namespace {

using base::cat;

plan::Plan plan_in(std::string_view home, std::string_view regions) {
  return test::plan_of(cat(test::customer_globex(), "organization:\n  home_region: ", home, "\n  regions: [", regions,
                           "]\n  units: {Production: {accounts: [shop]}}\n"
                           "security:\n  guardduty: {protections: [rds, runtime, s3]}\n"));
}

std::string detector_of(const plan::Plan& plan, std::string_view step) {
  return yaml::write_json(test::stack_of(plan, step).bindings.mappings.at("Detector"), yaml::JsonLayout::minified);
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::vector<std::string> words(const yaml::Node& list) {
  std::vector<std::string> all;
  for (const yaml::Node& item : list.items) all.push_back(item.text);
  return all;
}

}  // namespace

TEST_CASE("GuardDuty is told of a protection in the regions that have it, on or off, and of none that is not there") {
  const plan::Plan plan = plan_in("ap-northeast-1", "ap-east-2, ap-northeast-1, eu-west-1");
  for (const std::string_view step : {"guardduty", "guardduty-eu-west-1"}) {
    INFO(step);
    CHECK(has(detector_of(plan, step), R"({"Name":"RDS_LOGIN_EVENTS","Status":"ENABLED"})"));
    CHECK(has(detector_of(plan, step), R"({"Name":"LAMBDA_NETWORK_LOGS","Status":"DISABLED"})"));
  }
  const std::string taipei = detector_of(plan, "guardduty-ap-east-2");
  CHECK_FALSE(has(taipei, "RDS_LOGIN_EVENTS"));
  CHECK(has(taipei, R"({"Name":"S3_DATA_EVENTS","Status":"ENABLED"})"));
  const auto& cli = std::get<plan::CliStep>(test::step_of(plan, "guardduty-organization").what);
  REQUIRE(cli.commands.size() == 3);
  for (const auto& command : cli.commands) {
    CHECK(has(base::join(command, " "), "RDS_LOGIN_EVENTS") == (command.back() != "ap-east-2"));
  }
  for (const std::string_view region : {"cn-north-1", "cn-northwest-1"}) {
    CHECK_FALSE(has(detector_of(plan_in(region, region), "guardduty"), "RUNTIME_MONITORING"));
  }
}

TEST_CASE("logs are copied from the regions that can, and nothing is made for them where the home region cannot") {
  const plan::Plan plan = plan_in("eu-west-1", "eu-central-1, eu-south-2, eu-west-1");
  CHECK(words(test::stack_of(plan, "log-centralization").bindings.parameters.at("Regions")) ==
        std::vector<std::string>{"eu-central-1", "eu-west-1"});
  const plan::Plan none = plan_in("eu-south-2", "eu-south-2, eu-west-1");
  for (const std::string_view step :
       {"central-logs", "central-logs-role", "log-centralization", "trusted-access-observability"}) {
    CHECK(test::find_step(none, step) == nullptr);
  }
  CHECK(test::find_step(none, "log-queries") != nullptr);
}

TEST_CASE("metrics are shared across accounts where the partition can") {
  CHECK(test::find_step(plan_in("eu-west-1", "eu-west-1"), "metric-sink") != nullptr);
  const plan::Plan gov = plan_in("us-gov-west-1", "us-gov-east-1, us-gov-west-1");
  for (const plan::Step& step : gov.steps) CHECK_MESSAGE(!has(step.name, "metric-"), step.name);
  CHECK(test::find_step(gov, "topics") != nullptr);
}

TEST_CASE("restores are tested in the regions that have restore tests") {
  const plan::Plan plan = plan_in("eu-west-1", "eu-west-1, mx-central-1");
  CHECK(test::stack_set_of(plan, "backup-restore-tests").regions ==
        std::vector<aws::RegionName>{aws::RegionName("eu-west-1")});
  CHECK(test::stack_set_of(plan, "backup").regions.size() == 2);
}

}  // namespace landform
