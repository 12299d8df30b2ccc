// tests/cases/verify_plan/control-tower-package/<name>.yaml: a manifest; its first lines say what there is besides.
// tests/cases/verify_plan/<law>/<name>.yaml: {deployments: [{name, account, regions, order, stack, template}]}. What
// the laws over a plan say of it stands beside it in <name>.diag; a case whose name begins with ok says nothing.
#include <doctest/doctest.h>

#include <filesystem>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/render_text.h"
#include "base/source_map.h"
#include "base/text.h"
#include "cfn/template.h"
#include "support/golden.h"
#include "verify/index.h"
#include "verify/list.h"
#include "verify/package.h"
#include "verify/plan_laws.h"
#include "verify/values.h"
#include "yaml/reader.h"

namespace {

using namespace landform;
namespace fs = std::filesystem;

// "# units: Sandbox Workloads" gives both.
std::vector<std::string> words_behind(std::string_view text, std::string_view key) {
  std::vector<std::string> words;
  for (const std::string_view line : base::split(text, '\n')) {
    if (!line.starts_with(base::cat("# ", key, ": "))) continue;
    for (const std::string_view word : base::split(line.substr(key.size() + 4), ' ')) words.emplace_back(word);
  }
  return words;
}

std::string verified_package(const fs::path& path) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const std::string text = test::read_file(path);
  const auto units = words_behind(text, "units");
  const auto accounts = words_behind(text, "accounts");
  verify::Package package;
  for (const std::string& file : words_behind(text, "files")) {
    package.files.emplace(file, file == "policies/pretty.json" ? "{\n  \"Version\": 1\n}\n" : "{}");
  }
  package.regions = words_behind(text, "regions");
  package.units.insert(units.begin(), units.end());
  package.accounts.insert(accounts.begin(), accounts.end());
  verify::verify_package(sources, sources.add(path.filename().string(), text), package, diagnostics);
  return base::render_text(sources, diagnostics, {.max_shown = 100});
}

std::string verified_plan(const fs::path& path) {
  if (path.parent_path().filename() == "control-tower-package") return verified_package(path);
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const base::FileId file = sources.add(path.filename().string(), test::read_file(path));
  const auto root = yaml::read(sources, file, {cfn::template_tags()}, diagnostics);
  REQUIRE(root);
  std::vector<verify::PlannedTemplate> templates;
  for (const yaml::Node& item : root->find("deployments")->items) {
    const cfn::Template source{cfn::desugar(*item.find("template"), diagnostics)};
    verify::Deployment deployment;
    deployment.name = item.find("name")->text;
    if (const yaml::Node* account = item.find("account")) deployment.account = account->text;
    for (const yaml::Node& region : item.find("regions")->items) deployment.regions.push_back(region.text);
    deployment.order = static_cast<std::size_t>(verify::literal_integer(*item.find("order")).value_or(0));
    if (const yaml::Node* stack = item.find("stack")) deployment.stack = stack->text;
    verify::PlanFacts facts = verify::plan_facts(verify::index_template(source), deployment);
    templates.push_back({std::move(deployment), std::move(facts)});
  }
  verify::verify_plan(templates, diagnostics);
  return base::render_text(sources, diagnostics, {.max_shown = 100});
}

}  // namespace

TEST_CASE("each plan says what its golden says, and a plan that is well says nothing") {
  const auto files = test::files_below(test::cases_dir("verify_plan"), ".yaml");
  CHECK(files.size() >= 6);
  for (const fs::path& path : files) {
    CAPTURE(path.string());
    const std::string said = verified_plan(path);
    if (path.stem().string().starts_with("ok")) {
      CHECK(said == "");
    } else {
      fs::path golden = path;
      CHECK(said != "");
      CHECK(test::compare_with_golden(golden.replace_extension(".diag"), said) == "");
    }
  }
}

TEST_CASE("what a template gives, makes and reads is kept without the template") {
  const verify::Deployment deployment{"shop", "shop-prod", {"eu-west-1", "us-east-1"}, 1, "acme-shop"};
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const base::FileId file = sources.add("template.yaml",
                                        "Resources:\n"
                                        "  Logs: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "
                                        "\"${AWS::AccountId}-${AWS::Region}-logs\"}}\n"
                                        "  Secret: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}\n"
                                        "  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}\n"
                                        "  Key: {Type: AWS::SSM::Parameter, Properties: {Name: /shop/key, Value: "
                                        "\"{{resolve:ssm:/base/key:3}}\"}}\n"
                                        "Outputs: {Out: {Value: x, Export: {Name: shop-out}}}\n");
  const auto source = cfn::read_template(sources, file, diagnostics);
  REQUIRE(source);
  const verify::PlanFacts facts = verify::plan_facts(verify::index_template(*source), deployment);
  REQUIRE(facts.names.size() == 2);  // what only AWS knows is none
  CHECK(facts.names[0].resource == "Logs");
  CHECK(facts.names[0].scope == verify::Scope::world);
  CHECK(facts.names[0].name.by_region);
  CHECK(facts.names[0].name.text == base::cat("shop-prod-", std::string_view(&verify::kRegionHole, 1), "-logs"));
  REQUIRE(facts.makes.size() == 3);
  CHECK(facts.makes[0].name.text == "/shop/key");
  CHECK(facts.makes[1].name.text == "shop-out");
  CHECK(facts.makes[2].name.text == "acme-shop.Out");
  REQUIRE(facts.reads.size() == 1);
  CHECK(facts.reads[0].name == "/base/key");
  REQUIRE(facts.ranges.size() == 1);
  CHECK(facts.makes_vpc);
  CHECK(verify::plan_facts(verify::index_template(*source), {"baseline", "", {"eu-west-1"}, 1}).makes.empty());
}

TEST_CASE("each law over a plan has a case that fails and one that passes") {
  for (const verify::Law& law : verify::all_laws()) {
    if (law.check != nullptr) continue;
    CAPTURE(std::string(law.name));
    const fs::path folder = test::cases_dir("verify_plan") / law.name;
    const auto diags = test::files_below(folder, ".diag");
    REQUIRE(!diags.empty());
    CHECK(test::files_below(folder, ".yaml").size() > diags.size());
  }
}
