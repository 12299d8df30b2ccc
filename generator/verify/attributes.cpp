// Law: what stands beside Properties. Resources, parameters and outputs take a closed set of attributes; a slip in one
// is refused by CloudFormation as a template format error. Source: "Template anatomy" (CloudFormation user guide).
#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

constexpr std::array<std::string_view, 9> kResourceAttributes = {
    "CreationPolicy", "DeletionPolicy", "UpdatePolicy", "UpdateReplacePolicy", "Condition", "DependsOn",
    "Metadata",       "Properties",     "Type"};
constexpr std::array<std::string_view, 11> kParameterAttributes = {
    "AllowedPattern", "AllowedValues", "ConstraintDescription",
    "Default",        "Description",   "MaxLength",
    "MaxValue",       "MinLength",     "MinValue",
    "NoEcho",         "Type"};
constexpr std::array<std::string_view, 4> kOutputAttributes = {"Condition", "Description", "Export", "Value"};

struct Kind {
  std::string_view noun;
  std::span<const std::string_view> attributes;
  std::string_view required;
};

void check_attributes(const Kind& kind, const Entry& item, const Input& input, base::Diagnostics& diagnostics) {
  if (!item.value.is_mapping()) {
    diagnostics.add(Diagnostic("verify/attribute-kind", item.key_span,
                               cat(kind.noun, " `", item.key, "` is no mapping; it needs `", kind.required, "`"))
                        .label(cat("needs at least `", kind.required, "`")));
    return;
  }
  std::vector<std::string_view> known(kind.attributes.begin(), kind.attributes.end());
  // Macros and transforms give resources further attributes, which they take away again.
  if (input.index.rewritten != Rewritten::by_macro) {
    for (const Entry& attribute : item.value.entries) {
      if (attribute.key.starts_with("Fn::")) continue;
      if (std::find(known.begin(), known.end(), attribute.key) != known.end()) continue;
      Diagnostic fault("verify/unknown-attribute", attribute.key_span,
                       cat(kind.noun, " `", item.key, "` has no attribute `", attribute.key, "`"));
      if (auto question = input.near_names.question(attribute.key, known); !question.empty()) {
        fault = std::move(fault).help(std::move(question));
      }
      std::sort(known.begin(), known.end());
      std::string list;
      for (const auto name : known) list += cat(list.empty() ? "" : ", ", name);
      diagnostics.add(std::move(fault).note(cat("the attributes of a ", kind.noun, ": ", list)));
    }
  }
  const bool open = has_open_keys(item.value) || input.index.rewritten == Rewritten::by_macro;
  if (item.value.find(kind.required) == nullptr && !open) {
    diagnostics.add(Diagnostic("verify/missing-attribute", item.key_span,
                               cat(kind.noun, " `", item.key, "` has no `", kind.required, "`")));
  }
}

void check_kinds(const Resource& resource, base::Diagnostics& diagnostics) {
  const auto wrong = [&](const Node& node, std::string_view attribute, std::string_view wanted) {
    diagnostics.add(Diagnostic("verify/attribute-kind", node.span,
                               cat("`", attribute, "` of resource `", resource.id, "` must be ", wanted)));
  };
  if (const Node* type = resource.node->find("Type"); type != nullptr && !type->is_string()) {
    wrong(*type, "Type", "a literal text such as AWS::S3::Bucket");
  }
  if (resource.properties != nullptr && !resource.properties->is_mapping() && !resource.properties->is_null()) {
    wrong(*resource.properties, "Properties", "a mapping");
  }
  if (const Node* condition = resource.node->find("Condition"); condition != nullptr && !condition->is_string()) {
    wrong(*condition, "Condition", "the name of a condition");
  }
  const Node* depends_on = resource.node->find("DependsOn");
  if (depends_on == nullptr || depends_on->is_string()) return;
  const bool names = depends_on->is_sequence() && std::all_of(depends_on->items.begin(), depends_on->items.end(),
                                                              [](const Node& item) { return item.is_string(); });
  if (!names && !has_open_keys(*depends_on)) {
    wrong(*depends_on, "DependsOn", "a logical id or a list of them, written out: functions are not evaluated there");
  }
}

}  // namespace

void law_attributes(const Input& input, base::Diagnostics& diagnostics) {
  const Index& index = input.index;
  if (index.parameters != nullptr) {
    for (const Entry& item : index.parameters->entries) {
      check_attributes({"parameter", kParameterAttributes, "Type"}, item, input, diagnostics);
    }
  }
  if (const Node* resources = index.source->root.find("Resources")) {
    for (const Entry& item : resources->entries) {
      if (item.key.starts_with("Fn::")) continue;
      check_attributes({"resource", kResourceAttributes, "Type"}, item, input, diagnostics);
    }
  }
  for (const Resource& resource : index.resources) {
    if (resource.node->is_mapping()) check_kinds(resource, diagnostics);
  }
  if (index.outputs != nullptr) {
    for (const Entry& item : index.outputs->entries) {
      if (item.key.starts_with("Fn::")) continue;
      check_attributes({"output", kOutputAttributes, "Value"}, item, input, diagnostics);
    }
  }
}

}  // namespace landform::verify
