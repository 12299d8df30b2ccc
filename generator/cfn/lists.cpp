// Fn::Join, Fn::Split, Fn::Select and Fn::Length.
// Source: CloudFormation template reference, pages of these functions. Read: 2026-11-22.
#include <charconv>
#include <utility>

#include "base/text.h"
#include "cfn/evaluation.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using yaml::Node;

namespace {

// An item that AWS::NoValue may still take away, so that lengths and positions are not known.
bool may_vanish(const Node& node) {
  if (is_call_to(node, "Ref")) return node.entries.front().value.text == kNoValue;
  if (!is_call_to(node, "Fn::If")) return false;
  const Node& branches = node.entries.front().value;
  if (branches.items.size() != 3) return false;
  return may_vanish(branches.items[1]) || may_vanish(branches.items[2]);
}

Node pair_of(const Node& original, Node first, Node second) {
  Node out;
  begin_like(original, out);
  out.items.push_back(std::move(first));
  out.items.push_back(std::move(second));
  return out;
}

struct ListArgument {
  Value value;
  bool is_list = false;
};

ListArgument evaluate_list(Evaluation& evaluation, const Node& node, const Scope* scope, std::string_view wanted) {
  ListArgument list{evaluation.evaluate(node, scope), false};
  if (list.value.none()) {
    evaluation.diagnostics.add(
        Diagnostic("cfn/no-value", node.span, cat(wanted, " is AWS::NoValue; it must be a list")));
    list.value.outcome = Outcome::failed;
  } else if (list.value.folded()) {
    list.is_list = list.value.node.is_sequence();
    if (!list.is_list) {
      evaluation.diagnostics.add(about("cfn/argument-kind", list.value.node, node.span,
                                       cat(wanted, " is ", described(list.value.node), "; it must be a list")));
      list.value.outcome = Outcome::failed;
    }
  }
  return list;
}

}  // namespace

Outcome fold_join(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  const Node& parts = argument(call);
  if (!parts.is_sequence() || parts.items.size() != 2) return Outcome::failed;
  auto separator = evaluation.evaluate_text(parts.items[0], scope, "the separator of Fn::Join");
  ListArgument list = evaluate_list(evaluation, parts.items[1], scope, "the list of Fn::Join");
  if (separator.value.failed() || list.value.failed()) return Outcome::failed;
  bool known = separator.known && list.is_list;
  if (list.is_list) {
    for (const Node& item : list.value.node.items) {
      const bool waits = Evaluation::waits_for_loop(item, scope);
      if (is_call(item) || waits) {
        known = false;
      } else if (!item.is_scalar() || item.is_null()) {
        evaluation.diagnostics.add(about("cfn/argument-kind", item, parts.items[1].span,
                                         cat("Fn::Join meets ", described(item), " in its list; it joins texts")));
        return Outcome::failed;
      }
    }
  }
  if (!known) {
    return left(call, pair_of(parts, std::move(separator.value.node), std::move(list.value.node)), out);
  }
  out.kind = yaml::Kind::string;
  out.span = call.span;
  for (const Node& item : list.value.node.items) {
    if (&item != &list.value.node.items.front()) out.text += separator.value.node.text;
    out.text += item.text;
    if (!out.cause.known()) out.cause = item.cause;
  }
  if (!evaluation.spend(0, out.text.size(), call.span)) return Outcome::failed;
  Evaluation::shield(out, scope);
  return settled(out);
}

Outcome fold_split(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  const Node& parts = argument(call);
  if (!parts.is_sequence() || parts.items.size() != 2) return Outcome::failed;
  auto separator = evaluation.evaluate_text(parts.items[0], scope, "the separator of Fn::Split");
  auto text = evaluation.evaluate_text(parts.items[1], scope, "the text of Fn::Split");
  if (separator.value.failed() || text.value.failed()) return Outcome::failed;
  if (separator.known && separator.value.node.text.empty()) {
    evaluation.diagnostics.add(
        about("cfn/argument-kind", separator.value.node, parts.items[0].span, "the separator of Fn::Split is empty"));
    return Outcome::failed;
  }
  // The text of a dynamic reference is not the value that CloudFormation will split.
  if (!separator.known || !text.known || has_dynamic_reference(text.value.node.text)) {
    return left(call, pair_of(parts, std::move(separator.value.node), std::move(text.value.node)), out);
  }
  out.kind = yaml::Kind::sequence;
  out.span = call.span;
  out.cause = text.value.node.cause;
  const std::string_view whole = text.value.node.text;
  const std::string_view mark = separator.value.node.text;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = whole.find(mark, begin);
    Node item = yaml::string(std::string(whole.substr(begin, end == std::string_view::npos ? end : end - begin)));
    item.span = call.span;
    item.cause = out.cause;
    out.items.push_back(evaluation.shielded(std::move(item), scope));
    if (end == std::string_view::npos) break;
    begin = end + mark.size();
  }
  if (!evaluation.spend(out.items.size(), whole.size(), call.span)) return Outcome::failed;
  return Outcome::folded;
}

Outcome fold_select(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  const Node& parts = argument(call);
  if (!parts.is_sequence() || parts.items.size() != 2) return Outcome::failed;
  auto index = evaluation.evaluate_text(parts.items[0], scope, "the index of Fn::Select");
  ListArgument list = evaluate_list(evaluation, parts.items[1], scope, "the list of Fn::Select");
  if (index.value.failed() || list.value.failed()) return Outcome::failed;
  std::size_t position = 0;
  if (index.known) {
    const std::string& digits = index.value.node.text;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), position);
    if (digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size()) {
      evaluation.diagnostics.add(
          about("cfn/select-index", index.value.node, parts.items[0].span,
                cat("the index of Fn::Select is ", described(index.value.node), "; it must be a whole number from 0")));
      return Outcome::failed;
    }
  }
  bool known = index.known && list.is_list;
  if (known) {
    yaml::Nodes& items = list.value.node.items;
    for (std::size_t i = 0; i < items.size() && i <= position; ++i) known &= !may_vanish(items[i]);
    if (known && position >= items.size()) {
      evaluation.diagnostics.add(about("cfn/select-index", list.value.node, call.span,
                                       cat("Fn::Select asks for item ", position, " of a list of ", items.size(),
                                           items.size() == 1 ? " item" : " items", "; the first is item 0")));
      return Outcome::failed;
    }
    if (known) {
      out = std::move(items[position]);
      return Evaluation::waits_for_loop(out, scope) ? Outcome::residual : settled(out);
    }
  }
  return left(call, pair_of(parts, std::move(index.value.node), std::move(list.value.node)), out);
}

Outcome fold_length(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  ListArgument list = evaluate_list(evaluation, argument(call), scope, "the argument of Fn::Length");
  if (list.value.failed()) return Outcome::failed;
  bool known = list.is_list;
  for (const Node& item : list.value.node.items) known &= !may_vanish(item);
  if (!known) return left(call, std::move(list.value.node), out);
  out = yaml::integer(static_cast<std::int64_t>(list.value.node.items.size()));
  out.span = call.span;
  out.cause = list.value.node.cause;
  return Outcome::folded;
}

}  // namespace landform::cfn
