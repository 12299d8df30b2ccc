// Which artefacts count for which control: the truth table of `how`, written out.
#include "emit/coverage.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/render_text.h"
#include "support/resolved.h"
#include "support/template_of.h"

namespace landform::emit {
namespace {

const char* const kBlueprint = R"(organization:
  home_region: eu-west-1
  units: {Production: {accounts: [shop]}}
)";

plan::Step step_of(std::string name, std::vector<std::string> controls, bool by_hand) {
  plan::Step step;
  step.name = std::move(name);
  step.controls = std::move(controls);
  if (by_hand) {
    step.what = plan::ManualStep();
  } else {
    step.what = plan::CliStep();
  }
  return step;
}

plan::Step stack_of(std::string name) {
  plan::Step step;
  step.name = std::move(name);
  step.controls = {"root.mfa"};  // of a stack only its resources count
  step.what = plan::StackStep();
  return step;
}

struct Found {
  Met met;
  std::size_t artefacts;
  std::size_t missing;
};

struct World {
  resolve::Organization organization;
  plan::Plan plan;
  std::vector<EmittedStack> stacks;
  std::vector<MeetingDocument> documents;

  explicit World(const std::string& waivers = {}) {
    auto resolved = test::resolve_text(test::customer_globex() + kBlueprint + waivers, resolve::Lock());
    REQUIRE_MESSAGE(resolved.organization, resolved.said);
    organization = std::move(*resolved.organization);
  }
  void holds(std::string control, std::string type) {
    plan.steps.push_back(stack_of("s"));
    EmittedStack& stack = stacks.emplace_back();
    stack.facts.controlled.push_back({std::move(control), std::move(type), 1, {}});
  }
  Found of(std::string_view control) {
    for (std::size_t i = 0, at = 0; i < plan.steps.size(); ++i) {
      if (std::holds_alternative<plan::StackStep>(plan.steps[i].what)) stacks[at++].step = &plan.steps[i];
    }
    const auto all = coverage(organization, plan, stacks, documents);
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.control->id == control; });
    REQUIRE(found != all.end());
    return {found->met, found->artefacts.size(), found->missing.size()};
  }
};

TEST_CASE("all controls are listed, in the catalogue's order, and nothing meets them by itself") {
  World world;
  const auto all = coverage(world.organization, world.plan, world.stacks, world.documents);
  REQUIRE(all.size() == aws::all_controls().size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    CHECK(all[i].control == &aws::all_controls()[i]);
    // What it has nothing of needs nothing: no VPC, and no Control Tower.
    const bool needless = all[i].control->area() == "vpc" || all[i].control->id == "extra.control-tower";
    CHECK(all[i].met == (needless ? Met::needless : Met::not_met));
    CHECK(all[i].needless_because.empty() == !needless);
    CHECK(all[i].artefacts.empty());
    CHECK_FALSE(all[i].missing.empty());
  }
}

TEST_CASE("what kind of artefact counts for what a control expects") {
  struct Row {
    std::string_view control;  // its `how`
    std::string_view artefact;
    Met met;
  };
  const Row rows[] = {
      {"org.units", "AWS::Organizations::OrganizationalUnit", Met::fully},  // deploy
      {"org.units", "cli", Met::fully},
      {"org.units", "manual", Met::not_met},
      {"org.units", "document", Met::not_met},
      {"org.scp", "AWS::Organizations::Policy", Met::fully},  // prevent
      {"org.scp", "AWS::S3::Bucket", Met::not_met},
      {"config.rules", "AWS::Config::ConfigRule", Met::fully},  // detect
      {"config.rules", "AWS::SecurityHub::Hub", Met::fully},
      {"config.rules", "AWS::S3::Bucket", Met::not_met},
      {"root.mfa-backup", "manual", Met::fully},  // runbook
      {"root.mfa-backup", "cli", Met::fully},
      {"root.mfa-backup", "AWS::S3::Bucket", Met::not_met},
      {"docs.training", "document", Met::fully},  // document
      {"docs.training", "manual", Met::not_met},
      {"root.mfa", "manual", Met::partly},  // runbook, detect
      {"root.mfa", "AWS::Config::ConfigRule", Met::partly},
      {"root.mfa", "AWS::S3::Bucket", Met::not_met},
  };
  for (const Row& row : rows) {
    INFO(row.control << " by " << row.artefact);
    World world;
    const std::vector<std::string_view> controls{row.control};
    const std::string control(row.control);
    if (row.artefact == "cli" || row.artefact == "manual") {
      world.plan.steps.push_back(step_of("s", {control}, row.artefact == "manual"));
    } else if (row.artefact == "document") {
      world.documents.push_back({"training", &controls});
    } else {
      world.holds(control, std::string(row.artefact));
    }
    const Found found = world.of(row.control);
    CHECK(found.met == row.met);
    CHECK(found.artefacts == 1);
  }
}

