// Fn::Sub: texts with variables. Known values go into the text; a value that is itself a Ref, a Fn::GetAtt or a Fn::Sub
// becomes part of it; other calls stay in the map form. Inserted text is never read again: what looks like a variable
// in it is escaped as `${!`.
#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "cfn/evaluation.h"
#include "cfn/sub_text.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

namespace {

// A variable of the map form, and what it came to.
struct Local {
  std::string name;
  Value value;
  bool changed = false;
  std::string written;  // its name in the new text
};

struct Piece {
  SubPart part;
  std::optional<std::size_t> local;  // index of the Local that a variable stands for
};

struct Sub {
  std::vector<Piece> pieces;
  std::vector<Local> locals;
  base::Span cause;
  bool changed = false;

  void literal(std::string_view text) {
    if (!text.empty()) pieces.push_back({{false, false, std::string(text), 0, 0}, {}});
  }
  void variable(std::string name) { pieces.push_back({{true, false, std::move(name), 0, 0}, {}}); }
  void variable(std::size_t local) { pieces.push_back({{true, false, locals[local].name, 0, 0}, local}); }
  void came_from(const Node& node) {
    if (!cause.known()) cause = node.cause;
  }
};

struct SubArgument {
  const Node* text = nullptr;
  const Node* variables = nullptr;
};

SubArgument argument_of(const Node& call) {
  const Node& given = argument(call);
  if (given.is_scalar()) return {&given, nullptr};
  if (!given.is_sequence() || given.items.empty() || given.items.size() > 2) return {};
  return {given.items.data(), given.items.size() == 2 ? &given.items[1] : nullptr};
}

// Puts a call that stays into the text: as a variable where Sub has one for it, else as a variable of the map form.
void insert_residual(Sub& sub, const std::string& name, Value value) {
  const Node& node = value.node;
  const Entry* call = call_of(node);
  if (call && call->key == "Ref" && call->value.is_string()) return sub.variable(call->value.text);
  if (call && call->key == "Fn::GetAtt" && call->value.is_sequence() && call->value.items.size() == 2 &&
      call->value.items[0].is_string() && call->value.items[1].is_string()) {
    return sub.variable(cat(call->value.items[0].text, ".", call->value.items[1].text));
  }
  if (call && call->key == "Fn::Sub") {
    const SubArgument inner = argument_of(node);
    const SubText text = inner.text ? parse_sub(inner.text->text, Loops::none) : SubText{};
    if (inner.text && text.fault.empty()) {
      std::vector<std::pair<std::string, std::size_t>> names;
      if (inner.variables) {
        for (const Entry& entry : inner.variables->entries) {
          names.emplace_back(entry.key, sub.locals.size());
          sub.locals.push_back({entry.key, Value::left(Node(entry.value)), false, {}});
        }
      }
      for (const SubPart& part : text.parts) {
        const auto found =
            std::find_if(names.begin(), names.end(), [&](const auto& pair) { return pair.first == part.text; });
        if (!part.variable) {
          sub.literal(part.text);
        } else if (found != names.end()) {
          sub.variable(found->second);
        } else {
          sub.variable(part.text);
        }
      }
      return;
    }
  }
  sub.locals.push_back({letters_and_digits(name), std::move(value), false, {}});
  sub.variable(sub.locals.size() - 1);
}

// False after a diagnostic.
bool insert(Evaluation& evaluation, Sub& sub, const std::string& name, const Value& value, base::Span site) {
  if (value.failed()) return false;
  sub.came_from(value.node);
  sub.changed = true;
  if (value.residual()) {
    insert_residual(sub, name, value);
    return true;
  }
  if (value.folded() && value.node.is_scalar() && !value.node.is_null()) {
    sub.literal(value.node.text);
    return evaluation.spend(0, value.node.text.size(), site);
  }
  const std::string what = value.folded() ? described(value.node) : "AWS::NoValue";
  evaluation.diagnostics.add(about("cfn/sub-value", value.node, site,
                                   cat("`${", name, "}` stands for ", what, "; Fn::Sub can only insert text"))
                                 .help("join a list with Fn::Join first, in the map form of Fn::Sub"));
  return false;
}

// A variable that no map form explains: a loop, a parameter, a pseudo parameter, a resource.
bool insert_global(Evaluation& evaluation, Sub& sub, const SubPart& part, const std::string& name, const Scope* scope,
                   base::Span site) {
  const Scope* loop = find_loop(scope, name);
  if (loop && loop->value) {
    sub.came_from(*loop->value);
    sub.changed = true;
    sub.literal(part.alphanumeric ? letters_and_digits(loop->value->text) : loop->value->text);
    return evaluation.spend(0, loop->value->text.size(), site);
  }
  if (part.alphanumeric && !loop) {
    sub.literal(cat("&{", part.text, "}"));
    return true;
  }
  if (!loop) {
    if (const Value* bound = evaluation.parameter(name, site)) {
      if (bound->state == Value::State::none) return insert(evaluation, sub, name, Value::nothing(), site);
      return insert(evaluation, sub, name, *bound, site);
    }
    const auto pseudo = evaluation.bindings.pseudo.find(name);
    if (pseudo != evaluation.bindings.pseudo.end() && name != kNoValue) {
      sub.changed = true;
      sub.literal(pseudo->second);
      return true;
    }
  }
  sub.changed |= name != part.text;
  sub.pieces.push_back({{true, part.alphanumeric, name, 0, 0}, {}});
  return true;
}

// Names for the variables of the map form that capture none of the template's own.
void name_locals(Sub& sub) {
  std::set<std::string> taken;
  for (const Piece& piece : sub.pieces) {
    if (piece.part.variable && !piece.local) taken.insert(piece.part.text);
  }
  for (Local& local : sub.locals) {
    const std::string stem = local.name.empty() ? "Value" : local.name;
    local.written = stem;
    for (std::size_t number = 2; !taken.insert(local.written).second; ++number) local.written = cat(stem, number);
  }
}

Node without_variables(Evaluation& evaluation, const Sub& sub, const Node& call, const Node& text, const Scope* scope) {
  Node out;
  out.kind = yaml::Kind::string;
  out.style = text.style;
  out.span = call.span;
  out.cause = sub.cause;
  for (const Piece& piece : sub.pieces) out.text += piece.part.text;
  return evaluation.shielded(std::move(out), scope);
}

// `&{Id}` of an open loop has no escape: where it is text, its brace comes out of a variable.
void shield_literals(Sub& sub, const Scope* scope) {
  if (!has_open_loop(scope)) return;
  std::vector<Piece> pieces;
  std::optional<std::size_t> brace;
  for (const Piece& piece : sub.pieces) {
    if (piece.part.variable) {
      pieces.push_back(piece);
      continue;
    }
    if (!pieces.empty() && !pieces.back().part.variable) {
      pieces.back().part.text += piece.part.text;
    } else {
      pieces.push_back(piece);
    }
  }
  sub.pieces.clear();
  for (Piece& piece : pieces) {
    if (piece.part.variable) {
      sub.pieces.push_back(std::move(piece));
      continue;
    }
    const std::string_view text = piece.part.text;
    std::size_t begin = 0;
    for (std::size_t at = find_open_mark(text, scope, 0); at != std::string_view::npos;
         at = find_open_mark(text, scope, at + 1)) {
      if (text[at] == '$') continue;
      if (!brace) {
        brace = sub.locals.size();
        sub.locals.push_back({"Brace", Value::of(yaml::string("{")), false, {}});
      }
      sub.literal(text.substr(begin, at + 1 - begin));
      sub.variable(*brace);
      begin = at + 2;
    }
    sub.literal(text.substr(begin));
  }
}

Value residual_sub(Sub& sub, const Node& call, const Node& text, const Scope* scope, bool prune) {
  shield_literals(sub, scope);
  std::vector<bool> used(sub.locals.size(), !prune);
  for (const Piece& piece : sub.pieces) {
    if (piece.local) used[*piece.local] = true;
  }
  name_locals(sub);
  SubText written;
  for (const Piece& piece : sub.pieces) {
    if (!piece.part.variable) {
      written.literal(piece.part.text);
    } else {
      written.parts.push_back(
          {true, piece.part.alphanumeric, piece.local ? sub.locals[*piece.local].written : piece.part.text, 0, 0});
    }
  }
  Node new_text = text;
  new_text.text = write_sub(written);
  new_text.cause = sub.cause;
  Node variables;
  variables.kind = yaml::Kind::mapping;
  variables.span = call.span;
  for (std::size_t i = 0; i < sub.locals.size(); ++i) {
    Local& local = sub.locals[i];
    if (used[i]) variables.entries.push_back({local.written, local.value.node.span, std::move(local.value.node)});
  }
  if (variables.entries.empty()) return Value::left(rebuilt(call, std::move(new_text)));
  Node list = yaml::sequence();
  list.span = argument(call).span;
  list.items.push_back(std::move(new_text));
  list.items.push_back(std::move(variables));
  return Value::left(rebuilt(call, std::move(list)));
}

}  // namespace

