// Inspector, Macie and Detective, for those who ask for them: administered by the audit account in every governed
// region that has them, on in every account. Their settings for the organization hold for accounts that come later;
// those that exist are named one by one, as the services want it.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

namespace {

// What the steps of one service have in common.
struct Service {
  const resolve::Organization& organization;
  const resolve::Account& audit;
  const resolve::RegionalService& choice;
  std::string_view stem;       // of the names of its steps: "inspector"
  std::string_view name;       // "Amazon Inspector"
  std::string_view asked_by;   // "security.inspector"
  std::string_view principal;  // that the organization trusts
  std::uint32_t number;
};

void describe(const Service& service, plan::Step& step, std::string_view what, std::string why) {
  step.number = service.number;
  step.title = cat(service.name, ": ", what);
  step.why = std::move(why);
  step.controls = {"security.posture"};
  step.cause = service.choice.enabled.span;
  step.asked_by = service.asked_by;
}

void in_region(Command command, const aws::RegionName& region, plan::CliStep& cli) {
  command.insert(command.end(), {"--region", region.str()});
  add_command(std::move(command), cli);
}

// `command`: names the administrator, but for the account and the region.
plan::Step delegation(const Service& service, Command command, std::string_view account_flag) {
  plan::Step step = command_step(service.organization, cat(service.stem, "-delegation"), plan::kManagementAccount);
  describe(service, step, "the audit account administers it",
           cat(service.name, " has an administrator in each region, and no resource type for naming it."));
  step.needs = {{"organization", "trusted access is a setting of the organization"},
                {cat("accounts-", service.audit.shard), "the audit account must exist"}};
  auto& cli = std::get<plan::CliStep>(step.what);
  add_command(trust_service(service.principal), cli);
  command.push_back(std::string(account_flag));
  command.push_back(id_in_command(service.organization, service.audit));
  for (const aws::RegionName& region : service.choice.regions) {
    in_region(command, region, cli);
  }
  return step;
}

plan::Step members(const Service& service, std::string need) {
  plan::Step step = command_step(service.organization, cat(service.stem, "-organization"), service.audit.name);
  describe(service, step, "on in every account",
           "Accounts that come later are members by themselves; those that exist are named here.");
  step.needs = {{std::move(need), "only the administrator configures the organization"}};
  for (plan::Step::Need& account : needs_accounts(service.organization, "the members")) {
    step.needs.push_back(std::move(account));
  }
  return step;
}

// An organization policy goes before what the administrator sets, so then the administrator sets nothing: accounts are
// only made its members. Source: Amazon Inspector user guide, "Designating a delegated administrator". Read:
// 2026-11-22.
bool has_inspector_policy(const resolve::Organization& organization) {
  return std::any_of(
      organization.guardrails.begin(), organization.guardrails.end(),
      [](const resolve::Guardrail& guardrail) { return guardrail.type == resolve::PolicyType::inspector; });
}

void add_inspector(const Service& service, plan::Plan& plan) {
  // Source: Amazon Inspector API reference, Enable: up to 100 accounts in a request.
  constexpr std::size_t kAccountsPerRequest = 100;
  plan.steps.push_back(
      delegation(service, {"aws", "inspector2", "enable-delegated-admin-account"}, "--delegated-admin-account-id"));
  plan::Step step = members(service, "inspector-delegation");
  const bool by_policy = has_inspector_policy(service.organization);
  if (by_policy) {
    step.title = cat(service.name, ": every account is a member");
    step.why = "A policy of the organization says what is scanned where; the administrator sees what is found.";
  }
  auto& cli = std::get<plan::CliStep>(step.what);
  std::vector<std::string> ids{management_in_command(service.organization)};
  for (const resolve::Account& account : service.organization.accounts) {
    if (account.name != service.audit.name) ids.push_back(id_in_command(service.organization, account));
  }
  const Command scans{"--resource-types", "EC2", "ECR", "LAMBDA", "LAMBDA_CODE"};
  for (const aws::RegionName& region : service.choice.regions) {
    if (!by_policy) {
      Command own{"aws", "inspector2", "enable"};
      own.insert(own.end(), scans.begin(), scans.end());
      in_region(std::move(own), region, cli);
      in_region({"aws", "inspector2", "update-organization-configuration", "--auto-enable",
                 "ec2=true,ecr=true,lambda=true,lambdaCode=true"},
                region, cli);
    }
    for (const std::string& id : ids) {
      in_region({"aws", "inspector2", "associate-member", "--account-id", id}, region, cli);
    }
    if (by_policy) continue;
    for (std::size_t begin = 0; begin < ids.size(); begin += kAccountsPerRequest) {
      Command enable{"aws", "inspector2", "enable", "--account-ids"};
      const std::size_t end = std::min(begin + kAccountsPerRequest, ids.size());
      for (std::size_t i = begin; i < end; ++i) enable.push_back(ids[i]);
      enable.insert(enable.end(), scans.begin(), scans.end());
      in_region(std::move(enable), region, cli);
    }
  }
  plan.steps.push_back(std::move(step));
}

void add_macie_sessions(const Service& service, std::string name, std::string_view account, std::string_view whose,
                        plan::Plan& plan) {
  Deployment deployment;
  deployment.name = std::move(name);
  deployment.number = service.number;
  deployment.template_path = "security/macie.yaml";
  deployment.title = cat(service.name, ": on in the ", whose, " account");
  deployment.why =
      "It is there before Macie looks for it: Macie would make the administrator's where no stack holds it, "
      "and the management account's never.";
  deployment.controls = {"prep.compliance"};
  deployment.regions = service.choice.regions;
  deployment.cause = service.choice.enabled.span;
  deployment.asked_by = service.asked_by;
  if (account == plan::kManagementAccount)
    deployment.needs = {{"organization", "the management account is ready then"}};
  add_in_account(service.organization, deployment, std::string(account), plan);
}

void add_macie(const Service& service, plan::Plan& plan) {
  const resolve::Organization& organization = service.organization;
  add_macie_sessions(service, "macie", service.audit.name, "audit", plan);
  add_macie_sessions(service, "management-macie", plan::kManagementAccount, "management", plan);
  plan::Step delegated =
      delegation(service, {"aws", "macie2", "enable-organization-admin-account"}, "--admin-account-id");
  for (const aws::RegionName& region : service.choice.regions) {
    for (const std::string_view name : {"macie", "management-macie"}) {
      delegated.needs.push_back({plan::step_in_region(organization, name, region), "its session must be there before"});
    }
  }
  plan.steps.push_back(std::move(delegated));
  plan::Step step = members(service, "macie-delegation");
  auto& cli = std::get<plan::CliStep>(step.what);
  for (const aws::RegionName& region : service.choice.regions) {
    in_region({"aws", "macie2", "update-organization-configuration", "--auto-enable"}, region, cli);
    in_region({"aws", "macie2", "update-automated-discovery-configuration", "--status", "ENABLED",
               "--auto-enable-organization-members", "ALL"},
              region, cli);
    for (const resolve::Account& account : organization.accounts) {
      if (account.name == service.audit.name) continue;
      in_region({"aws", "macie2", "create-member", "--account",
                 cat("accountId=", id_in_command(organization, account), ",email=", account.email)},
                region, cli);
    }
  }
  plan.steps.push_back(std::move(step));
}

void add_detective(const Service& service, plan::Plan& plan) {
  // Source: Amazon Detective API reference, CreateMembers: up to 50 accounts in a request.
  constexpr std::size_t kAccountsPerRequest = 50;
  const resolve::Organization& organization = service.organization;
  Deployment deployment;
  deployment.name = "detective-admin";
  deployment.number = service.number;
  deployment.template_path = "security/detective-admin.yaml";
  deployment.title = cat(service.name, ": the audit account administers it");
  deployment.why = "The behaviour graph of the organization belongs to the audit account.";
  deployment.controls = {"security.posture"};
  deployment.needs = {{cat("accounts-", service.audit.shard), "the audit account must exist"}};
  if (organization.detection.guardduty.enabled.value) {
    deployment.needs.push_back({"guardduty-organization", "Detective reads what GuardDuty reads"});
  }
  deployment.regions = service.choice.regions;
  deployment.cause = service.choice.enabled.span;
  deployment.asked_by = service.asked_by;
  deployment.values.parameters.emplace("AuditAccountId", account_id_value(organization, service.audit));
  add_in_account(organization, deployment, std::string(plan::kManagementAccount), plan);

  plan::Step step =
      members(service, plan::step_in_region(organization, deployment.name, service.choice.regions.front()));
  auto& cli = std::get<plan::CliStep>(step.what);
  for (const aws::RegionName& region : service.choice.regions) {
    const std::string admin = plan::step_in_region(organization, deployment.name, region);
    if (region != service.choice.regions.front()) step.needs.push_back({admin, "the region's graph"});
    const std::string graph = cat("{output:", admin, "/GraphArn}");
    in_region({"aws", "detective", "update-organization-configuration", "--graph-arn", graph, "--auto-enable"}, region,
              cli);
    std::vector<std::string> accounts;
    for (const resolve::Account& account : organization.accounts) {
      if (account.name == service.audit.name) continue;
      accounts.push_back(cat("AccountId=", id_in_command(organization, account), ",EmailAddress=", account.email));
    }
    for (std::size_t begin = 0; begin < accounts.size(); begin += kAccountsPerRequest) {
      Command create{"aws", "detective", "create-members", "--graph-arn", graph, "--accounts"};
      const std::size_t end = std::min(begin + kAccountsPerRequest, accounts.size());
      for (std::size_t i = begin; i < end; ++i) create.push_back(accounts[i]);
      in_region(std::move(create), region, cli);
    }
  }
  plan.steps.push_back(std::move(step));
}

}  // namespace

void add_chosen_services(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* audit = organization.with_role(AccountRole::audit);
  if (!audit) return;
  const resolve::Detection& detection = organization.detection;
  const auto wanted = [](const resolve::RegionalService& service) {
    return service.enabled.value && !service.regions.empty();
  };
  if (wanted(detection.inspector)) {
    add_inspector({organization, *audit, detection.inspector, "inspector", "Amazon Inspector", "security.inspector",
                   "inspector2.amazonaws.com", number::kInspector},
                  plan);
  }
  if (wanted(detection.macie)) {
    add_macie({organization, *audit, detection.macie, "macie", "Amazon Macie", "security.macie", "macie.amazonaws.com",
               number::kMacie},
              plan);
  }
  if (wanted(detection.detective)) {
    add_detective({organization, *audit, detection.detective, "detective", "Amazon Detective", "security.detective",
                   "detective.amazonaws.com", number::kDetective},
                  plan);
  }
}

}  // namespace landform::stacks
