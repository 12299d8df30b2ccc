// Responses to incidents and patching: the automations have the steps that the page for people tells, and what stack
// sets carry is the blueprint's choice and nothing that grows.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "base/text.h"
#include "cfn/template.h"
#include "resolve/incidents.h"
#include "stacks/list.h"
#include "support/golden.h"
#include "support/planned.h"
#include "yaml/write.h"

namespace landform {
namespace {

using base::cat;

plan::Plan incident_plan(const std::string& section, const std::string& accounts = "shop") {
  return test::plan_of(cat(test::customer_globex(),
                           "organization:\n"
                           "  home_region: eu-west-1\n"
                           "  regions: [eu-central-1, eu-west-1]\n"
                           "  units: {Production: {accounts: [",
                           accounts, "]}}\n", section));
}

const cfn::Bindings& carried_bindings(const plan::Plan& plan, const std::string& name) {
  return test::stack_set_of(plan, name).bindings;
}

std::string compact(const yaml::Node& node) {
  return yaml::write_json(node, yaml::JsonLayout::minified);
}

}  // namespace

TEST_CASE("each automation has exactly the steps that the page for people tells, in its order") {
  const std::filesystem::path source = test::cases_dir("stacks").parent_path().parent_path().parent_path() /
                                       "templates/incidents/incident-responses.yaml";
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto root =
      yaml::read(sources, sources.add("t.yaml", test::read_file(source)), {cfn::template_tags()}, diagnostics);
  REQUIRE(root);
  const yaml::Node& resources = *root->find("Resources");
  CHECK(resolve::incident_runbooks().size() == 6);
  for (const resolve::Runbook& runbook : resolve::incident_runbooks()) {
    const yaml::Node* document = resources.find(runbook.key);
    REQUIRE_MESSAGE(document, runbook.key);
    const yaml::Node& content = *document->find("Properties")->find("Content");
    CHECK(content.find("parameters")->find(runbook.parameter));
    CHECK(content.find("description")->text == runbook.what);
    std::vector<std::string> steps;
    for (const yaml::Node& step : content.find("mainSteps")->items) steps.push_back(step.find("name")->text);
    std::vector<std::string> told;
    for (const resolve::RunbookStep& step : runbook.steps) told.emplace_back(step.name);
    CHECK_MESSAGE(steps == told, runbook.key);
  }
}

TEST_CASE("without a word about incidents every response that changes anything waits for approval") {
  const plan::Plan plan = incident_plan("");
  const cfn::Bindings& bindings = carried_bindings(plan, "incident-responses");
  CHECK(compact(bindings.parameters.at("InstanceResponses")) == R"(["IsolateOnHigh"])");
  const yaml::Node& rows = bindings.mappings.at("Responses");
  CHECK(rows.entries.size() == 5);
  for (const yaml::Entry& row : rows.entries) {
    CHECK_MESSAGE(row.value.find("Approve")->text == "true", row.key);
    CHECK_MESSAGE(row.value.find("DryRun")->text == "false", row.key);
  }
  for (const std::string name : {"BlockPublicBucket", "CloseOpenIngress", "DisableAccessKey", "RevokeRoleSessions"}) {
    CHECK(bindings.parameters.at("Has" + name).text == "true");
  }
  CHECK(test::stack_of(plan, "incident-notices").bindings.parameters.at("HasRootSignIn").text == "true");
  CHECK(test::stack_of(plan, "incident-notices-eu-central-1").bindings.parameters.at("HasHighFindings").text ==
        "false");
}

TEST_CASE("an empty map of responses leaves the runbooks to people") {
  const plan::Plan plan = incident_plan("incidents: {responses: {}}\n");
  const cfn::Bindings& bindings = carried_bindings(plan, "incident-responses");
  CHECK(bindings.parameters.at("InstanceResponses").items.empty());
  CHECK(bindings.parameters.at("HasDisableAccessKey").text == "false");
  CHECK(test::stack_of(plan, "incident-notices").bindings.parameters.at("HasRootSignIn").text == "false");
}

TEST_CASE("a response goes by its name, then by its event, and medium findings end where high ones begin") {
  const plan::Plan plan = incident_plan(
      "incidents:\n"
      "  responses:\n"
      "    snapshot-instance: {on: guardduty-high-ec2}\n"
      "    evidence: {on: guardduty-medium-ec2, dry_run: true}\n"
      "    tell: {on: config-public-bucket, do: notify}\n"
      "security: {config_rules: {restricted-incoming-traffic: {blocked_ports: [3389, 22]}}}\n");
  const cfn::Bindings& bindings = carried_bindings(plan, "incident-responses");
  CHECK(compact(bindings.parameters.at("InstanceResponses")) == R"(["SnapshotOnHigh","SnapshotOnMedium"])");
  const yaml::Node& rows = bindings.mappings.at("Responses");
  CHECK(compact(*rows.find("SnapshotOnHigh")->find("Severity")) == R"([">=",7])");
  CHECK(compact(*rows.find("SnapshotOnMedium")->find("Severity")) == R"([">=",4,"<",7])");
  CHECK(rows.find("SnapshotOnMedium")->find("DryRun")->text == "true");
  CHECK(rows.find("SnapshotOnHigh")->find("Document")->text == "snapshot-instance");
  CHECK(bindings.parameters.at("HasBlockPublicBucket").text == "false");
  CHECK(compact(bindings.parameters.at("BlockedPorts")) == R"(["22","3389"])");
  CHECK(test::stack_of(plan, "incident-notices").bindings.parameters.at("HasPublicBuckets").text == "true");
}

TEST_CASE("responses reach every account and region; patching the accounts of workloads") {
  const plan::Plan plan = incident_plan("");
  const plan::StackSet& responses = *test::stack_of(plan, "incident-responses").stack_set;
  CHECK(responses.units == std::vector<aws::OuPath>{aws::OuPath("Root")});
  CHECK(responses.regions.size() == 2);
  test::stack_of(plan, "management-incident-responses-eu-central-1");
  const plan::StackSet& patching = *test::stack_of(plan, "patching").stack_set;
  CHECK(patching.units == std::vector<aws::OuPath>{aws::OuPath("Production")});
  CHECK(test::stack_of(plan, "patch-report").target.account == "audit");
}

TEST_CASE("what stack sets carry for incidents and patching does not grow with accounts") {
  std::string many;
  for (int i = 0; i < 400; ++i) many += cat(many.empty() ? "" : ", ", "shop-", i);
  const plan::Plan few = incident_plan("");
  const plan::Plan more = incident_plan("", many);
  for (const std::string name : {"incident-responses", "patching"}) {
    const cfn::Bindings& one = carried_bindings(few, name);
    const cfn::Bindings& other = carried_bindings(more, name);
    for (const auto& [key, value] : one.parameters) CHECK(compact(value) == compact(other.parameters.at(key)));
    for (const auto& [key, value] : one.mappings) CHECK(compact(value) == compact(other.mappings.at(key)));
  }
}

TEST_CASE("a baseline for patch groups is no default, and packages without dates wait for nothing") {
  const plan::Plan plan = incident_plan(
      "patching:\n"
      "  baselines:\n"
      "    web: {os: ubuntu}\n"
      "    linux: {os: amazon-linux-2023, approve_after_days: 3}\n"
      "    databases: {os: amazon-linux-2023, patch_groups: [db, db-large]}\n"
      "  window: {hours: 1, select: {tag: {Patch: weekly, \"Patch Late\": \"yes\"}}}\n");
  const cfn::Bindings& bindings = carried_bindings(plan, "patching");
  const yaml::Node& rows = bindings.mappings.at("Baselines");
  CHECK(rows.find("Web")->find("Days")->text == "0");
  CHECK(rows.find("Linux")->find("Days")->text == "3");
  CHECK(rows.find("Linux")->find("IsDefault")->text == "true");
  CHECK(rows.find("Databases")->find("IsDefault")->text == "false");
  CHECK(compact(*rows.find("Databases")->find("PatchGroups")) == R"(["db","db-large"])");
  CHECK(bindings.parameters.at("CutoffHours").text == "0");
  CHECK(bindings.parameters.at("Selections").items.size() == 2);
}

TEST_CASE("a window with nothing behind its key is none; the daily scan stays") {
  const plan::Plan plan = incident_plan("patching: {window: }\n");
  const cfn::Bindings& bindings = carried_bindings(plan, "patching");
  CHECK(bindings.parameters.at("HasWindow").text == "false");
  CHECK(bindings.parameters.at("Selections").items.empty());
  CHECK(bindings.mappings.at("Baselines").entries.size() == 5);
}

TEST_CASE("only people with the permission sets that are named take the role of responders, from the audit account") {
  const auto patterns = [](const std::string& section) {
    const plan::Plan plan = incident_plan(section);
    const cfn::Bindings& bindings = carried_bindings(plan, "incident-responses");
    CHECK(compact(bindings.parameters.at("HasResponders")) == R"("true")");
    return compact(bindings.parameters.at("Responders"));
  };
  const std::string role = "\"arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_";
  CHECK(patterns("") == cat("[", role, "administrator_????????????????\"]"));
  CHECK(patterns("identity:\n  center:\n    groups: {night: {}}\n"
                 "    permission_sets: {responder: {managed_policies: [SecurityAudit]}}\n"
                 "    assignments: [{group: night, permission_set: responder, to: [Root]}]\n"
                 "incidents: {roles: {responders: [responder]}}\n") == cat("[", role, "responder_????????????????\"]"));
}

TEST_CASE("where nobody is a responder the role is not made") {
  const plan::Plan plan = incident_plan("identity: {center: {assignments: []}}\n");
  const cfn::Bindings& bindings = carried_bindings(plan, "incident-responses");
  CHECK(compact(bindings.parameters.at("HasResponders")) == R"("false")");
}

}  // namespace landform
