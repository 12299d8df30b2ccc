// Fn::ForEach: mappings whose members a loop makes, in Resources, Outputs, Conditions and properties.
// Source: CloudFormation template reference, "Fn::ForEach"; RFC 0009. Read: 2026-11-22. `${Identifier}` and
// `&{Identifier}` (letters and digits only) are replaced in output keys and values; the loop's name leaves no trace.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "cfn/evaluation.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using base::Span;
using yaml::Entry;
using yaml::Node;

namespace {

// The pieces of a loop; check_functions has refused loops of another shape.
struct Loop {
  const Node* identifier = nullptr;
  const Node* collection = nullptr;
  const Node* body = nullptr;
};

Loop loop_of(const Entry& entry) {
  if (!entry.value.is_sequence() || entry.value.items.size() != 3) return {};
  const auto& items = entry.value.items;
  if (!items[0].is_string() || !items[2].is_mapping()) return {};
  return {items.data(), &items[1], &items[2]};
}

bool is_logical_id(std::string_view key) {
  for (const char c : key) {
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) return false;
  }
  return !key.empty();
}

// A mark of a loop whose collection is not known yet counts as a letter: the rest of the key stays as it is.
std::string with_open_marks_as_letters(std::string key, const Scope* scope) {
  for (; scope; scope = scope->outer) {
    if (scope->value) continue;
    for (const std::string_view sigil : {"$", "&"}) {
      key = base::replace_all(key, cat(sigil, "{", scope->identifier, "}"), "x");
    }
  }
  return key;
}

// The values of the loops around, for messages: "Account = log-archive".
void explain_loops(Diagnostic& diagnostic, const Scope* scope) {
  for (; scope; scope = scope->outer) {
    if (!scope->value) continue;
    const Span from = scope->value->cause.known() ? scope->value->cause : scope->value->span;
    diagnostic.secondary.push_back({from, cat(scope->identifier, " is `", scope->value->text, "` here")});
  }
}

}  // namespace

Outcome Evaluation::evaluate_members(const Node& mapping, const Scope* scope, Section section, Node& out) {
  begin_like(mapping, out);
  out.cause = mapping.cause;
  // Only loops can make a key twice: the reader refuses duplicates in the source.
  SeenKeys seen;
  seen.tracked = std::any_of(mapping.entries.begin(), mapping.entries.end(), [&](const Entry& entry) {
    return is_for_each_key(entry.key) || may_substitute(entry.key, scope);
  });
  // Loops make many members of few.
  constexpr std::size_t kMembers = 4;
  out.entries.reserve(mapping.entries.size() * (seen.tracked ? kMembers : 1));
  if (seen.tracked) seen.keys.reserve(mapping.entries.size() * kMembers);
  const bool sound = section == Section::properties && !seen.tracked ? walk_properties(mapping, scope, out)
                                                                     : walk_members(mapping, scope, section, out, seen);
  return sound ? Outcome::folded : Outcome::failed;
}

// What no loop touches, which is most of all, keeps its keys.
bool Evaluation::walk_properties(const Node& mapping, const Scope* scope, Node& out) {
  bool sound = true;
  for (const Entry& entry : mapping.entries) {
    if (spend_scalar(entry.value, scope)) {
      append_scalar(out, entry.key, entry.key_span, entry.value);
      continue;
    }
    const Outcome outcome = evaluate(entry.value, scope, begin_entry(out, entry.key, entry.key_span));
    if (!gives_node(outcome)) out.entries.pop_back();
    sound &= outcome != Outcome::failed;
  }
  return sound;
}

bool Evaluation::walk_members(const Node& mapping, const Scope* scope, Section section, Node& out, SeenKeys& seen) {
  bool sound = true;
  for (const Entry& entry : mapping.entries) {
    sound &= is_for_each_key(entry.key) ? walk_loop(entry, scope, section, out, seen)
                                        : emit_member(entry, scope, section, out, seen);
  }
  return sound;
}

bool Evaluation::report_duplicate(const Entry& entry, std::string_view key, Span first, const Scope* scope) {
  Diagnostic diagnostic("cfn/duplicate-key", entry.key_span, cat("`", key, "` is made twice"));
  if (entry.key != key) diagnostic.primary.text = cat("becomes `", key, "`");
  diagnostic.secondary.push_back({first, "made from here first"});
  explain_loops(diagnostic, scope);
  if (entry.key.find("&{") != std::string::npos) {
    diagnostic.notes.push_back("`&{...}` leaves out everything but letters and digits, so `a-b` and `ab` collide");
  }
  diagnostics.add(std::move(diagnostic));
  return false;
}

