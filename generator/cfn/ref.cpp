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
Value fold_name(Evaluation& evaluation, const Node& call, const Node& written, std::string_view target,
                const Scope* scope) {
  if (const Scope* loop = find_loop(scope, target)) {
    if (!loop->value) return Value::left(rebuilt(call, written));
    Node value = *loop->value;
    Evaluation::adopt(value, call.span);
    return Value::settled(evaluation.shielded(std::move(value), scope));
  }
  if (const Value* bound = evaluation.parameter(target, call.span)) {
    Value value = *bound;
    Evaluation::adopt(value.node, call.span);
    Evaluation::shield(value.node, scope);
    if (value.folded()) return Value::settled(std::move(value.node));
    return value;
  }
  if (target == kNoValue) return Value::nothing();
  if (const auto pseudo = evaluation.bindings.pseudo.find(std::string(target));
      pseudo != evaluation.bindings.pseudo.end()) {
    return Value::of(pseudo_value(target, pseudo->second, call.span));
  }
  return Value::left(rebuilt(call, written));
}

}  // namespace

Value fold_ref(Evaluation& evaluation, const Node& call, const Scope* scope) {
  if (argument(call).is_scalar()) {
    if (const auto name = evaluation.plain_text(argument(call), scope)) {
      return fold_name(evaluation, call, argument(call), *name, scope);
    }
  }
  const auto name = evaluation.evaluate_text(argument(call), scope, "the name of a Ref");
  if (name.value.failed()) return Value::failure();
  if (!name.known) return Value::left(rebuilt(call, name.value.node));
  return fold_name(evaluation, call, name.value.node, name.value.node.text, scope);
}

Value fold_get_att(Evaluation& evaluation, const Node& call, const Scope* scope) {
  const Node& parts = argument(call);
  if (!parts.is_sequence() || parts.items.size() != 2) return Value::failure();
  Node out;
  out.kind = yaml::Kind::sequence;
  out.style = parts.style;
  out.span = parts.span;
  auto resource = evaluation.evaluate_text(parts.items[0], scope, "the resource of a Fn::GetAtt");
  auto attribute = evaluation.evaluate_text(parts.items[1], scope, "the attribute of a Fn::GetAtt");
  if (resource.value.failed() || attribute.value.failed()) return Value::failure();
  out.items.reserve(2);
  out.items.push_back(std::move(resource.value.node));
  out.items.push_back(std::move(attribute.value.node));
  return Value::left(rebuilt(call, std::move(out)));
}

Value fold_arguments(Evaluation& evaluation, const Node& call, const Scope* scope) {
  Value value = evaluation.evaluate(argument(call), scope);
  if (value.state == Value::State::none) {
    evaluation.diagnostics.add(base::Diagnostic(
        "cfn/no-value", call.span, base::cat("the argument of ", call.entries.front().key, " is AWS::NoValue")));
  }
  if (!value.folded() && !value.residual()) return Value::failure();
  return Value::left(rebuilt(call, std::move(value.node)));
}

}  // namespace landform::cfn
