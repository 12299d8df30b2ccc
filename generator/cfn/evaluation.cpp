// The walk itself: scalars, lists, mappings and the sections of a template. What a function does is in its family's
// file.
#include "cfn/evaluation.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "cfn/copies.h"
#include "cfn/sub_text.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using base::Span;
using yaml::Entry;
using yaml::Node;

const Scope* find_loop(const Scope* scope, std::string_view identifier) {
  while (scope && scope->identifier != identifier) scope = scope->outer;
  return scope;
}

const Node* loop_value(const Scope* scope, std::size_t loops_out) {
  for (; scope && loops_out > 0; --loops_out) scope = scope->outer;
  return scope ? scope->value : nullptr;
}

Diagnostic about(std::string_view slug, const Node& node, Span site, std::string message) {
  Diagnostic diagnostic(slug, site.known() ? site : node.span, std::move(message));
  if (node.cause.known() && node.cause != diagnostic.primary.span) {
    return std::move(diagnostic).also(node.cause, "the value comes from here");
  }
  return diagnostic;
}

std::string described(const Node& node) {
  switch (node.kind) {
    case yaml::Kind::null:
      return "nothing";
    case yaml::Kind::sequence:
      return node.items.empty() ? "an empty list" : "a list";
    case yaml::Kind::mapping: {
      const Entry* call = call_of(node);
      return call ? cat("a call of ", call->key) : node.entries.empty() ? "an empty mapping" : "a mapping";
    }
    case yaml::Kind::boolean:
      return cat("the boolean ", node.text);
    case yaml::Kind::integer:
    case yaml::Kind::real:
      return cat("the number ", node.text);
    case yaml::Kind::string:
      break;
  }
  constexpr std::size_t kShown = 40;
  return node.text.size() <= kShown ? cat("`", node.text, "`") : cat("`", node.text.substr(0, kShown), "...`");
}

// One report is enough: whoever nests this deep does it in many places.
bool Evaluation::nests_too_deep(Span span) {
  if (exhausted_) return false;
  exhausted_ = true;
  diagnostics.add(
      Diagnostic("cfn/too-deep", span, cat("values nest more than ", kMaxEvaluationDepth, " levels deep here"))
          .note("bound values count with the template around them")
          .help("look for a bound value that contains itself, by way of Ref or Fn::FindInMap"));
  return false;
}

bool Evaluation::grows_too_large(Span span) {
  if (exhausted_) return false;
  exhausted_ = true;
  diagnostics.add(Diagnostic("cfn/too-large", span,
                             cat("the template grows over ", kMaxProducedNodes, " values or ", kMaxProducedBytes >> 20,
                                 " MiB of text here"))
                      .note("CloudFormation takes templates of at most 1 MB and 500 resources")
                      .help("look for nested Fn::ForEach whose collections multiply, or split the template"));
  return false;
}

Outcome Evaluation::evaluate_closely(const Node& node, const Scope* scope, Node& out) {
  const SourcePart* part = node.is_scalar() ? nullptr : facts.parts.find(node, next_part_);
  if (part && part->kind == SourcePart::Kind::as_is && (part->names & known_names_) == 0 && spend_part(*part, 1)) {
    copy_tree(node, out);
    return part->is_call ? Outcome::residual : Outcome::folded;
  }
  const DepthGuard guard(*this, node.span);
  if (!guard || !spend(1, node.text.size(), node.span)) return Outcome::failed;
  if (node.is_scalar()) return evaluate_scalar(node, scope, out);
  if (part) {
    if (const auto outcome = evaluate_part(node, *part, scope, out)) return *outcome;
  }
  return node.is_sequence() ? evaluate_sequence(node, scope, out) : evaluate_mapping(node, scope, out);
}

