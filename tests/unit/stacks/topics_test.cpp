// Where the topics for people lie, and what must be confirmed before they reach anybody.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/list.h"
#include "support/planned.h"

namespace landform {
namespace {

using base::cat;

plan::Plan plan_of(const std::string& regions) {
  return test::plan_of(
      cat(test::customer_globex(), "organization:\n", regions, "  units: {Production: {accounts: [shop]}}\n"));
}

// "topics-eu-west-1 in audit eu-west-1" of the steps whose template is `path`, sorted.
std::vector<std::string> places(const plan::Plan& plan, std::string_view path) {
  std::vector<std::string> found;
  for (const plan::Step& step : plan.steps) {
    const auto* stack = std::get_if<plan::StackStep>(&step.what);
    if (stack && stack->template_path == path) {
      found.push_back(cat(step.name, " in ", stack->target.account, ' ', stack->target.region.str()));
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("security and operations topics lie in the audit account, once in each governed region") {
  const plan::Plan plan = plan_of("  home_region: eu-west-1\n  regions: [eu-central-1, eu-west-1]\n");
  CHECK(places(plan, "notifications/topics.yaml") ==
        std::vector<std::string>{"topics in audit eu-west-1", "topics-eu-central-1 in audit eu-central-1"});
}

TEST_CASE("the billing topic lies where the management account is at home, and where the billing metric is") {
  const auto in = [](const std::string& regions) {
    return places(plan_of(regions), "notifications/billing-topic.yaml");
  };
  CHECK(in("  home_region: eu-west-1\n") ==
        std::vector<std::string>{"billing-topic in management eu-west-1",
                                 "billing-topic-us-east-1 in management us-east-1"});
  CHECK(in("  home_region: us-east-1\n") == std::vector<std::string>{"billing-topic in management us-east-1"});
  CHECK(in("  home_region: cn-north-1\n") == std::vector<std::string>{"billing-topic in management cn-north-1"});
}

TEST_CASE("each mailbox is confirmed after the topics of all regions, and by name") {
  const plan::Plan plan = plan_of("  home_region: eu-west-1\n  regions: [eu-central-1, eu-west-1]\n");
  const auto found = std::find_if(plan.steps.begin(), plan.steps.end(),
                                  [](const plan::Step& step) { return step.name == "confirm-subscriptions"; });
  REQUIRE(found != plan.steps.end());
  std::vector<std::string> needs;
  for (const auto& need : found->needs) needs.push_back(need.step);
  std::sort(needs.begin(), needs.end());
  CHECK(needs == std::vector<std::string>{"billing-topic", "billing-topic-us-east-1", "topics", "topics-eu-central-1"});
  const auto& lines = std::get<plan::ManualStep>(found->what).instructions;
  for (const std::string line : {"Mailbox `sec@globex.example`: the mails \"AWS Notification - Subscription "
                                 "Confirmation\" of the topic `globex-security`, one for each of: eu-central-1, "
                                 "eu-west-1.",
                                 "Mailbox `bills@globex.example`: the mails \"AWS Notification - Subscription "
                                 "Confirmation\" of the topic `globex-billing`, one for each of: eu-west-1, "
                                 "us-east-1."}) {
    CHECK_MESSAGE(std::find(lines.begin(), lines.end(), line) != lines.end(), line);
  }
}

}  // namespace landform
