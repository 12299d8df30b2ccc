#include "emit/stacks.h"

#include <doctest/doctest.h>

#include <string>

#include "base/render_text.h"
#include "emit/commands.h"
#include "emit/imports.h"
#include "support/golden.h"
#include "support/template_of.h"
#include "yaml/write.h"

namespace landform::emit {
namespace {

using test::template_of;

plan::Step stack_step(std::string name, std::uint32_t number) {
  plan::Step step;
  step.name = std::move(name);
  step.number = number;
  plan::StackStep stack;
  stack.stack = aws::StackName("acme-" + step.name);
  stack.target = plan::AccountTarget{"management", aws::RegionName("eu-west-1")};
  step.what = std::move(stack);
  return step;
}

const char* const kAdopted = R"(
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Used: {Type: String}
  Unused: {Type: String}
Resources:
  Organization:
    Type: AWS::Organizations::Organization
    DeletionPolicy: Retain
    Properties: {FeatureSet: ALL}
  Team:
    Type: AWS::Organizations::OrganizationalUnit
    Properties: {Name: Team, ParentId: r-ab12}
  Shop:
    Type: AWS::Organizations::Account
    DependsOn: [Organization, Team, Other]
    Properties:
      AccountName: shop
      Email: !Sub "aws+${Used}@acme.example"
      ParentIds: [!GetAtt Team.Id]
      Tags: [{Key: Team, Value: !Sub "of ${Team.Id}"}, {Key: Not, Value: "${!Team}"}]
  Other:
    Type: AWS::Organizations::Account
    Properties: {AccountName: other, Email: !Ref Unused}
Outputs:
  TeamId: {Value: !Ref Team}
)";

TEST_CASE("a stack's file is named by its capability's number and its step, what a stack set carries by its step") {
  CHECK(template_path(stack_step("units-1", 14)) == "stacks/14-units-1.yaml");
  CHECK(template_path(stack_step("artifacts", 5)) == "stacks/05-artifacts.yaml");
  CHECK(template_path(stack_step("late", 110)) == "stacks/110-late.yaml");
  CHECK(template_path(stack_step("own", 0)) == "stacks/own.yaml");
  std::vector<OutputFile> files;
  base::Diagnostics diagnostics;
  cfn::Template adopted = template_of(kAdopted);
  const verify::Index index = verify::index_template(adopted);
  const auto carried = emit_carried(stack_step("baseline", 40), std::move(adopted), index, files, diagnostics);
  REQUIRE(carried);
  CHECK(carried->file.path == "stack-sets/baseline.yaml");
  CHECK(carried->file.sha256 == files.front().sha256);
}

plan::StackStep importing() {
  plan::StackStep stack;
  stack.stack = aws::StackName("acme-adopted");
  stack.target = plan::AccountTarget{"management", aws::RegionName("eu-west-1")};
  stack.imports["Shop"] = {"AWS::Organizations::Account", {{"AccountId", "011122223333"}}};
  stack.imports["Organization"] = {"AWS::Organizations::Organization", {{"Id", "o-abcdefghij"}}};
  return stack;
}

TEST_CASE("an import's template holds only what is imported and points at nothing else") {
  base::Diagnostics diagnostics;
  const auto only = import_template(template_of(kAdopted), importing(), diagnostics);
  REQUIRE(only);
  CHECK(diagnostics.empty());
  CHECK(test::compare_with_golden(test::cases_dir("emit") / "import-template.yaml",
                                  yaml::write_yaml(cfn::resugar(only->root))) == "");
}

TEST_CASE("the file of an import has the form that the aws CLI takes") {
  CHECK(test::compare_with_golden(test::cases_dir("emit") / "resources-to-import.json",
                                  yaml::write_json(resources_to_import(importing()), yaml::JsonLayout::pretty)) == "");
}

TEST_CASE("a stack that imports comes with both files, and with commands that name them") {
  plan::Step step = stack_step("adopted", 10);
  step.what = importing();
  std::vector<OutputFile> files;
  base::Diagnostics diagnostics;
  cfn::Template adopted = template_of(kAdopted);
  const verify::Index index = verify::index_template(adopted);
  const auto emitted = emit_stack(step, std::move(adopted), index, nullptr, files, diagnostics);
  REQUIRE(emitted);
  REQUIRE(files.size() == 3);
  CHECK(files[0].path == "imports/acme-adopted.yaml");
  CHECK(files[1].path == "imports/acme-adopted.json");
  CHECK(files[2].path == "stacks/10-adopted.yaml");
  const auto commands = import_commands(*emitted);
  REQUIRE(commands.size() == 4);
  CHECK(commands[0] == Command{"aws", "cloudformation", "create-change-set", "--stack-name", "acme-adopted",
                               "--change-set-name", "landform-import", "--change-set-type", "IMPORT", "--region",
                               "eu-west-1", "--resources-to-import", "file://imports/acme-adopted.json",
                               "--template-body", "file://imports/acme-adopted.yaml"});
}

TEST_CASE("a template over 51,200 bytes is uploaded, one of exactly that size is not") {
  CHECK_FALSE(must_be_uploaded({"a.yaml", "", 51'200}));
  CHECK(must_be_uploaded({"a.yaml", "", 51'201}));
}

TEST_CASE("capabilities are named as the aws CLI wants them, the wider one alone") {
  CHECK(capability_names({}).empty());
  CHECK(capability_names({true, false, false}) == std::vector<std::string>{"CAPABILITY_IAM"});
  CHECK(capability_names({true, true, false}) == std::vector<std::string>{"CAPABILITY_NAMED_IAM"});
  CHECK(capability_names({true, true, true}) ==
        std::vector<std::string>{"CAPABILITY_AUTO_EXPAND", "CAPABILITY_NAMED_IAM"});
}

TEST_CASE("a deployment's command carries parameters, tags, capabilities and the bucket of a large template") {
  plan::Step step = stack_step("roles", 20);
  auto& stack = std::get<plan::StackStep>(step.what);
  stack.parameters.emplace("Id", plan::FromSsm{"/landform/acme/x", "management", aws::RegionName("eu-west-1")});
  stack.parameters.emplace("Name", plan::Literal{"a b", {}});
  stack.parameters.emplace("Topic", plan::FromOutput{"alarms", "Arn"});
  stack.tags = {{"Team", "of many"}};
  EmittedStack emitted;
  emitted.step = &step;
  emitted.file = {"stacks/20-roles.yaml", "", 60'000};
  emitted.parameters = {"Id", "Name", "Topic"};
  emitted.capabilities.iam = true;
  const auto commands = deploy_commands(emitted);
  REQUIRE(commands.size() == 1);
  CHECK(commands[0] == Command{"aws",
                               "cloudformation",
                               "deploy",
                               "--stack-name",
                               "acme-roles",
                               "--template-file",
                               "stacks/20-roles.yaml",
                               "--region",
                               "eu-west-1",
                               "--no-fail-on-empty-changeset",
                               "--s3-bucket",
                               "{bucket}",
                               "--s3-prefix",
                               "landform",
                               "--capabilities",
                               "CAPABILITY_IAM",
                               "--parameter-overrides",
                               "Id={ssm:/landform/acme/x}",
                               "Name=a b",
                               "Topic={output:alarms/Arn}",
                               "--tags",
                               "Team=of many"});
}

TEST_CASE("stacks' own templates get their hashes two at a time, and an odd one by itself") {
  std::vector<OutputFile> files;
  std::vector<EmittedFile> described(3);
  for (const std::string_view bytes : {"a: 1\n", "a longer text: 2\n", ""})
    files.push_back({"x", std::string(bytes), {}});
  std::vector<Unhashed> templates;
  for (std::size_t i = 0; i < files.size(); ++i) templates.push_back({&described[i], &files[i]});
  take_hashes(templates);
  for (std::size_t i = 0; i < files.size(); ++i) {
    CHECK(files[i].sha256 == output_file("x", files[i].bytes).sha256);
    CHECK(described[i].sha256 == files[i].sha256);
  }
}

TEST_CASE("a text that would not read back is a fault of landform and leaves no file") {
  cfn::Template wrong;
  wrong.root = yaml::mapping();
  // A node that no reader gives: an integer whose text is none.
  yaml::Node broken = yaml::integer(1);
  broken.text = "one";
  wrong.root.add("Resources", std::move(broken));
  plan::Step step = stack_step("broken", 50);
  std::vector<OutputFile> files;
  base::Diagnostics diagnostics;
  const verify::Index index = verify::index_template(wrong);
  CHECK_FALSE(emit_stack(step, std::move(wrong), index, nullptr, files, diagnostics));
  CHECK(files.empty());
  CHECK(test::compare_with_golden(test::cases_dir("emit") / "unreadable-output.diag",
                                  base::render_text({}, diagnostics)) == "");
}

}  // namespace
}  // namespace landform::emit
