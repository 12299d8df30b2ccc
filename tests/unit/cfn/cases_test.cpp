// tests/cases/evaluate/<family>/<name>.yaml, found by folder. A case is a mapping:
//   about: one line              template: {...}              want: the residual template, or
//   bindings: {parameters: {}, mappings: {}}, open: [], pseudo: {}, zones: {}          want_error: [slug, ...]
//   options: {undeclared: keep|error (keep), transform: keep|refuse (refuse), prune: true|false (true)}
// A case with want_error has its rendered diagnostics beside it in <name>.diag.
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/diagnostic.h"
#include "base/render_text.h"
#include "base/source_map.h"
#include "cfn/evaluate.h"
#include "cfn/evaluation.h"
#include "cfn/template.h"
#include "support/golden.h"
#include "yaml/reader.h"
#include "yaml/write.h"

namespace {

using namespace landform;
using yaml::Node;

struct Case {
  cfn::Template source;
  cfn::Bindings bindings;
  cfn::EvaluateOptions options{cfn::UndeclaredParameters::keep, cfn::Transform::refuse, true};
  std::optional<Node> want;
  std::set<std::string> want_error;
};

std::set<std::string> texts_of(const Node* list) {
  std::set<std::string> out;
  if (list && list->is_string()) out.insert(list->text);
  if (list) {
    for (const Node& item : list->items) out.insert(item.text);
  }
  return out;
}

cfn::Bindings bindings_of(const Node& file) {
  cfn::Bindings out;
  if (const Node* bound = file.find("bindings")) {
    for (const std::string_view kind : {"parameters", "mappings"}) {
      const Node* values = bound->find(kind);
      if (!values) continue;
      auto& into = kind == "parameters" ? out.parameters : out.mappings;
      for (const yaml::Entry& entry : values->entries) into.emplace(entry.key, entry.value);
    }
  }
  for (const std::string& name : texts_of(file.find("open"))) out.open.insert(name);
  if (const Node* pseudo = file.find("pseudo")) {
    for (const yaml::Entry& entry : pseudo->entries) out.pseudo.emplace(entry.key, entry.value.text);
  }
  if (const Node* zones = file.find("zones")) {
    for (const yaml::Entry& entry : zones->entries) {
      for (const Node& zone : entry.value.items) out.zones[entry.key].push_back(zone.text);
    }
  }
  return out;
}

Case case_of(Node file) {
  Case out;
  out.source.root = *file.find("template");
  out.bindings = bindings_of(file);
  if (const Node* want = file.find("want")) out.want = *want;
  out.want_error = texts_of(file.find("want_error"));
  if (const Node* options = file.find("options")) {
    const auto is = [&](std::string_view key, std::string_view value) {
      const Node* found = options->find(key);
      return found && found->text == value;
    };
    if (is("undeclared", "error")) out.options.undeclared = cfn::UndeclaredParameters::error;
    if (is("transform", "keep")) out.options.transform = cfn::Transform::keep;
    if (is("prune", "false")) out.options.prune = false;
  }
  return out;
}

void hold_laws(const Case& one, const cfn::Template& result) {
  base::Diagnostics diagnostics;
  cfn::Bindings nothing;
  nothing.pseudo = one.bindings.pseudo;
  nothing.zones = one.bindings.zones;
  cfn::EvaluateOptions options = one.options;
  options.undeclared = cfn::UndeclaredParameters::keep;
  const auto again = cfn::evaluate(result, nothing, options, diagnostics);
  REQUIRE_MESSAGE(again, "evaluating the output again fails: ",
                  diagnostics.empty() ? std::string("silently") : diagnostics.all().front().message);
  CHECK_MESSAGE(yaml::same_value(again->root, result.root), "evaluating the output again changes it to:\n",
                yaml::write_yaml(cfn::resugar(again->root)));

  base::SourceMap sources;
  const std::string text = yaml::write_yaml(cfn::resugar(result.root));
  const auto back = cfn::read_template(sources, sources.add("written.yaml", text), diagnostics);
  REQUIRE_MESSAGE(back, "what was written is not read back: ",
                  diagnostics.empty() ? std::string("silently") : diagnostics.all().front().message, "\n", text);
  CHECK_MESSAGE(yaml::same_value(back->root, result.root), "what was written is read back differently:\n", text);
}

// A template that is prepared, and moved since, says and gives what it does otherwise, each time again.
void hold_prepared(const Case& one, const base::SourceMap& sources, const std::string& report,
                   const std::optional<cfn::Template>& result) {
  cfn::PreparedTemplate first(one.source);
  const cfn::PreparedTemplate prepared(std::move(first));
  for (int times = result ? 2 : 1; times > 0; --times) {
    base::Diagnostics diagnostics;
    const auto again = cfn::evaluate(prepared, one.bindings, one.options, diagnostics);
    CHECK(base::render_text(sources, diagnostics) == report);
    REQUIRE(again.has_value() == result.has_value());
    if (result) CHECK(yaml::same_value(again->root, result->root));
  }
}

// Equal in everything, places included.
bool same_node(const Node& a, const Node& b) {
  const auto same_entry = [](const yaml::Entry& x, const yaml::Entry& y) {
    return x.key == y.key && x.key_span == y.key_span && same_node(x.value, y.value);
  };
  return a.kind == b.kind && a.style == b.style && a.text == b.text && a.tag == b.tag && a.span == b.span &&
         a.cause == b.cause && std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same_node) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(), same_entry);
}

