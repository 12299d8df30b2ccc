// Conditions, Fn::And, Fn::Or, Fn::Not, Fn::Equals and Fn::If, three-valued: what is unknown is never false.
//
//   Not           And | yes      no  unknown     Or | yes  no       unknown     Equals: yes or no when both sides are
//   yes -> no     yes | yes      no  unknown    yes | yes  yes      yes         known, else unknown.
//   no  -> yes    no  | no       no  no          no | yes  no       unknown     If: a branch when the condition is
//   unknown -> same   | unknown  no  unknown  unkn. | yes  unknown  unknown     known, else both stay.
//
// Source: CloudFormation template reference, "Condition functions". Read: 2026-11-22.
#include <algorithm>
#include <utility>

#include "base/suggest.h"
#include "base/text.h"
#include "cfn/evaluation.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

namespace {

Logic known(bool truth) {
  return {truth ? Truth::yes : Truth::no, {}};
}
Logic unknown(Node residual) {
  return {Truth::unknown, std::move(residual)};
}
Logic failed() {
  return {Truth::failed, {}};
}

Node reference_to(const Node& call, const std::string& name) {
  Node text = argument(call);
  text.text = name;
  return rebuilt(call, std::move(text));
}

// And and Or differ only in which truth decides at once; the other one drops out.
Logic and_or(Evaluation& evaluation, const Node& call, const Scope* scope, Truth decisive) {
  yaml::Nodes left;
  bool any_failed = false;
  bool decided = false;
  for (const Node& operand : argument(call).items) {
    Logic logic = evaluation.evaluate_condition(operand, scope);
    any_failed |= logic.truth == Truth::failed;
    decided |= logic.truth == decisive;
    if (logic.truth == Truth::unknown) left.push_back(std::move(logic.residual));
  }
  if (any_failed) return failed();
  if (decided) return {decisive, {}};
  if (left.empty()) return known(decisive == Truth::no);
  // One operand is all that is left of it; And and Or take two at least.
  if (left.size() == 1) return unknown(std::move(left.front()));
  Node list;
  list.kind = yaml::Kind::sequence;
  list.style = argument(call).style;
  list.span = argument(call).span;
  list.items = std::move(left);
  return unknown(rebuilt(call, std::move(list)));
}

Logic negation(Evaluation& evaluation, const Node& call, const Scope* scope) {
  Logic logic = evaluation.evaluate_condition(argument(call).items.front(), scope);
  if (logic.truth == Truth::yes) return known(false);
  if (logic.truth == Truth::no) return known(true);
  if (logic.truth == Truth::failed) return failed();
  Node list;
  list.kind = yaml::Kind::sequence;
  list.style = argument(call).style;
  list.span = argument(call).span;
  list.items.push_back(std::move(logic.residual));
  return unknown(rebuilt(call, std::move(list)));
}

Logic equality(Evaluation& evaluation, const Node& call, const Scope* scope) {
  Node list;
  list.kind = yaml::Kind::sequence;
  list.style = argument(call).style;
  list.span = argument(call).span;
  bool all_known = true;
  bool any_failed = false;
  for (const Node& side : argument(call).items) {
    auto text = evaluation.evaluate_text(side, scope, "one side of Fn::Equals");
    any_failed |= text.value.failed();
    all_known &= text.known && !has_dynamic_reference(text.value.node.text);
    list.items.push_back(std::move(text.value.node));
  }
  if (any_failed) return failed();
  if (all_known) return known(list.items[0].text == list.items[1].text);
  return unknown(rebuilt(call, std::move(list)));
}

}  // namespace

Logic Evaluation::evaluate_condition(const Node& node, const Scope* scope) {
  const DepthGuard guard(*this, node.span);
  if (!guard || !spend(1, 0, node.span)) return failed();
  if (!node.is_mapping() || node.entries.size() != 1) return failed();
  const Entry& entry = node.entries.front();
  const auto count = entry.value.items.size();
  if (entry.key == "Condition" && entry.value.is_string()) {
    base::Span cause;
    const std::string name = substitute(entry.value.text, scope, cause);
    const Logic& logic = condition(name, entry.value.span);
    if (logic.truth != Truth::unknown) return {logic.truth, {}};
    return unknown(reference_to(node, name));
  }
  if (entry.key == "Fn::And" && count >= 2) return and_or(*this, node, scope, Truth::no);
  if (entry.key == "Fn::Or" && count >= 2) return and_or(*this, node, scope, Truth::yes);
  if (entry.key == "Fn::Not" && count == 1) return negation(*this, node, scope);
  if (entry.key == "Fn::Equals" && count == 2) return equality(*this, node, scope);
  const bool membership =
      entry.key == "Fn::Contains" || entry.key == "Fn::EachMemberEquals" || entry.key == "Fn::EachMemberIn";
  if (membership && count == 2) return evaluate_membership(node);
  // check_functions has refused everything else.
  return failed();
}