std::optional<Outcome> Evaluation::evaluate_part(const Node& node, const SourcePart& part, const Scope* scope,
                                                 Node& out) {
  switch (part.kind) {
    case SourcePart::Kind::as_is:  // but for names that have a value: nothing helps but to look, unless it is a call
      if (part.text != SourcePart::kNone) return join_text(node, facts.parts.text(part.text), scope, out);
      if (part.parameter == SourcePart::kNone || !parameters_[part.parameter].bound || !spend_part(part)) break;
      {
        const Value& bound = *parameter(facts.parameters.begin()[part.parameter].value, node.span);
        return gives_node(bound.outcome) ? insert(bound.node, node.span, scope, out) : bound.outcome;
      }
    case SourcePart::Kind::loop: {
      const Node* value = loop_value(scope, part.loops_out);
      if (!value || !spend_part(part)) break;
      return insert(*value, node.span, scope, out);
    }
    case SourcePart::Kind::look_up:
      return look_up(node, part, scope, out);
    case SourcePart::Kind::text:
      return join_text(node, facts.parts.text(part.text), scope, out);
    case SourcePart::Kind::plain_keys:
      begin_like(node, out);
      out.cause = node.cause;
      out.entries.reserve(node.entries.size());
      return walk_properties(node, scope, out) ? Outcome::folded : Outcome::failed;
  }
  return std::nullopt;
}

Value Evaluation::evaluate(const Node& node, const Scope* scope) {
  Value value;
  value.outcome = evaluate(node, scope, value.node);
  if (!gives_node(value.outcome)) value.node = Node();
  return value;
}

Outcome Evaluation::evaluate_scalar(const Node& node, const Scope* scope, Node& out) {
  copy_scalar(node, out);
  if (!node.is_string() || !may_substitute(node.text, scope)) return Outcome::folded;
  Span cause;
  out.text = substitute(node.text, scope, cause);
  if (cause.known()) out.cause = cause;
  // Text that an open loop will still change is not known, though it is text.
  return waits_for_loop(out, scope) ? Outcome::residual : Outcome::folded;
}

Outcome Evaluation::evaluate_sequence(const Node& node, const Scope* scope, Node& out) {
  begin_like(node, out);
  out.cause = node.cause;
  out.items.reserve(node.items.size());
  bool failed = false;
  for (const Node& item : node.items) {
    if (spend_scalar(item, scope)) {
      out.items.emplace_back(NewScalar{item, item.span, item.cause});
      continue;
    }
    out.items.emplace_back();
    const Outcome outcome = evaluate(item, scope, out.items.back());
    if (!gives_node(outcome)) out.items.pop_back();
    failed |= outcome == Outcome::failed;
  }
  return failed ? Outcome::failed : Outcome::folded;
}

Outcome Evaluation::evaluate_mapping(const Node& node, const Scope* scope, Node& out) {
  if (const Entry* call = call_of(node)) {
    const FunctionInfo* function = find_function(call->key);
    // check_functions has refused unknown functions already.
    return function ? function->fold(*this, node, scope, out) : Outcome::failed;
  }
  return evaluate_members(node, scope, Section::properties, out);
}

Outcome Evaluation::evaluate_text(const Node& node, const Scope* scope, std::string_view wanted, Node& out) {
  const Outcome outcome = evaluate(node, scope, out);
  if (outcome == Outcome::folded && (!out.is_scalar() || out.is_null())) {
    diagnostics.add(
        about("cfn/argument-kind", out, node.span, cat(wanted, " is ", described(out), "; it must be text")));
    return Outcome::failed;
  }
  if (outcome == Outcome::none) {
    diagnostics.add(Diagnostic("cfn/no-value", node.span, cat(wanted, " is AWS::NoValue; it must be text")));
    return Outcome::failed;
  }
  return outcome;
}

Evaluation::Text Evaluation::evaluate_text(const Node& node, const Scope* scope, std::string_view wanted) {
  Text text;
  text.value.outcome = evaluate_text(node, scope, wanted, text.value.node);
  text.known = text.value.folded();
  return text;
}

const std::string* Evaluation::plain_text(const Node& node, const Scope* scope) {
  const auto is_plain = [&](const Node& text) {
    return text.is_scalar() && !text.is_null() && !may_substitute(text.text, scope);
  };
  if (is_plain(node)) {
    const DepthGuard guard(*this, node.span);
    return guard && spend(1, node.text.size(), node.span) ? &node.text : nullptr;
  }
  if (!scope || has_open_loop(scope)) return nullptr;
  const Entry* call = call_of(node);
  if (!call || std::string_view(call->key) != "Ref" || !is_plain(call->value)) return nullptr;
  const Scope* loop = find_loop(scope, call->value.text);
  if (!loop || !nests(2, call->value.span) || !spend(2, call->value.text.size(), node.span)) return nullptr;
  return &loop->value->text;
}

