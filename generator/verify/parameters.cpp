// Law: parameters have constraints of their type's kind, and a default that its own constraints let through:
// CloudFormation checks this when the stack is created. That the type exists is checked when a template is read (cfn/).
// Source: "Parameters" (CloudFormation user guide).
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "verify/laws.h"
#include "verify/pattern.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

std::optional<double> number(std::string_view text) {
  double value = 0;
  text = base::trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Constraints that belong to another kind of type, and limits that are no numbers.
void check_constraints(const Entry& parameter, std::string_view type, base::Diagnostics& diagnostics) {
  for (const Entry& attribute : parameter.value.entries) {
    const bool of_length = attribute.key == "MinLength" || attribute.key == "MaxLength";
    const bool of_value = attribute.key == "MinValue" || attribute.key == "MaxValue";
    if (!of_length && !of_value) continue;
    const auto text = literal(attribute.value);
    if (!text || !number(*text)) {
      diagnostics.add(Diagnostic("verify/parameter-constraint", attribute.value.span,
                                 cat("`", attribute.key, "` of parameter `", parameter.key, "` must be a number")));
    } else if (of_value && (type == "String" || type == "CommaDelimitedList")) {
      diagnostics.add(Diagnostic("verify/parameter-constraint", attribute.key_span,
                                 cat("`", attribute.key, "` bounds numbers, but parameter `", parameter.key,
                                     "` has type `", type, "`"))
                          .help("use MinLength and MaxLength, or type Number"));
    } else if (of_length && type == "Number") {
      diagnostics.add(
          Diagnostic("verify/parameter-constraint", attribute.key_span,
                     cat("`", attribute.key, "` bounds texts, but parameter `", parameter.key, "` has type `Number`"))
              .help("use MinValue and MaxValue"));
    }
  }
}

std::optional<double> bound(const Node& parameter, std::string_view attribute) {
  const Node* node = parameter.find(attribute);
  const auto text = node == nullptr ? std::nullopt : literal(*node);
  return text ? number(*text) : std::nullopt;
}

std::string default_fault(const Node& parameter, std::string_view type, std::string_view value) {
  if (const Node* allowed = parameter.find("AllowedValues"); allowed != nullptr && allowed->is_sequence()) {
    const bool found = std::any_of(allowed->items.begin(), allowed->items.end(),
                                   [&](const Node& item) { return item.is_scalar() && item.text == value; });
    if (!found) return "is not among its AllowedValues";
  }
  if (type == "Number") {
    const auto is = number(value);
    if (!is) return "is no number";
    if (const auto low = bound(parameter, "MinValue"); low && *is < *low) return "is below its MinValue";
    if (const auto high = bound(parameter, "MaxValue"); high && *is > *high) return "is above its MaxValue";
    return {};
  }
  const auto length = static_cast<double>(value.size());
  if (const auto low = bound(parameter, "MinLength"); low && length < *low) return "is shorter than its MinLength";
  if (const auto high = bound(parameter, "MaxLength"); high && length > *high) return "is longer than its MaxLength";
  const Node* pattern = parameter.find("AllowedPattern");
  constexpr std::size_t kLongestValue = 4096;
  if (pattern != nullptr && pattern->is_string() && value.size() <= kLongestValue) {
    const Pattern compiled = Pattern::compile(pattern->text);
    if (compiled.understood() && !compiled.matches(value, Pattern::Extent::whole)) {
      return "does not match its AllowedPattern";
    }
  }
  return {};
}

void check_default(const Entry& parameter, std::string_view type, base::Diagnostics& diagnostics) {
  const Node* value = parameter.value.find("Default");
  if (value == nullptr) return;
  if (!value->is_scalar() || value->is_null()) {
    diagnostics.add(Diagnostic("verify/parameter-default", value->span,
                               cat("the default of parameter `", parameter.key, "` must be one literal text",
                                   value->is_sequence() ? "; a list is written with commas: \"a,b\"" : "")));
    return;
  }
  // What a name in Parameter Store holds, and the parts of a list, are checked one by one at deployment.
  if (type != "String" && type != "Number") return;
  const std::string reason = default_fault(parameter.value, type, value->text);
  if (reason.empty()) return;
  diagnostics.add(Diagnostic("verify/parameter-default", value->span,
                             cat("the default `", value->text, "` of parameter `", parameter.key, "` ", reason)));
}

}  // namespace

void law_parameters(const Input& input, base::Diagnostics& diagnostics) {
  if (input.index.parameters == nullptr) return;
  for (const Entry& parameter : input.index.parameters->entries) {
    const Node* type = parameter.value.find("Type");
    if (type == nullptr) continue;
    const auto text = literal(*type);
    if (!text) continue;
    check_constraints(parameter, *text, diagnostics);
    check_default(parameter, *text, diagnostics);
  }
}

}  // namespace landform::verify
