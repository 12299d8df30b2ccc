// Making of nodes, in place.
#include "cfn/copies.h"

#include <utility>

#include "cfn/evaluation.h"

namespace landform::cfn {

using base::Span;
using yaml::Entry;
using yaml::Node;

Node& begin_entry(Node& mapping, std::string_view key, Span key_span) {
  return mapping.entries.emplace_back(NewEntry{key, key_span}).value;
}

void append_scalar(Node& mapping, std::string_view key, Span key_span, const Node& value) {
  mapping.entries.emplace_back(NewScalarEntry{key, key_span, {value, value.span, value.cause}});
}

void copy_tree(const Node& tree, Node& out) {
  if (tree.is_scalar()) return copy_scalar(tree, out);
  begin_like(tree, out);
  out.cause = tree.cause;
  out.items.reserve(tree.items.size());
  for (const Node& item : tree.items) {
    if (item.is_scalar()) {
      out.items.emplace_back(NewScalar{item, item.span, item.cause});
    } else {
      copy_tree(item, out.items.emplace_back());
    }
  }
  out.entries.reserve(tree.entries.size());
  for (const Entry& entry : tree.entries) {
    if (entry.value.is_scalar()) {
      append_scalar(out, entry.key, entry.key_span, entry.value);
    } else {
      copy_tree(entry.value, begin_entry(out, entry.key, entry.key_span));
    }
  }
}

void copy_scalar(const Node& scalar, Node& out) {
  out.kind = scalar.kind;
  out.style = scalar.style;
  out.text = scalar.text;
  if (!scalar.tag.empty()) out.tag = scalar.tag;
  out.span = scalar.span;
  out.cause = scalar.cause;
}

Node& begin_call(const Node& call, Node& out) {
  const Entry& entry = call.entries.front();
  out.kind = yaml::Kind::mapping;
  out.style = call.style;
  out.span = call.span;
  out.cause = call.cause;
  out.entries.reserve(1);
  return begin_entry(out, entry.key, entry.key_span);
}

Node rebuilt(const Node& call, Node new_argument) {
  Node out;
  begin_call(call, out) = std::move(new_argument);
  return out;
}

Outcome left(const Node& call, Node&& new_argument, Node& out) {
  begin_call(call, out) = std::move(new_argument);
  return Outcome::residual;
}

}  // namespace landform::cfn
