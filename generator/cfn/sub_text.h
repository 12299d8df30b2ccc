// The text of Fn::Sub in pieces. Source: CloudFormation template reference, "Fn::Sub": `${Name}`,
// `${Resource.Attribute}` and `${AWS::Region}` are variables, `${!x}` is the text `${x}`. Inside Fn::ForEach a name may
// hold identifiers:
// `${Account&{Name}.AccountId}`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/span.h"
#include "yaml/node.h"

namespace landform::cfn {

// `&{Name}` counts as a variable only when `loops` says that a loop is around the text; AWS knows it nowhere else.
enum class Loops { none, around };

struct SubPiece {
  bool variable = false;
  bool alphanumeric = false;  // `&{Name}`: only its letters and digits count
  std::string_view text;      // literal text with its escapes undone, or the variable's name
  std::size_t begin = 0;      // of a variable: where its `${` stands in the text, and how long it is
  std::size_t size = 0;
};

// Reads a text piece by piece and copies nothing. Literals may stand beside each other: an escape ends one.
class SubReader {
 public:
  SubReader(std::string_view text, Loops loops) : text_(text), loops_(loops) {}

  // False at the end, or when the text cannot be read further.
  bool next(SubPiece& piece);
  // Why the text cannot be read; empty when it can.
  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  [[nodiscard]] std::size_t next_opening() const;
  bool variable(SubPiece& piece);

  std::string_view text_;
  Loops loops_;
  std::size_t at_ = 0;
  std::string fault_;
};

// Puts a text together again; literals are escaped where they look like variables.
class SubWriter {
 public:
  void literal(std::string_view text);
  void variable(std::string_view name);
  void alphanumeric(std::string_view name);

  [[nodiscard]] bool empty() const { return text_.empty(); }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
  bool dollar_ = false;  // the text ends with a literal `$`
};

// Whether AWS takes it as the name of a variable that Fn::Sub brings.
bool is_variable_name(std::string_view name);
// Where a variable stands, if its text stands in the source as it is; else the whole text.
base::Span span_of(const yaml::Node& text, const SubPiece& variable);
std::string letters_and_digits(std::string_view text);

}  // namespace landform::cfn
