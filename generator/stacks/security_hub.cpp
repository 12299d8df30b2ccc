// Security Hub, configured centrally: the management account names the audit account its administrator, which links
// the governed regions and lays one policy of standards over the whole organization.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/region.h"
#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/service_access.h"

namespace landform::stacks {

using base::cat;
using resolve::AccountRole;
using yaml::Node;

namespace {

// Not by a stack: once Security Hub is configured centrally, the account may neither change nor leave it.
void add_hubs(const resolve::Organization& organization, std::string_view name, std::string_view account,
              const std::vector<aws::RegionName>& regions, std::string why, plan::Step::Need need, plan::Plan& plan) {
  plan::Step step = command_step(organization, name, account);
  step.number = number::kSecurityHub;
  step.title = account == plan::kManagementAccount ? "Security Hub: on in the management account"
                                                   : "Security Hub: on in the administrator's account";
  step.why = std::move(why);
  step.controls = {"security.posture"};
  step.needs = {std::move(need)};
  auto& cli = std::get<plan::CliStep>(step.what);
  for (const aws::RegionName& region : regions) {
    add_command(
        {"aws", "securityhub", "enable-security-hub", "--no-enable-default-standards", "--region", region.str()}, cli);
  }
  cli.check = {"aws", "securityhub", "describe-hub", "--region", organization.home_region.value.str()};
  plan.steps.push_back(std::move(step));
}

// "ALL_REGIONS_EXCEPT_SPECIFIED" with every other region of the partition, where only one is governed: the resource
// type cannot say that none is linked.
void bind_regions(const resolve::Organization& organization, Values& values) {
  const std::string home = organization.home_region.value.str();
  const auto governed = region_names(governed_regions(organization));
  Node linked = yaml::sequence();
  for (const std::string& region : governed) {
    if (region != home) linked.items.push_back(bound(region));
  }
  const bool one = linked.items.empty();
  if (one) {
    const aws::Partition& partition = aws::partition_of(organization.home_region.value);
    for (const aws::Region& region : aws::all_regions()) {
      if (region.name != home && region.partition == partition.name) {
        linked.items.push_back(bound(std::string(region.name)));
      }
    }
  }
  values.parameters.emplace("LinkingMode", bound(one ? "ALL_REGIONS_EXCEPT_SPECIFIED" : "SPECIFIED_REGIONS"));
  values.parameters.emplace("LinkedRegions", std::move(linked));
}

void bind_policy(const resolve::Organization& organization, Values& values) {
  const resolve::SecurityHub& hub = organization.detection.security_hub;
  Node standards = yaml::sequence();
  for (const auto& standard : hub.standards) {
    standards.items.push_back(substituted(
        cat("arn:${AWS::Partition}:securityhub:${AWS::Region}::standards/", standard.value), standard.span));
  }
  Node disabled = yaml::sequence(), reasons = yaml::sequence();
  for (const auto& [control, reason] : hub.disabled_controls) {
    disabled.items.push_back(bound(control, reason.span));
    reasons.items.push_back(bound(cat(control, ": ", reason.value), reason.span));
  }
  values.mappings.emplace(
      "Policy", yaml::mapping({{"Standards", yaml::mapping({{"Identifiers", std::move(standards)}})},
                               {"Controls",
                                yaml::mapping({{"Disabled", std::move(disabled)}, {"Reasons", std::move(reasons)}})}}));
}

Deployment deployment_of(std::string name, std::string template_path) {
  Deployment deployment;
  deployment.name = std::move(name);
  deployment.number = number::kSecurityHub;
  deployment.template_path = std::move(template_path);
  deployment.controls = {"security.posture"};
  return deployment;
}

}  // namespace

void add_security_hub(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* audit = organization.with_role(AccountRole::audit);
  if (!audit || !organization.detection.security_hub.enabled.value) return;
  add_hubs(organization, "security-hub-management", plan::kManagementAccount, governed_regions(organization),
           "Security Hub switches itself on in every account but this one.",
           {"organization", "the management account is ready then"}, plan);

  Deployment admin = deployment_of("security-hub-admin", "security/security-hub-admin.yaml");
  admin.title = "Security Hub: the audit account administers it";
  admin.why = "One account configures Security Hub for all and sees what it finds.";
  admin.needs = {{cat("accounts-", audit->shard), "the audit account must exist"},
                 {"security-hub-management", "the management account becomes a member with its own hub"}};
  admin.regions = {organization.home_region.value};
  admin.values.parameters.emplace("AuditAccountId", account_id_value(organization, *audit));
  add_in_account(organization, admin, std::string(plan::kManagementAccount), plan);

  add_hubs(organization, "security-hub-audit", audit->name, {organization.home_region.value},
           "Findings are aggregated only where Security Hub is on; mostly its administrator's is by now.",
           {"security-hub-admin", "it is the administrator first"}, plan);

  Deployment central = deployment_of("security-hub", "security/security-hub.yaml");
  central.title = "Security Hub: standards for the organization";
  central.why = "Every account and governed region is measured by the same standards, accounts that come later, too.";
  central.controls = {"prep.compliance", "security.posture"};
  central.needs = {{"security-hub-audit", "central configuration starts from a hub"}};
  if (organization.config.enabled.value && organization.delivery.value == resolve::Delivery::stack_sets) {
    central.needs.push_back({"config-recorder", "most controls look at what AWS Config records"});
  }
  central.regions = {organization.home_region.value};
  central.values.parameters.emplace("Slug", bound(organization.customer.slug));
  central.values.parameters.emplace("RootId", root_id_value(organization));
  bind_regions(organization, central.values);
  bind_policy(organization, central.values);
  add_in_account(organization, central, audit->name, plan);
}

}  // namespace landform::stacks
