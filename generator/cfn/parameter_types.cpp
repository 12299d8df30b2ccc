#include "cfn/parameter_types.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "cfn/evaluation.h"
#include "cfn/functions.h"
#include "cfn/pattern.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using base::Diagnostics;
using yaml::Node;

namespace {

// Source: CloudFormation user guide, "AWS-specific parameter types". Each also as List<...>.
constexpr auto kAwsTypes = std::to_array<std::string_view>(
    {"AWS::EC2::AvailabilityZone::Name", "AWS::EC2::Image::Id", "AWS::EC2::Instance::Id", "AWS::EC2::KeyPair::KeyName",
     "AWS::EC2::SecurityGroup::GroupName", "AWS::EC2::SecurityGroup::Id", "AWS::EC2::Subnet::Id", "AWS::EC2::VPC::Id",
     "AWS::EC2::Volume::Id", "AWS::Route53::HostedZone::Id"});

std::optional<std::string_view> inside(std::string_view type, std::string_view wrapper) {
  if (!type.starts_with(wrapper) || !type.ends_with('>') || type.size() <= wrapper.size() + 2 ||
      type[wrapper.size()] != '<') {
    return std::nullopt;
  }
  return type.substr(wrapper.size() + 1, type.size() - wrapper.size() - 2);
}

bool is_scalar_type(std::string_view type) {
  return type == "String" || type == "Number" || type == "AWS::SSM::Parameter::Name" ||
         std::binary_search(kAwsTypes.begin(), kAwsTypes.end(), type);
}

std::string text_of(const Node* node) {
  return node && node->is_scalar() ? node->text : std::string();
}

// A number as CloudFormation takes it; JSON's forms.
std::optional<double> number_of(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size() && !text.empty();
  const bool digits = text.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
  return whole && digits ? std::optional(value) : std::nullopt;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// One faulty value against one line of the declaration.
struct Judge {
  std::string_view name;
  const Node& declaration;
  Diagnostics& diagnostics;

  bool refuse(const Node& value, const Node& rule, std::string message, std::string_view rule_text) const {
    const base::Span place = value.cause.known() ? value.cause : value.span;
    Diagnostic diagnostic("cfn/parameter-value", place, std::move(message));
    diagnostic.secondary.push_back({rule.span, std::string(rule_text)});
    const std::string hint = text_of(declaration.find("ConstraintDescription"));
    if (!hint.empty()) diagnostic.notes.push_back(cat("the template says: ", hint));
    diagnostics.add(std::move(diagnostic));
    return false;
  }

  bool allowed_values(const Node& value) const {
    const Node* allowed = declaration.find("AllowedValues");
    if (!allowed || !allowed->is_sequence()) return true;
    const bool found = std::any_of(allowed->items.begin(), allowed->items.end(),
                                   [&](const Node& one) { return one.text == value.text; });
    if (found) return true;
    std::vector<std::string> texts;
    for (const Node& one : allowed->items) texts.push_back(one.text);
    return refuse(
        value, *allowed,
        cat("parameter `", name, "` is ", described(value), "; the template allows ", base::join(texts, ", ")),
        "the allowed values");
  }

  bool pattern(const Node& value) const {
    const Node* rule = declaration.find("AllowedPattern");
    if (!rule || !rule->is_string()) return true;
    // Patterns are Java's; what our matcher cannot decide is left to CloudFormation.
    const std::optional<bool> matches = matches_whole(rule->text, value.text);
    if (!matches || *matches) return true;
    return refuse(
        value, *rule,
        cat("parameter `", name, "` is ", described(value), ", which the pattern `", rule->text, "` does not match"),
        "the whole value must match");
  }

  bool lengths(const Node& value) const {
    const std::size_t length = characters(value.text);
    bool fits = true;
    for (const bool least : {true, false}) {
      const Node* rule = declaration.find(least ? "MinLength" : "MaxLength");
      const auto limit = rule ? number_of(rule->text) : std::nullopt;
      const auto have = static_cast<double>(length);
      if (!limit || (least ? have >= *limit : have <= *limit)) continue;
      fits = refuse(value, *rule,
                    cat("parameter `", name, "` is ", base::count_of(length, "character"), " long; at ",
                        least ? "least " : "most ", rule->text, " are wanted"),
                    "the limit");
    }
    return fits;
  }

  bool number(const Node& value) const {
    const auto have = number_of(value.text);
    const Node* type = declaration.find("Type");
    if (!have) {
      return refuse(value, *type, cat("parameter `", name, "` is ", described(value), "; its type is Number"),
                    "declared here");
    }
    bool fits = true;
    for (const bool least : {true, false}) {
      const Node* rule = declaration.find(least ? "MinValue" : "MaxValue");
      const auto limit = rule ? number_of(rule->text) : std::nullopt;
      if (!limit || (least ? *have >= *limit : *have <= *limit)) continue;
      fits = refuse(
          value, *rule,
          cat("parameter `", name, "` is ", value.text, "; at ", least ? "least " : "most ", rule->text, " is wanted"),
          "the limit");
    }
    return fits;
  }

  bool one(const Node& value, std::string_view type) const {
    if (!is_text(value)) {
      if (is_call(value)) return true;
      return refuse(value, *declaration.find("Type"),
                    cat("parameter `", name, "` has ", described(value), " where its type ", type, " wants text"),
                    "declared here");
    }
    if (!allowed_values(value)) return false;
    if (type == "Number") return number(value);
    return type == "String" ? pattern(value) && lengths(value) : true;
  }
};

void split_at_commas(Node& value) {
  yaml::Nodes items;
  for (const std::string_view piece : base::split(value.text, ',')) {
    Node item = yaml::string(std::string(base::trim(piece)));
    item.span = value.span;
    item.cause = value.cause;
    items.push_back(std::move(item));
  }
  value.kind = yaml::Kind::sequence;
  value.style = yaml::Style::any;
  value.text.clear();
  value.items = std::move(items);
}

// A String parameter without constraints may stand for a whole tree: it never reaches CloudFormation as a parameter.
bool is_unconstrained(const Node& declaration) {
  for (const std::string_view rule : {"AllowedValues", "AllowedPattern", "MinLength", "MaxLength"}) {
    if (declaration.find(rule)) return false;
  }
  return true;
}

}  // namespace

bool is_list_type(std::string_view type) {
  if (const auto stored = inside(type, "AWS::SSM::Parameter::Value")) type = *stored;
  return type == "CommaDelimitedList" || type.starts_with("List<");
}

bool is_parameter_type(std::string_view type) {
  if (const auto stored = inside(type, "AWS::SSM::Parameter::Value")) {
    if (*stored == "Number" || *stored == "List<Number>" || *stored == "AWS::SSM::Parameter::Name") return false;
    type = *stored;
  }
  if (type == "CommaDelimitedList") return true;
  if (const auto element = inside(type, "List")) {
    if (*element == "AWS::SSM::Parameter::Name" || *element == "AWS::EC2::KeyPair::KeyName") return false;
    return is_scalar_type(*element);
  }
  return is_scalar_type(type);
}

ParameterRule rule_of(const Node& declaration) {
  ParameterRule rule;
  const Node* type = declaration.find("Type");
  if (!type) return rule;
  const bool is_list = is_list_type(type->text);
  const bool numbers = type->text.find("Number") != std::string::npos;
  if (is_unconstrained(declaration)) {
    rule.any_text = !is_list && !numbers;
    rule.any_texts = is_list && !numbers;
    return rule;
  }
  const Node* allowed = declaration.find("AllowedValues");
  const bool only_values = !is_list && !numbers && allowed && allowed->is_sequence() &&
                           !declaration.find("AllowedPattern") && !declaration.find("MinLength") &&
                           !declaration.find("MaxLength");
  if (only_values) rule.one_of = allowed;
  return rule;
}

bool surely_fits(const ParameterRule& rule, const Node& value) {
  if (rule.any_texts) return value.is_sequence() && std::all_of(value.items.begin(), value.items.end(), is_text);
  if (!is_text(value)) return false;
  if (rule.any_text) return true;
  return rule.one_of && std::any_of(rule.one_of->items.begin(), rule.one_of->items.end(),
                                    [&](const Node& one) { return one.text == value.text; });
}

bool fit_parameter(std::string_view name, const Node& declaration, Node& value, Diagnostics& diagnostics) {
  const Node* type_node = declaration.find("Type");
  if (!type_node || is_call(value)) return true;
  const std::string_view type = type_node->text;
  const Judge judge{name, declaration, diagnostics};
  if (is_list_type(type)) {
    if (is_text(value)) split_at_commas(value);
    if (!value.is_sequence()) {
      return judge.refuse(value, *type_node,
                          cat("parameter `", name, "` is ", described(value), "; its type ", type, " wants a list"),
                          "declared here");
    }
    const bool numbers = type.find("<Number>") != std::string_view::npos;
    bool fits = true;
    for (const Node& item : value.items) fits &= judge.one(item, numbers ? "Number" : "String");
    return fits;
  }
  if (type == "String" && value.is_mapping() && is_unconstrained(declaration)) return true;
  return judge.one(value, type);
}

}  // namespace landform::cfn
