#include "policy/document.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace landform::policy {
namespace {

using yaml::Node;

constexpr std::string_view kVariablesVersion = "2012-10-17";
constexpr std::string_view kOldVersion = "2008-10-17";

// A CloudFormation function in its long form, or in its short one before it was unfolded.
bool is_function(const Node& node) {
  if (!node.tag.empty()) return true;
  if (!node.is_mapping() || node.entries.size() != 1) return false;
  const std::string& key = node.entries.front().key;
  return key == "Ref" || key == "Condition" || key.starts_with("Fn::");
}

bool is_no_value(const Node& node) {
  const Node* name = node.is_mapping() && node.entries.size() == 1 ? node.find("Ref") : nullptr;
  return name != nullptr && name->text == "AWS::NoValue";
}

// "${X}" becomes an unknown part, "${!X}" becomes "${X}".
std::string text_of_sub(std::string_view sub) {
  std::string text;
  for (std::size_t i = 0; i < sub.size(); ++i) {
    const std::size_t close = sub.substr(i).starts_with("${") ? sub.find('}', i) : std::string_view::npos;
    if (close == std::string_view::npos) {
      text += sub[i];
    } else if (sub[i + 2] == '!') {
      text += base::cat("${", sub.substr(i + 3, close - i - 2));
      i = close;
    } else {
      text += kUnknownPart;
      i = close;
    }
  }
  return text;
}

std::string text_of_function(const Node& node) {
  const Node* sub = node.is_mapping() ? node.find("Fn::Sub") : nullptr;
  if (node.tag == "!Sub" && node.is_scalar()) sub = &node;
  if (sub != nullptr && sub->is_sequence() && !sub->items.empty()) sub = &sub->items.front();
  if (sub == nullptr || !sub->is_scalar()) return std::string(kUnknownPart);
  return text_of_sub(sub->text);
}

// Nothing when it is neither a text nor a function that gives one.
std::optional<Text> read_text(const Node& node) {
  if (is_function(node)) return Text{text_of_function(node), node.span, node.cause};
  if (!node.is_scalar() || node.is_null()) return std::nullopt;
  return Text{node.text, node.span, node.cause};
}

// False when something in it is no text, or the whole list is a function, whose length nobody knows.
bool read_texts(const Node& node, std::vector<Text>& texts) {
  const auto add = [&](const Node& item) {
    auto text = read_text(item);
    if (text) texts.push_back(std::move(*text));
    return text.has_value();
  };
  if (!node.is_sequence()) return add(node) && !(is_function(node) && texts.back().text == kUnknownPart);
  bool good = !node.items.empty();
  for (const Node& item : node.items) {
    if (!is_no_value(item)) good = add(item) && good;
  }
  return good;
}

const Node* find_element(const Node& statement, std::string_view key) {
  const Node* found = statement.find(key);
  return found != nullptr && is_no_value(*found) ? nullptr : found;
}

Selection read_selection(const Node& statement, std::string_view key, std::string_view negated_key) {
  Selection selection;
  const Node* only = find_element(statement, key);
  const Node* all_but = find_element(statement, negated_key);
  if (only == nullptr && all_but == nullptr) return selection;
  selection.choice = only != nullptr ? Choice::only : Choice::all_but;
  bool good = only == nullptr || all_but == nullptr;
  good = read_texts(only != nullptr ? *only : *all_but, selection.texts) && good;
  if (!good) selection.choice = Choice::unclear;
  return selection;
}

PrincipalForm form_of(std::string_view key) {
  if (key == "AWS") return PrincipalForm::aws;
  if (key == "Service") return PrincipalForm::service;
  if (key == "Federated") return PrincipalForm::federated;
  if (key == "CanonicalUser") return PrincipalForm::canonical_user;
  return PrincipalForm::unclear;
}

bool read_principal_entries(const Node& node, std::vector<PrincipalEntry>& entries) {
  if (node.is_scalar() && node.text == "*") {
    entries.push_back({PrincipalForm::everyone, {node.text, node.span, node.cause}});
    return true;
  }
  if (!node.is_mapping() || is_function(node) || node.entries.empty()) return false;
  bool good = true;
  for (const yaml::Entry& entry : node.entries) {
    const PrincipalForm form = form_of(entry.key);
    std::vector<Text> names;
    good = read_texts(entry.value, names) && form != PrincipalForm::unclear && good;
    for (Text& name : names) {
      const bool everyone = form == PrincipalForm::aws && name.text == "*";
      entries.push_back({everyone ? PrincipalForm::everyone : form, std::move(name)});
    }
  }
  return good;
}

PrincipalSelection read_principals(const Node& statement) {
  PrincipalSelection selection;
  const Node* only = find_element(statement, "Principal");
  const Node* all_but = find_element(statement, "NotPrincipal");
  if (only == nullptr && all_but == nullptr) return selection;
  selection.choice = only != nullptr ? Choice::only : Choice::all_but;
  bool good = only == nullptr || all_but == nullptr;
  good = read_principal_entries(only != nullptr ? *only : *all_but, selection.entries) && good;
  if (!good) selection.choice = Choice::unclear;
  return selection;
}

void read_conditions(const Node& node, Statement& statement) {
  if (is_no_value(node)) return;
  if (!node.is_mapping() || is_function(node)) {
    statement.conditions_unclear = true;
    return;
  }
  for (const yaml::Entry& block : node.entries) {
    if (is_no_value(block.value)) continue;
    if (!block.value.is_mapping() || is_function(block.value)) {
      statement.conditions_unclear = true;
      continue;
    }
    for (const yaml::Entry& entry : block.value.entries) {
      Condition condition;
      condition.condition_operator = aws::parse_condition_operator(block.key);
      condition.operator_text = block.key;
      condition.key = entry.key;
      condition.span = entry.key_span;
      condition.values_unclear = !read_texts(entry.value, condition.values);
      statement.conditions.push_back(std::move(condition));
    }
  }
}

constexpr std::array<std::string_view, 9> kElements{"Sid",       "Effect",   "Principal",   "NotPrincipal", "Action",
                                                    "NotAction", "Resource", "NotResource", "Condition"};

}  // namespace

