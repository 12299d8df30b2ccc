// GuardDuty: the audit account administers it in every governed region, and the organization's configuration switches
// it on in every account. Two detectors are made by templates, because GuardDuty would not make them or not in time:
// the administrator's, before it is one, and the management account's (aws-facts.md E4, K 6).
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/guardduty_protections.h"
#include "aws/logical_id.h"
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

constexpr std::string_view kStep = "guardduty";
constexpr std::string_view kGuardDutyManagement = "management-guardduty";
constexpr std::string_view kDelegationStep = "guardduty-delegation";

// Source: aws-facts.md E4.
struct Feature {
  std::string_view protection;  // the language's word
  std::string_view name;        // GuardDuty's
};
constexpr auto kFeatures = std::to_array<Feature>({{"eks", "EKS_AUDIT_LOGS"},
                                                   {"lambda", "LAMBDA_NETWORK_LOGS"},
                                                   {"malware", "EBS_MALWARE_PROTECTION"},
                                                   {"rds", "RDS_LOGIN_EVENTS"},
                                                   {"runtime", "RUNTIME_MONITORING"},
                                                   {"s3", "S3_DATA_EVENTS"}});
// What installs the agent that runtime monitoring needs.
constexpr auto kAgents =
    std::to_array<std::string_view>({"EC2_AGENT_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EKS_ADDON_MANAGEMENT"});

bool chosen(const resolve::GuardDuty& guardduty, const Feature& feature) {
  return std::find(guardduty.protections.begin(), guardduty.protections.end(), feature.protection) !=
         guardduty.protections.end();
}

using Features = std::vector<const Feature*>;

Features features_of(const aws::RegionName& region) {
  Features features;
  for (const Feature& feature : kFeatures) {
    if (aws::has_guardduty_protection(region.str(), feature.protection)) features.push_back(&feature);
  }
  return features;
}

// The governed regions, those together that have the same features: mostly all of them. A region refuses what it lacks.
std::map<Features, std::vector<aws::RegionName>> regions_by_features(const resolve::Organization& organization) {
  std::map<Features, std::vector<aws::RegionName>> groups;
  for (const aws::RegionName& region : governed_regions(organization)) groups[features_of(region)].push_back(region);
  return groups;
}

// Every feature of the region, those that are not chosen as off: silence would leave what was on before.
Node detector_features(const resolve::GuardDuty& guardduty, const Features& features) {
  Node list = yaml::sequence();
  for (const Feature* known : features) {
    const Feature& feature = *known;
    const std::string status = chosen(guardduty, feature) ? "ENABLED" : "DISABLED";
    Node row = yaml::mapping({{"Name", bound(std::string(feature.name))}, {"Status", bound(status)}});
    if (feature.protection == "runtime") {
      Node agents = yaml::sequence();
      for (const std::string_view agent : kAgents) {
        agents.items.push_back(yaml::mapping({{"Name", bound(std::string(agent))}, {"Status", bound(status)}}));
      }
      row.add("AdditionalConfiguration", std::move(agents));
    }
    list.items.push_back(std::move(row));
  }
  return list;
}

// The same for members, as a command takes it.
std::string organization_features(const resolve::GuardDuty& guardduty, const Features& features) {
  std::vector<std::string> rows;
  for (const Feature* known : features) {
    const Feature& feature = *known;
    const std::string_view whom = chosen(guardduty, feature) ? "ALL" : "NONE";
    std::string row = cat("{\"Name\": \"", feature.name, "\", \"AutoEnable\": \"", whom, '"');
    if (feature.protection == "runtime") {
      std::vector<std::string> agents;
      for (const std::string_view agent : kAgents) {
        agents.push_back(cat("{\"Name\": \"", agent, "\", \"AutoEnable\": \"", whom, "\"}"));
      }
      row += cat(", \"AdditionalConfiguration\": [", base::join(agents, ", "), ']');
    }
    rows.push_back(row + "}");
  }
  return cat('[', base::join(rows, ", "), ']');
}

