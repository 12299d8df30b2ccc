#include "policy/compiled.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace landform::policy {
namespace {

bool is_escape(std::string_view name) {
  return name == "*" || name == "?" || name == "$";
}

// What stands between "${" and "}".
Variable read_variable(std::string_view inside) {
  Variable variable;
  const std::size_t comma = inside.find(',');
  const std::string_view name = base::trim(inside.substr(0, comma));
  if (comma != std::string_view::npos) {
    const std::string_view fallback = base::trim(inside.substr(comma + 1));
    if (fallback.size() >= 2 && fallback.front() == '\'' && fallback.back() == '\'') {
      variable.fallback = fallback.substr(1, fallback.size() - 2);
    }
  }
  variable.key = base::to_lower(name);
  variable.written = name;
  return variable;
}

enum class Variables : std::uint8_t { literal, meant };

CompiledText compile_text(std::string_view text, Wildcards wildcards, Variables variables) {
  CompiledText compiled;
  if (variables == Variables::literal || text.find("${") == std::string_view::npos) {
    compiled.pattern = Pattern(text, wildcards);
    return compiled;
  }
  compiled.parts = read_template(text);
  return compiled;
}

CompiledValue compile_arn(std::string_view text, Variables variables) {
  if (variables == Variables::meant && text.find("${") != std::string_view::npos) {
    return compile_text(text, Wildcards::meant, variables);
  }
  PatternBuilder builder;
  builder.add(text, Wildcards::meant);
  return ArnPattern(builder);
}

CompiledValue compile_bool(std::string_view text) {
  const std::string lower = base::to_lower(text);
  if (lower == "true") return true;
  if (lower == "false") return false;
  return std::monostate{};
}

template <class T>
CompiledValue value_or_nothing(std::optional<T> value) {
  if (!value) return std::monostate{};
  return *std::move(value);
}

CompiledValue compile_value(const aws::ConditionOperator& condition_operator, const std::string& text,
                            Variables variables) {
  using enum aws::ConditionValue;
  switch (condition_operator.type) {
    case string:
      return compile_text(condition_operator.name.ends_with("IgnoreCase") ? base::to_lower(text) : text,
                          condition_operator.wildcards ? Wildcards::meant : Wildcards::literal, variables);
    case binary:
      return compile_text(text, Wildcards::literal, Variables::literal);
    case arn:
      return compile_arn(text, variables);
    case numeric:
      return value_or_nothing(read_number(text));
    case date:
      return value_or_nothing(read_instant(text));
    case ip_address:
      return value_or_nothing(read_range(text));
    case boolean:
    case null:
      return compile_bool(text);
  }
  return std::monostate{};
}

CompiledCondition compile_condition(const Condition& condition, Variables variables) {
  CompiledCondition compiled;
  compiled.source = &condition;
  compiled.key = base::to_lower(condition.key);
  compiled.key_unclear = has_unknown_part(condition.key);
  if (!condition.condition_operator) return compiled;
  compiled.values.reserve(condition.values.size());
  for (const Text& value : condition.values) {
    compiled.values.push_back(compile_value(*condition.condition_operator->condition, value.text, variables));
  }
  return compiled;
}

// The service that all actions name; nothing when one leaves it open.
bool services_of(const Statement& statement, std::set<std::string>& services) {
  if (statement.actions.choice != Choice::only) return false;
  for (const Text& action : statement.actions.texts) {
    const std::size_t colon = action.text.find(':');
    if (colon == std::string::npos || has_unknown_part(action.text)) return false;
    const std::string service = base::to_lower(std::string_view(action.text).substr(0, colon));
    if (service.find_first_of("*?") != std::string::npos) return false;
    services.insert(service);
  }
  return true;
}

}  // namespace

Template read_template(std::string_view text) {
  Template parts;
  const auto add_text = [&](std::string_view piece) {
    if (parts.empty() || !std::holds_alternative<std::string>(parts.back())) parts.emplace_back(std::string());
    std::get<std::string>(parts.back()) += piece;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find("${", at);
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) {
      add_text(text.substr(at));
      break;
    }
    if (open > at) add_text(text.substr(at, open - at));
    const std::string_view inside = text.substr(open + 2, close - open - 2);
    if (is_escape(inside)) {
      // An own part, which add_text of what follows must not grow: it stands for itself.
      Variable character;
      character.fallback = inside;
      parts.emplace_back(std::move(character));
    } else {
      parts.emplace_back(read_variable(inside));
    }
    at = close + 1;
  }
  return parts;
}

CompiledDocument::CompiledDocument(Document source) : document(std::move(source)) {
  const Variables variables = document.variables ? Variables::meant : Variables::literal;
  statements.reserve(document.statements.size());
  for (std::uint32_t i = 0; i < document.statements.size(); ++i) {
    const Statement& statement = document.statements[i];
    CompiledStatement compiled;
    compiled.source = &statement;
    for (const Text& action : statement.actions.texts) {
      compiled.actions.emplace_back(base::to_lower(action.text), Wildcards::meant);
    }
    for (const Text& resource : statement.resources.texts) {
      compiled.resources.push_back(compile_text(resource.text, Wildcards::meant, variables));
    }
    for (const Condition& condition : statement.conditions) {
      compiled.conditions.push_back(compile_condition(condition, variables));
    }
    statements.push_back(std::move(compiled));
    std::set<std::string> services;
    if (services_of(statement, services)) {
      for (const std::string& service : services) by_service.emplace_back(service, i);
    } else {
      any_service.push_back(i);
    }
  }
  std::sort(by_service.begin(), by_service.end());
}

}  // namespace landform::policy
