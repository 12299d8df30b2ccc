#include "cfn/functions.h"

#include <algorithm>
#include <array>

#include "base/same_text.h"
#include "cfn/evaluation.h"

namespace landform::cfn {
namespace {

// id, name, tag, shape, least, most, in properties, conditions, rules, language extension, usage, fold
constexpr auto kFunctions = std::to_array<FunctionInfo>({
    {Function::and_, "Fn::And", "!And", Shape::list, 2, 10, false, true, true, false,
     "!And [condition, condition, ...], two to ten", fold_logic},
    {Function::base64, "Fn::Base64", "!Base64", Shape::text_or_call, 0, 0, true, false, false, false,
     "Fn::Base64: text", fold_base64},
    {Function::cidr, "Fn::Cidr", "!Cidr", Shape::list, 2, 3, true, false, false, false,
     "!Cidr [block, count, host bits]", fold_cidr},
    {Function::contains, "Fn::Contains", "", Shape::list, 2, 2, false, false, true, false,
     "Fn::Contains: [[text, ...], text]", fold_rule_only},
    {Function::each_member_equals, "Fn::EachMemberEquals", "", Shape::list, 2, 2, false, false, true, false,
     "Fn::EachMemberEquals: [[text, ...], text]", fold_rule_only},
    {Function::each_member_in, "Fn::EachMemberIn", "", Shape::list, 2, 2, false, false, true, false,
     "Fn::EachMemberIn: [[text, ...], [text, ...]]", fold_rule_only},
    {Function::equals, "Fn::Equals", "!Equals", Shape::list, 2, 2, false, true, true, false, "!Equals [value, value]",
     fold_logic},
    {Function::find_in_map, "Fn::FindInMap", "!FindInMap", Shape::list, 2, 255, true, true, false, false,
     "!FindInMap [mapping, first key, second key]", fold_find_in_map},
    {Function::get_azs, "Fn::GetAZs", "!GetAZs", Shape::text_or_call, 0, 0, true, false, false, false, "!GetAZs region",
     fold_get_azs},
    {Function::get_att, "Fn::GetAtt", "!GetAtt", Shape::list, 2, 2, true, false, false, false,
     "!GetAtt resource.attribute", fold_get_att},
    {Function::get_stack_output, "Fn::GetStackOutput", "!GetStackOutput", Shape::map, 0, 0, true, false, false, false,
     "Fn::GetStackOutput: {StackName: stack, OutputName: output}", fold_arguments},
    {Function::if_, "Fn::If", "!If", Shape::list, 3, 3, true, false, false, false,
     "!If [condition, value if true, value if false]", fold_if},
    {Function::import_value, "Fn::ImportValue", "!ImportValue", Shape::text_or_call, 0, 0, true, false, false, false,
     "!ImportValue export-name", fold_arguments},
    {Function::join, "Fn::Join", "!Join", Shape::list, 2, 2, true, true, false, false,
     "!Join [separator, [value, ...]]", fold_join},
    {Function::length, "Fn::Length", "", Shape::any, 0, 0, true, true, false, true, "Fn::Length: [value, ...]",
     fold_length},
    {Function::not_, "Fn::Not", "!Not", Shape::list, 1, 1, false, true, true, false, "!Not [condition]", fold_logic},
    {Function::or_, "Fn::Or", "!Or", Shape::list, 2, 10, false, true, true, false,
     "!Or [condition, condition, ...], two to ten", fold_logic},
    {Function::ref_all, "Fn::RefAll", "", Shape::text_or_call, 0, 0, false, false, true, false,
     "Fn::RefAll: AWS::EC2::VPC::Id", fold_rule_only},
    {Function::select, "Fn::Select", "!Select", Shape::list, 2, 2, true, true, false, false,
     "!Select [index, [value, ...]]", fold_select},
    {Function::split, "Fn::Split", "!Split", Shape::list, 2, 2, true, true, false, false, "!Split [separator, text]",
     fold_split},
    {Function::sub, "Fn::Sub", "!Sub", Shape::any, 0, 0, true, true, false, false,
     "!Sub text, or !Sub [text, {name: value}]", fold_sub},
    {Function::to_json_string, "Fn::ToJsonString", "", Shape::list_or_map, 0, 0, true, true, false, true,
     "Fn::ToJsonString: {key: value}", fold_to_json_string},
    {Function::transform, "Fn::Transform", "!Transform", Shape::map, 0, 0, true, false, false, false,
     "Fn::Transform: {Name: macro, Parameters: {...}}", fold_arguments},
    {Function::value_of, "Fn::ValueOf", "", Shape::list, 2, 2, false, false, true, false,
     "Fn::ValueOf: [parameter, attribute]", fold_rule_only},
    {Function::value_of_all, "Fn::ValueOfAll", "", Shape::list, 2, 2, false, false, true, false,
     "Fn::ValueOfAll: [parameter type, attribute]", fold_rule_only},
    {Function::ref, "Ref", "!Ref", Shape::text_or_call, 0, 0, true, true, true, false, "!Ref name", fold_ref},
});

constexpr auto kPseudo =
    std::to_array<std::string_view>({"AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition",
                                     "AWS::Region", "AWS::StackId", "AWS::StackName", "AWS::URLSuffix"});

// A table without collisions: one look and one comparison find a function.
constexpr std::size_t kSlots = 64;
constexpr std::uint8_t kNoFunction = 0xFF;

constexpr std::size_t slot_of(std::string_view name) {
  const auto byte_at = [&](std::size_t from_end) { return static_cast<unsigned char>(name[name.size() - from_end]); };
  return (5 * name.size() + 5 * std::size_t{byte_at(1)} + byte_at(2)) % kSlots;
}

constexpr auto kBySlot = [] {
  std::array<std::uint8_t, kSlots> slots{};
  slots.fill(kNoFunction);
  for (std::size_t i = 0; i < kFunctions.size(); ++i) slots[slot_of(kFunctions[i].name)] = static_cast<std::uint8_t>(i);
  return slots;
}();

constexpr bool every_function_is_found() {
  for (std::size_t i = 0; i < kFunctions.size(); ++i) {
    if (kBySlot[slot_of(kFunctions[i].name)] != i || static_cast<std::size_t>(kFunctions[i].id) != i) return false;
  }
  return true;
}
static_assert(every_function_is_found(), "two functions share a slot: choose other factors in slot_of");

}  // namespace

bool is_logic(Function function) {
  return function == Function::and_ || function == Function::or_ || function == Function::not_ ||
         function == Function::equals;
}

bool is_membership(Function function) {
  return function == Function::contains || function == Function::each_member_equals ||
         function == Function::each_member_in;
}

std::string_view noun_of(Place place) {
  switch (place) {
    case Place::property:
      return "properties and outputs";
    case Place::condition:
      return "Conditions";
    case Place::rule:
      return "Rules";
    case Place::literal:
      break;
  }
  return "this place";
}

std::span<const FunctionInfo> all_functions() {
  return kFunctions;
}

const FunctionInfo* find_function(std::string_view name) {
  if (name.size() < 2) return nullptr;
  const std::uint8_t index = kBySlot[slot_of(name)];
  return index != kNoFunction && base::same_text(kFunctions[index].name, name) ? &kFunctions[index] : nullptr;
}

bool is_call_key(std::string_view key) {
  return is_function_key(key) ? !is_for_each_key(key) : key == "Ref";
}

bool is_call_to(const yaml::Node& node, std::string_view name) {
  return node.is_mapping() && node.entries.size() == 1 && node.entries.front().key == name;
}

bool is_known(const yaml::Node& node) {
  if (node.is_sequence()) return std::all_of(node.items.begin(), node.items.end(), is_known);
  if (!node.is_mapping()) return true;
  if (is_call(node)) return false;
  return std::all_of(node.entries.begin(), node.entries.end(),
                     [](const yaml::Entry& entry) { return !is_function_key(entry.key) && is_known(entry.value); });
}

bool has_dynamic_reference(std::string_view text) {
  const std::size_t open = text.find("{{resolve:");
  return open != std::string_view::npos && text.find("}}", open) != std::string_view::npos;
}

std::span<const std::string_view> pseudo_parameters() {
  return kPseudo;
}

bool is_pseudo_parameter(std::string_view name) {
  constexpr std::string_view kBegin = "AWS::";  // which no name of a template's own has
  return name.starts_with(kBegin) && std::binary_search(kPseudo.begin(), kPseudo.end(), name);
}

}  // namespace landform::cfn
