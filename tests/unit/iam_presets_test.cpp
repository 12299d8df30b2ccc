// The presets of templates/iam-policies/: what each file has to say of itself, its page in docs/iam-policies/, and what
// its policy does. Cases are data: tests/cases/iam-presets/<preset>.yaml is a list of
//   {name: a sentence, action, resource, expect: allowed | denied | not allowed}
// with any other key of docs/simulate.md, and `as: boundary` where the policy bounds a principal that may do
// everything.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "aws/controls.h"
#include "aws/iam_actions.h"
#include "base/render_text.h"
#include "base/source_map.h"
#include "base/text.h"
#include "cfn/evaluate.h"
#include "policy/measure.h"
#include "policy/simulation.h"
#include "resolve/preset_parameters.h"
#include "support/golden.h"
#include "support/presets.h"
#include "yaml/reader.h"

namespace {

using namespace landform;
using base::cat;
using yaml::Node;
namespace fs = std::filesystem;

const fs::path kIamSources = LANDFORM_SOURCE_DIR;
constexpr std::string_view kIamAccount = "222233334444";
constexpr std::string_view kIamUser = "arn:aws:iam::222233334444:user/grace";
constexpr std::size_t kMostOfIam = 6144;  // docs/facts.md D1

// As it is in account 222233334444.
Node in_account(const Node& node) {
  if (node.is_mapping() && node.entries.size() == 1) {
    const yaml::Entry& only = node.entries.front();
    if (only.key == "Ref" && only.value.text == "AWS::AccountId") return yaml::string(std::string(kIamAccount));
    if (only.key == "Fn::Sub") {
      std::string text = base::replace_all(only.value.text, "${AWS::Partition}", "aws");
      text = base::replace_all(text, "${AWS::AccountId}", kIamAccount);
      return yaml::string(base::replace_all(text, "${!", "${"));
    }
  }
  Node copy = node;
  for (Node& item : copy.items) item = in_account(item);
  for (yaml::Entry& entry : copy.entries) entry.value = in_account(entry.value);
  return copy;
}

struct IamPreset {
  std::string name;
  Node about;     // Metadata.landform
  Node document;  // as it is in an account
  Node declared;  // Parameters
};

std::vector<IamPreset> read_iam_presets() {
  std::vector<IamPreset> presets;
  for (const fs::path& path : test::files_below(kIamSources / "templates" / "iam-policies", ".yaml")) {
    base::SourceMap sources;
    base::Diagnostics diagnostics;
    const auto file = sources.add(path.filename().string(), test::read_file(path));
    const auto source = cfn::read_template(sources, file, diagnostics);
    REQUIRE_MESSAGE(source, base::render_text(sources, diagnostics));
    const auto result = cfn::evaluate(*source, test::sample_bindings(*source), {}, diagnostics);
    REQUIRE_MESSAGE(result, base::render_text(sources, diagnostics));
    presets.push_back({path.stem().string(), test::node_at(source->root, "Metadata.landform"),
                       in_account(test::node_at(result->root, "Resources.Policy.Properties.PolicyDocument")),
                       source->root.find("Parameters") ? *source->root.find("Parameters") : yaml::mapping()});
  }
  return presets;
}

policy::Decision decide_iam(const IamPreset& preset, const Node& one) {
  Node question = yaml::mapping({{"complete_context", yaml::boolean(true)}});
  question.add("principal", yaml::string(std::string(kIamUser)));
  bool bounds = false;
  for (const yaml::Entry& entry : one.entries) {
    if (entry.key == "as") {
      bounds = entry.value.text == "boundary";
    } else if (entry.key != "name" && entry.key != "expect") {
      question.set(entry.key, entry.value);
    }
  }
  auto read = policy::read_simulation(question);
  REQUIRE_MESSAGE(read, (read ? "" : read.error().reason));
  policy::Simulation simulation = std::move(read).value();
  if (simulation.request.resource_account.empty()) simulation.request.resource_account = std::string(kIamAccount);
  const policy::Prepared own(policy::read_document(preset.document));
  if (bounds) {
    simulation.policies.identity = {policy::Prepared(policy::read_document(test::allow_everything()))};
    simulation.policies.boundary = own;
  } else {
    simulation.policies.identity = {own};
  }
  return policy::evaluate(simulation.policies, simulation.request).decision;
}

}  // namespace

TEST_CASE("a preset of IAM policies says what it meets, has a page, and fits") {
  const auto presets = read_iam_presets();
  CHECK(presets.size() >= 6);
  const std::string list = test::read_file(kIamSources / "docs" / "iam-policies" / "README.md");
  for (const IamPreset& preset : presets) {
    CAPTURE(preset.name);
    REQUIRE_FALSE(test::node_at(preset.about, "controls").items.empty());
    for (const Node& control : test::node_at(preset.about, "controls").items)
      CHECK(aws::find_control(control.text) != nullptr);
    const std::string page = test::read_file(kIamSources / "docs" / "iam-policies" / (preset.name + ".md"));
    CHECK(page.starts_with(cat("# ", preset.name, "\n")));
    for (const char* heading : {"What it allows", "Where it belongs", "To know"}) {
      CHECK(page.find(cat("\n## ", heading, "\n")) != std::string::npos);
    }
    CHECK(list.find(cat("[", preset.name, "](", preset.name, ".md)")) != std::string::npos);
    CHECK(policy::iam_characters(preset.document) <= kMostOfIam);
    for (const yaml::Entry& parameter : preset.declared.entries) {
      if (parameter.key == "Slug" || parameter.key == "PolicyName") continue;  // the organization's to say
      const std::string_view fallback = test::node_at(parameter.value, "Default").text;
      const std::string row = cat("\n| `", resolve::blueprint_name(parameter.key), "` | `", fallback, "` | ");
      CHECK_MESSAGE(page.find(row) != std::string::npos, row);
    }
  }
}

TEST_CASE("presets of IAM policies have actions that exist, and allow no service whole but as a boundary") {
  for (const IamPreset& preset : read_iam_presets()) {
    CAPTURE(preset.name);
    for (const policy::Statement& statement : policy::read_document(preset.document).statements) {
      CAPTURE(statement.sid);
      CHECK_FALSE(statement.sid.empty());
      for (const policy::Text& action : statement.actions.texts) {
        CHECK_MESSAGE(aws::judge_action(action.text) == aws::ActionVerdict::known, action.text);
        if (statement.effect != policy::Effect::allow || statement.actions.choice != policy::Choice::only) continue;
        CHECK_MESSAGE(!action.text.ends_with(":*"), action.text);
      }
    }
  }
}

TEST_CASE("every case of a preset of IAM policies ends as it should") {
  for (const IamPreset& preset : read_iam_presets()) {
    CAPTURE(preset.name);
    const Node cases = test::preset_cases("iam-presets", preset.name);
    CHECK(cases.items.size() >= 4);
    for (const Node& one : cases.items) {
      CAPTURE(test::node_at(one, "name").text);
      CHECK(test::word_of(decide_iam(preset, one)) == test::node_at(one, "expect").text);
    }
  }
}
