// The text of Fn::Sub in pieces. Source: CloudFormation template reference, "Fn::Sub": `${Name}`,
// `${Resource.Attribute}` and `${AWS::Region}` are variables, `${!x}` is the text `${x}`. Inside Fn::ForEach a name may
// hold identifiers:
// `${Account&{Name}.AccountId}`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "yaml/node.h"

namespace landform::cfn {

struct SubPart {
  bool variable = false;
  bool alphanumeric = false;  // `&{Name}`: only its letters and digits count
  std::string text;           // literal text with its escapes undone, or the variable's name
  std::size_t begin = 0;      // of a variable: where its `${` stands in the text, and how long it is
  std::size_t size = 0;
};

struct SubText {
  std::vector<SubPart> parts;  // no two literals beside each other
  std::string fault;           // why the text cannot be read; empty when it can

  void literal(std::string_view text);
  void variable(std::string name);
};

// `&{Name}` counts as a variable only when `loops` says that a loop is around the text; AWS knows it nowhere else.
enum class Loops { none, around };
SubText parse_sub(std::string_view text, Loops loops);
// The text again; literals are escaped where they look like variables.
std::string write_sub(const SubText& sub);
// Where a variable stands, if its text stands in the source as it is; else the whole text.
base::Span span_of(const yaml::Node& text, const SubPart& variable);
std::string letters_and_digits(std::string_view text);

}  // namespace landform::cfn