void bind_suppressions(const resolve::GuardDuty& guardduty, Values& values) {
  Node keys = yaml::sequence();
  Node rows = yaml::mapping(), criteria = yaml::mapping();
  std::int64_t rank = 0;
  for (const resolve::Suppression& suppression : guardduty.suppressions) {
    const std::string key = aws::logical_id(suppression.name).str();
    Node attributes = yaml::sequence();
    Node row = yaml::mapping();
    const auto add = [&](const std::string& attribute, Node allowed) {
      attributes.items.push_back(bound(attribute, suppression.span));
      row.add(attribute, std::move(allowed));
    };
    if (!suppression.finding_types.empty()) {
      Node types = yaml::sequence();
      for (const std::string& type : suppression.finding_types) types.items.push_back(bound(type, suppression.span));
      add("type", std::move(types));
    }
    for (const auto& [attribute, value] : suppression.where) add(attribute, yaml::sequence({bound(value)}));
    keys.items.push_back(bound(key, suppression.span));
    criteria.add(key, std::move(row));
    rows.add(key, yaml::mapping({{"Name", bound(suppression.name, suppression.span)},
                                 {"Description", bound(suppression.reason, suppression.span)},
                                 {"Attributes", std::move(attributes)},
                                 {"Rank", yaml::integer(++rank)}}));
  }
  values.parameters.emplace("Suppressions", std::move(keys));
  values.mappings.emplace("Suppressions", std::move(rows));
  values.mappings.emplace("Criteria", std::move(criteria));
}

void add_findings_archive(const resolve::Organization& organization, const resolve::Account& archive,
                          const resolve::Account& audit, plan::Plan& plan) {
  Deployment deployment;
  deployment.name = "findings-archive";
  deployment.number = number::kGuardDuty;
  deployment.template_path = "security/findings-archive.yaml";
  deployment.title = "Log archive: exported findings";
  deployment.why = "GuardDuty forgets findings after 90 days; investigations and auditors ask for older ones.";
  deployment.controls = {"guardduty.enabled", "logs.central"};
  deployment.needs = {{"log-archive", "its reader and its bucket of access logs are named here"},
                      {cat("accounts-", audit.shard), "the policies name the audit account"}};
  deployment.regions = {organization.home_region.value};
  auto& parameters = deployment.values.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("OrganizationId", organization_id_value(organization));
  parameters.emplace("AuditAccountId", account_id_value(organization, audit));
  parameters.emplace("ArchiveAfterDays", bound(organization.trail.archive_after_days));
  parameters.emplace("ArchiveStorageClass", bound(organization.trail.archive_class));
  parameters.emplace("RetentionDays", bound(organization.trail.retention_days));
  add_in_account(organization, deployment, archive.name, plan);
}

void add_detectors(const resolve::Organization& organization, const resolve::Account& archive,
                   const resolve::Account& audit, const Features& features, bool exports,
                   std::vector<aws::RegionName> regions, plan::Plan& plan) {
  if (regions.empty()) return;
  Deployment deployment;
  deployment.name = kStep;
  deployment.number = number::kGuardDuty;
  deployment.template_path = "security/guardduty.yaml";
  deployment.title = "GuardDuty: the administrator's detector";
  deployment.why =
      "The audit account sees the findings of the whole organization; its detector comes before it is "
      "named administrator, or GuardDuty would make one that no stack holds.";
  deployment.controls = {"guardduty.enabled"};
  deployment.regions = std::move(regions);
  auto& parameters = deployment.values.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("ExportFindings", switched(exports));
  if (exports) {
    deployment.needs.push_back({"findings-archive", "GuardDuty tries bucket and key when the export is made"});
    parameters.emplace("LogArchiveAccountId", account_id_value(organization, archive));
  } else {
    parameters.emplace("LogArchiveAccountId", bound("none"));
    parameters.emplace("FindingsKeyArn", bound("none"));
  }
  const resolve::GuardDuty& guardduty = organization.detection.guardduty;
  Node row = yaml::mapping({{"Features", detector_features(guardduty, features)}});
  deployment.values.mappings.emplace("Detector", yaml::mapping({{"Protections", std::move(row)}}));
  bind_suppressions(guardduty, deployment.values);
  const std::size_t first = plan.steps.size();
  add_in_account(organization, deployment, audit.name, plan);
  if (!exports) return;
  for (std::size_t i = first; i < plan.steps.size(); ++i) {
    auto& stack = std::get<plan::StackStep>(plan.steps[i].what);
    stack.bindings.open.insert("FindingsKeyArn");
    stack.parameters.emplace("FindingsKeyArn", plan::FromOutput{"findings-archive", "FindingsKeyArn"});
  }
}

