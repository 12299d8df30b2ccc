// Property constraints, handler permissions, service principals and controls.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "aws/controls.h"
#include "aws/handler_permissions.h"
#include "aws/iam_actions.h"
#include "aws/property_constraints.h"
#include "aws/resource_spec.h"
#include "aws/service_principal.h"
#include "base/text.h"
#include "support/golden.h"

using namespace landform::aws;

namespace {

// Sections of a table that are out of order, or whose type the resource specification does not know.
void check_sections(std::string_view file, std::size_t at_least) {
  const std::string_view text = table::embedded_text(file);
  REQUIRE_FALSE(text.empty());
  CHECK(text.find("2026-08-07") < 200);
  std::string_view before;
  const table::SectionIndex sections(text);
  for (std::size_t place = 0; place < sections.size(); ++place) {
    const table::Section section = sections.at(place);
    CAPTURE(section.name);
    CHECK(before < section.name);
    CHECK(find_resource_type(section.name));
    CHECK_FALSE(section.body.empty());
    before = section.name;
  }
  CHECK(sections.size() >= at_least);
}

}  // namespace

TEST_CASE("constraints and permissions are sorted by types that exist") {
  check_sections("property_constraints.txt", 230);
  check_sections("handler_permissions.txt", 390);
}

TEST_CASE("constraints are found for properties, for properties of definitions and for elements") {
  const auto name = find_constraints("AWS::SSO::PermissionSet", "", "Name");
  REQUIRE(name);
  CHECK(name->min_length == 1);
  CHECK(name->max_length == 32);
  CHECK(name->pattern == "[\\w+=,.@-]+");
  const auto age = find_constraints("AWS::AccessAnalyzer::Analyzer", "UnusedAccessConfiguration", "UnusedAccessAge");
  REQUIRE(age);
  CHECK(age->minimum == 1.0);
  CHECK(age->maximum == 365.0);
  CHECK_FALSE(age->min_length);
  const auto tags = find_constraints("AWS::AccessAnalyzer::Analyzer", "", "Tags");
  CHECK(tags->max_items == 50);
  CHECK(tags->unique_items);
  CHECK(find_definition_constraints("AWS::AccessAnalyzer::Analyzer", "Tags")->unique_items);
  CHECK_FALSE(find_constraints("AWS::AccessAnalyzer::Analyzer", "", "Nothing"));
  CHECK_FALSE(find_constraints("AWS::Nothing::Here", "", "Name"));
  CHECK_FALSE(find_constraints("", "", ""));
}

TEST_CASE("a type's actions are sorted, exist, and are read by operation") {
  const auto create = handler_actions("AWS::AccessAnalyzer::Analyzer", Operation::create);
  CHECK(create.contains("access-analyzer:CreateAnalyzer"));
  CHECK(handler_actions("AWS::AccessAnalyzer::Analyzer", Operation::remove).contains("access-analyzer:DeleteAnalyzer"));
  CHECK(handler_actions("AWS::AccessAnalyzer::Analyzer", Operation::list).empty());
  CHECK(handler_actions("AWS::Nothing::Here", Operation::create).empty());
  const auto all = deployment_actions("AWS::CloudTrail::Trail");
  CHECK(std::ranges::is_sorted(all));
  CHECK(std::ranges::find(all, "cloudtrail:CreateTrail") != all.end());
  CHECK(std::ranges::adjacent_find(all) == all.end());
  for (const std::string_view action : all) CHECK(action.substr(0, action.find(':')) != "CloudTrail");
}

TEST_CASE("service principals are known by prefix, table, partition and region") {
  using enum PrincipalVerdict;
  struct Case {
    const char* text;
    PrincipalVerdict verdict;
  };
  const Case cases[] = {
      {"cloudtrail.amazonaws.com", known},
      {"config.amazonaws.com", known},
      {"delivery.logs.amazonaws.com", known},
      {"ecs-tasks.amazonaws.com", known},
      {"logs.eu-west-1.amazonaws.com", known},
      {"ec2.amazonaws.com.cn", known},
      {"lambda.amazonaws.eu", known},
      {"member.org.stacksets.cloudformation.amazonaws.com", known},
      {"alexa-appkit.amazon.com", known},
      {"cloudtrial.amazonaws.com", unknown},
      {"Lambda.amazonaws.com", unknown},
      {"lambda.eu-west-9x.amazonaws.com", unknown},
      {".amazonaws.com", no_service_host},
      {"amazonaws.com", no_service_host},
      {"lambda", no_service_host},
      {"lambda.amazon.com", no_service_host},
      {"", no_service_host},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    CHECK(judge_service_principal(each.text) == each.verdict);
  }
  CHECK(near_service_principals("cloudtrial.amazonaws.com").front() == "cloudtrail.amazonaws.com");
  CHECK(near_service_principals("nonsense").empty());
  for (const std::string_view name : trusted_access_principals()) {
    CAPTURE(name);
    CHECK(judge_service_principal(name) == known);
  }
}

TEST_CASE("the controls in the program are those of the catalogue") {
  const std::string yaml =
      landform::test::read_file(std::string(LANDFORM_SOURCE_DIR) + "/generator/aws/sop_controls.yaml");
  CHECK(all_controls().size() == 96);
  std::size_t at = 0;
  std::size_t rows = 0;
  for (std::size_t next = yaml.find("{id: "); next != std::string::npos; next = yaml.find("{id: ", next + 1)) ++rows;
  CHECK(rows == all_controls().size());
  std::set<std::string_view> ids;
  for (const Control& control : all_controls()) {
    CAPTURE(control.id);
    CHECK(ids.insert(control.id).second);
    at = yaml.find(landform::base::cat("{id: ", control.id, ","), at);
    REQUIRE(at != std::string::npos);
    const std::string row = yaml.substr(at, yaml.find('\n', at) - at);
    CHECK(row.find(landform::base::cat("source: [", control.source, "]")) != std::string::npos);
    CHECK(row.find(landform::base::cat("asks: \"", control.asks, "\"}")) != std::string::npos);
    const std::string how = row.substr(row.find("how: ["), row.find(']', row.find("how: [")) - row.find("how: ["));
    CHECK(has(control.how, How::deploy) == (how.find("deploy") != std::string::npos));
    CHECK(has(control.how, How::prevent) == (how.find("prevent") != std::string::npos));
    CHECK(has(control.how, How::detect) == (how.find("detect") != std::string::npos));
    CHECK(has(control.how, How::runbook) == (how.find("runbook") != std::string::npos));
    CHECK(has(control.how, How::document) == (how.find("document") != std::string::npos));
    CHECK(find_control(control.id) == &control);
  }
  CHECK(find_control("root.mfa")->area() == "root");
  CHECK(find_control("root") == nullptr);
}