Node walked(const Case& one, const cfn::SourceFacts& facts) {
  base::Diagnostics diagnostics;
  Node out;
  cfn::Evaluation(one.source.root, facts, one.bindings, one.options, diagnostics).run(out);
  CHECK_FALSE(diagnostics.has_errors());
  return out;
}

// The walk makes the same of a template whether something is known of its parts or not.
void hold_parts(const Case& one) {
  const cfn::SourceFacts facts(one.source.root);
  cfn::SourceFacts nothing(one.source.root);
  nothing.parts = cfn::SourceParts();
  CHECK(same_node(walked(one, facts), walked(one, nothing)));
}

}  // namespace

TEST_CASE("every case evaluates to what it wants") {
  const auto files = test::files_below(test::cases_dir("evaluate"), ".yaml");
  CHECK(files.size() > 100);
  for (const auto& path : files) {
    const std::string name = path.lexically_relative(test::cases_dir("evaluate")).string();
    CAPTURE(name);
    base::SourceMap sources;
    base::Diagnostics diagnostics;
    const auto id = sources.add(name, test::read_file(path));
    const auto read = yaml::read(sources, id, {cfn::template_tags()}, diagnostics);
    CHECK_MESSAGE(read, base::render_text(sources, diagnostics));
    if (!read) continue;
    const Case one = case_of(cfn::desugar(*read, diagnostics));
    std::optional<cfn::Template> result;
    const bool desugared = diagnostics.empty();
    if (!diagnostics.has_errors()) result = cfn::evaluate(one.source, one.bindings, one.options, diagnostics);
    const std::string report = base::render_text(sources, diagnostics);
    if (desugared) hold_prepared(one, sources, report, result);
    std::set<std::string> slugs;
    for (const auto& diagnostic : diagnostics.all()) slugs.insert(std::string(diagnostic.slug));
    CHECK_MESSAGE(slugs == one.want_error, report);
    CHECK(result.has_value() == !diagnostics.has_errors());
    if (!diagnostics.empty()) {
      auto golden = path;
      const std::string difference = test::compare_with_golden(golden.replace_extension(".diag"), report);
      CHECK_MESSAGE(difference.empty(), difference);
    }
    if (!result) continue;
    CHECK_MESSAGE((one.want && yaml::same_value(result->root, *one.want)), "evaluates to:\n",
                  yaml::write_yaml(cfn::resugar(result->root)));
    hold_laws(one, *result);
    hold_parts(one);
  }
}
