// tests/cases/verify_plan/control-tower-package/<name>.yaml: a manifest; its first lines say what there is besides.
// tests/cases/verify_plan/<law>/<name>.yaml: {deployments: [{name, account, regions, order, stack, template}]}. What
// the laws over a plan say of it stands beside it in <name>.diag; a case whose name begins with ok says nothing.
#include <doctest/doctest.h>

#include <filesystem>
#include <list>

#include "base/diagnostic.h"
#include "base/render_text.h"
#include "base/source_map.h"
#include "base/text.h"
#include "cfn/template.h"
#include "support/golden.h"
#include "verify/list.h"
#include "verify/package.h"
#include "verify/values.h"
#include "verify/verify.h"
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
  std::list<cfn::Template> templates;
  std::vector<verify::Deployment> deployments;
  for (const yaml::Node& item : root->find("deployments")->items) {
    templates.push_back({cfn::desugar(*item.find("template"), diagnostics)});
    verify::Deployment deployment;
    deployment.name = item.find("name")->text;
    if (const yaml::Node* account = item.find("account")) deployment.account = account->text;
    for (const yaml::Node& region : item.find("regions")->items) deployment.regions.push_back(region.text);
    deployment.order = static_cast<std::size_t>(verify::literal_integer(*item.find("order")).value_or(0));
    if (const yaml::Node* stack = item.find("stack")) deployment.stack = stack->text;
    deployment.source = &templates.back();
    deployments.push_back(deployment);
  }
  verify::verify_plan(deployments, diagnostics);
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
