#include "resolve/guardrail_statements.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;
using yaml::Node;

namespace {

Node at(Node node, base::Span span) {
  node.span = span;
  return node;
}

void add_list(Node& statement, std::string_view key, const blueprint::Listed<std::string>& written) {
  if (!written.written()) return;
  Node list = at(yaml::sequence(), written.span);
  for (const auto& item : written) {
    if (item.written()) list.items.push_back(at(yaml::string(*item), item.span));
  }
  statement.entries.push_back({std::string(key), written.span, std::move(list)});
}

void add_text(Node& statement, std::string_view key, std::string text, base::Span span) {
  statement.entries.push_back({std::string(key), span, at(yaml::string(std::move(text)), span)});
}

void tell_shape(const std::string& guardrail, base::Span span, std::string message, base::Diagnostics& diagnostics) {
  diagnostics.add(
      Diagnostic("guardrails/policy-shape", span, cat("the policy of guardrail `", guardrail, "` ", message))
          .help("{Version: \"2012-10-17\", Statement: [...]}"));
}

// A list of what stands there alone or as a list.
Node as_list(Node node) {
  if (node.is_sequence()) return node;
  Node list = at(yaml::sequence(), node.span);
  list.cause = node.cause;
  list.items.push_back(std::move(node));
  return list;
}

yaml::Entry* entry_of(Node& mapping, std::string_view key) {
  const std::string wanted = base::to_lower(key);
  for (yaml::Entry& entry : mapping.entries) {
    if (base::to_lower(entry.key) == wanted) return &entry;
  }
  return nullptr;
}

// The mapping below `key`, made if need be. Operators and condition keys know no capitals.
Node& below(Node& mapping, std::string_view key, base::Span span) {
  if (yaml::Entry* found = entry_of(mapping, key)) return found->value;
  mapping.entries.push_back({std::string(key), span, at(yaml::mapping(), span)});
  return mapping.entries.back().value;
}

void exempt_from(Node& statement, const yaml::Nodes& patterns) {
  const base::Span span = patterns.front().span.known() ? patterns.front().span : statement.span;
  Node& conditions = below(statement, "Condition", span);
  if (!conditions.is_mapping()) return;  // verify says what is wrong with it
  Node& not_like = below(conditions, "ArnNotLike", span);
  if (!not_like.is_mapping()) return;
  yaml::Entry* found = entry_of(not_like, "aws:PrincipalArn");
  if (found == nullptr) {
    not_like.entries.push_back({"aws:PrincipalArn", span, at(yaml::sequence(), span)});
    found = &not_like.entries.back();
  }
  found->value = as_list(std::move(found->value));
  for (const Node& pattern : patterns) {
    const bool there = std::any_of(found->value.items.begin(), found->value.items.end(),
                                   [&](const Node& item) { return item.text == pattern.text; });
    if (!there) found->value.items.push_back(pattern);
  }
}

}  // namespace

Node statement_node(const blueprint::Statement& written, PolicyType type, base::Span span) {
  Node statement = at(yaml::mapping(), span);
  if (written.sid.written()) add_text(statement, "Sid", *written.sid, written.sid.span);
  if (written.effect.written()) {
    const bool allows = *written.effect == blueprint::Effect::allow;
    add_text(statement, "Effect", allows ? "Allow" : "Deny", written.effect.span);
  }
  if (type == PolicyType::resource_control) add_text(statement, "Principal", "*", span);
  add_list(statement, "Action", written.actions);
  add_list(statement, "NotAction", written.not_actions);
  add_list(statement, "Resource", written.resources);
  add_list(statement, "NotResource", written.not_resources);
  if (written.conditions.written()) {
    statement.entries.push_back({"Condition", written.conditions.span, *written.conditions->node});
  }
  return statement;
}

yaml::Nodes statements_of(const Node& document, const std::string& guardrail, base::Diagnostics& diagnostics) {
  if (!document.is_mapping()) {
    tell_shape(guardrail, document.span, "is no mapping", diagnostics);
    return {};
  }
  const Node* statement = nullptr;
  for (const yaml::Entry& entry : document.entries) {
    if (entry.key == "Statement") {
      statement = &entry.value;
    } else if (entry.key == "Version") {
      if (entry.value.text == "2012-10-17") continue;
      tell_shape(guardrail, entry.value.span,
                 cat("has Version `", entry.value.text, "`; AWS Organizations wants 2012-10-17"), diagnostics);
    } else if (entry.key != "Id") {
      tell_shape(guardrail, entry.key_span, cat("has a key `", entry.key, "`, which such policies do not have"),
                 diagnostics);
    }
  }
  if (statement == nullptr) {
    tell_shape(guardrail, document.span, "has no `Statement`", diagnostics);
    return {};
  }
  const Node list = as_list(*statement);
  for (const Node& one : list.items) {
    if (!one.is_mapping()) tell_shape(guardrail, one.span, "has a statement that is no mapping", diagnostics);
  }
  if (list.items.empty()) tell_shape(guardrail, statement->span, "has no statement in its list", diagnostics);
  return list.items;
}

bool check_final(const Node& tree, const std::string& guardrail, base::Diagnostics& diagnostics) {
  bool is_final = true;
  for (const yaml::Entry& entry : tree.entries) {
    if (entry.key == "Ref" || entry.key.starts_with("Fn::")) {
      diagnostics.add(Diagnostic("guardrails/not-final", entry.key_span,
                                 cat("the policy of guardrail `", guardrail, "` has the CloudFormation function `",
                                     entry.key, "`; policies are plain documents"))
                          .note("what only AWS could fill in can be neither measured nor simulated")
                          .help("write the value"));
      is_final = false;
      continue;
    }
    is_final = check_final(entry.value, guardrail, diagnostics) && is_final;
  }
  for (const Node& item : tree.items) is_final = check_final(item, guardrail, diagnostics) && is_final;
  return is_final;
}

std::size_t exempt_principals(yaml::Nodes& statements, const yaml::Nodes& patterns) {
  std::size_t denies = 0;
  for (Node& statement : statements) {
    const Node* effect = statement.find("Effect");
    if (effect == nullptr || effect->text != "Deny") continue;
    ++denies;
    if (!patterns.empty()) exempt_from(statement, patterns);
  }
  return denies;
}

std::string principal_pattern(const std::string& written) {
  if (written.starts_with("arn:")) return written;
  const bool says_kind = written.starts_with("role/") || written.starts_with("user/");
  return cat("arn:*:iam::*:", says_kind ? "" : "role/", written);
}

void set_causes(Node& tree, base::Span cause) {
  if (!tree.cause.known()) tree.cause = cause.known() ? cause : tree.span;
  for (Node& item : tree.items) set_causes(item, cause);
  for (yaml::Entry& entry : tree.entries) set_causes(entry.value, cause);
}

}  // namespace landform::resolve