Statement read_statement(const Node& node) {
  Statement statement;
  statement.span = node.span;
  statement.cause = node.cause;
  if (!node.is_mapping() || is_function(node)) {
    statement.actions.choice = Choice::unclear;
    statement.resources.choice = Choice::unclear;
    statement.principals.choice = Choice::unclear;
    statement.conditions_unclear = true;
    return statement;
  }
  if (const Node* sid = find_element(node, "Sid"); sid != nullptr && sid->is_scalar()) statement.sid = sid->text;
  if (const Node* effect = find_element(node, "Effect"); effect != nullptr && effect->is_scalar()) {
    if (effect->text == "Allow") statement.effect = Effect::allow;
    if (effect->text == "Deny") statement.effect = Effect::deny;
  }
  statement.actions = read_selection(node, "Action", "NotAction");
  // A statement without actions is none that IAM takes.
  if (statement.actions.choice == Choice::absent) statement.actions.choice = Choice::unclear;
  statement.resources = read_selection(node, "Resource", "NotResource");
  statement.principals = read_principals(node);
  if (const Node* conditions = node.find("Condition")) read_conditions(*conditions, statement);
  for (const yaml::Entry& entry : node.entries) {
    if (std::find(kElements.begin(), kElements.end(), entry.key) == kElements.end())
      statement.conditions_unclear = true;
  }
  return statement;
}

Document read_document(const Node& node) {
  Document document;
  document.span = node.span;
  document.version = kOldVersion;
  if (node.is_null()) return document;
  const Node* statements = node.is_mapping() && !is_function(node) ? node.find("Statement") : &node;
  if (const Node* version = node.is_mapping() ? find_element(node, "Version") : nullptr) {
    const auto text = read_text(*version);
    document.version = text ? text->text : std::string();
  }
  document.variables = document.version == kVariablesVersion || has_unknown_part(document.version);
  if (statements == nullptr) return document;
  if (statements->is_sequence()) {
    document.statements.reserve(statements->items.size());
    for (const Node& statement : statements->items) {
      if (!is_no_value(statement)) document.statements.push_back(read_statement(statement));
    }
  } else if (!is_no_value(*statements)) {
    document.statements.push_back(read_statement(*statements));
  }
  return document;
}

}  // namespace landform::policy
