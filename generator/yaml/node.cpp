#include "yaml/node.h"

#include <algorithm>
#include <utility>

#include "base/same_text.h"

namespace landform::yaml {

const Entry* Node::entry(std::string_view key) const {
  for (const Entry& candidate : entries) {
    if (base::same_text(candidate.key, key)) return &candidate;
  }
  return nullptr;
}

const Node* Node::find(std::string_view key) const {
  const Entry* found = entry(key);
  return found ? &found->value : nullptr;
}

Node* Node::find(std::string_view key) {
  return const_cast<Node*>(std::as_const(*this).find(key));
}

Node& Node::add(std::string key, Node value) {
  kind = Kind::mapping;
  const base::Span key_span = value.span;
  entries.push_back({std::move(key), key_span, std::move(value)});
  return entries.back().value;
}

Node& Node::add(Node item) {
  kind = Kind::sequence;
  items.push_back(std::move(item));
  return items.back();
}

Node& Node::set(std::string_view key, Node value) {
  if (Node* existing = find(key)) {
    *existing = std::move(value);
    return *existing;
  }
  return add(std::string(key), std::move(value));
}

bool Node::erase(std::string_view key) {
  return erase_if(entries, [&](const Entry& candidate) { return candidate.key == key; }) > 0;
}

Node null() {
  return {};
}

Node boolean(bool value) {
  Node node;
  node.kind = Kind::boolean;
  node.text = value ? "true" : "false";
  return node;
}

Node integer(std::int64_t value) {
  Node node;
  node.kind = Kind::integer;
  node.text = std::to_string(value);
  return node;
}

Node string(std::string text) {
  Node node;
  node.kind = Kind::string;
  node.text = std::move(text);
  return node;
}

Node sequence(Nodes items) {
  Node node;
  node.kind = Kind::sequence;
  node.items = std::move(items);
  return node;
}

Node mapping(std::vector<std::pair<std::string, Node>> entries) {
  Node node;
  node.kind = Kind::mapping;
  node.entries.reserve(entries.size());
  for (auto& [key, value] : entries) node.add(std::move(key), std::move(value));
  return node;
}

Node strings(const std::vector<std::string>& texts) {
  Node node = sequence();
  node.items.reserve(texts.size());
  for (const std::string& text : texts) node.items.push_back(string(text));
  return node;
}

bool same_value(const Node& a, const Node& b) {
  if (a.kind != b.kind) return false;
  if (a.is_sequence()) {
    return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same_value);
  }
  if (a.is_mapping()) {
    return std::equal(
        a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
        [](const Entry& x, const Entry& y) { return base::same_text(x.key, y.key) && same_value(x.value, y.value); });
  }
  return base::same_text(a.text, b.text);
}

}  // namespace landform::yaml
