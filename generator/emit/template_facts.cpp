#include "emit/template_facts.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>

namespace landform::emit {
namespace {

// A template has few types and fewer controls, each many times: they are found by looking through those that there are.
struct OfType {
  std::string_view control, type;
  ControlledResources resources;
};

std::size_t& count_of_type(std::string_view type, std::vector<std::pair<std::string_view, std::size_t>>& counts) {
  const auto is_it = [&](const auto& each) { return each.first == type; };
  const auto known = std::find_if(counts.begin(), counts.end(), is_it);
  return known != counts.end() ? known->second : counts.emplace_back(type, 0).second;
}

ControlledResources& of_type_and_control(std::string_view control, std::string_view type, std::vector<OfType>& found) {
  const auto is_it = [&](const OfType& each) { return each.control == control && each.type == type; };
  const auto known = std::find_if(found.begin(), found.end(), is_it);
  return known != found.end() ? known->resources : found.emplace_back(OfType{control, type, {}}).resources;
}

void add_guardrails(const yaml::Node& landform, ControlledResources& found) {
  const yaml::Node* guardrails = landform.find("guardrails");
  if (guardrails == nullptr) return;
  for (const yaml::Node& guardrail : guardrails->items) found.guardrails.push_back(guardrail.text);
}

void add_controls(const yaml::Entry& resource, std::string_view type, std::vector<OfType>& found) {
  const yaml::Node* metadata = resource.value.find("Metadata");
  const yaml::Node* landform = metadata ? metadata->find("landform") : nullptr;
  const yaml::Node* controls = landform ? landform->find("controls") : nullptr;
  if (controls == nullptr) return;
  for (const yaml::Node& control : controls->items) {
    ControlledResources& of_type = of_type_and_control(control.text, type, found);
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
  std::vector<OfType> found;
  std::vector<std::pair<std::string_view, std::size_t>> types;
  for (const yaml::Entry& resource : resources->entries) {
    const yaml::Node* type = resource.value.find("Type");
    if (type == nullptr) continue;
    ++count_of_type(type->text, types);
    add_controls(resource, type->text, found);
    if (type->text == "AWS::Athena::NamedQuery") add_query(resource.value, facts.queries);
  }
  for (const auto& [type, count] : types) facts.types.emplace(type, count);
  std::sort(found.begin(), found.end(),
            [](const OfType& a, const OfType& b) { return std::tie(a.control, a.type) < std::tie(b.control, b.type); });
  for (OfType& each : found) {
    ControlledResources& of_type = each.resources;
    of_type.control = each.control;
    of_type.type = each.type;
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
