// The guardrail presets of templates/policies/: what each file has to say of itself, its page in docs/policies/, and
// what its policy does. Cases are data: tests/cases/presets/<preset>.yaml is a list of
//   {name: a sentence, who: a word of kPeople (or principal: ...), action, resource, expect: denied | allowed |
//   unknown}
// with any other key of docs/simulate.md, `principal_organization`, and `parameters` of the template; for policies
// without statements {name, at: path of keys, is: the value there, null for none}. A context key that is not named is
// absent.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "aws/controls.h"
#include "aws/handler_permissions.h"
#include "aws/iam_actions.h"
#include "base/render_text.h"
#include "base/source_map.h"
#include "base/text.h"
#include "cfn/evaluate.h"
#include "cli/pages.h"
#include "policy/deployers.h"
#include "policy/measure.h"
#include "policy/simulation.h"
#include "resolve/policies.h"
#include "support/golden.h"
#include "support/presets.h"
#include "verify/verify.h"
#include "yaml/reader.h"
#include "yaml/write.h"

namespace {

using namespace landform;
using base::cat;
using yaml::Node;
namespace fs = std::filesystem;

const fs::path kPresetRoot = LANDFORM_SOURCE_DIR;
constexpr std::string_view kOrganization = "o-exampleorg1";
constexpr std::string_view kAccount = "222233334444";
constexpr std::string_view kManagement = "111122223333";
// The limit that held until May 2026, and still does wherever somebody asks for it (docs/facts.md A2).
constexpr std::size_t kMostCharacters = 5120;

struct Person {
  std::string_view word;
  std::string_view arn;
  std::string_view organization;
};
constexpr Person kPeople[] = {
    {"admin", "arn:aws:iam::222233334444:role/Admin", kOrganization},
    {"sso", "arn:aws:iam::222233334444:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_developer_0123456789abcdef",
     kOrganization},
    {"user", "arn:aws:iam::222233334444:user/grace", kOrganization},
    {"root", "arn:aws:iam::222233334444:root", kOrganization},
    {"stack-set", "arn:aws:iam::222233334444:role/stacksets-exec-3f2a9c", kOrganization},
    {"organization-role", "arn:aws:iam::222233334444:role/OrganizationAccountAccessRole", kOrganization},
    {"control-tower", "arn:aws:iam::222233334444:role/AWSControlTowerExecution", kOrganization},
    {"landform", "arn:aws:iam::222233334444:role/landform-account-settings", kOrganization},
    {"service-linked",
     "arn:aws:iam::222233334444:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
     kOrganization},
    {"service", "cloudtrail.amazonaws.com", ""},
    {"management", "arn:aws:iam::111122223333:role/Admin", kOrganization},
    {"vendor", "arn:aws:iam::444455556666:role/collector", "o-vendor0001"},
    {"anonymous", "*", ""},
};

struct Preset {
  std::string name;
  base::SourceMap sources;
  cfn::Template source;
};

Preset read_preset(const fs::path& path) {
  Preset preset;
  preset.name = path.stem().string();
  base::Diagnostics diagnostics;
  const base::FileId file = preset.sources.add(path.filename().string(), test::read_file(path));
  auto source = cfn::read_template(preset.sources, file, diagnostics);
  REQUIRE_MESSAGE(source, base::render_text(preset.sources, diagnostics));
  preset.source = std::move(*source);
  return preset;
}

std::vector<Preset> read_presets() {
  std::vector<Preset> presets;
  for (const fs::path& path : test::files_below(kPresetRoot / "templates" / "policies", ".yaml")) {
    presets.push_back(read_preset(path));
  }
  return presets;
}

// The properties of the policy with `parameters`, the template's own samples for the rest.
Node bound(const Preset& preset, const Node* parameters = nullptr) {
  cfn::Bindings bindings = test::sample_bindings(preset.source);
  if (parameters != nullptr) {
    for (const yaml::Entry& entry : parameters->entries) {
      REQUIRE(bindings.parameters.contains(entry.key));
      bindings.parameters.insert_or_assign(entry.key, entry.value);
    }
  }
  base::Diagnostics diagnostics;
  const auto result = cfn::evaluate(preset.source, bindings, {}, diagnostics);
  REQUIRE_MESSAGE(result, base::render_text(preset.sources, diagnostics));
  REQUIRE(test::node_at(result->root, "Resources").entries.size() == 1);
  return test::node_at(result->root, "Resources.Policy.Properties");
}

const Node& metadata(const Preset& preset) {
  return test::node_at(preset.source.root, "Metadata.landform");
}

bool has_statements(const Preset& preset) {
  const std::string& kind = test::node_at(metadata(preset), "kind").text;
  return kind == "service-control" || kind == "resource-control";
}

policy::Policies policies_of(const Preset& preset, const Node& content) {
  policy::Policies policies;
  policies.management_account = std::string(kManagement);
  const policy::Prepared full(policy::read_document(test::allow_everything()));
  const policy::Prepared own(policy::read_document(content));
  policies.service_control = {{"Root", {full}}, {"Workloads", {full}}};
  if (test::node_at(metadata(preset), "kind").text == "service-control") {
    policies.service_control[1].documents.push_back(own);
  } else {
    policies.resource_control = {{"Workloads", {own}}};
  }
  return policies;
}

policy::Simulation simulation_of(const Preset& preset, const Node& one) {
  Node question = yaml::mapping({{"complete_context", yaml::boolean(true)}});
  std::string organization(kOrganization);
  for (const yaml::Entry& entry : one.entries) {
    if (entry.key == "who") {
      const auto* person = std::find_if(std::begin(kPeople), std::end(kPeople),
                                        [&](const Person& row) { return row.word == entry.value.text; });
      REQUIRE_MESSAGE(person != std::end(kPeople), entry.value.text);
      question.set("principal", yaml::string(std::string(person->arn)));
      organization = person->organization;
    } else if (entry.key == "principal_organization") {
      organization = entry.value.text;
    } else if (entry.key != "name" && entry.key != "expect" && entry.key != "parameters") {
      question.set(entry.key, entry.value);
    }
  }
  auto read = policy::read_simulation(question);
  REQUIRE_MESSAGE(read, (read ? "" : read.error().reason));
  policy::Simulation simulation = std::move(read).value();
  policy::Request& request = simulation.request;
  const auto kind = request.principal.kind;
  const bool of_account = kind != policy::PrincipalKind::service && kind != policy::PrincipalKind::anonymous &&
                          kind != policy::PrincipalKind::federated;
  if (of_account) request.principal_organization = organization;
  if (request.resource_account.empty()) request.resource_account = std::string(kAccount);
  if (request.resource_organization.empty()) request.resource_organization = std::string(kOrganization);
  simulation.policies = policies_of(preset, test::node_at(bound(preset, one.find("parameters")), "Content"));
  return simulation;
}

// '*' any characters, '?' one; case ignored.
bool matches(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') {
    return matches(pattern.substr(1), text) || (!text.empty() && matches(pattern, text.substr(1)));
  }
  return !text.empty() && (pattern.front() == '?' || pattern.front() == text.front()) &&
         matches(pattern.substr(1), text.substr(1));
}

