#include "emit/template_facts.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace landform::emit {
namespace {

using Key = std::pair<std::string_view, std::string_view>;  // control, type

void add_guardrails(const yaml::Node& landform, ControlledResources& found) {
  const yaml::Node* guardrails = landform.find("guardrails");
  if (guardrails == nullptr) return;
  for (const yaml::Node& guardrail : guardrails->items) found.guardrails.push_back(guardrail.text);
}

void add_controls(const yaml::Entry& resource, std::string_view type, std::map<Key, ControlledResources>& found) {
  const yaml::Node* metadata = resource.value.find("Metadata");
  const yaml::Node* landform = metadata ? metadata->find("landform") : nullptr;
  const yaml::Node* controls = landform ? landform->find("controls") : nullptr;
  if (controls == nullptr) return;
  for (const yaml::Node& control : controls->items) {
    ControlledResources& of_type = found[Key(control.text, type)];
    if (of_type.count++ == 0) of_type.first = resource.key;
    add_guardrails(*landform, of_type);
  }
}

// With variables that AWS fills as they stand. Null for what is put together at deployment.
const yaml::Node* text_node(const yaml::Node& value) {
  const yaml::Node* filled = value.find("Fn::Sub");
  const yaml::Node& text = filled ? *filled : value;
  return text.is_string() ? &text : nullptr;
}

void add_query(const yaml::Node& resource, std::vector<SavedQuery>& queries) {
  const yaml::Node* properties = resource.find("Properties");
  if (properties == nullptr) return;
  const yaml::Node* name = properties->find("Name");
  const yaml::Node* description = properties->find("Description");
  const yaml::Node* query = properties->find("QueryString");
  const yaml::Node* text = query ? text_node(*query) : nullptr;
  if (name == nullptr || text == nullptr || !name->is_string()) return;
  const bool described = description != nullptr && description->is_string();
  queries.push_back({name->text, described ? description->text : std::string(), text->text});
}

}  // namespace

TemplateFacts template_facts(const cfn::Template& evaluated) {
  TemplateFacts facts;
  const yaml::Node* resources = evaluated.root.find("Resources");
  if (resources == nullptr) return facts;
  std::map<Key, ControlledResources> found;
  std::vector<std::string_view> types;
  types.reserve(resources->entries.size());
  for (const yaml::Entry& resource : resources->entries) {
    const yaml::Node* type = resource.value.find("Type");
    if (type == nullptr) continue;
    types.emplace_back(type->text);
    add_controls(resource, type->text, found);
    if (type->text == "AWS::Athena::NamedQuery") add_query(resource.value, facts.queries);
  }
  std::sort(types.begin(), types.end());
  for (auto first = types.begin(); first != types.end();) {
    const auto end = std::find_if(first, types.end(), [&](std::string_view type) { return type != *first; });
    facts.types.emplace_hint(facts.types.end(), *first, static_cast<std::size_t>(end - first));
    first = end;
  }
  for (auto& [key, of_type] : found) {
    of_type.control = key.first;
    of_type.type = key.second;
    std::sort(of_type.guardrails.begin(), of_type.guardrails.end());
    of_type.guardrails.erase(std::unique(of_type.guardrails.begin(), of_type.guardrails.end()),
                             of_type.guardrails.end());
    facts.controlled.push_back(std::move(of_type));
  }
  std::sort(facts.queries.begin(), facts.queries.end(),
            [](const SavedQuery& a, const SavedQuery& b) { return a.name < b.name; });
  return facts;
}

}  // namespace landform::emit