bool Evaluation::report_logical_id(const Entry& entry, std::string_view key, std::string_view letters,
                                   const Scope* scope) {
  Diagnostic diagnostic("cfn/logical-id", entry.key_span,
                        cat("the loop makes the logical id `", key, "`; logical ids have only letters and digits"));
  explain_loops(diagnostic, scope);
  if (letters.find('{') != std::string_view::npos) {
    diagnostic.notes.push_back(
        cat("what is left in braces names no loop around it; the innermost one is `", scope->identifier, "`"));
  } else if (key != entry.key) {
    diagnostic.helps.push_back("write `&{Identifier}` instead of `${Identifier}`: it leaves out all other characters");
  }
  diagnostics.add(std::move(diagnostic));
  return false;
}

bool Evaluation::emit_member(const Entry& entry, const Scope* scope, Section section, Node& out, SeenKeys& seen) {
  Span cause;
  const bool changes = may_substitute(entry.key, scope);
  const std::string_view key = changes ? keep(substitute(entry.key, scope, cause)) : entry.key;
  if (seen.tracked) {
    const auto [first, is_new] = seen.keys.add(key, cause.known() ? cause : entry.key_span);
    if (!is_new) return report_duplicate(entry, key, *first, scope);
  }
  // check_sections has judged what stands outside of loops.
  const bool makes_id = scope != nullptr && (section == Section::resources || section == Section::outputs);
  if (makes_id && !is_logical_id(key) && !is_macro_key(entry.key)) {
    const std::string letters = with_open_marks_as_letters(std::string(key), scope);
    if (!is_logical_id(letters)) return report_logical_id(entry, key, letters, scope);
  }
  Node& value = begin_entry(out, key, entry.key_span);
  const Outcome outcome = evaluate_member(entry, key, scope, section, value);
  if (!gives_node(outcome)) out.entries.pop_back();
  return outcome != Outcome::failed;
}

Evaluation::Collection Evaluation::collection(const Node& node, const Scope* scope) {
  Value value = evaluate(node, scope);
  Collection out;
  if (value.failed()) return out;
  if (value.none()) {
    diagnostics.add(
        Diagnostic("cfn/no-value", node.span, "the collection of a loop is AWS::NoValue; it must be a list"));
    return out;
  }
  out.list = std::move(value.node);
  if (value.residual()) {
    out.state = Collection::State::open;
    return out;
  }
  if (!out.list.is_sequence()) {
    diagnostics.add(about("cfn/loop-collection", out.list, node.span,
                          cat("the collection of a loop is ", described(out.list), "; it must be a list of texts")));
    return out;
  }
  for (const Node& item : out.list.items) {
    if (!is_known(item) || waits_for_loop(item, scope)) {
      out.state = Collection::State::open;
      return out;
    }
    if (item.is_scalar() && !item.is_null()) continue;
    diagnostics.add(about("cfn/loop-collection", item, node.span,
                          cat("a loop runs over ", described(item), "; collections hold texts only")));
    return out;
  }
  out.state = Collection::State::known;
  return out;
}

bool Evaluation::walk_loop(const Entry& loop, const Scope* scope, Section section, Node& out, SeenKeys& seen) {
  const Loop parts = loop_of(loop);
  if (!parts.body) return false;
  Collection items = collection(*parts.collection, scope);
  if (items.state == Collection::State::failed) return false;
  if (items.state == Collection::State::known) {
    bool sound = true;
    for (const Node& item : items.list.items) {
      if (exhausted_) return false;
      const Scope inner(scope, parts.identifier->text, &item);
      sound &= walk_members(*parts.body, &inner, section, out, seen);
    }
    return sound;
  }

  // The collection is not known yet: the loop stays, its body is evaluated around the unknown identifier.
  const Scope inner(scope, parts.identifier->text, nullptr);
  Node residual;
  begin_like(loop.value, residual);
  residual.items.reserve(3);
  residual.items.push_back(*parts.identifier);
  residual.items.push_back(std::move(items.list));
  residual.items.emplace_back();
  if (evaluate_members(*parts.body, &inner, section, residual.items.back()) == Outcome::failed) return false;
  out.entries.push_back({loop.key, loop.key_span, std::move(residual)});
  return true;
}

}  // namespace landform::cfn
