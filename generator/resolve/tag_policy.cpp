#include "resolve/tag_policy.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "policy/measure.h"

namespace landform::resolve {

using base::cat;
using yaml::Node;

namespace {

using Definition = blueprint::NamedItem<blueprint::TagDefinition>;

Node placed_at(Node node, base::Span span) {
  node.span = span;
  node.cause = span;
  return node;
}

void put(Node& mapping, std::string_view key, Node value, base::Span span) {
  mapping.entries.push_back({std::string(key), span, std::move(value)});
}

Node assigned(Node value, base::Span span) {
  Node node = placed_at(yaml::mapping(), span);
  put(node, "@@assign", std::move(value), span);
  return node;
}

Node texts(const blueprint::Listed<std::string>& written) {
  Node list = placed_at(yaml::sequence(), written.span);
  for (const auto& item : written) {
    if (item.written()) list.items.push_back(placed_at(yaml::string(*item), item.span));
  }
  std::stable_sort(list.items.begin(), list.items.end(), [](const Node& a, const Node& b) { return a.text < b.text; });
  return list;
}

// Source: aws-facts.md A6. Missing keys are reported for the kinds of resources that the definition names; AWS has no
// word for "all of them".
Node definition_node(const Definition& definition) {
  const base::Span span = definition.name_span;
  Node node = placed_at(yaml::mapping(), span);
  put(node, "tag_key", assigned(placed_at(yaml::string(definition.name), span), span), span);
  const auto& values = definition->values;
  if (values.written() && !values.empty()) put(node, "tag_value", assigned(texts(values), values.span), values.span);
  const auto& kinds = definition->enforced_for;
  if (kinds.written() && !kinds.empty()) {
    put(node, "enforced_for", assigned(texts(kinds), kinds.span), kinds.span);
    if (*definition->required) put(node, "report_required_tag_for", assigned(texts(kinds), kinds.span), kinds.span);
  }
  return node;
}

Guardrail policy_of(Node tags, std::size_t number, base::Span span) {
  Guardrail guardrail;
  guardrail.name = number == 1 ? "tagging.keys" : cat("tagging.keys.", number);
  guardrail.type = PolicyType::tag;
  guardrail.targets = {root_target(span)};
  guardrail.description = "The organization's tag keys, their spelling and their values.";
  guardrail.controls = {"tags.standard"};
  guardrail.span = span;
  guardrail.content = placed_at(yaml::mapping(), span);
  put(guardrail.content, "tags", std::move(tags), span);
  return guardrail;
}

}  // namespace

base::Span enforcement(const blueprint::Tagging& tagging, blueprint::TagEnforcement means) {
  for (const auto& item : tagging.enforce) {
    if (item.refused() || *item != means) continue;
    return item.span.known() ? item.span : tagging.keys.span;
  }
  return {};
}

std::vector<Guardrail> tag_policies(const blueprint::Tagging& tagging, const Organization& organization) {
  std::vector<Guardrail> policies;
  if (!enforcement(tagging, blueprint::TagEnforcement::tag_policy).known()) return policies;
  std::vector<const Definition*> keys;
  for (const Definition& definition : tagging.keys) {
    if (definition.written.written()) keys.push_back(&definition);
  }
  std::sort(keys.begin(), keys.end(), [](const Definition* a, const Definition* b) { return a->name < b->name; });
  const auto limit = static_cast<std::size_t>(organization.quotas.limit("organizations/tag-size"));
  constexpr std::size_t kFrame = std::string_view(R"({"tags":{}})").size();
  const base::Span span = tagging.keys.span;
  Node tags = placed_at(yaml::mapping(), span);
  std::size_t characters = kFrame;
  for (const Definition* key : keys) {
    Node node = definition_node(*key);
    const std::size_t added =
        policy::organization_characters(node) + key->name.size() + std::string_view(R"("":,)").size();
    if (!tags.entries.empty() && characters + added > limit) {
      policies.push_back(policy_of(std::exchange(tags, placed_at(yaml::mapping(), span)), policies.size() + 1, span));
      characters = kFrame;
    }
    put(tags, key->name, std::move(node), key->name_span);
    characters += added;
  }
  if (!tags.entries.empty()) policies.push_back(policy_of(std::move(tags), policies.size() + 1, span));
  return policies;
}

std::vector<Located<std::string>> cost_allocation_keys(const blueprint::Tagging& tagging) {
  std::vector<Located<std::string>> keys;
  for (const Definition& definition : tagging.keys) {
    if (definition.written.written() && *definition->cost_allocation)
      keys.push_back({definition.name, definition.name_span});
  }
  std::sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
  return keys;
}

}  // namespace landform::resolve
