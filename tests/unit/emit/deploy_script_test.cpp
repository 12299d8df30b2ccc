#include "emit/deploy_script.h"

#include <doctest/doctest.h>

#include <string>

#include "emit/deployment.h"
#include "resolve/rings.h"
#include "support/resolved.h"

namespace landform::emit {
namespace {

const char* const kRingsBlueprint = R"yaml(landform: 1
customer:
  name: "Globe'x $(id)"
  slug: globex
  mailboxes:
    root: "aws+{account}@globex.example"
    billing: aws-billing@globex.example
    operations: aws-operations@globex.example
    security: aws-security@globex.example
organization:
  home_region: eu-west-1
  units:
    Sandbox: {accounts: [trial]}
    Security: {accounts: {audit: {role: audit}}}
    Workloads:
      accounts: [shared]
      units:
        Pre-Prod: {accounts: [shop-test], units: {Deep: {accounts: [deep]}}}
        Production: {accounts: [shop]}
)yaml";

resolve::Organization rings_organization_of(const std::string& text) {
  auto resolved = test::resolve_text(text, {});
  REQUIRE_MESSAGE(resolved.organization, resolved.said);
  return std::move(*resolved.organization);
}

std::string ring_of(const resolve::Organization& organization, const std::string& account) {
  const auto ring = resolve::ring_of(organization, *organization.account(account));
  return ring == 0 ? "none" : organization.rings[ring - 1].name;
}

TEST_CASE("without rings in the blueprint, units with the names of test environments come first") {
  const auto organization = rings_organization_of(kRingsBlueprint);
  REQUIRE(organization.rings.size() == 2);
  CHECK(organization.rings[0].units ==
        std::vector<aws::OuPath>{aws::OuPath("Sandbox"), aws::OuPath("Workloads/Pre-Prod")});
  CHECK(ring_of(organization, "trial") == "test");
  CHECK(ring_of(organization, "deep") == "test");
  CHECK(ring_of(organization, "shop") == "production");
  CHECK(ring_of(organization, "shared") == "production");
  CHECK(ring_of(organization, "audit") == "none");
}

TEST_CASE("the nearest unit that a ring names decides, also for accounts of the baseline") {
  const auto organization = rings_organization_of(std::string(kRingsBlueprint) +
                                                  "  rings:\n"
                                                  "    - {name: early, units: [Workloads]}\n"
                                                  "    - {name: middle, units: [Security, Workloads/Production]}\n"
                                                  "    - {name: late, units: [Sandbox]}\n");
  CHECK(ring_of(organization, "shop-test") == "early");
  CHECK(ring_of(organization, "shop") == "middle");
  CHECK(ring_of(organization, "audit") == "middle");
  CHECK(ring_of(organization, "trial") == "late");
}

TEST_CASE("a stack set goes through the units that it shares with each ring but the last") {
  const auto organization = rings_organization_of(kRingsBlueprint);
  plan::StackSet set;
  set.units = {aws::OuPath("Root")};
  auto rings = rings_of_set(organization, set);
  REQUIRE(rings.size() == 1);
  CHECK(rings[0].ring == "test");
  CHECK(rings[0].units.size() == 2);
  set.units = {aws::OuPath("Workloads/Pre-Prod/Deep"), aws::OuPath("Workloads/Production")};
  rings = rings_of_set(organization, set);
  REQUIRE(rings.size() == 1);
  CHECK(rings[0].units == std::vector<aws::OuPath>{aws::OuPath("Workloads/Pre-Prod/Deep")});
  set.units = {aws::OuPath("Workloads/Production")};
  CHECK(rings_of_set(organization, set).empty());
}

TEST_CASE("what CloudFormation would look up becomes a value of Parameter Store; all else stays as it is") {
  CHECK(value_text(plan::Literal{"{{resolve:ssm:/landform/x/id}}", {}}) == "{ssm:/landform/x/id}");
  CHECK(value_text(plan::Literal{"arn:{{resolve:ssm:/a}}:b", {}}) == "arn:{{resolve:ssm:/a}}:b");
  CHECK(value_text(plan::Literal{"plain", {}}) == "plain");
  CHECK(value_text(plan::FromOutput{"log-archive", "KeyArn"}) == "{output:log-archive/KeyArn}");
}

TEST_CASE("a template gets only the parameters that it declares") {
  const Parameters planned{{"Gone", plan::Literal{"1", {}}}, {"There", plan::Literal{"2", {}}}};
  const auto given = given_parameters(planned, {"Other", "There"});
  REQUIRE(given.size() == 1);
  CHECK(given.front()->first == "There");
}

TEST_CASE("texts of the blueprint are words for bash, whatever is in them") {
  const auto organization = rings_organization_of(kRingsBlueprint);
  plan::Plan plan;
  plan::Step step;
  step.name = "do-it";
  step.title = "It's \"$HOME\" `id`";
  step.what = plan::ManualStep{"root", {"", "a\nb"}, "$(rm)"};
  plan.steps.push_back(step);
  const auto script = emit_deploy_script({organization, plan, {}, "main\n"});
  CHECK(script.path == "deploy.sh");
  CHECK(script.bytes.find("customer='Globe'\\''x $(id)'\n") != std::string::npos);
  CHECK(script.bytes.find(R"(step_do-it() {
  title 'It'\''s "$HOME" `id`'
  who root
  instruction ''
  instruction 'a
b'
  evidence '$(rm)'
}

main
)") != std::string::npos);
}

}  // namespace
}  // namespace landform::emit