std::string Evaluation::substitute(std::string_view text, const Scope* scope, Span& cause) {
  if (!scope || text.find('{') == std::string_view::npos) return std::string(text);
  std::string out;
  std::size_t begin = 0;  // of what is not written yet
  for (std::size_t brace = text.find('{'); brace != std::string_view::npos; brace = text.find('{', brace + 1)) {
    const char sigil = brace == 0 ? '\0' : text[brace - 1];
    if (sigil != '$' && sigil != '&') continue;
    const std::size_t close = text.find('}', brace + 1);
    if (close == std::string_view::npos) break;
    const Scope* loop = find_loop(scope, text.substr(brace + 1, close - brace - 1));
    if (!loop || !loop->value) continue;
    if (!cause.known()) cause = loop->value->cause;
    if (begin == 0) out.reserve(text.size() + loop->value->text.size());
    out += text.substr(begin, brace - 1 - begin);
    out += sigil == '&' ? letters_and_digits(loop->value->text) : loop->value->text;
    begin = close + 1;
    brace = close;
  }
  out += text.substr(begin);
  return out;
}

bool Evaluation::waits_for_loop(const Node& text, const Scope* scope) {
  return has_open_loop(scope) && text.is_string() && shielded(text, scope).is_mapping();
}

std::size_t find_open_mark(std::string_view text, const Scope* scope, std::size_t from) {
  std::size_t first = std::string_view::npos;
  for (; scope; scope = scope->outer) {
    if (scope->value) continue;
    const std::string mark = cat("{", scope->identifier, "}");
    for (std::size_t at = text.find(mark, from + 1); at != std::string_view::npos; at = text.find(mark, at + 1)) {
      if (text[at - 1] != '$' && text[at - 1] != '&') continue;
      first = std::min(first, at - 1);
      break;
    }
  }
  return first;
}

Node Evaluation::shielded(Node text, const Scope* scope) {
  if (!has_open_loop(scope) || find_open_mark(text.text, scope, 0) == std::string_view::npos) return text;
  // `${!Id}` says it for one form. The other has no escape: its brace comes out of a variable.
  SubWriter sub;
  bool brace = false;
  std::size_t begin = 0;
  for (std::size_t at = find_open_mark(text.text, scope, 0); at != std::string_view::npos;
       at = find_open_mark(text.text, scope, at + 1)) {
    if (text.text[at] == '$') continue;
    sub.literal(std::string_view(text.text).substr(begin, at + 1 - begin));
    sub.variable("Brace");
    brace = true;
    begin = at + 2;
  }
  sub.literal(std::string_view(text.text).substr(begin));
  Node call;
  call.kind = yaml::Kind::mapping;
  call.span = text.span;
  call.cause = text.cause;
  text.text = sub.take();
  if (brace) {
    Node variables = yaml::mapping({{"Brace", yaml::string("{")}});
    variables.span = text.span;
    text = yaml::sequence({std::move(text), std::move(variables)});
    text.span = call.span;
  }
  call.entries.push_back({"Fn::Sub", call.span, std::move(text)});
  return call;
}

void Evaluation::shield(Node& tree, const Scope* scope) {
  if (!has_open_loop(scope)) return;
  if (tree.is_string()) {
    tree = shielded(std::move(tree), scope);
    return;
  }
  // The texts inside a call are that call's; a bound Fn::Sub escapes for itself.
  if (is_call(tree)) return;
  for (Node& item : tree.items) shield(item, scope);
  for (Entry& entry : tree.entries) shield(entry.value, scope);
}

Outcome Evaluation::evaluate_member(const Entry& entry, std::string_view key, const Scope* scope, Section section,
                                    Node& out) {
  switch (section) {
    case Section::resources:
      return evaluate_resource(entry, key, scope, out);
    case Section::outputs:
      return evaluate_output(entry, scope, out);
    case Section::conditions: {
      Logic logic = evaluate_condition(entry.value, scope);
      if (logic.truth == Truth::failed) return Outcome::failed;
      if (logic.truth != Truth::unknown) return Outcome::none;
      out = std::move(logic.residual);
      return Outcome::residual;
    }
    case Section::properties:
      break;
  }
  return evaluate(entry.value, scope, out);
}

