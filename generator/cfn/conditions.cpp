// Conditions, Fn::And, Fn::Or, Fn::Not, Fn::Equals and Fn::If, three-valued: what is unknown is never false.
//
//   Not           And | yes      no  unknown     Or | yes  no       unknown     Equals: yes or no when both sides are
//   yes -> no     yes | yes      no  unknown    yes | yes  yes      yes         known, else unknown.
//   no  -> yes    no  | no       no  no          no | yes  no       unknown     If: a branch when the condition is
//   unknown -> same   | unknown  no  unknown  unkn. | yes  unknown  unknown     known, else both stay.
//
// Source: CloudFormation template reference, "Condition functions". Read: 2026-11-22.
#include <algorithm>
#include <array>
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

Node reference_to(const Node& call, std::string_view name) {
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
  begin_like(argument(call), list);
  list.items = std::move(left);
  return unknown(rebuilt(call, std::move(list)));
}

Logic negation(Evaluation& evaluation, const Node& call, const Scope* scope) {
  Logic logic = evaluation.evaluate_condition(argument(call).items.front(), scope);
  if (logic.truth == Truth::yes) return known(false);
  if (logic.truth == Truth::no) return known(true);
  if (logic.truth == Truth::failed) return failed();
  Node list;
  begin_like(argument(call), list);
  list.items.push_back(std::move(logic.residual));
  return unknown(rebuilt(call, std::move(list)));
}

Logic equality(Evaluation& evaluation, const Node& call, const Scope* scope) {
  if (const auto same = evaluation.equal_texts(call, scope)) return known(*same);
  Node list;
  begin_like(argument(call), list);
  list.items.reserve(2);
  bool all_known = true;
  bool any_failed = false;
  for (const Node& side : argument(call).items) {
    Node& text = list.items.emplace_back();
    const Outcome outcome = evaluation.evaluate_text(side, scope, "one side of Fn::Equals", text);
    any_failed |= outcome == Outcome::failed;
    all_known &= outcome == Outcome::folded && !has_dynamic_reference(text.text);
  }
  if (any_failed) return failed();
  if (all_known) return known(list.items[0].text == list.items[1].text);
  return unknown(rebuilt(call, std::move(list)));
}

}  // namespace

std::optional<bool> Evaluation::equal_texts(const Node& call, const Scope* scope) {
  if (has_open_loop(scope)) return std::nullopt;
  std::array<const Node*, 2> texts{};
  TreeSize cost;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Node& side = argument(call).items[i];
    if (side.is_scalar()) {
      if (!is_text(side) || may_substitute(side.text, scope)) return std::nullopt;
      texts[i] = &side;
    } else {
      const SourcePart* part = facts.parts.find(side, next_part_);
      if (!part || part->parameter == SourcePart::kNone) return std::nullopt;
      texts[i] = parameter_text(part->parameter, cost);
      if (!texts[i]) return std::nullopt;
      cost.nodes += part->nodes;
      cost.bytes += part->bytes;
      cost.depth = std::max(cost.depth, std::size_t{part->depth});
    }
    cost.nodes += 1;
    cost.bytes += side.text.size();
    if (has_dynamic_reference(texts[i]->text)) return std::nullopt;
  }
  ++cost.depth;
  if (!spend_tree(cost)) return std::nullopt;
  return texts[0]->text == texts[1]->text;
}

Logic Evaluation::evaluate_condition(const Node& node, const Scope* scope) {
  const DepthGuard guard(*this, node.span);
  if (!guard || !spend(1, 0, node.span)) return failed();
  if (!node.is_mapping() || node.entries.size() != 1) return failed();
  const Entry& entry = node.entries.front();
  if (entry.value.is_string() && std::string_view(entry.key) == "Condition") {
    base::Span cause;
    const bool changes = may_substitute(entry.value.text, scope);
    const std::string_view name = changes ? keep(substitute(entry.value.text, scope, cause)) : entry.value.text;
    const Logic& logic = condition(name, entry.value.span);
    if (logic.truth != Truth::unknown) return {logic.truth, {}};
    return unknown(reference_to(node, name));
  }
  const FunctionInfo* function = find_function(entry.key);
  if (!function) return failed();
  const auto count = entry.value.items.size();
  switch (function->id) {
    case Function::and_:
      return count >= 2 ? and_or(*this, node, scope, Truth::no) : failed();
    case Function::or_:
      return count >= 2 ? and_or(*this, node, scope, Truth::yes) : failed();
    case Function::not_:
      return count == 1 ? negation(*this, node, scope) : failed();
    case Function::equals:
      return count == 2 ? equality(*this, node, scope) : failed();
    case Function::contains:
    case Function::each_member_equals:
    case Function::each_member_in:
      return count == 2 ? evaluate_membership(node) : failed();
    default:
      // check_functions has refused everything else.
      return failed();
  }
}

