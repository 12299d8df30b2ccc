// The landing zone of Control Tower: the two accounts it stands on, its service roles and key, then itself; or one that
// exists, taken over by import. After it what only it knows is looked up.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "aws/control_tower.h"
#include "aws/region.h"
#include "base/text.h"
#include "plan/ids.h"
#include "stacks/account_shards.h"
#include "stacks/capabilities.h"
#include "stacks/control_tower_steps.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/service_access.h"

namespace landform::stacks {

using base::cat;
using resolve::AccountRole;

namespace {

constexpr std::string_view kPrerequisites = "control-tower-prerequisites";

std::vector<const resolve::Account*> landing_zone_accounts(const resolve::Organization& organization) {
  std::vector<const resolve::Account*> accounts;
  for (const AccountRole role : {AccountRole::log_archive, AccountRole::audit}) {
    if (const resolve::Account* account = organization.with_role(role)) accounts.push_back(account);
  }
  return accounts;
}

void add_foundation(const resolve::Organization& organization, plan::Plan& plan) {
  std::vector<const resolve::Account*> made;
  for (const resolve::Account* account : landing_zone_accounts(organization)) {
    if (!account->existing_id) made.push_back(account);
  }
  if (made.empty()) return;
  plan::Step step;
  step.name = kFoundationAccounts;
  step.number = number::kLandingZone;
  step.title = "Log archive and audit accounts";
  step.why = "A landing zone is built on accounts that exist; Account Factory comes with it only.";
  step.controls = {"account.via-organization"};
  step.needs.push_back({"organization", "accounts exist only in an organization"});
  plan::StackStep stack = management_stack(organization, step.name, "control-tower/foundation-accounts.yaml");
  yaml::Node names = yaml::sequence();
  yaml::Node rows = yaml::mapping();
  std::string after(kNoPredecessor);
  for (const resolve::Account* account : made) {
    const std::string id = plan::account_key(*account);
    names.items.push_back(bound(id, account->span));
    yaml::Node row = yaml::mapping();
    row.add("Name", bound(account->account_name, account->span));
    row.add("Email", bound(account->email, account->span));
    row.add("Parent", plan::unit_id_from_output(organization, account->unit));
    row.add("After", yaml::strings({after}));
    row.add("Tags", tag_list(account->tags));
    rows.entries.push_back({id, account->span, std::move(row)});
    after = cat("Account", id);
  }
  if (const resolve::Unit* unit = organization.unit(organization.control_tower->security_unit)) {
    step.needs.push_back({cat("units-", unit->shard), "they are born in their unit"});
  }
  stack.bindings.parameters.emplace("Accounts", std::move(names));
  stack.bindings.mappings.emplace("Accounts", std::move(rows));
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

// The account's id, handed in by the deployer where the blueprint does not have it.
void bind_id(const resolve::Account& account, const std::string& parameter, plan::StackStep& stack) {
  if (account.existing_id) {
    stack.bindings.parameters.emplace(parameter, bound(account.existing_id->value.str(), account.existing_id->span));
    return;
  }
  stack.bindings.open.insert(parameter);
  stack.parameters.emplace(parameter, plan::FromOutput{std::string(kFoundationAccounts), foundation_output(account)});
}

void need_accounts(const resolve::Organization& organization, plan::Step& step, std::string_view why) {
  bool made = false;
  bool adopted = false;
  for (const resolve::Account* account : landing_zone_accounts(organization)) {
    if (!account->existing_id) made = true;
    if (account->existing_id && !std::exchange(adopted, true)) {
      step.needs.push_back({cat("adopted-accounts-", account->shard), std::string(why)});
    }
  }
  if (made) step.needs.push_back({std::string(kFoundationAccounts), std::string(why)});
}

yaml::Node log_readers(const resolve::Organization& organization) {
  yaml::Node arns = yaml::sequence();
  const auto role = [](std::string_view name, base::Span span) {
    return substituted(cat("arn:${AWS::Partition}:iam::${LogArchiveAccountId}:role/", name), span);
  };
  arns.items.push_back(role(cat(organization.customer.slug.value, "-log-reader"), {}));
  for (const auto& reader : organization.trail.readers) {
    arns.items.push_back(reader.value.starts_with("arn:") ? bound(reader) : role(reader.value, reader.span));
  }
  return arns;
}

void add_prerequisites(const resolve::Organization& organization, const resolve::Account& archive, plan::Plan& plan) {
  plan::Step step;
  step.name = kPrerequisites;
  step.number = number::kLandingZone;
  step.title = "Service roles and key of Control Tower";
  step.why = "A landing zone that is created without the console finds its roles, and its key, there already.";
  step.controls = {"config.aggregate", "extra.control-tower", "trail.cloudwatch", "trail.encryption"};
  step.needs.push_back({"organization", "the key lets services of its accounts in"});
  need_accounts(organization, step, "the key's policy names the log archive account");
  plan::StackStep stack = management_stack(organization, step.name, "control-tower/prerequisites.yaml");
  auto& parameters = stack.bindings.parameters;
  parameters.emplace("OrganizationId", plan::organization_id(organization));
  parameters.emplace("HasKey", switched(!organization.control_tower->key.has_value()));
  parameters.emplace("Readers", log_readers(organization));
  bind_id(archive, "LogArchiveAccountId", stack);
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

void add_zone(const resolve::Organization& organization, const resolve::Account& archive, const resolve::Account& audit,
              plan::Plan& plan) {
  const resolve::ControlTower& tower = *organization.control_tower;
  const bool adopted = tower.landing_zone.has_value();
  plan::Step step;
  step.name = kLandingZone;
  step.number = number::kLandingZone;
  step.title = adopted ? "Landing zone of Control Tower, adopted" : "Landing zone of Control Tower";
  step.why = "Control Tower records every account and region, keeps the logs and guards both; all else stands on it.";
  step.controls = {"config.aggregate",     "config.recorder",   "extra.control-tower", "logs.central",
                   "org.consistent-setup", "trail.all-regions", "trail.bucket",        "trail.bucket-policy",
                   "trail.cloudwatch",     "trail.encryption",  "trail.integrity",     "trail.mfa-delete",
                   "trail.protect",        "trail.versioning"};
  need_accounts(organization, step, "the landing zone is built on them");
  if (!adopted) step.needs.push_back({std::string(kPrerequisites), "Control Tower looks for its roles and its key"});
  plan::StackStep stack = management_stack(organization, step.name, "control-tower/landing-zone.yaml");
  auto& parameters = stack.bindings.parameters;
  parameters.erase("Slug");
  yaml::Node regions = yaml::sequence();
  for (const auto& region : organization.regions) regions.items.push_back(bound(region.value.str(), region.span));
  parameters.emplace("Version", bound(tower.version));
  parameters.emplace("GovernedRegions", std::move(regions));
  parameters.emplace("SecurityUnitName", bound(tower.security_unit.str()));
  parameters.emplace("RetentionDays", bound(organization.trail.retention_days));
  parameters.emplace("AccessLogRetentionDays", bound(tower.access_log_retention_days));
  parameters.emplace("IdentityCenter", switched(tower.identity_center.value, tower.identity_center.span));
  parameters.emplace("EnrollMovedAccounts",
                     switched(tower.enroll_moved_accounts.value, tower.enroll_moved_accounts.span));
  parameters.emplace("HasKey", switched(tower.key || !adopted));
  if (tower.key || adopted) {
    parameters.emplace("LogsKeyArn", tower.key ? bound(*tower.key) : bound(""));
  } else {
    stack.bindings.open.insert("LogsKeyArn");
    stack.parameters.emplace("LogsKeyArn", plan::FromOutput{std::string(kPrerequisites), "LogsKeyArn"});
  }
  bind_id(archive, "LogArchiveAccountId", stack);
  bind_id(audit, "AuditAccountId", stack);
  if (adopted) {
    step.cause = tower.landing_zone->span;
    step.asked_by = "control_tower.landing_zone";
    stack.imports.emplace("LandingZone",
                          plan::StackStep::Import{"AWS::ControlTower::LandingZone",
                                                  {{"LandingZoneIdentifier", tower.landing_zone->value}}});
  }
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

// What the landing zone made and only it knows.
void add_landing_zone_look_ups(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::ControlTower& tower = *organization.control_tower;
  plan::Step step = command_step(organization, kLandingZoneIds, plan::kManagementAccount);
  step.number = number::kLandingZone;
  step.title = "Ids of what the landing zone made";
  step.why = "Accounts and units are registered with what Control Tower made; their ids are known once it has.";
  step.controls = {"extra.control-tower"};
  step.needs.push_back({std::string(kLandingZone), "it makes them"});
  auto& cli = std::get<plan::CliStep>(step.what);
  const std::string product = control_tower_parameter(organization, kFactoryProduct);
  cli.captures = {
      {{"aws", "servicecatalog", "list-portfolios", "--query",
        "PortfolioDetails[?DisplayName=='AWS Control Tower Account Factory Portfolio'].Id | [0]", "--output", "text"},
       control_tower_parameter(organization, kFactoryPortfolio)},
      {{"aws", "servicecatalog", "search-products-as-admin", "--filters",
        "FullTextSearch=AWS Control Tower Account Factory", "--query",
        "ProductViewDetails[?ProductViewSummary.Name=='AWS Control Tower Account "
        "Factory'].ProductViewSummary.ProductId | [0]",
        "--output", "text"},
       product},
      {{"aws", "servicecatalog", "list-provisioning-artifacts", "--product-id", plan::look_up_in_command(product),
        "--query", "sort_by(ProvisioningArtifactDetails[?Active], &CreatedTime)[-1].Id", "--output", "text"},
       control_tower_parameter(organization, kFactoryArtifact)},
  };
  if (tower.identity_center.value) {
    cli.captures.push_back(
        {{"aws", "controltower", "list-enabled-baselines", "--query",
          cat("enabledBaselines[?ends_with(baselineIdentifier, '", aws::kIdentityCenterBaseline, "')].arn | [0]"),
          "--output", "text"},
         control_tower_parameter(organization, kIdentityCenterBaseline)});
  }
  plan.steps.push_back(std::move(step));
}

// Service Catalog shows a portfolio's products to its principals alone, administrators are none by themselves.
void add_factory_access(const resolve::Organization& organization, plan::Plan& plan) {
  const aws::Partition& partition = aws::partition_of(organization.home_region.value);
  plan::Step step = command_step(organization, kFactoryAccess, plan::kManagementAccount);
  step.number = number::kLandingZone;
  step.title = "Who may make accounts by Account Factory";
  step.why = "Service Catalog lets only principals of its portfolio use a product, administrators among them.";
  step.controls = {"extra.control-tower"};
  step.needs.push_back({std::string(kLandingZoneIds), "the portfolio's id"});
  auto& cli = std::get<plan::CliStep>(step.what);
  const std::string portfolio = plan::look_up_in_command(control_tower_parameter(organization, kFactoryPortfolio));
  for (const auto& role : organization.control_tower->provisioners) {
    cli.commands.push_back({"aws", "servicecatalog", "associate-principal-with-portfolio", "--portfolio-id", portfolio,
                            "--principal-type", "IAM_PATTERN", "--principal-arn",
                            cat("arn:", partition.name, ":iam:::role/", role.value)});
  }
  cli.check = {"aws", "servicecatalog", "list-principals-for-portfolio", "--portfolio-id", portfolio};
  plan.steps.push_back(std::move(step));
}

}  // namespace

void add_landing_zone(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* archive = organization.with_role(AccountRole::log_archive);
  const resolve::Account* audit = organization.with_role(AccountRole::audit);
  if (!organization.control_tower || !archive || !audit) return;
  add_foundation(organization, plan);
  if (!organization.control_tower->landing_zone) add_prerequisites(organization, *archive, plan);
  add_zone(organization, *archive, *audit, plan);
  add_landing_zone_look_ups(organization, plan);
  add_factory_access(organization, plan);
}

}  // namespace landform::stacks