TEST_CASE("a control is met when every kind that it expects is there") {
  World world;
  world.plan.steps.push_back(step_of("mfa", {"root.mfa"}, true));
  CHECK(world.of("root.mfa").missing == 1);
  world.holds("root.mfa", "AWS::Config::ConfigRule");
  const Found found = world.of("root.mfa");
  CHECK(found.met == Met::fully);
  CHECK(found.artefacts == 2);
  CHECK(found.missing == 0);
}

TEST_CASE("a waiver stands in for what is missing, and is needless where nothing is") {
  World world(
      "waivers:\n"
      "  org.scp: {reason: later, owner: aws-security@globex.example, expires: 2027-06-30}\n"
      "  org.units: {reason: later, owner: aws-security@globex.example, expires: 2027-06-30}\n");
  world.holds("org.units", "AWS::Organizations::OrganizationalUnit");
  CHECK(world.of("org.scp").met == Met::waived);
  CHECK(world.of("org.units").met == Met::fully);
  base::Diagnostics diagnostics;
  check_waivers(coverage(world.organization, world.plan, world.stacks, world.documents), diagnostics);
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all().front().slug == "coverage/needless-waiver");
}

TEST_CASE("facts of a template are counted by control and type") {
  const cfn::Template read = test::template_of(R"(
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  B: {Type: "AWS::S3::Bucket", Metadata: {landform: {controls: [trail.bucket, logs.central]}}}
  A: {Type: "AWS::S3::Bucket", Metadata: {landform: {controls: [trail.bucket]}}}
  C: {Type: "AWS::S3::Bucket"}
  P: {Type: "AWS::Organizations::Policy", Metadata: {landform: {controls: [org.scp], guardrails: [b, a, b]}}}
  Q: {Type: "AWS::Athena::NamedQuery", Properties: {Name: q2, Database: d, QueryString: "SELECT 2"}}
  R: {Type: "AWS::Athena::NamedQuery", Properties: {Name: q1, Description: one, Database: d, QueryString: "SELECT 1"}}
  S: {Type: "AWS::Athena::NamedQuery", Properties: {Name: q0, Database: d, QueryString: !Sub "${AWS::Region}"}}
  T: {Type: "AWS::Athena::NamedQuery", Properties: {Name: q3, Database: d, QueryString: !Join ["", [a, !Ref S]]}}
)");
  const TemplateFacts facts = template_facts(verify::index_template(read));
  REQUIRE(facts.controlled.size() == 3);
  CHECK(facts.controlled[0].control == "logs.central");
  CHECK(facts.controlled[1].guardrails == std::vector<std::string>{"a", "b"});
  CHECK(facts.controlled[2].control == "trail.bucket");
  CHECK(facts.controlled[2].count == 2);
  REQUIRE(facts.queries.size() == 3);
  CHECK(facts.queries[0].query == "${AWS::Region}");
  CHECK(facts.queries[1].name == "q1");
  CHECK(facts.queries[1].description == "one");
  CHECK(facts.queries[2].query == "SELECT 2");
  CHECK(facts.types.front() == std::pair<std::string, std::size_t>("AWS::S3::Bucket", 3));
}

}  // namespace
}  // namespace landform::emit