// check_sections has judged what is written; only a call can come to something else.
bool Evaluation::holds_mapping(const Entry& attribute, Outcome outcome, const Node& value, std::string_view resource) {
  if (attribute.value.is_scalar() || outcome != Outcome::folded || value.is_mapping()) return true;
  constexpr auto kMappings =
      std::to_array<std::string_view>({"CreationPolicy", "Metadata", "Properties", "UpdatePolicy"});
  if (std::find(kMappings.begin(), kMappings.end(), attribute.key) == kMappings.end()) return true;
  diagnostics.add(about("cfn/section-kind", value, attribute.value.span,
                        cat("the ", attribute.key, " of resource `", resource, "` comes to ", described(value),
                            "; it must be a mapping")));
  return false;
}

Outcome Evaluation::evaluate_resource(const Entry& entry, std::string_view key, const Scope* scope, Node& out) {
  if (!entry.value.is_mapping()) return evaluate(entry.value, scope, out);
  begin_like(entry.value, out);
  out.entries.reserve(entry.value.entries.size());
  MadeResource& made = *resources.add(key, {entry.key_span, {}}).first;
  bool failed = false;
  Logic logic{Truth::yes, {}};
  if (const Node* attribute = entry.value.find("Condition")) {
    logic = attribute_condition(*attribute, scope);
    if (logic.truth == Truth::no) {
      made.folded_away_by = attribute->span;
      any_folded_away_ = true;
      return Outcome::none;
    }
    failed |= logic.truth == Truth::failed;
  }
  for (const Entry& attribute : entry.value.entries) {
    if (std::string_view(attribute.key) == "Condition") {
      if (logic.truth == Truth::unknown) {
        out.entries.push_back({attribute.key, attribute.key_span, std::move(logic.residual)});
      }
      continue;
    }
    if (spend_scalar(attribute.value, scope)) {
      append_scalar(out, attribute.key, attribute.key_span, attribute.value);
      continue;
    }
    Node& value = begin_entry(out, attribute.key, attribute.key_span);
    const Outcome outcome = evaluate(attribute.value, scope, value);
    failed |= outcome == Outcome::failed || !holds_mapping(attribute, outcome, value, key);
    if (!gives_node(outcome)) out.entries.pop_back();
  }
  return failed ? Outcome::failed : Outcome::folded;
}

Outcome Evaluation::evaluate_output(const Entry& entry, const Scope* scope, Node& out) {
  if (!entry.value.is_mapping()) return evaluate(entry.value, scope, out);
  begin_like(entry.value, out);
  out.entries.reserve(entry.value.entries.size());
  bool failed = false;
  Logic logic{Truth::yes, {}};
  if (const Node* attribute = entry.value.find("Condition")) {
    logic = attribute_condition(*attribute, scope);
    if (logic.truth == Truth::no) return Outcome::none;
    failed |= logic.truth == Truth::failed;
  }
  for (const Entry& attribute : entry.value.entries) {
    if (std::string_view(attribute.key) == "Condition") {
      if (logic.truth == Truth::unknown) {
        out.entries.push_back({attribute.key, attribute.key_span, std::move(logic.residual)});
      }
      continue;
    }
    if (spend_scalar(attribute.value, scope)) {
      append_scalar(out, attribute.key, attribute.key_span, attribute.value);
      continue;
    }
    const Outcome outcome = evaluate(attribute.value, scope, begin_entry(out, attribute.key, attribute.key_span));
    if (!gives_node(outcome)) out.entries.pop_back();
    failed |= outcome == Outcome::failed;
    if (outcome == Outcome::none && attribute.key == "Value") {
      diagnostics.add(Diagnostic("cfn/no-value", attribute.value.span,
                                 cat("the value of output `", entry.key, "` is AWS::NoValue; an output needs a value"))
                          .help("give the output a Condition instead"));
      failed = true;
    }
  }
  return failed ? Outcome::failed : Outcome::folded;
}

Logic Evaluation::attribute_condition(const Node& attribute, const Scope* scope) {
  if (const std::string* name = attribute.is_string() ? plain_text(attribute, scope) : nullptr) {
    Logic logic{condition(*name, attribute.span).truth, {}};
    if (logic.truth == Truth::unknown) copy_scalar(attribute, logic.residual);
    return logic;
  }
  Value name = evaluate(attribute, scope);
  if (name.failed()) return {Truth::failed, {}};
  if (name.none()) return {Truth::yes, {}};
  if (name.residual() || !name.node.is_string()) return {Truth::unknown, std::move(name.node)};
  const Logic& logic = condition(name.node.text, attribute.span);
  return {logic.truth, std::move(name.node)};
}

}  // namespace landform::cfn
