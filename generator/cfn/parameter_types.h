// What a parameter's declaration asks of its value: Type, AllowedValues, AllowedPattern, lengths and ranges.
// Source: CloudFormation user guide, "Parameters". Read: 2026-11-22.
#pragma once

#include <string_view>

#include "base/diagnostic.h"
#include "yaml/node.h"

namespace landform::cfn {

// Holds a bound, evaluated value against the declaration and gives it the type's form: text for a list type becomes a
// list, split at commas. What still contains calls is not judged. False after a diagnostic.
bool fit_parameter(std::string_view name, const yaml::Node& declaration, yaml::Node& value,
                   base::Diagnostics& diagnostics);

// What a declaration asks, where that can be told at a glance.
struct ParameterRule {
  bool any_text = false;               // of a text nothing
  bool any_texts = false;              // of a list of texts nothing
  const yaml::Node* one_of = nullptr;  // of a text that it is in this list, and nothing else
};
ParameterRule rule_of(const yaml::Node& declaration);
// Whether fit_parameter would leave the value as it is and say nothing; when it is not, fit_parameter tells.
bool surely_fits(const ParameterRule& rule, const yaml::Node& value);

// String, Number, CommaDelimitedList, List<...>, AWS::SSM::Parameter::Value<...> and AWS-specific types.
bool is_parameter_type(std::string_view type);
bool is_list_type(std::string_view type);

}  // namespace landform::cfn
