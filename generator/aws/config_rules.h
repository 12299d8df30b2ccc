// Managed rules of AWS Config that landform knows: when they run, what they are told, where they belong. There are more
// (several hundred); a rule that is not here is judged by nobody. Source: aws-facts.md E2, E3 (AWS Config developer
// guide). Read: 2026-11-22.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace landform::aws {

enum class RuleTrigger : std::uint8_t { periodic, on_change, both };
// `home`: about what an account has once (its IAM, its root user); it runs in the region that records that.
enum class RulePlace : std::uint8_t { everywhere, home };

struct ConfigRule {
  std::string_view identifier;
  RuleTrigger trigger;
  RulePlace place;
  // Separated by spaces: `name`, `name:int`, `name:bool`, `name:list` (comma-separated), `name:A|B`. A last `!`:
  // required and without a default; `?`: required, the console fills in a default.
  std::string_view parameters;
};

struct RuleParameter {
  enum class Kind : std::uint8_t { text, integer, boolean, list, choice };
  enum class Need : std::uint8_t { optional, given_by_console, required };
  std::string_view name;
  Kind kind = Kind::text;
  std::string_view choices = {};  // "A|B"
  Need need = Need::optional;
};

// Sorted by identifier.
std::span<const ConfigRule> config_rules();
const ConfigRule* find_config_rule(std::string_view identifier);
std::vector<RuleParameter> rule_parameters(const ConfigRule& rule);
// What is wrong with a value, to go on after it ("is no whole number"); empty when it is fine.
std::string rule_parameter_fault(const RuleParameter& parameter, std::string_view value);

// The identifier behind a rule's name: "encrypted-volumes" is ENCRYPTED_VOLUMES. The pages of some rules have another
// name than the rule ("restricted-ssh"), which is known, too. Empty when the table has none.
std::string_view config_rule_of_name(std::string_view name);
// Every name that config_rule_of_name knows, for "did you mean"; sorted.
std::vector<std::string> config_rule_names();

}  // namespace landform::aws