bool concerns(const policy::Statement& statement, std::string_view action) {
  const bool named =
      std::any_of(statement.actions.texts.begin(), statement.actions.texts.end(),
                  [&](const policy::Text& text) { return matches(base::to_lower(text.text), base::to_lower(action)); });
  return named == (statement.actions.choice == policy::Choice::only);
}

// "MoreUsEast1Actions" as a blueprint writes it: "more_us_east1_actions".
std::string blueprint_name(std::string_view parameter) {
  std::string name;
  for (const char c : parameter) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && !name.empty()) name += '_';
    name += capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return name;
}

std::string section(const std::string& page, std::string_view heading) {
  const std::string line = cat("\n## ", heading, "\n\n");
  const std::size_t start = page.find(line);
  REQUIRE_MESSAGE(start != std::string::npos, heading);
  const std::size_t from = start + line.size();
  return page.substr(from, page.find("\n## ", from) - from);
}

}  // namespace

TEST_CASE("a preset says of itself what a reader has to know") {
  const auto presets = read_presets();
  CHECK(presets.size() >= 22);
  for (const Preset& preset : presets) {
    CAPTURE(preset.name);
    const Node& about = metadata(preset);
    const std::string& kind = test::node_at(about, "kind").text;
    const auto types = resolve::policy_type_facts();
    const auto type = std::find_if(types.begin(), types.end(), [&](const auto& row) { return row.word == kind; });
    REQUIRE(type != types.end());
    CHECK(test::node_at(preset.source.root, "Resources.Policy.Type").text == "AWS::Organizations::Policy");
    const Node properties = bound(preset);
    CHECK(test::node_at(properties, "Type").text == type->aws_name);
    CHECK(test::node_at(properties, "Name").text == preset.name);
    CHECK(test::node_at(properties, "Description").text.size() <= 512);
    CHECK(test::node_at(properties, "Content").is_mapping());

    const std::string& risk = test::node_at(about, "risk").text;
    CHECK((risk == "low" || risk == "medium" || risk == "high"));
    REQUIRE_FALSE(test::node_at(about, "controls").items.empty());
    for (const Node& control : test::node_at(about, "controls").items)
      CHECK(aws::find_control(control.text) != nullptr);
    for (const char* sentence : {"denies", "exempt"}) {
      CHECK(test::node_at(about, sentence).is_string());
      CHECK(test::node_at(about, sentence).text.ends_with('.'));
    }
    REQUIRE_FALSE(test::node_at(about, "breaks").items.empty());
    for (const Node& sentence : test::node_at(about, "breaks").items) {
      CHECK(sentence.is_string());
      CHECK(sentence.text.ends_with('.'));
    }
  }
}

