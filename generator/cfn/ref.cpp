// Ref and Fn::GetAtt. With AWS::LanguageExtensions their names may be computed.
// Source: CloudFormation template reference, "Ref", "Fn::GetAtt", "AWS::LanguageExtensions". Read: 2026-11-22.
#include <utility>

#include "base/text.h"
#include "cfn/evaluation.h"

namespace landform::cfn {

using yaml::Node;

namespace {

Node pseudo_value(std::string_view name, const std::string& value, base::Span site) {
  Node out = yaml::string(value);
  if (name == "AWS::NotificationARNs") {
    out = yaml::sequence();
    for (const std::string_view arn : base::split(value, ',')) {
      Node item = yaml::string(std::string(base::trim(arn)));
      item.span = site;
      out.items.push_back(std::move(item));
    }
  }
  out.span = site;
  return out;
}

// What the name stands for; `written` is what stays of it when that is not known.
Outcome fold_name(Evaluation& evaluation, const Node& call, const Node& written, std::string_view target,
                  const Scope* scope, Node& out) {
  if (const Scope* loop = find_loop(scope, target)) {
    if (!loop->value) return left(call, Node(written), out);
    return Evaluation::insert(*loop->value, call.span, scope, out);
  }
  if (const Value* bound = evaluation.parameter(target, call.span)) {
    return gives_node(bound->outcome) ? Evaluation::insert(bound->node, call.span, scope, out) : bound->outcome;
  }
  if (target == kNoValue) return Outcome::none;
  if (const std::string* value = evaluation.pseudo(target)) {
    out = pseudo_value(target, *value, call.span);
    return Outcome::folded;
  }
  if (written.is_scalar()) {
    copy_scalar(written, begin_call(call, out));
  } else {
    begin_call(call, out) = written;
  }
  return Outcome::residual;
}

}  // namespace

Outcome fold_ref(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  if (argument(call).is_scalar()) {
    if (const auto name = evaluation.plain_text(argument(call), scope)) {
      return fold_name(evaluation, call, argument(call), *name, scope, out);
    }
  }
  const auto name = evaluation.evaluate_text(argument(call), scope, "the name of a Ref");
  if (name.value.failed()) return Outcome::failed;
  if (!name.known) return left(call, Node(name.value.node), out);
  return fold_name(evaluation, call, name.value.node, name.value.node.text, scope, out);
}

Outcome fold_get_att(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  const Node& parts = argument(call);
  if (!parts.is_sequence() || parts.items.size() != 2) return Outcome::failed;
  Node& list = begin_call(call, out);
  begin_like(parts, list);
  list.items.reserve(2);
  const Outcome resource =
      evaluation.evaluate_text(parts.items[0], scope, "the resource of a Fn::GetAtt", list.items.emplace_back());
  const Outcome attribute =
      evaluation.evaluate_text(parts.items[1], scope, "the attribute of a Fn::GetAtt", list.items.emplace_back());
  return gives_node(resource) && gives_node(attribute) ? Outcome::residual : Outcome::failed;
}

Outcome fold_arguments(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  const Outcome outcome = evaluation.evaluate(argument(call), scope, begin_call(call, out));
  if (outcome == Outcome::none) {
    evaluation.diagnostics.add(base::Diagnostic(
        "cfn/no-value", call.span, base::cat("the argument of ", call.entries.front().key, " is AWS::NoValue")));
  }
  return gives_node(outcome) ? Outcome::residual : Outcome::failed;
}

}  // namespace landform::cfn
