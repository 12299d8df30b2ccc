// Fn::FindInMap. Rows are found by hashing, and only the value that was asked for is copied: loops look up thousands.
// Source: CloudFormation template reference, "Fn::FindInMap", with the enhancements of AWS::LanguageExtensions
// (DefaultValue, computed keys). Read: 2026-11-22.
#include <algorithm>
#include <array>
#include <utility>

#include "base/same_text.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cfn/evaluation.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

namespace {

// Mappings longer than this get an index.
constexpr std::size_t kWalked = 12;

struct LookUp {
  std::vector<Value> names;  // the mapping's name, then its keys
  std::vector<std::string> keys;
  bool known = true;
  const Node* default_value = nullptr;
};

const Node* default_of(const Node& item) {
  return item.is_mapping() && item.entries.size() == 1 ? item.find("DefaultValue") : nullptr;
}

void unknown_key(Evaluation& evaluation, const LookUp& look_up, const Node& parts) {
  const std::string& mapping = look_up.names.front().node.text;
  std::vector<std::string_view> path;
  for (std::size_t depth = 0; depth < look_up.keys.size(); ++depth) {
    path.push_back(look_up.keys[depth]);
    const auto found = evaluation.find_in_mapping(mapping, path);
    if (found.state == Evaluation::Found::State::found) continue;
    path.pop_back();
    const Node& key = look_up.names[depth + 1].node;
    const std::vector<std::string> near = evaluation.mapping_keys(mapping, {path.begin(), path.end()});
    Diagnostic diagnostic = about("cfn/mapping-key", key, parts.items[depth + 1].span,
                                  cat("mapping `", mapping, "` has no ", depth == 0 ? "first" : "second", " key `",
                                      look_up.keys[depth], "`", depth == 0 ? "" : cat(" below `", path.front(), "`")));
    const auto guesses = base::near_names(look_up.keys[depth], near);
    if (!guesses.empty()) diagnostic.primary.text = base::did_you_mean(guesses);
    if (!parts.items[depth + 1].is_string()) diagnostic.notes.push_back("the key was computed");
    evaluation.diagnostics.add(
        std::move(diagnostic).help("add the key, or give Fn::FindInMap a fourth item {DefaultValue: ...}"));
    return;
  }
}

Outcome residual(Evaluation& evaluation, LookUp look_up, const Node& call, const Scope* scope, Node& out) {
  const Node& parts = argument(call);
  Node& list = begin_call(call, out);
  begin_like(parts, list);
  for (Value& name : look_up.names) list.items.push_back(std::move(name.node));
  if (look_up.default_value) {
    Value value = evaluation.evaluate(*look_up.default_value, scope);
    if (value.failed()) return Outcome::failed;
    if (value.none()) value.node = *look_up.default_value;
    list.items.push_back(rebuilt(parts.items.back(), std::move(value.node)));
  }
  return Outcome::residual;
}

Outcome found_value(Evaluation& evaluation, const Evaluation::Found& found, const Node& call, const Scope* scope,
                    Node& out) {
  const Outcome outcome = evaluation.evaluate_bound(*found.node, found.bound ? &call.span : nullptr, out);
  if (!gives_node(outcome)) return outcome;
  Evaluation::shield(out, scope);
  return outcome == Outcome::folded ? settled(out) : outcome;
}

// Mapping and keys are nearly always texts or loops' identifiers: no values need to be made of those.
std::optional<Evaluation::Found> find_plainly(Evaluation& evaluation, const Node& parts, const Scope* scope) {
  std::array<std::string_view, 3> names;
  const std::size_t count = parts.items.size() - (default_of(parts.items.back()) ? 1 : 0);
  if (count != names.size()) return std::nullopt;
  for (std::size_t i = 0; i < count; ++i) {
    const auto name = evaluation.plain_text(parts.items[i], scope);
    if (!name) return std::nullopt;
    names[i] = *name;
  }
  const Evaluation::Found found = evaluation.find_in_mapping(names[0], std::span(names).subspan(1));
  return found.state == Evaluation::Found::State::found ? std::optional(found) : std::nullopt;
}

}  // namespace

const Entry* Evaluation::find_row(const Node& rows, std::string_view key) {
  if (rows.entries.size() <= kWalked) return rows.entry(key);
  Index& index = indexes_[&rows];
  if (index.empty()) {
    index.reserve(rows.entries.size());
    for (const Entry& entry : rows.entries) index.add(entry.key, &entry);
  }
  const Entry* const* row = index.find(key);
  return row ? *row : nullptr;
}

const Entry* Evaluation::find_row(const base::NameTable<Rows>::Named& mapping, std::string_view key) {
  if (last_mapping_ == &mapping && base::same_text(last_row_->key, key)) return last_row_;
  const Entry* row = find_row(*mapping.value.rows, key);
  if (!row) return nullptr;
  last_mapping_ = &mapping;
  last_row_ = row;
  return row;
}