TEST_CASE("a preset has fewer characters than the older limit, all of them ASCII") {
  for (const Preset& preset : read_presets()) {
    CAPTURE(preset.name);
    const Node content = test::node_at(bound(preset), "Content");
    CHECK(policy::organization_characters(content) <= kMostCharacters);
    const std::string text = yaml::write_json(content, yaml::JsonLayout::minified);
    CHECK(std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }));
  }
}

TEST_CASE("statements of presets have names that no other has, and actions that exist") {
  std::map<std::string, std::string> owners;
  for (const Preset& preset : read_presets()) {
    if (!has_statements(preset)) continue;
    CAPTURE(preset.name);
    const auto document = policy::read_document(test::node_at(bound(preset), "Content"));
    REQUIRE_FALSE(document.statements.empty());
    for (const policy::Statement& statement : document.statements) {
      CAPTURE(statement.sid);
      CHECK(statement.effect == policy::Effect::deny);
      CHECK_FALSE(statement.sid.empty());
      CHECK(std::all_of(statement.sid.begin(), statement.sid.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      }));
      CHECK_MESSAGE(owners.emplace(statement.sid, preset.name).second, owners[statement.sid]);
      for (const policy::Text& action : statement.actions.texts) {
        if (action.text != "*") CHECK_MESSAGE(aws::judge_action(action.text) == aws::ActionVerdict::known, action.text);
      }
      for (const policy::Condition& condition : statement.conditions) {
        CHECK_MESSAGE(condition.condition_operator, condition.operator_text);
        CHECK_MESSAGE(aws::find_condition_key(condition.key), condition.key);
      }
    }
  }
}

TEST_CASE("what a preset exempts by itself are the deployers") {
  std::vector<std::string> patterns;
  for (const policy::Deployer& deployer : policy::kDeployers) patterns.emplace_back(deployer.pattern);
  for (const Preset& preset : read_presets()) {
    const Node* parameters = preset.source.root.find("Parameters");
    const Node* exempt = parameters == nullptr ? nullptr : parameters->find("Exempt");
    if (exempt == nullptr) continue;
    CAPTURE(preset.name);
    CHECK(test::node_at(*exempt, "Default").text == base::join(patterns, ","));
  }
}

