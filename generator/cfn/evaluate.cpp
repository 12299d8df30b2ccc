// The passes of the evaluator in a row, and the sections of a template in a row.
#include "cfn/evaluate.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/text.h"
#include "cfn/evaluation.h"
#include "cfn/passes.h"

namespace landform::cfn {

using base::Diagnostics;
using yaml::Entry;
using yaml::Node;

Evaluation::Evaluation(const Node& root, const SourceFacts& of_source, const Bindings& bound,
                       const EvaluateOptions& chosen, Diagnostics& sink)
    : source(root), facts(of_source), bindings(bound), options(chosen), diagnostics(sink) {
  parameters_.resize(facts.parameters.size());
  for (const auto& [name, value] : bindings.parameters) {
    const SourceFacts::Parameter* declared = facts.parameters.find(name);
    if (!declared) continue;
    parameters_[declared->position].bound = &value;
    known_names_ |= bit_of_parameter(declared->position);
  }
  if (!bindings.pseudo.empty()) known_names_ |= kPseudoBit;
  columns_.resize(facts.parts.look_ups());
  mappings_.reserve(facts.mappings.size());
  for (const auto& [name, entry] : facts.mappings) mappings_.add(name, {&entry->value, false});
  for (const auto& [name, rows] : bindings.mappings) {
    if (Rows* mapping = mappings_.find(name)) *mapping = {&rows, true};
  }
  for (const auto& [name, rows] : bindings.shared_mappings) {
    if (Rows* mapping = mappings_.find(name)) *mapping = {rows.get(), true};
  }
}

// Conditions are evaluated when they are asked for; this only finds them, unrolling the loops that make them.
void Evaluation::declare_conditions(const Node& mapping, const Scope* scope) {
  for (const Entry& entry : mapping.entries) {
    if (!is_for_each_key(entry.key)) {
      NamedCondition named;
      named.body = &entry.value;
      named.scope = scope;
      base::Span cause;
      const bool changes = may_substitute(entry.key, scope);
      conditions_.add(changes ? keep(substitute(entry.key, scope, cause)) : entry.key, std::move(named));
      continue;
    }
    if (!entry.value.is_sequence() || entry.value.items.size() != 3) continue;
    Collection items = collection(entry.value.items[1], scope);
    if (items.state == Collection::State::open) open_condition_loops_ = true;
    if (items.state != Collection::State::known) continue;
    for (const Node& item : condition_collections_.emplace_back(std::move(items.list)).items) {
      condition_scopes_.emplace_back(scope, entry.value.items[0].text, &item);
      declare_conditions(entry.value.items[2], &condition_scopes_.back());
    }
  }
}

// Only what look-ups still need is copied: bound mappings can be larger than everything else together.
Node Evaluation::residual_mappings(const Uses& uses) const {
  Node out = yaml::mapping();
  for (const auto& [name, entry] : facts.mappings) {
    const Rows& rows = *mappings_.find(name);
    if (!uses.mapping(name) && (rows.bound || options.prune)) continue;
    out.entries.push_back({entry->key, entry->key_span, {}});
    Node& copy = out.entries.back().value;
    if (rows.bound) {
      copy_adopted(*rows.rows, entry->value.span, copy);
    } else {
      copy = *rows.rows;
    }
  }
  out.span = facts.mappings_section->value.span;
  return out;
}

// CloudFormation ignores nothing in DependsOn: what a false condition took away must leave it.
void Evaluation::drop_dependencies(Node& resources_section) const {
  if (!any_folded_away_) return;
  const auto is_gone = [&](const Node& name) {
    const MadeResource* made = name.is_string() ? resources.find(name.text) : nullptr;
    return made && made->folded_away_by;
  };
  for (Entry& resource : resources_section.entries) {
    Node* depends = resource.value.find("DependsOn");
    if (!depends) continue;
    if (depends->is_sequence()) erase_if(depends->items, is_gone);
    if (is_gone(*depends) || (depends->is_sequence() && depends->items.empty())) resource.value.erase("DependsOn");
  }
}

Outcome Evaluation::evaluate_section(const Entry& section, Node& out) {
  if (section.key == "Parameters") {
    begin_like(section.value, out);
    out.cause = section.value.cause;
    for (const auto& [name, parameter] : facts.parameters) {
      if (!parameters_[parameter.position].bound) out.entries.push_back(*parameter.declaration);
    }
    return Outcome::folded;
  }
  if (section.key == "Conditions") return evaluate_members(section.value, nullptr, Section::conditions, out);
  if (section.key == "Resources") {
    const Outcome outcome = evaluate_members(section.value, nullptr, Section::resources, out);
    drop_dependencies(out);
    return outcome;
  }
  if (section.key == "Outputs") return evaluate_members(section.value, nullptr, Section::outputs, out);
  if (section.key == "Rules") return evaluate_rules(section.value, out);
  if (section.key == "Hooks") return evaluate_members(section.value, nullptr, Section::properties, out);
  out = section.value;
  return Outcome::folded;
}

void Evaluation::run(Node& out) {
  out.kind = yaml::Kind::mapping;
  out.span = source.span;
  out.entries.reserve(source.entries.size());
  if (const Node* conditions = source.find("Conditions")) declare_conditions(*conditions, nullptr);
  for (const Entry& section : source.entries) {
    out.entries.push_back({section.key, section.key_span, {}});
    Node& value = out.entries.back().value;
    if (section.key == "Mappings") {
      // Their turn comes when the look-ups that are left are known.
      value.kind = yaml::Kind::mapping;
      continue;
    }
    const Outcome outcome = evaluate_section(section, value);
    const bool emptied = value.is_mapping() && value.entries.empty() && !section.value.entries.empty();
    if (outcome == Outcome::failed || (emptied && section.key != "Resources")) out.entries.pop_back();
  }
}

void Evaluation::fill_mappings(Node& root, const Uses& uses) const {
  Node* mappings = root.find("Mappings");
  if (!mappings) return;
  *mappings = residual_mappings(uses);
  if (mappings->entries.empty() && !facts.mappings.empty()) root.erase("Mappings");
}

namespace {

// What depends on bindings is checked each time; what a source says by itself, only when something is wrong with it.
void check(const Node& root, const SourceFacts& facts, const Bindings& bindings, const EvaluateOptions& options,
           Diagnostics& diagnostics) {
  const bool sound =
      facts.sound && std::all_of(facts.short_look_ups.begin(), facts.short_look_ups.end(),
                                 [&](std::string_view name) { return bindings.binds_mapping(std::string(name)); });
  if (sound) {
    check_bound_functions(root, facts, bindings, diagnostics);
  } else {
    check_sections(root, diagnostics);
    check_functions(root, bindings, diagnostics);
  }
  check_bindings(root, facts, bindings, options, diagnostics);
}

std::optional<Template> evaluate_source(const Node& root, const SourceFacts& facts, const Bindings& bindings,
                                        const EvaluateOptions& options, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.errors();
  check(root, facts, bindings, options, diagnostics);
  // Beyond this point every call has a known function and arguments of its shape.
  if (diagnostics.errors() > before) return std::nullopt;
  Evaluation evaluation(root, facts, bindings, options, diagnostics);
  std::optional<Template> out(std::in_place);
  evaluation.run(out->root);
  if (diagnostics.errors() > before) return std::nullopt;
  std::optional<Uses> sound = sound_uses(out->root);
  const Uses uses = sound ? std::move(*sound) : collect_uses(out->root);
  evaluation.fill_mappings(out->root, uses);
  check_references(out->root, uses, evaluation, diagnostics);
  settle_mappings(out->root, uses, bindings, diagnostics);
  if (!sound || out->root.find("Mappings")) check_residual(out->root, diagnostics);
  if (diagnostics.errors() > before) return std::nullopt;
  prune_interface(out->root);
  if (options.prune) prune(out->root, uses);
  // Beyond this point no reference is added or taken away.
  settle_transform(out->root, uses, options.transform, diagnostics);
  if (diagnostics.errors() > before) return std::nullopt;
  return out;
}

}  // namespace

PreparedTemplate::PreparedTemplate(Template source)
    : source_(std::move(source)), facts_(std::make_unique<SourceFacts>(source_.root)) {}
PreparedTemplate::PreparedTemplate(PreparedTemplate&&) noexcept = default;
PreparedTemplate& PreparedTemplate::operator=(PreparedTemplate&&) noexcept = default;
PreparedTemplate::~PreparedTemplate() = default;

std::optional<Template> evaluate(const PreparedTemplate& source, const Bindings& bindings,
                                 const EvaluateOptions& options, Diagnostics& diagnostics) {
  return evaluate_source(source.source().root, *source.facts_, bindings, options, diagnostics);
}

std::optional<Template> evaluate(const Template& source, const Bindings& bindings, const EvaluateOptions& options,
                                 Diagnostics& diagnostics) {
  return evaluate_source(source.root, SourceFacts(source.root), bindings, options, diagnostics);
}

}  // namespace landform::cfn
