// Alarms on the use of break-glass users, in the accounts that they live in: in every governed region, and in those
// where CloudTrail records console sign-ins, which need not be governed.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/region.h"
#include "resolve/iam_reach.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {
namespace {

// Source: "AWS Management Console sign-in events" (CloudTrail user guide): for IAM users the region of the endpoint, or
// one of these.
constexpr auto kSignInRegions =
    std::to_array<std::string_view>({"ap-southeast-2", "eu-north-1", "us-east-1", "us-east-2"});

std::vector<aws::RegionName> regions_of_alarms(const resolve::Organization& organization) {
  std::vector<aws::RegionName> regions = governed_regions(organization);
  if (aws::partition_of(organization.home_region.value).name == "aws") {
    for (const std::string_view region : kSignInRegions) regions.emplace_back(std::string(region));
  }
  std::sort(regions.begin(), regions.end());
  regions.erase(std::unique(regions.begin(), regions.end()), regions.end());
  return regions;
}

}  // namespace

void add_break_glass_alarms(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* audit = organization.with_role(resolve::AccountRole::audit);
  resolve::IamReach reach;
  yaml::Node names = yaml::sequence();
  for (const resolve::IamUser& user : organization.iam.users) {
    if (!user.break_glass) continue;
    resolve::unite(reach, user.reach, organization);
    names.add(bound(user.name, user.span));
  }
  if (!audit || names.items.empty()) return;

  Deployment alarms;
  alarms.name = "break-glass-alarms";
  alarms.number = number::kBreakGlassAlarms;
  alarms.template_path = "identity/break-glass-alarms.yaml";
  alarms.title = "Alarms on the use of break-glass users";
  alarms.why = "These users get past everything, so every use of one is an incident until somebody says otherwise.";
  alarms.controls = {"iam.users"};
  alarms.needs = {
      {"topics", "the alarms go to its security topic"},
      {organization.control_tower ? "landing-zone" : "organization-trail", "rules see only what a trail records"}};
  auto& parameters = alarms.values.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("HomeRegion", bound(organization.home_region.value.str(), organization.home_region.span));
  parameters.emplace("AuditAccountId", account_id_value(organization, *audit));
  parameters.emplace("Users", std::move(names));
  alarms.regions = regions_of_alarms(organization);
  alarms.asked_by = "identity.iam.users";
  Reach to{{}, {}, reach.management};
  for (const resolve::PolicyTarget& target : reach.targets) {
    if (target.kind == resolve::PolicyTarget::Kind::account) {
      to.accounts.push_back(target.name);
    } else {
      to.units.emplace_back(target.name);
    }
  }
  add_fan_out(organization, alarms, to, plan);
}

}  // namespace landform::stacks
