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
  for (const Node& item : node.items) measure(item, depth + 1, size);
  for (const Entry& entry : node.entries) measure(entry.value, depth + 1, size);
}

}  // namespace

TreeSize size_of(const Node& tree) {
  TreeSize size;
  measure(tree, 1, size);
  return size;
}

bool Evaluation::is_parameter(std::string_view name) const {
  return declared_.contains(name);
}

std::string_view Evaluation::parameter_type(std::string_view name) const {
  const auto found = declared_.find(name);
  return found == declared_.end() ? std::string_view() : found->second;
}

const Value* Evaluation::parameter(std::string_view name, base::Span used_at) {
  const auto found = parameters_.find(name);
  if (found == parameters_.end()) return nullptr;
  BoundParameter& parameter = found->second;
  if (parameter.state == BoundParameter::State::running) {
    std::string path;
    const auto begin = std::find(running_parameters_.begin(), running_parameters_.end(), name);
    for (auto step = begin; step != running_parameters_.end(); ++step) path += cat(*step, " -> ");
    diagnostics.add(Diagnostic("cfn/binding-cycle", parameter.bound->span,
                               cat("the value bound to parameter `", name, "` contains itself: ", path, name))
                        .also(used_at, "used here"));
    parameter.value = Value::failure();
    return &parameter.value;
  }
  if (parameter.state == BoundParameter::State::waiting) {
    parameter.state = BoundParameter::State::running;
    running_parameters_.push_back(found->first);
    Value value = evaluate_bound(*parameter.bound);
    if (value.folded() || value.residual()) {
      adopt(value.node, value.node.span);
      if (!fit_parameter(name, *parameter.declaration, value.node, diagnostics)) value = Value::failure();
    }
    const TreeSize size = size_of(value.node);
    BoundParameter& done = parameters_.find(name)->second;
    done.value = std::move(value);
    done.nodes = size.nodes;
    done.bytes = size.bytes;
    done.depth = size.depth;
    done.state = BoundParameter::State::done;
    running_parameters_.pop_back();
  }
  static const Value kFailed = Value::failure();
  const BoundParameter& done = parameters_.find(name)->second;
  // Evaluated once, inserted at many depths: what comes out may not nest deeper than what would have been walked.
  const bool fits = !done.value.failed() && nests(done.depth, used_at) && spend(done.nodes, done.bytes, used_at);
  return fits ? &done.value : &kFailed;
}

}  // namespace landform::cfn
