// Fn::Sub: texts with variables. Known values go into the text; a value that is itself a Ref, a Fn::GetAtt or a Fn::Sub
// becomes part of it; other calls stay in the map form. Inserted text is never read again: what looks like a variable
// in it is escaped as `${!`.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

constexpr std::size_t kNoLocal = SIZE_MAX;

// A literal or a variable's name: a part of the text of all of them.
struct Piece {
  bool variable = false;
  bool alphanumeric = false;
  std::size_t begin = 0;
  std::size_t size = 0;
  std::size_t local = kNoLocal;  // index of the Local that a variable stands for
};

struct Sub {
  std::string text;  // the pieces behind each other; no two literals beside each other
  std::vector<Piece> pieces;
  std::vector<Local> locals;
  base::Span cause;
  bool has_variables = false;

  [[nodiscard]] std::string_view text_of(const Piece& piece) const {
    return std::string_view(text).substr(piece.begin, piece.size);
  }
  void literal(std::string_view more) {
    if (more.empty()) return;
    if (pieces.empty() || pieces.back().variable) pieces.push_back({false, false, text.size(), 0, kNoLocal});
    pieces.back().size += more.size();
    text += more;
  }
  void variable(std::string_view name, bool alphanumeric = false) {
    pieces.push_back({true, alphanumeric, text.size(), name.size(), kNoLocal});
    text += name;
    has_variables = true;
  }
  void local_variable(std::size_t local) {
    variable(locals[local].name);
    pieces.back().local = local;
  }
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

// Of a text that was shielded from an open loop. In another text it is text again; that one is shielded as a whole.
bool is_brace(const Node* variable) {
  return variable && variable->is_string() && variable->text == "{";
}

// The text and the variables of an inner Fn::Sub become the outer one's. False when its text cannot be read.
bool insert_sub(Sub& sub, const SubArgument& inner) {
  SubReader check(inner.text->text, Loops::none);
  for (SubPiece piece; check.next(piece);) {
  }
  if (!check.fault().empty()) return false;
  const std::size_t first = sub.locals.size();
  if (inner.variables) {
    for (const Entry& entry : inner.variables->entries) {
      if (!is_brace(&entry.value)) sub.locals.push_back({entry.key, {Outcome::residual, entry.value}, false, {}});
    }
  }
  const std::size_t end = sub.locals.size();
  SubReader reader(inner.text->text, Loops::none);
  for (SubPiece piece; reader.next(piece);) {
    if (!piece.variable) {
      sub.literal(piece.text);
      continue;
    }
    std::size_t local = first;
    while (local < end && sub.locals[local].name != piece.text) ++local;
    if (inner.variables && is_brace(inner.variables->find(piece.text))) {
      sub.literal("{");
    } else if (local < end) {
      sub.local_variable(local);
    } else {
      sub.variable(piece.text);
    }
  }
  return true;
}

// Puts a call that stays into the text: as a variable where Sub has one for it, else as a variable of the map form.
void insert_residual(Sub& sub, std::string_view name, const Node& node) {
  const Entry* call = call_of(node);
  if (call && call->key == "Ref" && call->value.is_string()) return sub.variable(call->value.text);
  if (call && call->key == "Fn::GetAtt" && call->value.is_sequence() && call->value.items.size() == 2 &&
      call->value.items[0].is_string() && call->value.items[1].is_string()) {
    return sub.variable(cat(call->value.items[0].text, ".", call->value.items[1].text));
  }
  if (call && call->key == "Fn::Sub") {
    const SubArgument inner = argument_of(node);
    if (inner.text && insert_sub(sub, inner)) return;
  }
  sub.locals.push_back({letters_and_digits(name), {Outcome::residual, node}, false, {}});
  sub.local_variable(sub.locals.size() - 1);
}

// False after a diagnostic.
bool insert(Evaluation& evaluation, Sub& sub, std::string_view name, const Value& value, base::Span site) {
  if (value.failed()) return false;
  sub.came_from(value.node);
  if (value.residual()) {
    insert_residual(sub, name, value.node);
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
bool insert_global(Evaluation& evaluation, Sub& sub, const SubPiece& piece, std::string_view name, const Scope* scope,
                   base::Span site) {
  const Scope* loop = find_loop(scope, name);
  if (loop && loop->value) {
    sub.came_from(*loop->value);
    if (piece.alphanumeric) {
      sub.literal(letters_and_digits(loop->value->text));
    } else {
      sub.literal(loop->value->text);
    }
    return evaluation.spend(0, loop->value->text.size(), site);
  }
  if (piece.alphanumeric && !loop) {
    sub.literal(cat("&{", piece.text, "}"));
    return true;
  }
  if (!loop) {
    if (const Value* bound = evaluation.parameter(name, site)) return insert(evaluation, sub, name, *bound, site);
    const std::string* pseudo = name == kNoValue ? nullptr : evaluation.pseudo(name);
    if (pseudo) {
      sub.literal(*pseudo);
      return true;
    }
  }
  sub.variable(name, piece.alphanumeric);
  return true;
}

// Names for the variables of the map form that capture none of the template's own.
void name_locals(Sub& sub) {
  if (sub.locals.empty()) return;
  std::set<std::string, std::less<>> taken;
  for (const Piece& piece : sub.pieces) {
    if (piece.variable && piece.local == kNoLocal) taken.emplace(sub.text_of(piece));
  }
  for (Local& local : sub.locals) {
    const std::string stem = local.name.empty() ? "Value" : local.name;
    local.written = stem;
    for (std::size_t number = 2; !taken.insert(local.written).second; ++number) local.written = cat(stem, number);
  }
}

void without_variables(Sub& sub, const Node& call, const Node& text, const Scope* scope, Node& out) {
  out.kind = yaml::Kind::string;
  out.style = text.style;
  out.span = call.span;
  out.cause = sub.cause;
  out.text = std::move(sub.text);
  Evaluation::shield(out, scope);
}

// `&{Id}` of an open loop has no escape: where it is text, its brace comes out of a variable.
void shield_literals(Sub& sub, const Scope* scope) {
  if (!has_open_loop(scope)) return;
  Sub shielded;
  shielded.locals = std::move(sub.locals);
  std::optional<std::size_t> brace;
  for (const Piece& piece : sub.pieces) {
    const std::string_view text = sub.text_of(piece);
    if (piece.variable) {
      shielded.variable(text, piece.alphanumeric);
      shielded.pieces.back().local = piece.local;
      continue;
    }
    std::size_t begin = 0;
    for (std::size_t at = find_open_mark(text, scope, 0); at != std::string_view::npos;
         at = find_open_mark(text, scope, at + 1)) {
      if (text[at] == '$') continue;
      if (!brace) {
        brace = shielded.locals.size();
        shielded.locals.push_back({"Brace", {Outcome::folded, yaml::string("{")}, false, {}});
      }
      shielded.literal(text.substr(begin, at + 1 - begin));
      shielded.local_variable(*brace);
      begin = at + 2;
    }
    shielded.literal(text.substr(begin));
  }
  shielded.cause = sub.cause;
  sub = std::move(shielded);
}

std::string written_text(const Sub& sub) {
  SubWriter writer;
  for (const Piece& piece : sub.pieces) {
    const std::string_view name =
        piece.local == kNoLocal ? sub.text_of(piece) : std::string_view(sub.locals[piece.local].written);
    if (!piece.variable) {
      writer.literal(name);
    } else if (piece.alphanumeric) {
      writer.alphanumeric(name);
    } else {
      writer.variable(name);
    }
  }
  return writer.take();
}

void residual_sub(Sub& sub, const Node& call, const Node& text, const Scope* scope, bool prune, Node& out) {
  shield_literals(sub, scope);
  std::vector<bool> used(sub.locals.size(), !prune);
  for (const Piece& piece : sub.pieces) {
    if (piece.local != kNoLocal) used[piece.local] = true;
  }
  name_locals(sub);
  Node new_text;
  begin_like(text, new_text);
  new_text.text = written_text(sub);
  new_text.cause = sub.cause;
  Node variables;
  variables.kind = yaml::Kind::mapping;
  variables.span = call.span;
  for (std::size_t i = 0; i < sub.locals.size(); ++i) {
    Local& local = sub.locals[i];
    if (used[i]) variables.entries.push_back({local.written, local.value.node.span, std::move(local.value.node)});
  }
  Node& given = begin_call(call, out);
  if (variables.entries.empty()) {
    given = std::move(new_text);
    return;
  }
  given.kind = yaml::Kind::sequence;
  given.span = argument(call).span;
  given.items.reserve(2);
  given.items.push_back(std::move(new_text));
  given.items.push_back(std::move(variables));
}

// Own variables that went into the text are spent.
void drop_spent_locals(Sub& sub, std::size_t own) {
  for (std::size_t i = 0; i < own; ++i) {
    const bool stays = !sub.locals[i].changed && sub.locals[i].value.residual();
    if (!stays) sub.locals[i].value.outcome = Outcome::none;
  }
  std::vector<std::size_t> moved(sub.locals.size());
  std::vector<Local> kept;
  for (std::size_t i = 0; i < sub.locals.size(); ++i) {
    moved[i] = kept.size();
    if (!sub.locals[i].value.none()) kept.push_back(std::move(sub.locals[i]));
  }
  for (Piece& piece : sub.pieces) {
    if (piece.local != kNoLocal) piece.local = moved[piece.local];
  }
  sub.locals = std::move(kept);
}

// The variables of the map form, evaluated; those stay that came to what they were.
bool evaluate_locals(Evaluation& evaluation, Sub& sub, const Node& variables, const Scope* scope) {
  bool sound = true;
  for (const Entry& entry : variables.entries) {
    Value value = evaluation.evaluate(entry.value, scope);
    const bool changed = !value.residual() || !yaml::same_value(value.node, entry.value);
    sound &= !value.failed();
    sub.locals.push_back({entry.key, std::move(value), changed, {}});
  }
  return sound;
}

}  // namespace

const Node* Evaluation::text_of(const SourceParts::Piece& piece, const Scope* scope, TreeSize& cost) {
  if (piece.kind == SourceParts::Piece::Kind::parameter) return parameter_text(piece.index, cost);
  const Node* text = loop_value(scope, piece.index);
  return text && is_text(*text) ? text : nullptr;
}

std::optional<Outcome> Evaluation::join_text(const Node& call, const SourceParts::Text& text, const Scope* scope,
                                             Node& out) {
  if (has_open_loop(scope)) return std::nullopt;
  std::string joined;
  base::Span cause;
  TreeSize cost;
  for (const SourceParts::Piece& piece : text) {
    using enum SourceParts::Piece::Kind;
    if (piece.kind == literal) {
      joined += piece.literal;
      continue;
    }
    const Node* value = text_of(piece, scope, cost);
    if (!value) return std::nullopt;
    cost.bytes += value->text.size();
    if (!cause.known()) cause = value->cause;
    if (piece.kind == letters_of_loop) {
      joined += letters_and_digits(value->text);
    } else {
      joined += value->text;
    }
  }
  if (!spend_tree(cost)) return std::nullopt;
  out.kind = yaml::Kind::string;
  out.style = argument(call).style;
  out.span = call.span;
  out.cause = cause;
  out.text = std::move(joined);
  return Outcome::folded;
}

Outcome fold_sub(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  const SubArgument given = argument_of(call);
  if (!given.text || !given.text->is_scalar()) return Outcome::failed;
  const Loops loops = scope ? Loops::around : Loops::none;
  Sub sub;
  sub.text.reserve(given.text->text.size() + 32);
  sub.pieces.reserve(8);
  bool sound = !given.variables || evaluate_locals(evaluation, sub, *given.variables, scope);
  const std::size_t own = sub.locals.size();
  SubReader reader(given.text->text, loops);
  for (SubPiece piece; reader.next(piece);) {
    if (!piece.variable) {
      sub.literal(piece.text);
      continue;
    }
    base::Span cause;
    const bool changes = Evaluation::may_substitute(piece.text, scope);
    const std::string_view name =
        changes ? evaluation.keep(Evaluation::substitute(piece.text, scope, cause)) : piece.text;
    std::size_t local = 0;
    while (local < own && sub.locals[local].name != name) ++local;
    if (local == own) {
      sound &= insert_global(evaluation, sub, piece, name, scope, call.span);
    } else if (sub.locals[local].changed) {
      // What stays adds variables to the list that it stands in.
      const Value value = sub.locals[local].value;
      sound &= insert(evaluation, sub, name, value, call.span);
    } else {
      sub.local_variable(local);
    }
  }
  if (!reader.fault().empty()) {
    evaluation.diagnostics.add(Diagnostic("cfn/sub-syntax", given.text->span, reader.fault()));
    return Outcome::failed;
  }
  if (!sound) return Outcome::failed;
  if (!sub.has_variables) {
    without_variables(sub, call, *given.text, scope, out);
    return settled(out);
  }
  if (!sub.locals.empty()) drop_spent_locals(sub, own);
  residual_sub(sub, call, *given.text, scope, evaluation.options.prune, out);
  return Outcome::residual;
}

}  // namespace landform::cfn
