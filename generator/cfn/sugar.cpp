// Short forms and long forms. Desugaring keeps the core small: nothing behind it ever sees a tag.
// Source: CloudFormation template reference: "you can't nest two instances of two functions in short form".
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/text.h"
#include "cfn/functions.h"
#include "cfn/template.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using base::Diagnostics;
using yaml::Entry;
using yaml::Node;

namespace {

// AWS has no short form for these; people write them all the same, and mean the function.
constexpr auto kOtherTags = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"!Condition", "Condition"}, {"!Length", "Fn::Length"}, {"!ToJsonString", "Fn::ToJsonString"}});

constexpr std::string_view kConditions = "Conditions";

std::string_view long_form(std::string_view tag) {
  for (const FunctionInfo& function : all_functions()) {
    if (!function.tag.empty() && function.tag == tag) return function.name;
  }
  for (const auto& [short_tag, name] : kOtherTags) {
    if (short_tag == tag) return name;
  }
  return {};
}

// `A.B.C` is attribute B.C of resource A.
Node get_att_parts(const Node& text) {
  const std::size_t dot = text.text.find('.');
  Node list = yaml::sequence();
  list.span = text.span;
  list.cause = text.cause;
  for (const bool first : {true, false}) {
    Node part = text;
    part.tag.clear();
    part.style = yaml::Style::any;
    part.text = first ? text.text.substr(0, dot) : dot == std::string::npos ? "" : text.text.substr(dot + 1);
    if (text.span.known() && dot != std::string::npos && text.span.end - text.span.begin == text.text.size()) {
      const auto middle = text.span.begin + static_cast<std::uint32_t>(dot);
      (first ? part.span.end : part.span.begin) = first ? middle : middle + 1;
    }
    list.items.push_back(std::move(part));
  }
  return list;
}

void expand_get_att(Node& given, Diagnostics& diagnostics) {
  if (!given.is_string()) return;
  if (given.text.find('.') == std::string::npos) {
    diagnostics.add(Diagnostic("cfn/argument-kind", given.span,
                               cat("Fn::GetAtt is given `", given.text, "`; it wants resource.attribute"))
                        .help(cat("!GetAtt ", given.text, ".Arn")));
    return;
  }
  given = get_att_parts(given);
}

void desugar_in_place(Node& node, Diagnostics& diagnostics) {
  for (Node& item : node.items) desugar_in_place(item, diagnostics);
  for (Entry& entry : node.entries) desugar_in_place(entry.value, diagnostics);
  if (node.tag.empty()) {
    if (is_call_to(node, "Fn::GetAtt")) expand_get_att(node.entries.front().value, diagnostics);
    return;
  }
  const yaml::Tag tag = std::exchange(node.tag, {});
  const std::string_view name = long_form(tag);
  if (name.empty()) {
    diagnostics.add(Diagnostic("cfn/unknown-function", node.span, cat("CloudFormation has no short form `", tag, "`")));
    return;
  }
  // A short form's text is text, whatever it looks like: `!Ref 123`, `!Sub "true"`.
  if (node.is_scalar() && !node.is_null()) node.kind = yaml::Kind::string;
  // `!GetAZs` alone is the empty text: the stack's own region.
  if (node.is_null() && name == "Fn::GetAZs") node.kind = yaml::Kind::string;
  if (name == "Fn::GetAtt") expand_get_att(node, diagnostics);
  Node call;
  call.kind = yaml::Kind::mapping;
  call.span = node.span;
  call.cause = node.cause;
  call.entries.push_back({std::string(name), node.span, std::move(node)});
  node = std::move(call);
}

bool is_condition_call(const Node& node, bool in_condition) {
  return in_condition && is_call_to(node, "Condition") && node.entries.front().value.is_string();
}

// GetAtt's short form is text, and the attribute may have dots but the resource may not.
bool shortens_get_att(const Node& given) {
  return given.items.size() == 2 && given.items[0].is_string() && given.items[1].is_string() &&
         given.items[0].text.find('.') == std::string::npos && !given.items[1].text.empty();
}

bool holds_call(const Node& node) {
  if (is_call(node)) return true;
  return std::any_of(node.items.begin(), node.items.end(), holds_call) ||
         std::any_of(node.entries.begin(), node.entries.end(),
                     [](const Entry& entry) { return holds_call(entry.value); });
}

bool is_shortened(const FunctionInfo& function, const Node& given) {
  // A call directly inside a call cannot be two tags on one value.
  if (function.tag.empty() || is_call(given)) return false;
  // Behind a tag everything is read as text; nothing and numbers are told apart from it in the long form only.
  if (given.is_scalar() && !given.is_string()) return false;
  switch (function.id) {
    case Function::get_stack_output:
    case Function::transform:
      return !holds_call(given);
    case Function::get_att:
      return given.is_sequence() && given.items.size() == 2;
    default:
      return true;
  }
}

void resugar_in_place(Node& node, bool in_condition);

void resugar_inside(Node& node, bool items_in_condition, bool entries_in_condition) {
  for (Node& item : node.items) {
    if (!item.is_scalar()) resugar_in_place(item, items_in_condition);
  }
  for (Entry& entry : node.entries) {
    if (!entry.value.is_scalar()) resugar_in_place(entry.value, entries_in_condition);
  }
}

void resugar_in_place(Node& node, bool in_condition) {
  const Entry* call = call_of(node);
  const FunctionInfo* function = call ? find_function(call->key) : nullptr;
  const bool around_conditions = in_condition || (function && function->in_conditions && !function->in_properties);
  const bool condition = is_condition_call(node, in_condition);
  if (!condition && !(function && is_shortened(*function, call->value))) {
    return resugar_inside(node, in_condition, around_conditions);
  }
  // The argument takes the place of its call.
  yaml::Entries held = std::move(node.entries);
  Node& given = held.front().value;
  const bool as_text = function && function->id == Function::get_att && shortens_get_att(given);
  if (!as_text) resugar_inside(given, around_conditions, in_condition);
  node.kind = as_text ? yaml::Kind::string : given.kind;
  node.style = as_text ? yaml::Style::any : given.style;
  node.text = as_text ? cat(given.items[0].text, ".", given.items[1].text) : std::move(given.text);
  node.tag = function ? function->tag : std::string_view("!Condition");
  node.span = given.span;
  node.cause = as_text ? base::Span() : given.cause;
  if (as_text) return;
  node.items = std::move(given.items);
  node.entries = std::move(given.entries);
}

}  // namespace

std::span<const std::string_view> template_tags() {
  static const std::vector<std::string_view> tags = [] {
    std::vector<std::string_view> all;
    for (const FunctionInfo& function : all_functions()) {
      if (!function.tag.empty()) all.push_back(function.tag);
    }
    for (const auto& [tag, name] : kOtherTags) all.push_back(tag);
    return all;
  }();
  return tags;
}

Node desugar(Node node, Diagnostics& diagnostics) {
  desugar_in_place(node, diagnostics);
  return node;
}

void resugar_member(std::string_view section, Node& value) {
  resugar_in_place(value, section == kConditions);
}

void resugar_section(Entry& section) {
  if (section.key != kConditions) return resugar_in_place(section.value, false);
  for (Entry& condition : section.value.entries) resugar_member(kConditions, condition.value);
}

Node resugar(Node node) {
  for (Entry& section : node.entries) resugar_section(section);
  if (!node.is_mapping() || is_call(node)) resugar_in_place(node, false);
  return node;
}

}  // namespace landform::cfn