TEST_CASE("every case of a preset ends as it should, and every statement has one in each direction") {
  for (const Preset& preset : read_presets()) {
    if (!has_statements(preset)) continue;
    CAPTURE(preset.name);
    std::set<std::string> denying;
    std::set<std::string> passed;
    std::set<std::string> statements;
    std::set<std::string> people;
    std::set<std::string> names;
    for (const Node& one : test::preset_cases("presets", preset.name).items) {
      const std::string name = test::node_at(one, "name").text;
      CAPTURE(name);
      CHECK(names.insert(name).second);
      const policy::Simulation simulation = simulation_of(preset, one);
      const policy::Verdict verdict = policy::evaluate(simulation.policies, simulation.request);
      CHECK_MESSAGE(test::word_of(verdict.decision) == test::node_at(one, "expect").text,
                    yaml::write_json(policy::write_verdict(simulation, verdict), yaml::JsonLayout::minified));
      CHECK(policy::decide(simulation.policies, simulation.request) == verdict.decision);

      const Node* parameters = one.find("parameters");
      const auto document = policy::read_document(test::node_at(bound(preset, parameters), "Content"));
      for (const policy::Statement& statement : document.statements) {
        statements.insert(statement.sid);
        if (verdict.decision == policy::Decision::allowed && concerns(statement, simulation.request.action)) {
          passed.insert(statement.sid);
        }
      }
      if (verdict.decision == policy::Decision::explicit_deny) {
        REQUIRE(verdict.decided_by);
        denying.insert(verdict.decided_by->statement->sid);
      }
      if (const Node* who = one.find("who"); who != nullptr && test::node_at(one, "expect").text == "allowed") {
        people.insert(who->text);
      }
    }
    CHECK(denying == statements);
    CHECK(passed == statements);
    for (const char* deployer : {"stack-set", "organization-role"}) CHECK_MESSAGE(people.contains(deployer), deployer);
  }
}

TEST_CASE("every case of a policy without statements finds its value") {
  for (const Preset& preset : read_presets()) {
    if (has_statements(preset)) continue;
    CAPTURE(preset.name);
    for (const Node& one : test::preset_cases("presets", preset.name).items) {
      CAPTURE(test::node_at(one, "name").text);
      const Node content = test::node_at(bound(preset, one.find("parameters")), "Content");
      const Node* here = &content;
      for (const std::string_view key : base::split(test::node_at(one, "at").text, '.')) {
        if (here != nullptr) here = here->find(key);
      }
      const Node& want = test::node_at(one, "is");
      CHECK(yaml::write_json(here == nullptr ? yaml::null() : *here, yaml::JsonLayout::minified) ==
            yaml::write_json(want, yaml::JsonLayout::minified));
    }
  }
}

TEST_CASE("no preset takes from a deployer what CloudFormation calls for a type that landform deploys") {
  std::set<std::string_view> actions;
  std::vector<Preset> others;
  for (const fs::path& path : test::files_below(kPresetRoot / "templates", ".yaml")) {
    if (path.parent_path().filename() == "policies") continue;
    others.push_back(read_preset(path));
    for (const yaml::Entry& resource : test::node_at(others.back().source.root, "Resources").entries) {
      const Node* type = resource.value.find("Type");
      if (type == nullptr) continue;
      for (const std::string_view action : aws::deployment_actions(type->text)) actions.insert(action);
    }
  }
  CHECK(actions.size() > 50);
  for (const Preset& preset : read_presets()) {
    if (test::node_at(metadata(preset), "kind").text != "service-control") continue;
    CAPTURE(preset.name);
    const policy::Policies policies = policies_of(preset, test::node_at(bound(preset), "Content"));
    for (const char* deployer : {"stack-set", "organization-role", "control-tower", "landform"}) {
      CAPTURE(deployer);
      const auto* person =
          std::find_if(std::begin(kPeople), std::end(kPeople), [&](const Person& row) { return row.word == deployer; });
      policy::Request request;
      request.principal = policy::read_principal(person->arn);
      for (const std::string_view action : actions) {
        request.action = std::string(action);
        // Neither resource nor context is known: the exemption alone has to carry it.
        CHECK_MESSAGE(test::word_of(policy::decide(policies, request)) == "allowed", request.action);
      }
    }
  }
}

