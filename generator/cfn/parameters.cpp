// Bound parameters: each is evaluated once, in the empty scope, and held against its own declaration.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "cfn/evaluation.h"
#include "cfn/parameter_types.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

namespace {

void measure(const Node& node, std::size_t depth, TreeSize& size) {
  ++size.nodes;
  size.bytes += node.text.size();
  size.depth = std::max(size.depth, depth);
  if (node.is_scalar()) return;
  for (const Node& item : node.items) measure(item, depth + 1, size);
  for (const Entry& entry : node.entries) measure(entry.value, depth + 1, size);
}

}  // namespace

TreeSize size_of(const Node& tree) {
  TreeSize size;
  measure(tree, 1, size);
  return size;
}

std::string_view Evaluation::parameter_type(std::string_view name) const {
  const SourceFacts::Parameter* declared = facts.parameters.find(name);
  return declared ? declared->type : std::string_view();
}

const std::string* Evaluation::pseudo(std::string_view name) const {
  if (!name.starts_with("AWS::")) return nullptr;
  const auto found = bindings.pseudo.find(std::string(name));
  return found == bindings.pseudo.end() ? nullptr : &found->second;
}

void Evaluation::evaluate_parameter(const SourceFacts::Parameter& declared, BoundParameter& parameter) {
  parameter.progress = Progress::running;
  running_parameters_.push_back(declared.declaration->key);
  Value value;
  value.outcome = evaluate_bound(*parameter.bound, nullptr, value.node);
  if (gives_node(value.outcome)) {
    adopt(value.node, value.node.span);
    if (!surely_fits(declared.rule, value.node) &&
        !fit_parameter(declared.declaration->key, declared.declaration->value, value.node, diagnostics)) {
      value.outcome = Outcome::failed;
    }
  } else {
    value.node = Node();
  }
  const TreeSize size = size_of(value.node);
  parameter.value = std::move(value);
  parameter.nodes = size.nodes;
  parameter.bytes = size.bytes;
  parameter.depth = size.depth;
  parameter.progress = Progress::done;
  running_parameters_.pop_back();
}

const Node* Evaluation::parameter_text(std::size_t position, TreeSize& cost) {
  BoundParameter& parameter = parameters_[position];
  if (!parameter.bound) return nullptr;
  if (parameter.progress == Progress::waiting) {
    evaluate_parameter(facts.parameters.begin()[static_cast<std::ptrdiff_t>(position)].value, parameter);
  }
  const bool is_known = parameter.progress == Progress::done && parameter.value.folded();
  if (!is_known || !is_text(parameter.value.node)) return nullptr;
  cost.nodes += parameter.nodes;
  cost.bytes += parameter.bytes;
  cost.depth = std::max(cost.depth, parameter.depth);
  return &parameter.value.node;
}

const Value* Evaluation::parameter(std::string_view name, base::Span used_at) {
  const SourceFacts::Parameter* declared = facts.parameters.find(name);
  return declared ? parameter(*declared, used_at) : nullptr;
}

const Value* Evaluation::parameter(const SourceFacts::Parameter& declared, base::Span used_at) {
  BoundParameter& parameter = parameters_[declared.position];
  if (!parameter.bound) return nullptr;
  if (parameter.progress == Progress::running) {
    const std::string& name = declared.declaration->key;
    std::string path;
    const auto begin = std::find(running_parameters_.begin(), running_parameters_.end(), name);
    for (auto step = begin; step != running_parameters_.end(); ++step) path += cat(*step, " -> ");
    diagnostics.add(Diagnostic("cfn/binding-cycle", parameter.bound->span,
                               cat("the value bound to parameter `", name, "` contains itself: ", path, name))
                        .also(used_at, "used here"));
    parameter.value.outcome = Outcome::failed;
    return &parameter.value;
  }
  if (parameter.progress == Progress::waiting) evaluate_parameter(declared, parameter);
  static const Value kFailed;
  // Evaluated once, inserted at many depths: what comes out may not nest deeper than what would have been walked.
  const bool fits =
      !parameter.value.failed() && nests(parameter.depth, used_at) && spend(parameter.nodes, parameter.bytes, used_at);
  return fits ? &parameter.value : &kFailed;
}

}  // namespace landform::cfn
