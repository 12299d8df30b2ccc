// Values that come from outside of the template's text. Nearly all come out as they are, so they are measured first and
// copied in one go; their own places become the causes of what stands in the template.
#include <algorithm>

#include "cfn/copies.h"
#include "cfn/evaluation.h"

namespace landform::cfn {

using base::Span;
using yaml::Entry;
using yaml::Node;

Outcome Evaluation::evaluate_bound(const Node& node, const Span* adopted_by, Node& out) {
  TreeSize size{1, node.text.size(), 1};
  if (!node.is_scalar()) measure_bound(node, 1, size = {});
  if (!size.known || !spend_tree(size)) {  // says where it grows too large
    const Outcome outcome = evaluate(node, nullptr, out);
    if (adopted_by && gives_node(outcome)) adopt(out, *adopted_by);
    return outcome;
  }
  if (adopted_by) {
    copy_adopted(node, *adopted_by, out);
  } else {
    copy_tree(node, out);
  }
  return settled(node);
}

void Evaluation::measure_bound(const Node& node, std::size_t depth, TreeSize& size) const {
  ++size.nodes;
  size.bytes += node.text.size();
  size.depth = std::max(size.depth, depth);
  if (node.is_scalar() || !size.known) return;
  if (const Entry* call = call_of(node)) return measure_bound_call(*call, depth, size);
  for (const Node& item : node.items) measure_bound(item, depth + 1, size);
  for (const Entry& entry : node.entries) {
    size.known &= !is_function_key(entry.key);
    measure_bound(entry.value, depth + 1, size);
  }
}

// Calls whose argument comes out as it is, and so do they.
void Evaluation::measure_bound_call(const Entry& call, std::size_t depth, TreeSize& size) const {
  const Node& given = call.value;
  const auto& parts = given.items;
  // A list of arguments is made anew where a call is left: it forgets what caused it, and was never counted.
  const bool pair = parts.size() == 2 && !given.cause.known() && is_text(parts[0]);
  const FunctionInfo* function = find_function(call.key);
  const Function id = function ? function->id : Function::transform;
  if (id == Function::get_stack_output || id == Function::import_value) return measure_bound(given, depth + 1, size);
  if (id == Function::ref) {
    size.known = is_text(given) && !has_value(given.text);
  } else if (id == Function::get_azs) {
    size.known = is_text(given) && bindings.zones.empty();
  } else if (id == Function::get_att) {
    size.known = pair && is_text(parts[1]);
  } else {
    constexpr std::size_t kDigits = 9;
    size.known = id == Function::select && pair && is_call(parts[1]) && !parts[0].text.empty() &&
                 parts[0].text.size() <= kDigits && parts[0].text.find_first_not_of("0123456789") == std::string::npos;
  }
  if (!size.known) return;
  if (is_text(given)) return measure_bound(given, depth + 1, size);
  for (const Node& part : parts) measure_bound(part, depth + 1, size);
}

bool Evaluation::has_value(std::string_view name) const {
  const SourceFacts::Parameter* declared = facts.parameters.find(name);
  return (declared && parameters_[declared->position].bound) || name == kNoValue || pseudo(name);
}

void Evaluation::adopt(Node& bound, Span site) {
  if (!bound.cause.known()) bound.cause = bound.span;
  bound.span = site;
  for (Node& item : bound.items) adopt(item, site);
  for (Entry& entry : bound.entries) {
    entry.key_span = site;
    adopt(entry.value, site);
  }
}

Outcome Evaluation::insert(const Node& bound, Span site, const Scope* scope, Node& out) {
  copy_adopted(bound, site, out);
  shield(out, scope);
  return settled(out);
}

void Evaluation::copy_adopted(const Node& bound, Span site, Node& out) {
  copy_scalar(bound, out);
  out.span = site;
  if (!bound.cause.known()) out.cause = bound.span;
  if (bound.is_scalar()) return;
  const auto scalar = [&](const Node& value) {
    return NewScalar{value, site, value.cause.known() ? value.cause : value.span};
  };
  out.items.reserve(bound.items.size());
  for (const Node& item : bound.items) {
    if (item.is_scalar()) {
      out.items.emplace_back(scalar(item));
    } else {
      copy_adopted(item, site, out.items.emplace_back());
    }
  }
  out.entries.reserve(bound.entries.size());
  for (const Entry& entry : bound.entries) {
    if (entry.value.is_scalar()) {
      out.entries.emplace_back(NewScalarEntry{entry.key, site, scalar(entry.value)});
    } else {
      copy_adopted(entry.value, site, begin_entry(out, entry.key, site));
    }
  }
}

}  // namespace landform::cfn
