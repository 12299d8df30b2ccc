// What the stacks of IAM Identity Center share: the names of their steps, the ids that only AWS knows, rows of
// permission sets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plan/step.h"
#include "resolve/organization.h"
#include "yaml/node.h"

namespace landform::stacks {

// Publishes the ids of the instance and its directory.
inline constexpr std::string_view kInstanceStep = "identity-center-instance";
// Publishes the ids of users and groups that no stack makes; there is one only if there are such.
inline constexpr std::string_view kLookUpsStep = "identity-center-look-ups";

std::string groups_step(std::uint32_t shard);
std::string users_step(std::uint32_t shard);
std::string members_step(std::uint32_t shard);
std::string permission_sets_step(std::uint32_t shard);

std::string instance_arn_parameter(const resolve::Organization& organization);
std::string identity_store_parameter(const resolve::Organization& organization);
std::string group_id_parameter(const resolve::Organization& organization, const resolve::CenterGroup& group);
std::string user_id_parameter(const resolve::Organization& organization, const resolve::CenterUser& user);

// A parameter that the deployer fills from Parameter Store: a look-up in each of a template's resources would be more
// than a template takes.
void open_from_store(const resolve::Organization& organization, plan::StackStep& stack, const std::string& parameter,
                     const std::string& stored);

struct PrincipalId {
  std::string step;  // that makes or looks up the principal
  yaml::Node value;  // for a template of the management account
  plan::ParameterSource source;
};
PrincipalId principal_id(const resolve::Organization& organization, const resolve::Grant& grant);

enum class SetPlace : std::uint8_t { members, management };
// The row of a permission set in templates/identity/permission-sets.yaml and management-assignments.yaml.
yaml::Node permission_set_row(const resolve::Organization& organization, const resolve::PermissionSet& set,
                              SetPlace place);
// Tags of a stack that holds sets: CloudFormation puts them on every set, and Identity Center refuses many a tag.
std::map<std::string, std::string> tags_of_set_stacks(const resolve::Organization& organization);

}  // namespace landform::stacks
