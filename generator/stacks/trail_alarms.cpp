// Alarms on the organization trail, where its log group is: root and break-glass use always, the CIS set by default.
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "aws/logical_id.h"
#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

namespace {

// The rows of the template that make up the CIS set beside the root user's.
constexpr std::array<std::string_view, 14> kCis = {
    "BucketPolicies",      "ConfigChanges", "Gateways",       "IamPolicies",    "KeysDisabled",     "NetworkAcls",
    "OrganizationChanges", "RouteTables",   "SecurityGroups", "SignInFailures", "SignInWithoutMfa", "TrailChanges",
    "UnauthorizedCalls",   "Vpcs"};

}  // namespace

void add_trail_alarms(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* audit = organization.with_role(resolve::AccountRole::audit);
  if (!audit || !organization.with_role(resolve::AccountRole::log_archive)) return;
  Deployment alarms;
  alarms.name = "trail-alarms";
  alarms.number = number::kTrailAlarms;
  alarms.template_path = "security/trail-alarms.yaml";
  alarms.title = "Alarms on the organization trail";
  alarms.why = "Use of root and break-glass users, and changes of what protects the accounts, are seen within minutes.";
  alarms.controls = {"root.no-daily-use", "trail.alarms"};
  alarms.needs = {{plan::trail_step(organization), "the filters read its log group"},
                  {plan::topics_step(organization, organization.home_region.value), "the alarms go to its topic"}};
  auto& parameters = alarms.values.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("TrailLogGroup", bound(plan::trail_log_group(organization)));
  parameters.emplace("AuditAccountId", account_id_value(organization, *audit));
  parameters.emplace("Channel", bound(organization.finding_routes.channel));
  yaml::Node names = yaml::sequence();
  if (organization.finding_routes.cis_alarms) {
    for (const std::string_view name : kCis) names.add(yaml::string(std::string(name)));
  }
  parameters.emplace("Alarms", std::move(names));
  yaml::Node users = yaml::sequence();
  yaml::Node rows = yaml::mapping();
  for (const resolve::BreakGlassUser& user : organization.break_glass) {
    const std::string id = aws::logical_id(user.name).str();
    users.add(bound(id, user.span));
    rows.add(id, yaml::mapping({{"UserName", bound(user.name, user.span)}}));
  }
  parameters.emplace("HasBreakGlassUsers", switched(!users.items.empty()));
  parameters.emplace("BreakGlassUsers", std::move(users));
  alarms.values.mappings.emplace("BreakGlassUsers", std::move(rows));
  alarms.regions = {organization.home_region.value};
  add_in_account(organization, alarms, std::string(plan::kManagementAccount), plan);
}

}  // namespace landform::stacks
