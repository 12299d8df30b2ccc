#include "cfn/functions.h"

#include <algorithm>
#include <array>

#include "cfn/evaluation.h"

namespace landform::cfn {
namespace {

// name, tag, shape, least, most, in properties, conditions, rules, language extension, usage, fold
constexpr auto kFunctions = std::to_array<FunctionInfo>({
    {"Fn::And", "!And", Shape::list, 2, 10, false, true, true, false, "!And [condition, condition, ...], two to ten",
     fold_logic},
    {"Fn::Base64", "!Base64", Shape::text_or_call, 0, 0, true, false, false, false, "Fn::Base64: text", fold_base64},
    {"Fn::Cidr", "!Cidr", Shape::list, 2, 3, true, false, false, false, "!Cidr [block, count, host bits]", fold_cidr},
    {"Fn::Contains", "", Shape::list, 2, 2, false, false, true, false, "Fn::Contains: [[text, ...], text]",
     fold_rule_only},
    {"Fn::EachMemberEquals", "", Shape::list, 2, 2, false, false, true, false,
     "Fn::EachMemberEquals: [[text, ...], text]", fold_rule_only},
    {"Fn::EachMemberIn", "", Shape::list, 2, 2, false, false, true, false,
     "Fn::EachMemberIn: [[text, ...], [text, ...]]", fold_rule_only},
    {"Fn::Equals", "!Equals", Shape::list, 2, 2, false, true, true, false, "!Equals [value, value]", fold_logic},
    {"Fn::FindInMap", "!FindInMap", Shape::list, 2, 255, true, true, false, false,
     "!FindInMap [mapping, first key, second key]", fold_find_in_map},
    {"Fn::GetAZs", "!GetAZs", Shape::text_or_call, 0, 0, true, false, false, false, "!GetAZs region", fold_get_azs},
    {"Fn::GetAtt", "!GetAtt", Shape::list, 2, 2, true, false, false, false, "!GetAtt resource.attribute", fold_get_att},
    {"Fn::GetStackOutput", "!GetStackOutput", Shape::map, 0, 0, true, false, false, false,
     "Fn::GetStackOutput: {StackName: stack, OutputName: output}", fold_arguments},
    {"Fn::If", "!If", Shape::list, 3, 3, true, false, false, false, "!If [condition, value if true, value if false]",
     fold_if},
    {"Fn::ImportValue", "!ImportValue", Shape::text_or_call, 0, 0, true, false, false, false,
     "!ImportValue export-name", fold_arguments},
    {"Fn::Join", "!Join", Shape::list, 2, 2, true, true, false, false, "!Join [separator, [value, ...]]", fold_join},
    {"Fn::Length", "", Shape::any, 0, 0, true, true, false, true, "Fn::Length: [value, ...]", fold_length},
    {"Fn::Not", "!Not", Shape::list, 1, 1, false, true, true, false, "!Not [condition]", fold_logic},
    {"Fn::Or", "!Or", Shape::list, 2, 10, false, true, true, false, "!Or [condition, condition, ...], two to ten",
     fold_logic},
    {"Fn::RefAll", "", Shape::text_or_call, 0, 0, false, false, true, false, "Fn::RefAll: AWS::EC2::VPC::Id",
     fold_rule_only},
    {"Fn::Select", "!Select", Shape::list, 2, 2, true, true, false, false, "!Select [index, [value, ...]]",
     fold_select},
    {"Fn::Split", "!Split", Shape::list, 2, 2, true, true, false, false, "!Split [separator, text]", fold_split},
    {"Fn::Sub", "!Sub", Shape::any, 0, 0, true, true, false, false, "!Sub text, or !Sub [text, {name: value}]",
     fold_sub},
    {"Fn::ToJsonString", "", Shape::list_or_map, 0, 0, true, true, false, true, "Fn::ToJsonString: {key: value}",
     fold_to_json_string},
    {"Fn::Transform", "!Transform", Shape::map, 0, 0, true, false, false, false,
     "Fn::Transform: {Name: macro, Parameters: {...}}", fold_arguments},
    {"Fn::ValueOf", "", Shape::list, 2, 2, false, false, true, false, "Fn::ValueOf: [parameter, attribute]",
     fold_rule_only},
    {"Fn::ValueOfAll", "", Shape::list, 2, 2, false, false, true, false, "Fn::ValueOfAll: [parameter type, attribute]",
     fold_rule_only},
    {"Ref", "!Ref", Shape::text_or_call, 0, 0, true, true, true, false, "!Ref name", fold_ref},
});

constexpr auto kPseudo =
    std::to_array<std::string_view>({"AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition",
                                     "AWS::Region", "AWS::StackId", "AWS::StackName", "AWS::URLSuffix"});

}  // namespace

std::span<const FunctionInfo> all_functions() {
  return kFunctions;
}

const FunctionInfo* find_function(std::string_view name) {
  const auto found =
      std::lower_bound(kFunctions.begin(), kFunctions.end(), name,
                       [](const FunctionInfo& info, std::string_view wanted) { return info.name < wanted; });
  return found != kFunctions.end() && found->name == name ? &*found : nullptr;
}

bool is_for_each_key(std::string_view key) {
  return key.starts_with(kForEachPrefix) || key == "Fn::ForEach";
}

const yaml::Entry* call_of(const yaml::Node& node) {
  if (!node.is_mapping() || node.entries.size() != 1) return nullptr;
  const yaml::Entry& entry = node.entries.front();
  if (entry.key == "Ref" || (entry.key.starts_with("Fn::") && !is_for_each_key(entry.key))) return &entry;
  return nullptr;
}

bool is_call_to(const yaml::Node& node, std::string_view name) {
  return node.is_mapping() && node.entries.size() == 1 && node.entries.front().key == name;
}

bool is_known(const yaml::Node& node) {
  if (node.is_sequence()) return std::all_of(node.items.begin(), node.items.end(), is_known);
  if (!node.is_mapping()) return true;
  if (is_call(node)) return false;
  return std::all_of(node.entries.begin(), node.entries.end(),
                     [](const yaml::Entry& entry) { return !entry.key.starts_with("Fn::") && is_known(entry.value); });
}

bool has_dynamic_reference(std::string_view text) {
  const std::size_t open = text.find("{{resolve:");
  return open != std::string_view::npos && text.find("}}", open) != std::string_view::npos;
}

std::span<const std::string_view> pseudo_parameters() {
  return kPseudo;
}

bool is_pseudo_parameter(std::string_view name) {
  return std::binary_search(kPseudo.begin(), kPseudo.end(), name);
}

}  // namespace landform::cfn
