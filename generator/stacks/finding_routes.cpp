// Routes of findings: every account forwards what it alone hears of to a bus of the audit account, and rules there turn
// it, and what the security services report, into mails.
#include <algorithm>
#include <string>
#include <utility>

#include "aws/region.h"
#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

namespace {

std::string_view console_host(std::string_view partition) {
  if (partition == "aws-cn") return "console.amazonaws.cn";
  if (partition == "aws-us-gov") return "console.amazonaws-us-gov.com";
  return "console.aws.amazon.com";
}

std::string routes_step(const resolve::Organization& organization, const aws::RegionName& region) {
  return region == organization.home_region.value ? "finding-routes" : cat("finding-routes-", region.str());
}

yaml::Node words(const std::vector<std::string>& texts) {
  yaml::Node list = yaml::sequence();
  for (const std::string& text : texts) list.add(yaml::string(text));
  return list;
}

void add_routes(const resolve::Organization& organization, const resolve::Account& audit, const aws::RegionName& region,
                const aws::Partition& partition, plan::Plan& plan) {
  const resolve::FindingRoutes& wished = organization.finding_routes;
  const bool at_home = region == organization.home_region.value;
  Deployment routes;
  routes.name = "finding-routes";
  routes.number = number::kFindingRoutes;
  routes.template_path = "security/finding-routes.yaml";
  routes.title = "Routes of findings";
  routes.why = "A finding that nobody hears of might as well not have been made.";
  routes.controls = {"config.required-rules", "guardduty.notify", "iam.access-analyzer", "incident.notify",
                     "root.no-daily-use"};
  routes.needs = {{plan::topics_step(organization, region), "its role publishes to its topics"}};
  auto& parameters = routes.values.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("OrganizationId", organization_id_value(organization));
  parameters.emplace("Channel", bound(wished.channel));
  parameters.emplace("ConsoleHost", bound(std::string(console_host(partition.name))));
  parameters.emplace("IsHome", switched(at_home));
  parameters.emplace("HasGuardDuty", switched(wished.guardduty_severity.has_value()));
  parameters.emplace("GuardDutySeverity", yaml::integer(wished.guardduty_severity.value_or(1)));
  parameters.emplace("HasSecurityHub", switched(!wished.security_hub_labels.empty()));
  parameters.emplace("SecurityHubLabels", words(wished.security_hub_labels));
  parameters.emplace("HasHealth", switched(wished.health));
  routes.regions = {region};
  add_in_account(organization, routes, audit.name, plan);
}

void add_forwarding(const resolve::Organization& organization, const resolve::Account& audit,
                    const aws::Partition& partition, plan::Plan& plan) {
  const std::string& home = organization.home_region.value.str();
  Deployment forwarding;
  forwarding.name = "event-forwarding";
  forwarding.number = number::kFindingRoutes;
  forwarding.template_path = "security/event-forwarding.yaml";
  forwarding.title = "Events forwarded to the audit account";
  forwarding.why = "Compliance of resources and sign-ins of root users are events of the account where they happen.";
  forwarding.controls = {"config.required-rules", "root.no-daily-use"};
  forwarding.regions = governed_regions(organization);
  yaml::Node buses = yaml::mapping();
  for (const aws::RegionName& region : forwarding.regions) {
    buses.add(region.str(), yaml::mapping({{"Region", yaml::string(region.str())}}));
    forwarding.needs.push_back({routes_step(organization, region), "its bus takes the events"});
  }
  // Where the global sign-in endpoint is, though nothing else be governed there.
  if (!buses.find(partition.global_region)) {
    buses.add(std::string(partition.global_region), yaml::mapping({{"Region", yaml::string(home)}}));
    forwarding.regions.emplace_back(std::string(partition.global_region));
    std::sort(forwarding.regions.begin(), forwarding.regions.end());
  }
  forwarding.values.mappings.emplace("Buses", std::move(buses));
  auto& parameters = forwarding.values.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("AuditAccountId", account_id_value(organization, audit));
  parameters.emplace("HasHealth", switched(organization.finding_routes.health));
  add_fan_out(organization, forwarding, {}, plan);
}

}  // namespace

void add_finding_routes(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* audit = organization.with_role(resolve::AccountRole::audit);
  if (!audit) return;
  const aws::Partition& partition = aws::partition_of(organization.home_region.value);
  for (const aws::RegionName& region : governed_regions(organization)) {
    add_routes(organization, *audit, region, partition, plan);
  }
  add_forwarding(organization, *audit, partition, plan);
}

}  // namespace landform::stacks
