// Cross-account observability: every account shares its metrics and log groups
// with the audit account, in each governed region. AWS gives a sink an id of
// its own, which a command keeps for the stack sets that link to it.
#include <string>
#include <utility>

#include "aws/observability.h"
#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

namespace {

std::string sink_parameter(const resolve::Organization& organization, const aws::RegionName& region) {
  return cat("/landform/", organization.customer.slug.value, "/metric-sinks/", region.str());
}

std::string sink_step(const resolve::Organization& organization, const aws::RegionName& region) {
  return region == organization.home_region.value ? "metric-sink" : cat("metric-sink-", region.str());
}

void add_sink(const resolve::Organization& organization, const resolve::Account& audit, const aws::RegionName& region,
              plan::Plan& plan) {
  Deployment sink;
  sink.name = "metric-sink";
  sink.number = number::kMonitoring;
  sink.template_path = "monitoring/metric-sink.yaml";
  sink.title = "Where accounts share their metrics";
  sink.why = "One account sees the metrics and log groups of all, without copies.";
  sink.controls = {"incident.notify", "logs.central", "monitor.alarms", "monitor.metrics"};
  sink.needs = {{plan::topics_step(organization, region), "its alarm goes to the topic"}};
  sink.values.parameters.emplace("Slug", bound(organization.customer.slug));
  sink.values.parameters.emplace("OrganizationId", organization_id_value(organization));
  sink.regions = {region};
  add_in_account(organization, sink, audit.name, plan);
}

// Keeps the ARN of a region's sink where stack sets can look it up.
std::string add_capture(const resolve::Organization& organization, const resolve::Account& audit,
                        const aws::RegionName& region, plan::Plan& plan) {
  plan::Step step;
  step.name = cat("metric-sink-arn-", region.str());
  step.number = number::kMonitoring;
  step.title = cat("ARN of the sink in ", region.str());
  step.why = "AWS names a sink by an id of its own; the accounts' stack sets need it.";
  step.controls = {"monitor.metrics"};
  step.needs = {{sink_step(organization, region), "it makes the sink"}};
  plan::CliStep cli;
  cli.account = audit.name;
  cli.region = region;
  const std::string query = cat("Items[?Name=='", organization.customer.slug.value, "-organization'].Arn | [0]");
  cli.commands = {{"aws", "oam", "list-sinks", "--region", region.str()}};
  cli.captures = {{{"aws", "oam", "list-sinks", "--region", region.str(), "--query", query, "--output", "text"},
                   sink_parameter(organization, region)}};
  std::string name = step.name;
  step.what = std::move(cli);
  plan.steps.push_back(std::move(step));
  return name;
}

void add_links(const resolve::Organization& organization, const resolve::Account& audit, const aws::RegionName& region,
               const std::string& captured, plan::Plan& plan) {
  Deployment links;
  links.name = cat("metric-links-", region.str());
  links.number = number::kMonitoring;
  links.template_path = "monitoring/metric-links.yaml";
  links.title = cat("Metrics shared with the audit account, ", region.str());
  links.why = "What nobody has to sign in to a dozen accounts for is looked at.";
  links.controls = {"logs.central", "monitor.metrics"};
  links.needs = {{captured, "its ARN is looked up"}};
  links.values.parameters.emplace("AuditAccountId", account_id_value(organization, audit));
  links.values.parameters.emplace("SinkArn", StoredId{sink_parameter(organization, region)});
  links.regions = {region};
  Reach members;
  members.management = false;
  add_fan_out(organization, links, members, plan);
  links.name = "management-metric-links";
  links.title = "Metrics of the management account shared with the audit account";
  add_in_account(organization, links, std::string(plan::kManagementAccount), plan);
}

}  // namespace

void add_observability(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* audit = organization.with_role(resolve::AccountRole::audit);
  if (!audit || !aws::shares_metrics_across_accounts(organization.home_region.value)) return;
  for (const aws::RegionName& region : governed_regions(organization)) {
    add_sink(organization, *audit, region, plan);
    const std::string captured = add_capture(organization, *audit, region, plan);
    add_links(organization, *audit, region, captured, plan);
  }
}

}  // namespace landform::stacks
