// Central logs: log groups of all accounts are copied into those of the log
// archive, one for each class, kept as long as the class asks for; and the
// trail can be asked, by saved queries over its log group and its bucket.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "plan/ids.h"
#include "resolve/control_tower_owns.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/service_access.h"

namespace landform::stacks {

using base::cat;

namespace {

constexpr std::string_view kTrusted = "trusted-access-observability";
constexpr std::string_view kCopyingRole = "central-logs-role";

void add_log_groups(const resolve::Organization& organization, const resolve::Account& archive, plan::Plan& plan) {
  Deployment groups;
  groups.name = "central-logs";
  groups.number = number::kCentralLogs;
  groups.template_path = "logging/central-logs.yaml";
  groups.title = "Central log groups";
  groups.why =
      "Logs of all accounts lie in one place, each class for as long "
      "as it must.";
  groups.controls = {"logs.central", "logs.retention"};
  const resolve::LogRetention& days = organization.log_retention;
  groups.values.parameters.emplace("Slug", bound(organization.customer.slug));
  groups.values.parameters.emplace("SecurityDays", bound(days.security));
  groups.values.parameters.emplace("ApplicationDays", bound(days.application));
  groups.values.parameters.emplace("DebugDays", bound(days.debug));
  groups.regions = {organization.home_region.value};
  add_in_account(organization, groups, archive.name, plan);
}

void add_log_trust(const resolve::Organization& organization, plan::Plan& plan) {
  constexpr std::string_view kPrincipal = "observabilityadmin.amazonaws.com";
  plan::Step step = trust_step(organization, kTrusted, kPrincipal);
  add_command(make_service_role(kPrincipal), std::get<plan::CliStep>(step.what));
  step.number = number::kCentralLogs;
  step.title = "Trusted access for CloudWatch";
  step.why =
      "CloudWatch copies logs across accounts only once the "
      "organization trusts it; no resource type does it.";
  step.controls = {"logs.central"};
  plan.steps.push_back(std::move(step));
}

// The console makes this role with a rule; whoever uses the API has to see to it.
// Source: CloudWatch user guide, "Service-linked role permissions for CloudWatch Logs centralization". Read:
// 2026-11-22.
void add_copying_role(const resolve::Organization& organization, const resolve::Account& archive, plan::Plan& plan) {
  constexpr std::string_view kPrincipal = "logs-centralization.observabilityadmin.amazonaws.com";
  plan::Step step = command_step(organization, kCopyingRole, archive.name);
  step.number = number::kCentralLogs;
  step.title = "Role with which CloudWatch copies logs";
  step.why = "CloudWatch writes into the central log groups with a service-linked role of their account.";
  step.controls = {"logs.central"};
  step.needs = {{cat("accounts-", archive.shard), "the account of the central log groups"},
                {std::string(kTrusted), "the role is of use once CloudWatch is trusted"}};
  auto& cli = std::get<plan::CliStep>(step.what);
  add_command(make_service_role(kPrincipal), cli);
  cli.check = {"aws", "iam", "list-roles", "--path-prefix", cat("/aws-service-role/", kPrincipal, '/')};
  plan.steps.push_back(std::move(step));
}

void add_rules(const resolve::Organization& organization, const resolve::Account& archive, plan::Plan& plan) {
  plan::Step step;
  step.name = "log-centralization";
  step.number = number::kCentralLogs;
  step.title = "Centralization of logs";
  step.why =
      "A rule of the organization copies what arrives in any account, "
      "so that no account has to be set up for it.";
  step.controls = {"logs.central", "logs.retention"};
  step.needs = {{"central-logs", "the copies go into its log groups, under its key"},
                {std::string(kCopyingRole), "CloudWatch writes the copies with it"},
                {std::string(kTrusted), "rules of the organization need trusted access"}};
  plan::StackStep stack = management_stack(organization, step.name, "logging/log-centralization.yaml");
  auto& parameters = stack.bindings.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("OrganizationId", plan::organization_id(organization));
  parameters.emplace("LogArchiveAccountId", plan::account_id(organization, archive));
  yaml::Node regions = yaml::sequence();
  for (const aws::RegionName& region : organization.central_logs.regions) regions.add(yaml::string(region.str()));
  parameters.emplace("Regions", std::move(regions));
  // Its bucket is Control Tower's, which neither tiers nor copies it.
  const bool copies_trail = owned_by_control_tower(organization, resolve::Owned::organization_trail);
  parameters.emplace("TrailLogGroup", bound(copies_trail ? plan::trail_log_group(organization) : std::string()));
  if (copies_trail) {
    step.controls.emplace_back("trail.archive");
    step.needs.push_back({plan::trail_step(organization), "the log group of the trail is copied, too"});
  }
  stack.bindings.open.insert("CentralLogsKeyArn");
  stack.parameters.emplace("CentralLogsKeyArn", plan::FromOutput{"central-logs", "CentralLogsKeyArn"});
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

void add_trail_queries(const resolve::Organization& organization, plan::Plan& plan) {
  Deployment queries;
  queries.name = "trail-queries";
  queries.number = number::kCentralLogs;
  queries.template_path = "logging/trail-queries.yaml";
  queries.title = "Saved queries over the trail";
  queries.why = "The audit calendar's questions are asked in the same words each time.";
  queries.controls = {"docs.audits", "logs.review"};
  queries.needs = {{plan::trail_step(organization), "it has the log group that they ask"}};
  queries.values.parameters.emplace("Slug", bound(organization.customer.slug));
  queries.values.parameters.emplace("TrailLogGroup", bound(plan::trail_log_group(organization)));
  queries.regions = {organization.home_region.value};
  add_in_account(organization, queries, std::string(plan::kManagementAccount), plan);
}

// A table for each format in which VPCs send flow logs to the log archive: one reader reads one format. Folders tell
// formats apart, and how long files are kept.
void bind_flow_tables(const resolve::Organization& organization, const resolve::Account& archive, Deployment& queries) {
  constexpr std::pair<resolve::FlowFormat, std::string_view> kTables[] = {
      {resolve::FlowFormat::text, "FlowLogs"}, {resolve::FlowFormat::parquet, "FlowLogsParquet"}};
  const resolve::Vpc* first = nullptr;
  yaml::Node tables = yaml::sequence();
  yaml::Node folders_of = yaml::mapping();
  for (const auto& [format, table] : kTables) {
    std::set<std::string> folders;
    for (const resolve::Vpc& vpc : organization.network.vpcs) {
      if (vpc.flow_logs.account != archive.name || vpc.flow_logs.format != format) continue;
      folders.insert(flow_log_folder(vpc.flow_logs));
      if (!first) first = &vpc;
    }
    if (folders.empty()) continue;
    tables.items.push_back(bound(std::string(table)));
    folders_of.add(std::string(table), yaml::mapping({{"Folders", yaml::strings({folders.begin(), folders.end()})}}));
  }
  auto& parameters = queries.values.parameters;
  parameters.emplace("FlowTables", std::move(tables));
  queries.values.mappings.emplace("FlowFolders", std::move(folders_of));
  parameters.emplace("FlowRegion", bound(first ? first->region.str() : organization.home_region.value.str()));
  const resolve::Account* account = first ? organization.account(first->account) : nullptr;
  parameters.emplace("FlowAccountId",
                     account ? account_id_value(organization, *account) : Value(bound("000000000000")));
  if (first) queries.controls.emplace_back("vpc.flow-logs");
  if (account) queries.needs.push_back({cat("accounts-", account->shard), "the saved queries name an account"});
}

void add_archive_queries(const resolve::Organization& organization, const resolve::Account& archive, plan::Plan& plan) {
  constexpr std::string_view kAccountId = "{account_id}";
  Deployment queries;
  queries.name = "log-queries";
  queries.number = number::kCentralLogs;
  queries.template_path = "logging/log-queries.yaml";
  queries.title = "Queries over the archived trail";
  queries.why =
      "What happened before the trail's log group begins can be "
      "asked, too, without a copy of the archive.";
  queries.controls = {"docs.audits", "logs.review"};
  queries.needs = {{"log-archive", "it has the bucket, and the role that asks"}};
  auto& parameters = queries.values.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("OrganizationId", organization_id_value(organization));
  parameters.emplace("ManagementAccountId", management_id_value(organization));
  if (owned_by_control_tower(organization, resolve::Owned::trail_bucket)) {
    // Since landing zone 3.0 the trail writes below the organization's id.
    parameters.emplace("TrailBucketName", substituted(cat("aws-controltower-logs-${AWS::AccountId}-",
                                                          organization.home_region.value.str())));
    parameters.emplace("TrailPrefix", substituted("${OrganizationId}/"));
  } else {
    const auto& bucket = organization.trail.bucket;
    parameters.emplace(
        "TrailBucketName",
        bucket.value.find(kAccountId) == std::string::npos
            ? bound(bucket)
            : substituted(base::replace_all(bucket.value, kAccountId, "${AWS::AccountId}"), bucket.span));
    parameters.emplace("TrailPrefix", bound(""));
  }
  bind_flow_tables(organization, archive, queries);
  queries.regions = {organization.home_region.value};
  add_in_account(organization, queries, archive.name, plan);
}

}  // namespace

void add_central_logs(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* archive = organization.with_role(resolve::AccountRole::log_archive);
  if (!archive) return;
  if (!organization.central_logs.regions.empty()) {
    add_log_groups(organization, *archive, plan);
    add_log_trust(organization, plan);
    add_copying_role(organization, *archive, plan);
    add_rules(organization, *archive, plan);
  }
  if (organization.with_role(resolve::AccountRole::audit)) {
    add_trail_queries(organization, plan);
    add_archive_queries(organization, *archive, plan);
  }
}

}  // namespace landform::stacks
