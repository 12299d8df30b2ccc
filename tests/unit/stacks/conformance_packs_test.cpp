// A conformance pack is a template inside of a template: CloudFormation reads it only when AWS Config lays it over the
// organization, so this looks into it before.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "aws/config_rules.h"
#include "aws/quotas.h"
#include "support/golden.h"
#include "yaml/reader.h"

namespace landform {
namespace {

void check_rule(const std::string& pack, const yaml::Node& rule) {
  const yaml::Node* properties = rule.find("Properties");
  REQUIRE(properties != nullptr);
  const yaml::Node* source = properties->find("Source");
  REQUIRE(source != nullptr);
  const yaml::Node* identifier = source->find("SourceIdentifier");
  REQUIRE(identifier != nullptr);
  const aws::ConfigRule* known = aws::find_config_rule(identifier->text);
  REQUIRE_MESSAGE(known != nullptr, pack, ": ", identifier->text);
  const bool for_home = pack.ends_with("Identity");
  CHECK_MESSAGE((known->place == aws::RulePlace::home) == for_home, pack, ": ", identifier->text);
  const yaml::Node* name = properties->find("ConfigRuleName");
  REQUIRE(name != nullptr);
  const yaml::Node* given = properties->find("InputParameters");
  std::set<std::string> names;
  if (given != nullptr) {
    for (const yaml::Entry& entry : given->entries) names.insert(entry.key);
  }
  for (const aws::RuleParameter& parameter : aws::rule_parameters(*known)) {
    const std::string of(parameter.name);
    if (names.erase(of) > 0) {
      CHECK_MESSAGE(aws::rule_parameter_fault(parameter, given->find(of)->text).empty(), pack, ": ", of);
    } else {
      CHECK_MESSAGE(parameter.need == aws::RuleParameter::Need::optional, pack, ": ", of);
    }
  }
  CHECK_MESSAGE(names.empty(), pack, ": ", identifier->text);
}

}  // namespace

TEST_CASE("conformance packs hold rules that exist, with parameters that they take, where they belong") {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto path = std::filesystem::path(LANDFORM_SOURCE_DIR) / "templates" / "security" / "conformance-packs.yaml";
  const auto file = yaml::read(sources, sources.add("packs.yaml", test::read_file(path)),
                               {.tags = {}, .unknown_tags = yaml::UnknownTags::keep}, diagnostics);
  REQUIRE(file);
  const yaml::Node* resources = file->find("Resources");
  REQUIRE(resources != nullptr);
  std::size_t packs = 0;
  for (const yaml::Entry& resource : resources->entries) {
    const yaml::Node* body = resource.value.find("Properties")->find("TemplateBody");
    REQUIRE(body != nullptr);
    // Source: AWS Config API reference, PutOrganizationConformancePack.
    CHECK(body->text.size() <= 51200);
    const auto pack = yaml::read(sources, sources.add(resource.key, body->text), {}, diagnostics);
    REQUIRE_MESSAGE(pack, resource.key);
    const yaml::Node* rules = pack->find("Resources");
    REQUIRE(rules != nullptr);
    CHECK(rules->entries.size() <= static_cast<std::size_t>(aws::quota("config/rules-per-pack").value));
    for (const yaml::Entry& rule : rules->entries) check_rule(resource.key, rule.value);
    ++packs;
  }
  CHECK(packs == 8);
  CHECK_FALSE(diagnostics.has_errors());
}

}  // namespace landform
