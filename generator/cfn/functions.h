// The table of CloudFormation's intrinsic functions: how each is called, where it may stand and who folds it. A new
// function is a line here and a file beside it.
// Source: CloudFormation template reference, "Intrinsic functions". Read: 2026-11-22.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "yaml/node.h"

namespace landform::cfn {

class Evaluation;
struct Scope;
enum class Outcome : std::uint8_t;

// Where in a template a value stands; functions differ in where AWS takes them.
enum class Place : std::uint8_t {
  property,   // resource properties, policies and metadata, output values: every function that gives a value
  condition,  // the Conditions section and what stands inside its functions
  rule,       // the Rules section
  literal,    // nothing but text: Type, Parameters, Mappings, Description, DependsOn
};

// How the argument of a call looks. Lists count their items; `open_ended` adds what a function takes besides.
enum class Shape : std::uint8_t { text_or_call, any, list, map, list_or_map };

// In the order of their names; some would be keywords without their underscore.
enum class Function : std::uint8_t {
  and_,
  base64,
  cidr,
  contains,
  each_member_equals,
  each_member_in,
  equals,
  find_in_map,
  get_azs,
  get_att,
  get_stack_output,
  if_,
  import_value,
  join,
  length,
  not_,
  or_,
  ref_all,
  select,
  split,
  sub,
  to_json_string,
  transform,
  value_of,
  value_of_all,
  ref
};

struct FunctionInfo {
  using Fold = Outcome (*)(Evaluation&, const yaml::Node& call, const Scope* scope, yaml::Node& out);

  Function id;
  std::string_view name;  // "Fn::Join"
  std::string_view tag;   // "!Join"; empty when AWS has no short form
  Shape shape;
  std::uint8_t least;  // items of a list argument
  std::uint8_t most;
  bool in_properties;
  bool in_conditions;
  bool in_rules;
  bool language_extension;  // needs Transform: AWS::LanguageExtensions
  std::string_view usage;   // how a call looks, for messages
  Fold fold;
};

// Fn::And, Fn::Or, Fn::Not and Fn::Equals.
bool is_logic(Function function);
// Fn::Contains, Fn::EachMemberEquals and Fn::EachMemberIn.
bool is_membership(Function function);
// "Conditions", for messages.
std::string_view noun_of(Place place);

// Sorted by name.
std::span<const FunctionInfo> all_functions();
const FunctionInfo* find_function(std::string_view name);

inline constexpr std::string_view kForEachPrefix = "Fn::ForEach::";
inline constexpr std::string_view kMacro = "Fn::Transform";
inline constexpr std::string_view kLanguageExtensions = "AWS::LanguageExtensions";
inline constexpr std::string_view kNoValue = "AWS::NoValue";

// The keys that mean something stand on every walk over a template, so these look at the first bytes only.
inline bool is_function_key(std::string_view key) {
  return key.starts_with("Fn::");
}
inline bool is_for_each_key(std::string_view key) {
  return is_function_key(key) && (key.starts_with(kForEachPrefix) || key == "Fn::ForEach");
}

inline bool is_macro_key(std::string_view key) {
  return is_function_key(key) && key == kMacro;
}

bool is_call_key(std::string_view key);
// The one entry of a call such as {Ref: x} or {Fn::Join: [...]}; null for plain data. {Condition: x} is a call only in
// conditions and is not found here; `Fn::ForEach::*` belongs to the mapping around it.
inline const yaml::Entry* call_of(const yaml::Node& node) {
  if (!node.is_mapping() || node.entries.size() != 1) return nullptr;
  const yaml::Entry& entry = node.entries.front();
  return is_call_key(entry.key) ? &entry : nullptr;
}
inline bool is_call(const yaml::Node& node) {
  return call_of(node) != nullptr;
}
bool is_call_to(const yaml::Node& node, std::string_view name);
inline bool is_text(const yaml::Node& node) {
  return node.is_scalar() && !node.is_null();
}
// True when no call stands anywhere in the tree.
bool is_known(const yaml::Node& node);

// Whether a call is a macro's or needs AWS::LanguageExtensions, for what it does or for how it is given its argument.
bool goes_beyond_plain(const FunctionInfo& function, const yaml::Node& argument);

// "{{resolve:ssm:...}}": CloudFormation replaces it at deployment, so its text is not the value.
bool has_dynamic_reference(std::string_view text);

// Source: CloudFormation template reference, "Pseudo parameters".
std::span<const std::string_view> pseudo_parameters();
bool is_pseudo_parameter(std::string_view name);

}  // namespace landform::cfn