bool Evaluation::condition_exists(std::string_view name) const {
  return conditions_.contains(std::string(name));
}

const Logic& Evaluation::condition(std::string_view name, base::Span used_at) {
  static const Logic kUnknown{Truth::unknown, {}};
  static const Logic kFailed{Truth::failed, {}};
  const auto found = conditions_.find(std::string(name));
  if (found == conditions_.end()) {
    // A loop that is still open may make it.
    if (open_condition_loops_ || name.find("${") != std::string_view::npos) return kUnknown;
    std::vector<std::string> names;
    for (const auto& [known_name, state] : conditions_) names.push_back(known_name);
    std::sort(names.begin(), names.end());
    Diagnostic diagnostic("cfn/unknown-condition", used_at, cat("the template has no condition `", name, "`"));
    const auto guesses = base::near_names(name, names);
    if (!guesses.empty()) diagnostic.primary.text = base::did_you_mean(guesses);
    diagnostics.add(std::move(diagnostic));
    return kFailed;
  }
  NamedCondition& named = found->second;
  if (named.state == NamedCondition::State::running) {
    std::string path;
    const auto begin = std::find(running_conditions_.begin(), running_conditions_.end(), name);
    for (auto step = begin; step != running_conditions_.end(); ++step) path += cat(*step, " -> ");
    diagnostics.add(
        Diagnostic("cfn/condition-cycle", used_at, cat("condition `", name, "` depends on itself: ", path, name))
            .also(named.body->span, "defined here"));
    return kFailed;
  }
  if (named.state == NamedCondition::State::waiting) {
    named.state = NamedCondition::State::running;
    running_conditions_.emplace_back(name);
    Logic logic = evaluate_condition(*named.body, named.scope);
    named.logic = std::move(logic);
    named.state = NamedCondition::State::done;
    running_conditions_.pop_back();
  }
  return named.logic;
}

Value fold_if(Evaluation& evaluation, const Node& call, const Scope* scope) {
  const Node& parts = argument(call);
  if (!parts.is_sequence() || parts.items.size() != 3 || !parts.items[0].is_scalar()) return Value::failure();
  base::Span cause;
  Node name = parts.items[0];
  name.text = evaluation.substitute(name.text, scope, cause);
  const Logic& logic = evaluation.condition(name.text, name.span);
  if (logic.truth == Truth::failed) return Value::failure();
  if (logic.truth == Truth::yes) return evaluation.evaluate(parts.items[1], scope);
  if (logic.truth == Truth::no) return evaluation.evaluate(parts.items[2], scope);
  Node list;
  list.kind = yaml::Kind::sequence;
  list.style = parts.style;
  list.span = parts.span;
  list.items.push_back(std::move(name));
  bool any_failed = false;
  for (const std::size_t branch : {std::size_t{1}, std::size_t{2}}) {
    Value value = evaluation.evaluate(parts.items[branch], scope);
    any_failed |= value.failed();
    if (value.state == Value::State::none) {
      value.node = yaml::mapping({{"Ref", yaml::string(std::string(kNoValue))}});
      value.node.span = parts.items[branch].span;
    }
    list.items.push_back(std::move(value.node));
  }
  return any_failed ? Value::failure() : Value::left(rebuilt(call, std::move(list)));
}

Value fold_logic(Evaluation& evaluation, const Node& call, const Scope* scope) {
  Logic logic = evaluation.evaluate_condition(call, scope);
  if (logic.truth == Truth::failed) return Value::failure();
  if (logic.truth == Truth::unknown) return Value::left(std::move(logic.residual));
  Node out = yaml::boolean(logic.truth == Truth::yes);
  out.span = call.span;
  return Value::of(std::move(out));
}

}  // namespace landform::cfn