Value fold_sub(Evaluation& evaluation, const Node& call, const Scope* scope) {
  const SubArgument given = argument_of(call);
  if (!given.text || !given.text->is_scalar()) return Value::failure();
  const SubText text = parse_sub(given.text->text, scope ? Loops::around : Loops::none);
  if (!text.fault.empty()) {
    evaluation.diagnostics.add(Diagnostic("cfn/sub-syntax", given.text->span, text.fault));
    return Value::failure();
  }
  Sub sub;
  sub.pieces.reserve(text.parts.size());
  bool sound = true;
  std::size_t own = 0;
  std::unordered_map<std::string_view, std::size_t> local_of;
  if (given.variables) {
    own = given.variables->entries.size();
    for (const Entry& entry : given.variables->entries) {
      Value value = evaluation.evaluate(entry.value, scope);
      const bool changed = !value.residual() || !yaml::same_value(value.node, entry.value);
      sound &= !value.failed();
      local_of.emplace(entry.key, sub.locals.size());
      sub.locals.push_back({entry.key, std::move(value), changed, {}});
    }
  }
  for (const SubPart& part : text.parts) {
    if (!part.variable) {
      sub.literal(part.text);
      continue;
    }
    base::Span cause;
    const std::string name = evaluation.substitute(part.text, scope, cause);
    const auto local = local_of.find(name);
    if (local == local_of.end()) {
      sound &= insert_global(evaluation, sub, part, name, scope, call.span);
    } else if (sub.locals[local->second].changed) {
      // What stays adds variables to the list that it stands in.
      const Value& value = sub.locals[local->second].value;
      sound &= value.residual() ? insert(evaluation, sub, name, Value(value), call.span)
                                : insert(evaluation, sub, name, value, call.span);
    } else {
      sub.variable(local->second);
    }
  }
  if (!sound) return Value::failure();
  // Own variables that went into the text are spent.
  for (std::size_t i = 0; i < own; ++i) {
    const bool stays = !sub.locals[i].changed && sub.locals[i].value.residual();
    if (!stays) sub.locals[i].value.state = Value::State::none;
  }
  const bool variables =
      std::any_of(sub.pieces.begin(), sub.pieces.end(), [](const Piece& piece) { return piece.part.variable; });
  if (!variables) return Value::settled(without_variables(evaluation, sub, call, *given.text, scope));
  std::vector<std::size_t> moved(sub.locals.size());
  std::vector<Local> kept;
  for (std::size_t i = 0; i < sub.locals.size(); ++i) {
    moved[i] = kept.size();
    if (sub.locals[i].value.state != Value::State::none) kept.push_back(std::move(sub.locals[i]));
  }
  for (Piece& piece : sub.pieces) {
    if (piece.local) piece.local = moved[*piece.local];
  }
  sub.locals = std::move(kept);
  return residual_sub(sub, call, *given.text, scope, evaluation.options.prune);
}

}  // namespace landform::cfn
