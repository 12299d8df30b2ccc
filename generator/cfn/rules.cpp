// The Rules section: assertions about parameters. What is bound is judged here; what is open stays for CloudFormation.
// Source: CloudFormation template reference, "Rule functions"; user guide, "Rules". Read: 2026-11-22.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "cfn/evaluation.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

namespace {

Logic known_truth(bool truth) {
  return {truth ? Truth::yes : Truth::no, {}};
}

// A list of known texts, or nothing.
const Node* known_texts(const Value& value) {
  if (!value.folded() || !value.node.is_sequence()) return nullptr;
  const bool texts =
      std::all_of(value.node.items.begin(), value.node.items.end(), [](const Node& item) { return item.is_scalar(); });
  return texts ? &value.node : nullptr;
}

bool holds(const Node& list, const std::string& text) {
  return std::any_of(list.items.begin(), list.items.end(), [&](const Node& item) { return item.text == text; });
}

Logic membership(Evaluation& evaluation, const Node& call, std::string_view function) {
  const Node& parts = argument(call);
  Value first = evaluation.evaluate(parts.items[0], nullptr);
  Value second = evaluation.evaluate(parts.items[1], nullptr);
  if (first.failed() || second.failed()) return {Truth::failed, {}};
  const Node* list = known_texts(first);
  const Node* others = known_texts(second);
  const bool text = second.folded() && second.node.is_scalar();
  const auto all = [&](const auto& fits) {
    return known_truth(std::all_of(list->items.begin(), list->items.end(), fits));
  };
  if (list && text && function == "Fn::Contains") return known_truth(holds(*list, second.node.text));
  if (list && text && function == "Fn::EachMemberEquals") {
    return all([&](const Node& item) { return item.text == second.node.text; });
  }
  if (list && others && function == "Fn::EachMemberIn") {
    return all([&](const Node& item) { return holds(*others, item.text); });
  }
  Node both;
  begin_like(parts, both);
  both.items.push_back(std::move(first.node));
  both.items.push_back(std::move(second.node));
  return {Truth::unknown, rebuilt(call, std::move(both))};
}

}  // namespace

Logic Evaluation::evaluate_membership(const Node& call) {
  return membership(*this, call, call.entries.front().key);
}

Outcome fold_rule_only(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  const Entry& entry = call.entries.front();
  const std::string_view name = entry.key;
  const FunctionInfo* function = find_function(name);
  if (function && is_membership(function->id)) return fold_logic(evaluation, call, scope, out);
  // What these read of a parameter is gone with it.
  const bool by_type = name == "Fn::RefAll" || name == "Fn::ValueOfAll";
  const Node& subject = name == "Fn::RefAll" ? entry.value : entry.value.items.front();
  for (const auto& [parameter, value] : evaluation.bindings.parameters) {
    const bool touched = by_type ? evaluation.parameter_type(parameter) == subject.text : parameter == subject.text;
    if (!touched) continue;
    evaluation.diagnostics.add(Diagnostic("cfn/rule-on-bound", call.span,
                                          cat(name, " asks CloudFormation about parameter `", parameter,
                                              "`, which is bound and will not be in the template"))
                                   .also(value.span, "bound here")
                                   .help(cat("leave `", parameter, "` open, or drop the rule")));
    return Outcome::failed;
  }
  out = call;
  return Outcome::residual;
}

// Nothing is left of a rule whose condition is false or whose assertions all hold.
Outcome Evaluation::evaluate_rule(const Entry& entry, Node& out) {
  out.kind = yaml::Kind::mapping;
  out.span = entry.value.span;
  for (const Entry& part : entry.value.entries) {
    if (part.key == "RuleCondition") {
      Logic when = evaluate_condition(part.value, nullptr);
      if (when.truth == Truth::failed) return Outcome::failed;
      if (when.truth == Truth::no) return Outcome::none;
      if (when.truth == Truth::unknown) out.entries.push_back({part.key, part.key_span, std::move(when.residual)});
    }
  }
  const bool certain = out.entries.empty();
  Node left = yaml::sequence();
  const Node* assertions = entry.value.find("Assertions");
  if (!assertions) return Outcome::failed;
  left.span = assertions->span;
  bool failed = false;
  for (const Node& assertion : assertions->items) {
    const Node* body = assertion.find("Assert");
    if (!body) return Outcome::failed;
    Logic logic = evaluate_condition(*body, nullptr);
    failed |= logic.truth == Truth::failed;
    if (logic.truth == Truth::yes) continue;
    if (logic.truth == Truth::no && certain) {
      Diagnostic diagnostic("cfn/rule-violated", body->span, cat("the bound values break rule `", entry.key, "`"));
      if (const Node* why = assertion.find("AssertDescription")) diagnostic.notes.push_back(why->text);
      explain_parameters(*body, diagnostic);
      diagnostics.add(std::move(diagnostic));
      failed = true;
      continue;
    }
    Node kept = assertion;
    // False under a condition that is still open: it stays as it was written, minus what is bound.
    kept.set("Assert", logic.truth == Truth::no ? never(*body) : std::move(logic.residual));
    left.items.push_back(std::move(kept));
  }
  if (failed) return Outcome::failed;
  if (left.items.empty()) return Outcome::none;
  out.entries.push_back({"Assertions", assertions->span, std::move(left)});
  return Outcome::folded;
}

Outcome Evaluation::evaluate_rules(const Node& rules, Node& out) {
  out.kind = yaml::Kind::mapping;
  out.span = rules.span;
  bool failed = false;
  for (const Entry& entry : rules.entries) {
    out.entries.push_back({entry.key, entry.key_span, {}});
    const Outcome rule = evaluate_rule(entry, out.entries.back().value);
    failed |= rule == Outcome::failed;
    if (!gives_node(rule)) out.entries.pop_back();
  }
  return failed ? Outcome::failed : Outcome::folded;
}

// A rule function that is false: {Fn::Equals: [violated, true]} reads as what it is.
Node Evaluation::never(const Node& assertion) {
  Node list = yaml::strings({"asserted", "violated"});
  adopt(list, assertion.span);
  Node call = yaml::mapping();
  call.span = assertion.span;
  call.entries.push_back({"Fn::Equals", assertion.span, std::move(list)});
  return call;
}

void Evaluation::explain_parameters(const Node& node, Diagnostic& diagnostic) const {
  for (const Node& item : node.items) explain_parameters(item, diagnostic);
  for (const Entry& entry : node.entries) {
    const auto bound = entry.key == "Ref" ? bindings.parameters.find(entry.value.text) : bindings.parameters.end();
    if (bound != bindings.parameters.end()) {
      diagnostic.secondary.push_back({bound->second.span, cat("`", bound->first, "` is bound here")});
    }
    explain_parameters(entry.value, diagnostic);
  }
}

}  // namespace landform::cfn
