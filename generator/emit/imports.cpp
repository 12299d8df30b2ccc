#include "emit/imports.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "cfn/evaluate.h"

namespace landform::emit {
namespace {

using yaml::Node;

using Names = std::set<std::string, std::less<>>;

// "${Name}" or "${Name.Attribute}" of one of the names; "${!Name}" is text.
bool text_refers(std::string_view text, const Names& names) {
  for (auto open = text.find("${"); open != std::string_view::npos; open = text.find("${", open + 2)) {
    const auto close = text.find('}', open);
    if (close == std::string_view::npos) return false;
    const auto inner = text.substr(open + 2, close - open - 2);
    if (names.count(inner.substr(0, inner.find('.'))) > 0) return true;
  }
  return false;
}

bool refers(const Node& node, const Names& names) {
  for (const auto& entry : node.entries) {
    const Node& value = entry.value;
    if (entry.key == "Ref" && value.is_string() && names.count(value.text) > 0) return true;
    if (entry.key == "Fn::GetAtt") {
      const std::string_view target = value.is_sequence() && !value.items.empty() ? value.items[0].text : value.text;
      if (names.count(target.substr(0, target.find('.'))) > 0) return true;
    }
    if (entry.key == "Fn::Sub") {
      const std::string_view text = value.is_sequence() && !value.items.empty() ? value.items[0].text : value.text;
      if (text_refers(text, names)) return true;
    }
    if (refers(value, names)) return true;
  }
  return std::any_of(node.items.begin(), node.items.end(), [&](const Node& item) { return refers(item, names); });
}

// DependsOn without what is not there yet; nothing when none is left.
std::optional<Node> remaining_dependencies(const Node& depends, const Names& missing) {
  if (depends.is_string()) return missing.count(depends.text) > 0 ? std::nullopt : std::optional(depends);
  Node left = yaml::sequence();
  for (const auto& item : depends.items) {
    if (missing.count(item.text) == 0) left.add(item);
  }
  if (left.items.empty()) return std::nullopt;
  return left;
}

Node imported_resource(const Node& resource, const Names& missing) {
  Node result = yaml::mapping();
  for (const auto& entry : resource.entries) {
    if (entry.key == "DependsOn") {
      if (auto left = remaining_dependencies(entry.value, missing)) result.add(entry.key, std::move(*left));
    } else if (entry.key == "Properties") {
      Node properties = yaml::mapping();
      for (const auto& property : entry.value.entries) {
        if (!refers(property.value, missing)) properties.add(property.key, property.value);
      }
      if (!properties.entries.empty()) result.add(entry.key, std::move(properties));
    } else if (!refers(entry.value, missing)) {
      result.add(entry.key, entry.value);
    }
  }
  // An import is refused without one.
  if (result.find("DeletionPolicy") == nullptr) result.add("DeletionPolicy", yaml::string("Retain"));
  return result;
}

}  // namespace

Node resources_to_import(const plan::StackStep& stack) {
  Node list = yaml::sequence();
  for (const auto& [logical_id, import] : stack.imports) {
    Node identifier = yaml::mapping();
    for (const auto& [name, value] : import.identifier) identifier.add(name, yaml::string(value));
    Node& item = list.add(yaml::mapping());
    item.add("ResourceType", yaml::string(import.resource_type));
    item.add("LogicalResourceId", yaml::string(logical_id));
    item.add("ResourceIdentifier", std::move(identifier));
  }
  return list;
}

std::optional<cfn::Template> import_template(const cfn::Template& evaluated, const plan::StackStep& stack,
                                             base::Diagnostics& diagnostics) {
  Names missing;
  const Node* resources = evaluated.root.find("Resources");
  if (resources != nullptr) {
    for (const auto& entry : resources->entries) {
      if (stack.imports.count(entry.key) == 0) missing.insert(entry.key);
    }
  }
  cfn::Template only;
  only.root = yaml::mapping();
  for (const auto& section : evaluated.root.entries) {
    if (section.key == "Resources") {
      Node kept = yaml::mapping();
      for (const auto& entry : section.value.entries) {
        if (missing.count(entry.key) == 0) kept.add(entry.key, imported_resource(entry.value, missing));
      }
      only.root.add(section.key, std::move(kept));
    } else if (section.key != "Outputs" && section.key != "Rules") {
      only.root.add(section.key, section.value);
    }
  }
  // Evaluated with nothing bound: only what nobody refers to any more goes.
  cfn::EvaluateOptions options;
  options.undeclared = cfn::UndeclaredParameters::keep;
  return cfn::evaluate(only, {}, options, diagnostics);
}

}  // namespace landform::emit