Evaluation::Found Evaluation::find_in_mapping(std::string_view name, std::span<const std::string_view> keys) {
  const auto* mapping =
      last_mapping_ && base::same_text(last_mapping_->name, name) ? last_mapping_ : mappings_.find_named(name);
  if (!mapping) return {Found::State::no_mapping, nullptr, false};
  const bool bound = mapping->value.bound;
  const Node* node = mapping->value.rows;
  for (std::size_t depth = 0; depth < keys.size(); ++depth) {
    const Entry* row = depth == 0 ? find_row(*mapping, keys[0]) : find_row(*node, keys[depth]);
    if (!row) return {Found::State::absent, nullptr, bound};
    node = &row->value;
  }
  return {Found::State::found, node, bound};
}

// What is not found takes the long way, which says so.
std::optional<Outcome> Evaluation::look_up(const Node& call, const SourcePart& part, const Scope* scope, Node& out) {
  const SourceParts::LookUp& known = facts.parts.look_up(part.look_up);
  const auto value_of = [&](const SourceParts::Key& key) {
    return key.text ? key.text : loop_value(scope, key.loops_out);
  };
  const Node* row_key = value_of(known.row);
  const Node* column_key = value_of(known.column);
  if (!row_key || !column_key) return std::nullopt;
  const auto& mapping = mappings_.begin()[static_cast<std::ptrdiff_t>(known.mapping)];
  const Entry* row = find_row(mapping, row_key->text);
  if (!row) return std::nullopt;
  // Rows are alike, so this one has the value where the last one had it.
  const yaml::Entries& columns = row->value.entries;
  std::uint32_t& column = columns_[part.look_up];
  const Entry* value = column < columns.size() ? columns.begin() + column : nullptr;
  if (!value || !base::same_text(value->key, column_key->text)) {
    value = find_row(row->value, column_key->text);
    if (!value) return std::nullopt;
    column = static_cast<std::uint32_t>(value - columns.begin());
  }
  if (!spend_part(part)) return std::nullopt;
  return found_value(*this, {Found::State::found, &value->value, mapping.value.bound}, call, scope, out);
}

std::vector<std::string> Evaluation::mapping_names() const {
  std::vector<std::string> names;
  for (const auto& [name, rows] : mappings_) names.emplace_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> Evaluation::mapping_keys(std::string_view mapping,
                                                  const std::vector<std::string>& path) const {
  const Rows* table = mappings_.find(mapping);
  const Node* node = table ? table->rows : nullptr;
  for (const std::string& key : path) node = node ? node->find(key) : nullptr;
  std::vector<std::string> keys;
  if (!node) return keys;
  for (const Entry& entry : node->entries) keys.push_back(entry.key);
  return keys;
}

Outcome fold_find_in_map(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  const Node& parts = argument(call);
  if (!parts.is_sequence() || parts.items.size() < 2) return Outcome::failed;
  if (const auto found = find_plainly(evaluation, parts, scope))
    return found_value(evaluation, *found, call, scope, out);
  LookUp look_up;
  for (const Node& item : parts.items) {
    if (&item == &parts.items.back() && default_of(item)) {
      look_up.default_value = default_of(item);
      break;
    }
    const bool is_name = look_up.names.empty();
    auto text =
        evaluation.evaluate_text(item, scope, is_name ? "the mapping of Fn::FindInMap" : "a key of Fn::FindInMap");
    if (text.value.failed()) return Outcome::failed;
    look_up.known &= text.known;
    if (!is_name) look_up.keys.push_back(text.value.node.text);
    look_up.names.push_back(std::move(text.value));
  }
  const Value& name = look_up.names.front();
  if (name.folded() && evaluation.find_in_mapping(name.node.text, {}).state == Evaluation::Found::State::no_mapping) {
    Diagnostic diagnostic = about("cfn/unknown-mapping", name.node, parts.items.front().span,
                                  cat("the template has no mapping `", name.node.text, "`"));
    const std::vector<std::string> names = evaluation.mapping_names();
    const auto guesses = base::near_names(name.node.text, names);
    if (!guesses.empty()) diagnostic.primary.text = base::did_you_mean(guesses);
    evaluation.diagnostics.add(std::move(diagnostic));
    return Outcome::failed;
  }
  if (!look_up.known) return residual(evaluation, std::move(look_up), call, scope, out);
  const std::vector<std::string_view> keys(look_up.keys.begin(), look_up.keys.end());
  const Evaluation::Found found = evaluation.find_in_mapping(name.node.text, keys);
  if (found.state == Evaluation::Found::State::found) return found_value(evaluation, found, call, scope, out);
  if (look_up.default_value) return evaluation.evaluate(*look_up.default_value, scope, out);
  unknown_key(evaluation, look_up, parts);
  return Outcome::failed;
}

}  // namespace landform::cfn