void add_administrator(const resolve::Organization& organization, const resolve::Account& archive,
                       const resolve::Account& audit, plan::Plan& plan) {
  const std::vector<aws::RegionName>& exporting = organization.detection.guardduty.exporting;
  for (const auto& group : regions_by_features(organization)) {
    std::vector<aws::RegionName> regions = group.second;
    const auto rest = std::stable_partition(regions.begin(), regions.end(), [&](const aws::RegionName& region) {
      return std::find(exporting.begin(), exporting.end(), region) != exporting.end();
    });
    std::vector<aws::RegionName> others(rest, regions.end());
    regions.erase(rest, regions.end());
    add_detectors(organization, archive, audit, group.first, true, std::move(regions), plan);
    add_detectors(organization, archive, audit, group.first, false, std::move(others), plan);
  }
}

void add_management(const resolve::Organization& organization, plan::Plan& plan) {
  Deployment deployment;
  deployment.name = kGuardDutyManagement;
  deployment.number = number::kGuardDuty;
  deployment.template_path = "security/guardduty-management.yaml";
  deployment.title = "GuardDuty: the management account's detector";
  deployment.why = "GuardDuty switches itself on in every account but this one.";
  deployment.controls = {"guardduty.enabled"};
  deployment.needs = {{"organization", "the management account is ready then"}};
  deployment.regions = governed_regions(organization);
  add_in_account(organization, deployment, std::string(plan::kManagementAccount), plan);
}

void add_guardduty_delegation(const resolve::Organization& organization, const resolve::Account& audit,
                              plan::Plan& plan) {
  plan::Step step = command_step(organization, kDelegationStep, plan::kManagementAccount);
  step.number = number::kGuardDuty;
  step.title = "GuardDuty: the audit account administers it";
  step.why = "GuardDuty has an administrator in each region, and no resource type for naming it.";
  step.controls = {"guardduty.enabled"};
  auto& cli = std::get<plan::CliStep>(step.what);
  add_command(trust_service("guardduty.amazonaws.com"), cli);
  // Scans of volumes are done under a principal of their own.
  add_command(trust_service("malware-protection.guardduty.amazonaws.com"), cli);
  for (const aws::RegionName& region : governed_regions(organization)) {
    step.needs.push_back({plan::step_in_region(organization, kStep, region), "its detector must be there before"});
    step.needs.push_back(
        {plan::step_in_region(organization, kGuardDutyManagement, region), "it becomes a member with its detector"});
    add_command({"aws", "guardduty", "enable-organization-admin-account", "--admin-account-id",
                 id_in_command(organization, audit), "--region", region.str()},
                cli);
  }
  cli.check = {"aws", "guardduty", "list-organization-admin-accounts", "--region",
               organization.home_region.value.str()};
  plan.steps.push_back(std::move(step));
}

void add_members(const resolve::Organization& organization, const resolve::Account& audit, plan::Plan& plan) {
  plan::Step step = command_step(organization, "guardduty-organization", audit.name);
  step.number = number::kGuardDuty;
  step.title = "GuardDuty: on in every account, with its protections";
  step.why =
      "Accounts that exist and accounts that come are members, with the protections of the blueprint; those that "
      "it leaves out are switched off.";
  step.controls = {"guardduty.enabled"};
  step.needs.push_back({std::string(kDelegationStep), "only the administrator configures the organization"});
  for (plan::Step::Need& need : needs_accounts(organization, "the members")) step.needs.push_back(std::move(need));
  auto& cli = std::get<plan::CliStep>(step.what);
  for (const aws::RegionName& region : governed_regions(organization)) {
    cli.commands.push_back({"aws", "guardduty", "update-organization-configuration", "--detector-id",
                            cat("{output:", plan::step_in_region(organization, kStep, region), "/DetectorId}"),
                            "--auto-enable-organization-members", "ALL", "--features",
                            organization_features(organization.detection.guardduty, features_of(region)), "--region",
                            region.str()});
  }
  cli.check = {"aws", "guardduty", "describe-organization-configuration", "--detector-id",
               cat("{output:", kStep, "/DetectorId}")};
  plan.steps.push_back(std::move(step));
}

}  // namespace

void add_guardduty(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* archive = organization.with_role(AccountRole::log_archive);
  const resolve::Account* audit = organization.with_role(AccountRole::audit);
  if (!archive || !audit || !organization.detection.guardduty.enabled.value) return;
  if (!organization.detection.guardduty.exporting.empty()) add_findings_archive(organization, *archive, *audit, plan);
  add_administrator(organization, *archive, *audit, plan);
  add_management(organization, plan);
  add_guardduty_delegation(organization, *audit, plan);
  add_members(organization, *audit, plan);
}

}  // namespace landform::stacks
