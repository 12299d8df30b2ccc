// A document made ready: patterns compiled, values read, statements indexed by the services that they may concern.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "aws/iam_conditions.h"
#include "policy/document.h"
#include "policy/operand.h"
#include "policy/pattern.h"

namespace landform::policy {

// "${aws:PrincipalTag/team, 'none'}". "${*}", "${?}" and "${$}" are variables without a key whose fallback is the sign.
struct Variable {
  std::string key;      // in lower case
  std::string written;  // as the policy writes it
  std::optional<std::string> fallback;
};
using TextPart = std::variant<std::string, Variable>;

// A text that variables make different for each request.
using Template = std::vector<TextPart>;

// A Resource, or a value of a string or ARN operator.
struct CompiledText {
  Pattern pattern;  // when `parts` is empty
  Template parts;   // else: put together for each request
};

using CompiledValue = std::variant<std::monostate,  // could not be read
                                   CompiledText, ArnPattern, Number, Instant, aws::Cidr, bool>;

struct CompiledCondition {
  const Condition* source = nullptr;
  std::string key;           // in lower case
  bool key_unclear = false;  // the key itself has an unknown part
  std::vector<CompiledValue> values;
};

struct CompiledStatement {
  const Statement* source = nullptr;
  std::vector<Pattern> actions;  // in lower case
  std::vector<CompiledText> resources;
  std::vector<CompiledCondition> conditions;
};

struct CompiledDocument {
  Document document;
  std::vector<CompiledStatement> statements;  // in the document's order
  // Statements whose actions all name their service, by service in lower case (sorted), then in order.
  std::vector<std::pair<std::string, std::uint32_t>> by_service;
  std::vector<std::uint32_t> any_service;  // all others, in order

  explicit CompiledDocument(Document source);
};

// Takes a policy's text apart where it has variables. A "${" that is not closed is text.
Template read_template(std::string_view text);

}  // namespace landform::policy
