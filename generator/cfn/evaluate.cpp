// The passes of the evaluator in a row, and the sections of a template in a row.
#include "cfn/evaluate.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "cfn/evaluation.h"
#include "cfn/passes.h"

namespace landform::cfn {

using base::Diagnostics;
using yaml::Entry;
using yaml::Node;

Evaluation::Evaluation(const Template& template_source, const Bindings& bound, const EvaluateOptions& chosen,
                       Diagnostics& sink)
    : source(template_source), bindings(bound), options(chosen), diagnostics(sink) {
  if (const Node* parameters = source.root.find("Parameters")) {
    for (const Entry& entry : parameters->entries) {
      const Node* type = entry.value.find("Type");
      declared_.emplace(entry.key, type ? std::string_view(type->text) : std::string_view());
      const auto value = bindings.parameters.find(entry.key);
      if (value == bindings.parameters.end()) continue;
      BoundParameter parameter;
      parameter.bound = &value->second;
      parameter.declaration = &entry.value;
      parameters_.emplace(entry.key, std::move(parameter));
    }
  }
  if (const Node* mappings = source.root.find("Mappings")) {
    for (const Entry& entry : mappings->entries) {
      const auto rows = bindings.mappings.find(entry.key);
      const bool is_bound = rows != bindings.mappings.end();
      mappings_.emplace(entry.key, Rows{is_bound ? &rows->second : &entry.value, is_bound});
    }
  }
}

// Conditions are evaluated when they are asked for; this only finds them, unrolling the loops that make them.
void Evaluation::declare_conditions(const Node& mapping, const Scope* scope) {
  for (const Entry& entry : mapping.entries) {
    if (!is_for_each_key(entry.key)) {
      base::Span cause;
      NamedCondition named;
      named.body = &entry.value;
      named.scope = scope;
      conditions_.emplace(substitute(entry.key, scope, cause), std::move(named));
      continue;
    }
    if (!entry.value.is_sequence() || entry.value.items.size() != 3) continue;
    const Collection items = collection(entry.value.items[1], scope);
    if (items.state == Collection::State::open) open_condition_loops_ = true;
    if (items.state != Collection::State::known) continue;
    for (const Node& item : *items.items) {
      scopes_.push_back({scope, entry.value.items[0].text, &item});
      declare_conditions(entry.value.items[2], &scopes_.back());
    }
  }
}

// Only what look-ups still need is copied: bound mappings can be larger than everything else together.
Node Evaluation::residual_mappings(const Uses& uses) const {
  Node out = yaml::mapping();
  const Node* mappings = source.root.find("Mappings");
  for (const Entry& entry : mappings->entries) {
    const Rows& rows = mappings_.find(entry.key)->second;
    if (!uses.mapping(entry.key) && (rows.bound || options.prune)) continue;
    out.entries.push_back({entry.key, entry.key_span, *rows.rows});
    if (rows.bound) adopt(out.entries.back().value, entry.value.span);
  }
  out.span = mappings->span;
  return out;
}

// CloudFormation ignores nothing in DependsOn: what a false condition took away must leave it.
void Evaluation::drop_dependencies(Node& resources_section) const {
  if (folded_away.empty()) return;
  const auto is_gone = [&](const Node& name) { return name.is_string() && folded_away.contains(name.text); };
  for (Entry& resource : resources_section.entries) {
    Node* depends = resource.value.find("DependsOn");
    if (!depends) continue;
    if (depends->is_sequence()) erase_if(depends->items, is_gone);
    if (is_gone(*depends) || (depends->is_sequence() && depends->items.empty())) resource.value.erase("DependsOn");
  }
}

Template Evaluation::run() {
  Template out;
  out.root.kind = yaml::Kind::mapping;
  out.root.span = source.root.span;
  if (const Node* conditions = source.root.find("Conditions")) declare_conditions(*conditions, nullptr);
  for (const Entry& section : source.root.entries) {
    Value value = Value::of(Node{});
    if (section.key == "Parameters") {
      value.node = section.value;
      erase_if(value.node.entries, [&](const Entry& entry) { return bindings.parameters.contains(entry.key); });
    } else if (section.key == "Mappings") {
      // Their turn comes when the look-ups that are left are known.
      out.root.entries.push_back({section.key, section.key_span, yaml::mapping()});
      continue;
    } else if (section.key == "Conditions") {
      value = evaluate_members(section.value, nullptr, Section::conditions);
    } else if (section.key == "Resources") {
      value = evaluate_members(section.value, nullptr, Section::resources);
      drop_dependencies(value.node);
    } else if (section.key == "Outputs") {
      value = evaluate_members(section.value, nullptr, Section::outputs);
    } else if (section.key == "Rules") {
      value = evaluate_rules(section.value);
    } else if (section.key == "Hooks") {
      value = evaluate_members(section.value, nullptr, Section::properties);
    } else {
      value.node = section.value;
    }
    const bool emptied = value.node.is_mapping() && value.node.entries.empty() && !section.value.entries.empty();
    if (emptied && section.key != "Resources") continue;
    if (!value.failed()) out.root.entries.push_back({section.key, section.key_span, std::move(value.node)});
  }
  return out;
}

void Evaluation::fill_mappings(Node& root, const Uses& uses) const {
  Node* mappings = root.find("Mappings");
  if (!mappings) return;
  *mappings = residual_mappings(uses);
  if (mappings->entries.empty() && !source.root.find("Mappings")->entries.empty()) root.erase("Mappings");
}

std::optional<Template> evaluate(const Template& source, const Bindings& bindings, const EvaluateOptions& options,
                                 Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.errors();
  check_sections(source.root, diagnostics);
  check_functions(source.root, bindings, diagnostics);
  check_bindings(source.root, bindings, options, diagnostics);
  // Beyond this point every call has a known function and arguments of its shape.
  if (diagnostics.errors() > before) return std::nullopt;
  Evaluation evaluation(source, bindings, options, diagnostics);
  Template out = evaluation.run();
  if (diagnostics.errors() > before) return std::nullopt;
  const Uses uses = collect_uses(out.root);
  evaluation.fill_mappings(out.root, uses);
  check_references(out.root, uses, evaluation, diagnostics);
  settle_mappings(out.root, uses, bindings, diagnostics);
  check_residual(out.root, diagnostics);
  if (diagnostics.errors() > before) return std::nullopt;
  prune_interface(out.root);
  if (options.prune) prune(out.root, uses);
  // Beyond this point no reference is added or taken away.
  settle_transform(out.root, options.transform, diagnostics);
  if (diagnostics.errors() > before) return std::nullopt;
  return out;
}

}  // namespace landform::cfn