TEST_CASE("every preset has cases and a page, and there are none without a preset") {
  std::set<std::string> names;
  for (const Preset& preset : read_presets()) names.insert(preset.name);
  std::set<std::string> cases;
  for (const fs::path& path : test::files_below(test::cases_dir("presets"), ".yaml")) {
    cases.insert(path.stem().string());
  }
  CHECK(cases == names);
  std::set<std::string> pages;
  for (const fs::path& path : test::files_below(kPresetRoot / "docs" / "policies", ".md")) {
    if (path.stem() != "README") pages.insert(path.stem().string());
  }
  CHECK(pages == names);
}

TEST_CASE("the page of a preset has all sections, its risk, its parameters and a blueprint that asks for it") {
  for (const Preset& preset : read_presets()) {
    CAPTURE(preset.name);
    const std::string page = test::read_file(kPresetRoot / "docs" / "policies" / (preset.name + ".md"));
    CHECK(page.starts_with(cat("# ", preset.name, "\n\n")));
    const auto lines = std::count(page.begin(), page.end(), '\n');
    CHECK(lines >= 20);
    CHECK(lines <= 70);
    for (const char* heading : {"What it denies", "Who is exempt", "How it has broken things", "Rolling out"}) {
      CHECK(section(page, heading).size() > 60);
    }
    CHECK(section(page, "Risk").starts_with(cat(test::node_at(metadata(preset), "risk").text, ": ")));

    const std::string parameters = section(page, "Parameters");
    const Node* declared = preset.source.root.find("Parameters");
    if (declared == nullptr) {
      CHECK(parameters.starts_with("None."));
    } else {
      for (const yaml::Entry& entry : declared->entries) {
        CHECK_MESSAGE(parameters.find(cat('`', blueprint_name(entry.key), '`')) != std::string::npos, entry.key);
      }
    }

    const std::string example = section(page, "Where to attach it");
    const std::size_t start = example.find("```yaml\n");
    REQUIRE(start != std::string::npos);
    base::SourceMap sources;
    base::Diagnostics diagnostics;
    const std::string text = example.substr(start + 8, example.find("```", start + 8) - start - 8);
    const auto blueprint = yaml::read(sources, sources.add("page.yaml", text), {}, diagnostics);
    REQUIRE_MESSAGE(blueprint, base::render_text(sources, diagnostics));
    const Node& guardrail = test::node_at(test::node_at(*blueprint, "guardrails"), preset.name);
    CHECK_FALSE(test::node_at(guardrail, "attach").items.empty());
    if (const Node* given = guardrail.find("parameters")) {
      for (const yaml::Entry& entry : given->entries) {
        REQUIRE(declared != nullptr);
        CHECK_MESSAGE(std::any_of(declared->entries.begin(), declared->entries.end(),
                                  [&](const yaml::Entry& row) { return blueprint_name(row.key) == entry.key; }),
                      entry.key);
      }
    }
  }
}

TEST_CASE("the table of presets says of each what its template says") {
  const auto rows = cli::presets();
  const auto presets = read_presets();
  REQUIRE(rows.size() == presets.size());
  std::map<std::string_view, const Preset*> by_name;
  for (const Preset& preset : presets) by_name.emplace(preset.name, &preset);
  CHECK(std::is_sorted(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.name < b.name; }));
  for (const cli::PresetRow& row : rows) {
    CAPTURE(row.name);
    REQUIRE(by_name.contains(row.name));
    const Node& about = metadata(*by_name.at(row.name));
    CHECK(row.kind == test::node_at(about, "kind").text);
    CHECK(row.risk == test::node_at(about, "risk").text);
    CHECK_FALSE(row.line.empty());
  }
}
