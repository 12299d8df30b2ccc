// AWS Config: the audit account may run it for all, every account and region records and judges, one aggregator reads
// what they say, and conformance packs lay the rules of a regulation over the organization.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/logical_id.h"
#include "aws/remediations.h"
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
using resolve::AccountRole;
using resolve::ConfigRule;
using yaml::Node;

namespace {

Node texts(const std::vector<std::string>& items, base::Span span = {}) {
  Node list = yaml::sequence();
  for (const std::string& item : items) list.items.push_back(bound(item, span));
  return list;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> list;
  for (const std::string_view word : base::split(text, ' ')) list.emplace_back(word);
  return list;
}

Node rule_row(const ConfigRule& rule) {
  Node row = yaml::mapping();
  row.add("Name", bound(rule.name, rule.span));
  row.add("Description", bound(rule.description, rule.span));
  Node parameters = yaml::mapping();
  for (const auto& [name, value] : rule.parameters) parameters.add(name, bound(value));
  row.add("Parameters", rule.parameters.empty() ? no_value() : std::move(parameters));
  row.add("Controls", texts(rule.controls));
  if (rule.guard.empty()) {
    row.add("Identifier", bound(rule.identifier, rule.span));
  } else {
    row.add("Guard", bound(rule.guard, rule.span));
    row.add("Types", texts(rule.resource_types, rule.span));
  }
  return row;
}

Node remediation_row(const aws::Remediation& remediation) {
  Node row = yaml::mapping();
  row.add("Document", bound(std::string(remediation.document)));
  row.add("Parameter", texts({std::string(remediation.parameter)}));
  row.add("Actions", texts(words(remediation.actions)));
  row.add("Resource", substituted(std::string(remediation.resource)));
  return row;
}

void bind_rules(const resolve::Config& config, Values& values) {
  Node managed = yaml::sequence(), home = yaml::sequence(), guard = yaml::sequence(), home_guard = yaml::sequence();
  Node remediated = yaml::sequence();
  Node rows = yaml::mapping(), remediations = yaml::mapping();
  for (const ConfigRule& rule : config.rules) {
    const std::string key = aws::logical_id(rule.name).str();
    Node& list = rule.guard.empty() ? (rule.home_only ? home : managed) : (rule.home_only ? home_guard : guard);
    list.items.push_back(bound(key, rule.span));
    rows.add(key, rule_row(rule));
    if (!rule.remediate) continue;
    if (const aws::Remediation* remediation = aws::remediation_of(rule.identifier)) {
      remediated.items.push_back(bound(key, rule.span));
      remediations.add(key, remediation_row(*remediation));
    }
  }
  values.parameters.emplace("ManagedRules", std::move(managed));
  values.parameters.emplace("HomeRules", std::move(home));
  values.parameters.emplace("GuardRules", std::move(guard));
  values.parameters.emplace("HomeGuardRules", std::move(home_guard));
  values.parameters.emplace("Remediations", std::move(remediated));
  values.mappings.emplace("Rules", std::move(rows));
  values.mappings.emplace("Remediations", std::move(remediations));
}

bool tower_records(const resolve::Organization& organization) {
  return owned_by_control_tower(organization, resolve::Owned::config_recorder);
}

void add_delegation(const resolve::Organization& organization, const resolve::Account& audit, plan::Plan& plan) {
  // Conformance packs are laid over the organization by a principal of their own.
  std::vector<std::string_view> principals{"config-multiaccountsetup.amazonaws.com"};
  const bool aggregates = !owned_by_control_tower(organization, resolve::Owned::config_delegation);
  if (aggregates) principals.insert(principals.begin(), "config.amazonaws.com");
  plan::Step step = command_step(organization, "config-delegation", plan::kManagementAccount);
  step.number = number::kConfig;
  step.title = "AWS Config: the audit account administers it";
  step.why = cat(aggregates ? "The aggregator and the conformance packs" : "The conformance packs",
                 " of the organization live in the audit account; no resource type says so to AWS Config.");
  step.controls = {aggregates ? "config.aggregate" : "config.rules"};
  step.needs = {{"organization", "trusted access is a setting of the organization"},
                {cat("accounts-", audit.shard), "the audit account must exist"}};
  auto& cli = std::get<plan::CliStep>(step.what);
  for (const std::string_view principal : principals) add_command(trust_service(principal), cli);
  for (const std::string_view principal : principals) {
    add_command(register_administrator(principal, id_in_command(organization, audit)), cli);
  }
  cli.check = {"aws", "organizations", "list-delegated-services-for-account", "--account-id",
               id_in_command(organization, audit)};
  plan.steps.push_back(std::move(step));
}

void add_recorder(const resolve::Organization& organization, const resolve::Account& archive, plan::Plan& plan) {
  Deployment deployment;
  const bool by_tower = tower_records(organization);
  deployment.name = by_tower ? "config-rules" : "config-recorder";
  deployment.number = number::kConfig;
  deployment.template_path = "logging/config-recorder.yaml";
  deployment.title = "AWS Config: recorder, delivery and rules";
  deployment.why = "Every account records what it has in every governed region, and is judged by the same rules.";
  deployment.needs = {{"log-archive", "AWS Config tries its bucket when the delivery channel is made"}};
  Reach reach;
  if (by_tower) {
    deployment.title = "AWS Config: rules";
    deployment.why =
        "Every account is judged by the same rules. Control Tower records; it does not record the management account, "
        "so that no rule can look at it.";
    deployment.needs = {{"landing-zone", "rules look at what its recorders record"}};
    reach.management = false;
  } else {
    deployment.controls = {"config.aggregate", "config.recorder"};
  }
  for (const ConfigRule& rule : organization.config.rules) {
    deployment.controls.insert(deployment.controls.end(), rule.controls.begin(), rule.controls.end());
  }
  std::sort(deployment.controls.begin(), deployment.controls.end());
  deployment.controls.erase(std::unique(deployment.controls.begin(), deployment.controls.end()),
                            deployment.controls.end());
  deployment.regions = governed_regions(organization);
  auto& parameters = deployment.values.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("HomeRegion", bound(organization.config.iam_region.str(), organization.home_region.span));
  parameters.emplace("LogArchiveAccountId", account_id_value(organization, archive));
  parameters.emplace("SnapshotFrequency", bound(organization.config.snapshot_frequency));
  parameters.emplace("HasRecorder", switched(!by_tower));
  bind_rules(organization.config, deployment.values);
  add_fan_out(organization, deployment, reach, plan);
}

void add_aggregator(const resolve::Organization& organization, const resolve::Account& audit, plan::Plan& plan) {
  Deployment deployment;
  deployment.name = "config-aggregator";
  deployment.number = number::kConfig;
  deployment.template_path = "logging/config-aggregator.yaml";
  deployment.title = "AWS Config: the organization's aggregator";
  deployment.why = "Configuration and compliance of all accounts and regions are read in one place.";
  deployment.controls = {"config.aggregate"};
  deployment.needs = {{"config-delegation", "only a delegated administrator aggregates the organization"}};
  deployment.regions = {organization.home_region.value};
  deployment.values.parameters.emplace("Slug", bound(organization.customer.slug));
  deployment.values.parameters.emplace("Regions", texts(region_names(governed_regions(organization))));
  add_in_account(organization, deployment, audit.name, plan);
}

void add_packs(const resolve::Organization& organization, const resolve::Account& audit, plan::Plan& plan) {
  constexpr std::pair<std::string_view, std::string_view> kPacks[] = {
      {"cis", "Cis"}, {"gdpr", "Gdpr"}, {"hipaa", "Hipaa"}, {"pci-dss", "PciDss"}};
  const auto& packs = organization.config.packs;
  if (packs.empty()) return;
  Deployment deployment;
  deployment.name = "conformance-packs";
  deployment.number = number::kConfigRules;
  deployment.template_path = "security/conformance-packs.yaml";
  deployment.title = "Conformance packs";
  deployment.why = cat("The customer follows ", base::join(packs, ", "),
                       "; a pack shows, account by account, what of it a machine can watch.");
  deployment.controls = {"config.rules", "prep.compliance"};
  deployment.asked_by = "customer.compliance";
  constexpr std::string_view kRecords = "a pack fails in an account that does not record";
  deployment.needs = {{"config-delegation", "only a delegated administrator lays packs over the organization"}};
  deployment.regions = governed_regions(organization);
  const bool by_tower = tower_records(organization);
  if (by_tower) {
    deployment.why += " The management account has none, as Control Tower does not record it.";
    // Accounts are enrolled, and record, once they are made or their unit is registered.
    for (plan::Step::Need& need : needs_accounts(organization, kRecords)) deployment.needs.push_back(std::move(need));
  } else {
    deployment.needs.push_back({"config-recorder", std::string(kRecords)});
    for (const aws::RegionName& region : deployment.regions) {
      deployment.needs.push_back({management_step("config-recorder", region), std::string(kRecords)});
    }
  }
  auto& parameters = deployment.values.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("HomeRegion", bound(organization.config.iam_region.str(), organization.home_region.span));
  parameters.emplace("ExcludeManagement", switched(by_tower));
  parameters.emplace("ManagementAccountId",
                     by_tower ? management_id_value(organization) : Value(bound("000000000000")));
  for (const auto& [regulation, parameter] : kPacks) {
    const bool chosen = std::find(packs.begin(), packs.end(), regulation) != packs.end();
    parameters.emplace(parameter, switched(chosen));
  }
  add_in_account(organization, deployment, audit.name, plan);
}

}  // namespace

void add_config(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* archive = organization.with_role(AccountRole::log_archive);
  const resolve::Account* audit = organization.with_role(AccountRole::audit);
  if (!archive || !audit || !organization.config.enabled.value) return;
  // Control Tower records and aggregates by itself, and lets nobody else; rules and packs it leaves to others.
  const bool aggregates = !owned_by_control_tower(organization, resolve::Owned::config_aggregator);
  if (aggregates || !organization.config.packs.empty()) add_delegation(organization, *audit, plan);
  add_recorder(organization, *archive, plan);
  if (aggregates) add_aggregator(organization, *audit, plan);
  add_packs(organization, *audit, plan);
}

}  // namespace landform::stacks
