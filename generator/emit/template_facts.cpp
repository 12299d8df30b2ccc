#include "emit/template_facts.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>

namespace landform::emit {
namespace {

// A template has few controls, each many times: they are found by looking through those that there are.
struct OfType {
  std::string_view control;
  std::size_t type;  // index into the types that the template uses
  ControlledResources resources;
};

ControlledResources& of_type_and_control(std::size_t type, std::string_view control, std::vector<OfType>& found) {
  const auto is_it = [&](const OfType& each) { return each.type == type && each.control == control; };
  const auto known = std::find_if(found.begin(), found.end(), is_it);
  return known != found.end() ? known->resources : found.emplace_back(OfType{control, type, {}}).resources;
}

void add_controls(const verify::Resource& resource, std::vector<OfType>& found) {
  const yaml::Node* landform = resource.metadata ? resource.metadata->find("landform") : nullptr;
  const yaml::Node* controls = landform ? landform->find("controls") : nullptr;
  if (controls == nullptr) return;
  const yaml::Node* guardrails = landform->find("guardrails");
  for (const yaml::Node& control : controls->items) {
    ControlledResources& of_type = of_type_and_control(resource.used_type, control.text, found);
    ++of_type.count;
    if (guardrails == nullptr) continue;
    for (const yaml::Node& guardrail : guardrails->items) of_type.guardrails.push_back(guardrail.text);
  }
}

// With variables that AWS fills as they stand. Null for what is put together at deployment.
const yaml::Node* text_node(const yaml::Node& value) {
  const yaml::Node* filled = value.find("Fn::Sub");
  const yaml::Node& text = filled ? *filled : value;
  return text.is_string() ? &text : nullptr;
}

void add_query(const yaml::Node* properties, std::vector<SavedQuery>& queries) {
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

TemplateFacts template_facts(const verify::Index& index) {
  TemplateFacts facts;
  std::vector<OfType> found;
  std::vector<std::size_t> of_type(index.types.size(), 0);
  for (const verify::Resource& resource : index.resources) {
    if (resource.looped || resource.type.empty()) continue;
    ++of_type[resource.used_type];
    add_controls(resource, found);
    if (resource.type == "AWS::Athena::NamedQuery") add_query(resource.properties, facts.queries);
  }
  facts.types.reserve(of_type.size());
  for (std::size_t i = 0; i < of_type.size(); ++i) {
    if (of_type[i] > 0) facts.types.emplace_back(index.types[i].name, of_type[i]);
  }
  std::sort(found.begin(), found.end(), [&](const OfType& a, const OfType& b) {
    return std::tie(a.control, index.types[a.type].name) < std::tie(b.control, index.types[b.type].name);
  });
  facts.controlled.reserve(found.size());
  for (OfType& each : found) {
    ControlledResources& resources = each.resources;
    resources.control = each.control;
    resources.type = index.types[each.type].name;
    std::sort(resources.guardrails.begin(), resources.guardrails.end());
    resources.guardrails.erase(std::unique(resources.guardrails.begin(), resources.guardrails.end()),
                               resources.guardrails.end());
    facts.controlled.push_back(std::move(resources));
  }
  std::sort(facts.queries.begin(), facts.queries.end(),
            [](const SavedQuery& a, const SavedQuery& b) { return a.name < b.name; });
  return facts;
}

}  // namespace landform::emit
