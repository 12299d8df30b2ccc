// Who is named by whom, in what remains after evaluation.
#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "base/text.h"
#include "cfn/passes.h"
#include "cfn/sub_text.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using base::Diagnostics;
using yaml::Entry;
using yaml::Node;

namespace {

void use(References::Uses& names, std::string_view name, const Node& at, base::Span span) {
  auto found = names.find(name);
  if (found == names.end()) found = names.emplace(std::string(name), std::vector<References::Use>{}).first;
  found->second.push_back({span, at.cause});
}

void use(References::Uses& names, std::string_view name, const Node& at) {
  use(names, name, at, at.span);
}

void collect_sub(const Node& given, References& out) {
  const Node& text = given.is_sequence() && !given.items.empty() ? given.items[0] : given;
  const Node* own = given.is_sequence() && given.items.size() == 2 ? &given.items[1] : nullptr;
  for (const SubPart& part : parse_sub(text.text, Loops::none).parts) {
    if (!part.variable || (own && own->find(part.text))) continue;
    const std::size_t dot = part.text.find('.');
    if (dot == std::string::npos) {
      use(out.names, part.text, text, span_of(text, part));
    } else {
      use(out.attributes, part.text.substr(0, dot), text, span_of(text, part));
    }
  }
  if (own) collect_references(*own, out);
}

bool collect_call(const Entry& call, References& out) {
  const Node& given = call.value;
  if (call.key == "Ref" && given.is_string()) {
    use(out.names, given.text, given);
    return true;
  }
  if (call.key == "Fn::Sub") {
    collect_sub(given, out);
    return true;
  }
  if (!given.is_sequence() || given.items.empty()) return false;
  if (call.key == "Fn::GetAtt" && given.items[0].is_string()) use(out.attributes, given.items[0].text, given.items[0]);
  if (call.key == "Fn::FindInMap" && !given.items[0].is_string()) out.computed_mapping = true;
  if (call.key == "Fn::FindInMap" && given.items[0].is_string()) use(out.mappings, given.items[0].text, given.items[0]);
  if (call.key == "Fn::If" && given.items[0].is_string()) use(out.conditions, given.items[0].text, given.items[0]);
  if (call.key == "Fn::ValueOf" && given.items[0].is_string()) use(out.names, given.items[0].text, given.items[0]);
  return false;
}

// One name that must exist.
struct ReferenceJudge {
  const Evaluation& evaluation;
  Diagnostics& diagnostics;
  std::unordered_set<std::string_view> known;  // of the trees, which outlive this
  bool open_loops = false;

  void check(const References::Uses& names, std::string_view how) const {
    for (const auto& [name, uses] : names) {
      if (known.contains(name)) continue;
      for (const References::Use& use : uses) check(name, use, how);
    }
  }

