#include "stacks/identity_center_parts.h"

#include <set>
#include <utility>

#include "aws/region.h"
#include "base/text.h"
#include "plan/ids.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

std::string groups_step(std::uint32_t shard) {
  return cat("identity-center-groups-", shard);
}
std::string users_step(std::uint32_t shard) {
  return cat("identity-center-users-", shard);
}
std::string members_step(std::uint32_t shard) {
  return cat("identity-center-members-", shard);
}
std::string permission_sets_step(std::uint32_t shard) {
  return cat("permission-sets-", shard);
}

std::string instance_arn_parameter(const resolve::Organization& organization) {
  return plan::identity_center_parameter(organization, "instance-arn");
}
std::string identity_store_parameter(const resolve::Organization& organization) {
  return plan::identity_center_parameter(organization, "identity-store-id");
}
std::string group_id_parameter(const resolve::Organization& organization, const resolve::CenterGroup& group) {
  return plan::identity_center_parameter(organization, cat("groups/", group.key, "/id"));
}
std::string user_id_parameter(const resolve::Organization& organization, const resolve::CenterUser& user) {
  return plan::identity_center_parameter(organization, cat("users/", user.key, "/id"));
}

void open_from_store(const resolve::Organization& organization, plan::StackStep& stack, const std::string& parameter,
                     const std::string& stored) {
  fold_or_open(stack, organization, parameter, std::nullopt, stored);
}

namespace {

PrincipalId made_by(const resolve::Organization& organization, std::string step, std::string output, base::Span span) {
  PrincipalId id;
  id.value = plan::stack_output(organization, step, output, span);
  id.source = plan::FromOutput{step, std::move(output)};
  id.step = std::move(step);
  return id;
}

PrincipalId looked_up(const resolve::Organization& organization, const std::string& parameter, base::Span span) {
  PrincipalId id;
  id.step = std::string(kLookUpsStep);
  id.value = bound(plan::look_up(parameter), span);
  id.source = plan::FromSsm{parameter, std::string(plan::kManagementAccount), organization.home_region.value};
  return id;
}

}  // namespace

PrincipalId principal_id(const resolve::Organization& organization, const resolve::Grant& grant) {
  const auto& center = organization.identity_center;
  if (grant.to_user) {
    const resolve::CenterUser& user = *center.user(grant.principal);
    return user.made ? made_by(organization, users_step(user.shard), cat("User", user.key, "Id"), grant.span)
                     : looked_up(organization, user_id_parameter(organization, user), grant.span);
  }
  const resolve::CenterGroup& group = *center.group(grant.principal);
  return group.made ? made_by(organization, groups_step(group.shard), cat("Group", group.key, "Id"), grant.span)
                    : looked_up(organization, group_id_parameter(organization, group), grant.span);
}

namespace {

std::string arn_of_aws(const resolve::Organization& organization, const std::string& policy) {
  return cat("arn:", aws::partition_of(organization.home_region.value).name, ":iam::aws:policy/", policy);
}

yaml::Node own_policy(const std::string& name, base::Span span) {
  yaml::Node reference = yaml::mapping();
  reference.span = span;
  reference.add("Name", bound(name, span));
  return reference;
}

yaml::Node boundary_of(const resolve::Organization& organization, const resolve::PermissionSet& set) {
  if (!set.boundary) return no_value();
  yaml::Node boundary = yaml::mapping();
  boundary.span = set.boundary->span;
  if (set.boundary->own) {
    boundary.add("CustomerManagedPolicyReference", own_policy(set.boundary->policy, set.boundary->span));
  } else {
    boundary.add("ManagedPolicyArn", bound(arn_of_aws(organization, set.boundary->policy), set.boundary->span));
  }
  return boundary;
}

}  // namespace

yaml::Node permission_set_row(const resolve::Organization& organization, const resolve::PermissionSet& set,
                              SetPlace place) {
  yaml::Node row = yaml::mapping();
  row.span = set.span;
  row.entries.reserve(10);
  row.add("Name", bound(place == SetPlace::management ? resolve::management_set_name(set) : set.name, set.span));
  row.add("Description", set.description.empty() ? no_value() : bound(set.description, set.span));
  row.add("Session", bound(cat("PT", set.session_hours.value, 'H'), set.session_hours.span));
  row.add("RelayState", set.relay_state ? bound(*set.relay_state) : no_value());
  yaml::Node managed = yaml::sequence();
  for (const auto& policy : set.managed_policies) {
    managed.items.push_back(bound(arn_of_aws(organization, policy.value), policy.span));
  }
  row.add("ManagedPolicies", managed.items.empty() ? no_value() : std::move(managed));
  yaml::Node own = yaml::sequence();
  for (const auto& policy : set.policies) own.items.push_back(own_policy(policy.value, policy.span));
  row.add("CustomerPolicies", own.items.empty() ? no_value() : std::move(own));
  row.add("InlinePolicy", set.inline_policy ? *set.inline_policy : no_value());
  row.add("Boundary", boundary_of(organization, set));
  row.add("Tags", tag_list(set.tags));
  std::set<std::string> controls{"iam.permissions", "sso.permission-sets"};
  if (set.boundary || set.inline_policy) controls.insert("iam.least-privilege");
  row.add("Controls", yaml::strings({controls.begin(), controls.end()}));
  return row;
}

std::map<std::string, std::string> tags_of_set_stacks(const resolve::Organization& organization) {
  return plain_tags(resolve::tags_of_sets(organization.default_tags));
}

}  // namespace landform::stacks
