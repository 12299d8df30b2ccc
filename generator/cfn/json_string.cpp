// Fn::ToJsonString. While calls are left in it, it becomes a Fn::Sub over the JSON text, with the calls as its
// variables: a plain function that needs no transform.
// Source: CloudFormation template reference, "Fn::ToJsonString". Read: 2026-11-22.
#include <string>
#include <utility>

#include "base/text.h"
#include "cfn/evaluation.h"
#include "cfn/parameter_types.h"
#include "cfn/sub_text.h"
#include "yaml/write.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

namespace {

// JSON text with places for calls.
struct JsonText {
  const Evaluation& evaluation;
  SubWriter sub;
  Node variables = yaml::mapping();
  bool possible = true;  // false when a call may not give text, so that its JSON is not known
};

void write(JsonText& out, const Node& node);

std::string quoted(const std::string& text) {
  return yaml::write_json(yaml::string(text), yaml::JsonLayout::minified);
}

// Calls whose value is text for sure; others may give lists or maps, whose JSON only CloudFormation could write.
void write_call(JsonText& out, const Node& node, const Entry& call) {
  // Attributes and references can be lists; only these never are.
  const bool text = call.key == "Fn::Sub" || call.key == "Fn::Join" || call.key == "Fn::Base64" ||
                    call.key == "Fn::ImportValue" || call.key == "Fn::GetStackOutput";
  if (call.key == "Ref" && call.value.is_string()) {
    out.possible &= !is_list_type(out.evaluation.parameter_type(call.value.text)) && call.value.text != kNoValue &&
                    call.value.text != "AWS::NotificationARNs";
    out.sub.literal("\"");
    out.sub.variable(call.value.text);
    out.sub.literal("\"");
    return;
  }
  if (call.key == "Fn::GetAtt" && call.value.items.size() == 2 && call.value.items[0].is_string() &&
      call.value.items[1].is_string()) {
    out.sub.literal("\"");
    out.sub.variable(cat(call.value.items[0].text, ".", call.value.items[1].text));
    out.sub.literal("\"");
    return;
  }
  if (!text) {
    out.possible = false;
    return;
  }
  std::string name = cat("Value", out.variables.entries.size() + 1);
  out.sub.literal("\"");
  out.sub.variable(name);
  out.sub.literal("\"");
  out.variables.entries.push_back({std::move(name), node.span, node});
}

void write(JsonText& out, const Node& node) {
  if (const Entry* call = call_of(node)) return write_call(out, node, *call);
  if (node.is_sequence()) {
    out.sub.literal("[");
    for (const Node& item : node.items) {
      if (&item != &node.items.front()) out.sub.literal(",");
      write(out, item);
    }
    out.sub.literal("]");
    return;
  }
  if (node.is_mapping()) {
    out.sub.literal("{");
    for (const Entry& entry : node.entries) {
      if (&entry != &node.entries.front()) out.sub.literal(",");
      if (is_function_key(entry.key)) out.possible = false;
      out.sub.literal(cat(quoted(entry.key), ":"));
      write(out, entry.value);
    }
    out.sub.literal("}");
    return;
  }
  out.sub.literal(yaml::write_json(node, yaml::JsonLayout::minified));
}

Outcome as_sub(JsonText json, const Node& call, Node& out) {
  out.kind = yaml::Kind::mapping;
  out.span = call.span;
  Node text = yaml::string(json.sub.take());
  text.span = call.span;
  if (!json.variables.entries.empty()) {
    json.variables.span = call.span;
    Node list = yaml::sequence();
    list.span = call.span;
    list.items.push_back(std::move(text));
    list.items.push_back(std::move(json.variables));
    text = std::move(list);
  }
  out.entries.push_back({"Fn::Sub", call.span, std::move(text)});
  return Outcome::residual;
}

bool text_waits(const Node& node, const Scope* scope) {
  if (!has_open_loop(scope)) return false;
  if (node.is_string()) return Evaluation::waits_for_loop(node, scope);
  for (const Node& item : node.items) {
    if (text_waits(item, scope)) return true;
  }
  for (const Entry& entry : node.entries) {
    if (text_waits(yaml::string(entry.key), scope)) return true;
    if (text_waits(entry.value, scope)) return true;
  }
  return false;
}

}  // namespace

Outcome fold_to_json_string(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  Value value = evaluation.evaluate(argument(call), scope);
  if (value.none()) {
    evaluation.diagnostics.add(
        Diagnostic("cfn/no-value", call.span, "the argument of Fn::ToJsonString is AWS::NoValue"));
  }
  if (!value.folded() && !value.residual()) return Outcome::failed;
  if (value.folded() && value.node.is_scalar()) {
    evaluation.diagnostics.add(
        about("cfn/argument-kind", value.node, argument(call).span,
              cat("Fn::ToJsonString is given ", described(value.node), "; it turns a mapping or a list into text")));
    return Outcome::failed;
  }
  const bool waits = text_waits(value.node, scope);
  if (value.folded() && is_known(value.node) && !waits) {
    out = yaml::string(yaml::write_json(value.node, yaml::JsonLayout::minified));
    out.span = call.span;
    out.cause = value.node.cause;
    if (!evaluation.spend(0, out.text.size(), call.span)) return Outcome::failed;
    Evaluation::shield(out, scope);
    return settled(out);
  }
  // While the transform may stay, so may the call: a later binding can still be quoted properly.
  JsonText json{evaluation, {}, yaml::mapping(), true};
  if (evaluation.options.transform == Transform::refuse && !waits) write(json, value.node);
  const bool written = !json.sub.empty() && json.possible;
  return written ? as_sub(std::move(json), call, out) : left(call, std::move(value.node), out);
}

}  // namespace landform::cfn