  void check(const std::string& name, const References::Use& use, std::string_view how) const {
    if (known.contains(name) || name.find('{') != std::string::npos) return;
    if (const auto gone = evaluation.folded_away.find(name); gone != evaluation.folded_away.end()) {
      Diagnostic diagnostic("cfn/reference-to-folded", use.span,
                            cat(how, " names resource `", name, "`, which a false condition takes away"));
      diagnostic.secondary.push_back({gone->second, "this condition is false"});
      if (use.cause.known()) diagnostic.secondary.push_back({use.cause, "the value comes from here"});
      diagnostics.add(std::move(diagnostic).help("put the same condition on it, with Fn::If or a Condition"));
      return;
    }
    if (open_loops) return;
    Diagnostic diagnostic("cfn/unknown-reference", use.span,
                          cat(how, " names `", name, "`; the template has no ",
                              how == "DependsOn" ? "resource" : "parameter or resource", " of that name"));
    std::vector<std::string> names(known.begin(), known.end());
    std::sort(names.begin(), names.end());
    const auto guesses = base::near_names(name, names);
    if (!guesses.empty()) diagnostic.primary.text = base::did_you_mean(guesses);
    if (use.cause.known()) diagnostic.secondary.push_back({use.cause, "the value comes from here"});
    diagnostics.add(std::move(diagnostic));
  }
};

void check_depends_on(const Node& resources, const ReferenceJudge& judge) {
  for (const Entry& resource : resources.entries) {
    const Node* depends = resource.value.find("DependsOn");
    if (!depends) continue;
    const auto check = [&](const Node& name) {
      if (!name.is_string()) return;
      if (judge.evaluation.is_parameter(name.text) || is_pseudo_parameter(name.text)) {
        judge.diagnostics.add(Diagnostic("cfn/unknown-reference", name.span,
                                         cat("DependsOn names `", name.text, "`, which is no resource")));
      } else {
        judge.check(name.text, {name.span, name.cause}, "DependsOn");
      }
    };
    if (depends->is_sequence()) {
      std::for_each(depends->items.begin(), depends->items.end(), check);
    } else {
      check(*depends);
    }
  }
}

bool has_open_loops(const Node& section) {
  return std::any_of(section.entries.begin(), section.entries.end(),
                     [](const Entry& entry) { return is_for_each_key(entry.key); });
}

void add_keys(const Node& root, std::string_view section, std::unordered_set<std::string_view>& names) {
  if (const Node* found = root.find(section)) {
    for (const Entry& entry : found->entries) names.insert(entry.key);
  }
}

// Loops' identifiers are names inside their bodies.
void collect_identifiers(const Node& node, std::unordered_set<std::string_view>& names) {
  for (const Node& item : node.items) collect_identifiers(item, names);
  for (const Entry& entry : node.entries) {
    if (is_for_each_key(entry.key) && !entry.value.items.empty()) names.insert(entry.value.items[0].text);
    collect_identifiers(entry.value, names);
  }
}

// Names that the template's text has, in branches that fell away too.
void check_source(const Evaluation& evaluation, ReferenceJudge judge, Diagnostics& diagnostics) {
  for (const auto& [name, span] : evaluation.resources) judge.known.insert(name);
  add_keys(evaluation.source.root, "Parameters", judge.known);
  References found;
  for (const std::string_view section : {"Resources", "Outputs", "Conditions", "Rules"}) {
    const Node* node = evaluation.source.root.find(section);
    if (!node) continue;
    collect_identifiers(*node, judge.known);
    collect_references(*node, found);
  }
  judge.check(found.names, "a reference");
  judge.check(found.attributes, "Fn::GetAtt");
  for (const auto& [name, uses] : found.conditions) {
    if (evaluation.condition_exists(name) || judge.open_loops || name.find('{') != std::string::npos) continue;
    for (const References::Use& use : uses) {
      diagnostics.add(Diagnostic("cfn/unknown-condition", use.span, cat("the template has no condition `", name, "`")));
    }
  }
}

}  // namespace

void collect_references(const Node& node, References& out) {
  for (const Node& item : node.items) collect_references(item, out);
  if (const Entry* call = call_of(node); call && collect_call(*call, out)) return;
  for (const Entry& entry : node.entries) collect_references(entry.value, out);
}

bool Uses::mapping(std::string_view name) const {
  const References* const all[] = {&inside, &early, &beside};
  return std::any_of(std::begin(all), std::end(all), [&](const References* references) {
    return references->computed_mapping || references->mappings.contains(name);
  });
}

Uses collect_uses(const Node& root) {
  Uses uses;
  for (const Entry& section : root.entries) {
    if (section.key == "Metadata" || section.key == "Mappings") continue;
    const bool inside = section.key == "Resources" || section.key == "Outputs" || section.key == "Hooks";
    const bool early = section.key == "Conditions" || section.key == "Rules";
    collect_references(section.value, inside ? uses.inside : early ? uses.early : uses.beside);
  }
  return uses;
}

void check_references(const Node& root, const Uses& uses, const Evaluation& evaluation, Diagnostics& diagnostics) {
  const Node* resources = root.find("Resources");
  if (!resources) return;
  const Node* conditions = root.find("Conditions");
  ReferenceJudge judge{
      evaluation, diagnostics, {}, has_open_loops(*resources) || (conditions && has_open_loops(*conditions))};
  for (const std::string_view name : pseudo_parameters()) judge.known.emplace(name);
  const std::size_t before = diagnostics.errors();
  check_source(evaluation, judge, diagnostics);
  if (diagnostics.errors() > before) return;
  add_keys(root, "Resources", judge.known);
  check_depends_on(*resources, judge);
  add_keys(root, "Parameters", judge.known);
  judge.check(uses.inside.names, "a reference");
  judge.check(uses.inside.attributes, "Fn::GetAtt");
  // Before any resource exists there are only parameters.
  for (const auto& [name, places] : uses.early.names) {
    for (const References::Use& use : places) {
      if (!evaluation.resources.contains(name)) {
        judge.check(name, use, "a condition");
        continue;
      }
      diagnostics.add(
          Diagnostic("cfn/unknown-reference", use.span,
                     cat("a condition names resource `", name, "`; conditions are decided before there are resources"))
              .help("refer to parameters only"));
    }
  }
}

}  // namespace landform::cfn