bool Evaluation::condition_exists(std::string_view name) const {
  return conditions_.contains(name);
}

const Logic& Evaluation::condition(std::string_view name, base::Span used_at) {
  static const Logic kUnknown{Truth::unknown, {}};
  static const Logic kFailed{Truth::failed, {}};
  NamedCondition* const found = conditions_.find(name);
  if (!found) {
    // A loop that is still open may make it.
    if (open_condition_loops_ || name.find("${") != std::string_view::npos) return kUnknown;
    std::vector<std::string> names;
    for (const auto& [known_name, state] : conditions_) names.emplace_back(known_name);
    std::sort(names.begin(), names.end());
    Diagnostic diagnostic("cfn/unknown-condition", used_at, cat("the template has no condition `", name, "`"));
    const auto guesses = base::near_names(name, names);
    if (!guesses.empty()) diagnostic.primary.text = base::did_you_mean(guesses);
    diagnostics.add(std::move(diagnostic));
    return kFailed;
  }
  NamedCondition& named = *found;
  if (named.progress == Progress::running) {
    std::string path;
    const auto begin = std::find(running_conditions_.begin(), running_conditions_.end(), name);
    for (auto step = begin; step != running_conditions_.end(); ++step) path += cat(*step, " -> ");
    diagnostics.add(
        Diagnostic("cfn/condition-cycle", used_at, cat("condition `", name, "` depends on itself: ", path, name))
            .also(named.body->span, "defined here"));
    return kFailed;
  }
  if (named.progress == Progress::waiting) {
    named.progress = Progress::running;
    running_conditions_.push_back(name);
    Logic logic = evaluate_condition(*named.body, named.scope);
    named.logic = std::move(logic);
    named.progress = Progress::done;
    running_conditions_.pop_back();
  }
  return named.logic;
}

Outcome fold_if(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  const Node& parts = argument(call);
  if (!parts.is_sequence() || parts.items.size() != 3 || !parts.items[0].is_scalar()) return Outcome::failed;
  base::Span cause;
  const std::string& written = parts.items[0].text;
  const bool changes = Evaluation::may_substitute(written, scope);
  const std::string_view name = changes ? evaluation.keep(Evaluation::substitute(written, scope, cause)) : written;
  const Logic& logic = evaluation.condition(name, parts.items[0].span);
  if (logic.truth == Truth::failed) return Outcome::failed;
  if (logic.truth == Truth::yes) return evaluation.evaluate(parts.items[1], scope, out);
  if (logic.truth == Truth::no) return evaluation.evaluate(parts.items[2], scope, out);
  Node& list = begin_call(call, out);
  begin_like(parts, list);
  list.items.reserve(3);
  list.items.push_back(parts.items[0]);
  list.items.back().text = name;
  bool any_failed = false;
  for (const std::size_t branch : {std::size_t{1}, std::size_t{2}}) {
    list.items.emplace_back();
    Node& value = list.items.back();
    const Outcome outcome = evaluation.evaluate(parts.items[branch], scope, value);
    any_failed |= outcome == Outcome::failed;
    if (outcome == Outcome::none) {
      value = yaml::mapping({{"Ref", yaml::string(std::string(kNoValue))}});
      value.span = parts.items[branch].span;
    }
  }
  return any_failed ? Outcome::failed : Outcome::residual;
}

Outcome fold_logic(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  Logic logic = evaluation.evaluate_condition(call, scope);
  if (logic.truth == Truth::failed) return Outcome::failed;
  if (logic.truth == Truth::unknown) {
    out = std::move(logic.residual);
    return Outcome::residual;
  }
  out = yaml::boolean(logic.truth == Truth::yes);
  out.span = call.span;
  return Outcome::folded;
}

}  // namespace landform::cfn
