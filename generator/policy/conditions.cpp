#include "policy/conditions.h"

#include <optional>

#include "base/text.h"

namespace landform::policy {
namespace {

using aws::ConditionValue;
using aws::SetOperator;

void note(Missing* missing, std::string_view key) {
  if (missing != nullptr) missing->keys.emplace_back(key);
}

enum class Resolution : std::uint8_t { done, absent, maybe_absent };

// Puts the variables' values for them. Values stand for themselves: a star in them is no wildcard.
Resolution resolve(const Template& parts, Wildcards wildcards, const Situation& situation, Missing* missing,
                   bool lower_case, PatternBuilder& builder) {
  Resolution resolution = Resolution::done;
  const auto add_value = [&](const std::string& value) {
    builder.add(lower_case ? base::to_lower(value) : value, Wildcards::literal);
  };
  for (const TextPart& part : parts) {
    if (const auto* text = std::get_if<std::string>(&part)) {
      builder.add(*text, wildcards);
      continue;
    }
    const Variable& variable = std::get<Variable>(part);
    const KeyState state =
        variable.key.empty() ? KeyState{Presence::absent, nullptr, false} : situation.find(variable.key);
    if (state.presence == Presence::unknown) {
      note(missing, variable.written);
      builder.add_unknown();
      if (!variable.fallback && resolution == Resolution::done) resolution = Resolution::maybe_absent;
    } else if (state.presence == Presence::present && !state.list) {
      add_value(state.values->front());
    } else if (variable.fallback) {
      add_value(*variable.fallback);
    } else {
      builder.add_unknown();
      resolution = Resolution::absent;
    }
  }
  return resolution;
}

Match from_resolution(Resolution resolution, Truth truth) {
  return {truth, false, resolution == Resolution::maybe_absent};
}

Match match_string(const CompiledText& value, Wildcards wildcards, bool lower_case, std::string_view text,
                   const Situation& situation, Missing* missing) {
  if (value.parts.empty()) return {value.pattern.matches(text), false, false};
  PatternBuilder builder;
  const Resolution resolution = resolve(value.parts, wildcards, situation, missing, lower_case, builder);
  if (resolution == Resolution::absent) return {Truth::no, true, false};
  return from_resolution(resolution, builder.finish().matches(text));
}

Match match_arn(const CompiledText& value, std::string_view text, const Situation& situation, Missing* missing) {
  PatternBuilder builder;
  const Resolution resolution = resolve(value.parts, Wildcards::meant, situation, missing, false, builder);
  if (resolution == Resolution::absent) return {Truth::no, true, false};
  return from_resolution(resolution, ArnPattern(builder).matches(text));
}

// "Equals", "NotEquals", "LessThan", ... of numbers and dates. The negated ones are told apart by the caller.
bool compares(std::string_view name, std::partial_ordering order) {
  if (name.ends_with("LessThan")) return order < 0;
  if (name.ends_with("LessThanEquals")) return order <= 0;
  if (name.ends_with("GreaterThan")) return order > 0;
  if (name.ends_with("GreaterThanEquals")) return order >= 0;
  return order == 0;
}

// What is no number, date, address or boolean equals nothing. Whether it differs from one is not documented.
constexpr Match kIncomparable{Truth::no, false, true};

template <class T>
Match match_operand(std::string_view name, const T& wanted, const std::optional<T>& found) {
  if (!found) return kIncomparable;
  return {truth_of(compares(name, *found <=> wanted)), false, false};
}

std::optional<bool> read_bool(std::string_view text) {
  const std::string lower = base::to_lower(text);
  if (lower == "true") return true;
  if (lower == "false") return false;
  return std::nullopt;
}

Match match_value(const aws::ConditionOperator& condition_operator, const CompiledValue& wanted,
                  std::string_view written, std::string_view text, const Situation& situation, Missing* missing) {
  if (const auto* pattern = std::get_if<CompiledText>(&wanted)) {
    if (condition_operator.type == ConditionValue::arn) return match_arn(*pattern, text, situation, missing);
    const auto wildcards = condition_operator.wildcards ? Wildcards::meant : Wildcards::literal;
    const bool lower = condition_operator.name.ends_with("IgnoreCase");
    if (!lower) return match_string(*pattern, wildcards, false, text, situation, missing);
    return match_string(*pattern, wildcards, true, base::to_lower(text), situation, missing);
  }
  if (const auto* pattern = std::get_if<ArnPattern>(&wanted)) return {pattern->matches(text), false, false};
  if (has_unknown_part(written) || has_unknown_part(text)) return {Truth::unknown, false, false};
  if (const auto* number = std::get_if<Number>(&wanted)) {
    return match_operand(condition_operator.name, *number, read_number(text));
  }
  if (const auto* instant = std::get_if<Instant>(&wanted)) {
    return match_operand(condition_operator.name, *instant, read_instant(text));
  }
  if (const auto* range = std::get_if<aws::Cidr>(&wanted)) {
    const auto found = read_range(text);
    if (!found) return kIncomparable;
    return {truth_of(aws::contains(*range, *found)), false, false};
  }
  if (const auto* flag = std::get_if<bool>(&wanted)) {
    const auto found = read_bool(text);
    if (!found) return kIncomparable;
    return {truth_of(*found == *flag), false, false};
  }
  return kIncomparable;
}

// One value of the request against all of the policy's: any may match; a negated operator wants that none does.
Truth one_value_holds(const CompiledCondition& condition, std::string_view text, const Situation& situation,
                      Missing* missing) {
  const aws::ConditionOperator& condition_operator = *condition.source->condition_operator->condition;
  Truth any = Truth::no;
  bool unresolved = false;
  bool open = false;
  for (std::size_t i = 0; i < condition.values.size() && any != Truth::yes; ++i) {
    const Match match = match_value(condition_operator, condition.values[i], condition.source->values[i].text, text,
                                    situation, missing);
    any = either(any, match.truth);
    unresolved = unresolved || match.unresolved;
    open = open || match.may_be_unresolved;
  }
  if (any == Truth::unknown) note(missing, condition.source->key);
  if (!condition_operator.negated) return any;
  if (unresolved) return Truth::no;
  const Truth none = inverse(any);
  return open ? both(none, Truth::unknown) : none;
}

Truth null_holds(const CompiledCondition& condition, bool is_null) {
  Truth truth = Truth::no;
  for (std::size_t i = 0; i < condition.values.size(); ++i) {
    const auto* wanted = std::get_if<bool>(&condition.values[i]);
    if (wanted != nullptr) {
      truth = either(truth, truth_of(*wanted == is_null));
    } else if (has_unknown_part(condition.source->values[i].text)) {
      truth = either(truth, Truth::unknown);
    }
  }
  return truth;
}

Truth absent_holds(const aws::ParsedOperator& parsed) {
  if (parsed.if_exists || parsed.set == SetOperator::for_all_values) return Truth::yes;
  if (parsed.set == SetOperator::for_any_value) return Truth::no;
  return truth_of(parsed.condition->negated);
}

// ForAllValues holds for no value, and for one that is empty: "a null dataset, such as an empty string".
bool is_empty_set(const std::vector<std::string>& values) {
  return values.empty() || (values.size() == 1 && values.front().empty());
}

Truth present_holds(const CompiledCondition& condition, const KeyState& state, const Situation& situation,
                    Missing* missing) {
  const std::vector<std::string>& values = *state.values;
  switch (condition.source->condition_operator->set) {
    case SetOperator::none:
      // A key with a list wants a set operator; without one nothing matches, negated or not.
      if (state.list || values.size() != 1) return Truth::no;
      return one_value_holds(condition, values.front(), situation, missing);
    case SetOperator::for_all_values: {
      if (is_empty_set(values)) return Truth::yes;
      Truth all = Truth::yes;
      for (const std::string& value : values) {
        all = both(all, one_value_holds(condition, value, situation, missing));
        if (all == Truth::no) break;
      }
      return all;
    }
    case SetOperator::for_any_value: {
      Truth any = Truth::no;
      for (const std::string& value : values) {
        any = either(any, one_value_holds(condition, value, situation, missing));
        if (any == Truth::yes) break;
      }
      return any;
    }
  }
  return Truth::unknown;
}

}  // namespace

Truth holds(const CompiledCondition& condition, const Situation& situation, Missing* missing) {
  if (!condition.source->condition_operator || condition.key_unclear) return Truth::unknown;
  const aws::ParsedOperator& parsed = *condition.source->condition_operator;
  const KeyState state = situation.find(condition.key);
  if (state.presence == Presence::unknown) {
    note(missing, condition.source->key);
    return Truth::unknown;
  }
  const bool absent = state.presence == Presence::absent;
  if (parsed.condition->type == ConditionValue::null) {
    if (condition.source->values_unclear) return Truth::unknown;
    return null_holds(condition, absent || state.values->empty());
  }
  if (absent) return absent_holds(parsed);
  if (condition.source->values_unclear) return Truth::unknown;
  return present_holds(condition, state, situation, missing);
}

Match match_resource(const CompiledText& pattern, std::string_view text, const Situation& situation, Missing* missing) {
  if (pattern.parts.empty()) return {pattern.pattern.matches(text), false, false};
  PatternBuilder builder;
  const Resolution resolution = resolve(pattern.parts, Wildcards::meant, situation, missing, false, builder);
  // An ARN that differs before its resource is another one whatever the variable stands for.
  if (resolution != Resolution::done && ArnPattern(builder).is_of_another_kind(text)) return {Truth::no, false, false};
  if (resolution == Resolution::absent) return {Truth::no, true, false};
  return from_resolution(resolution, builder.finish().matches(text));
}

}  // namespace landform::policy
