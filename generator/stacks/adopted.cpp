// What existed before landform: the organization and units in one import stack, accounts in theirs. An import holds
// nothing but what it imports (aws-facts.md B4), and an import stack that was deployed never gets a further resource:
// what is adopted in a later build goes to a stack of its own (the lock's shard).
#include <map>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

namespace {

plan::StackStep import_stack(const resolve::Organization& organization, std::string_view step_name) {
  plan::StackStep stack = management_stack(organization, step_name, "organization/adopted.yaml");
  stack.bindings.parameters.erase("Slug");
  stack.bindings.parameters.emplace("AdoptsOrganization", switched(false));
  stack.bindings.parameters.emplace("Units", yaml::sequence());
  stack.bindings.parameters.emplace("Accounts", yaml::sequence());
  return stack;
}

// Sets tags on what exists, so that the import finds what the template says.
std::vector<std::string> tag_command(const std::string& id, const resolve::Tags& tags) {
  std::vector<std::string> command{"aws", "organizations", "tag-resource", "--resource-id", id, "--tags"};
  for (const auto& [key, value] : tags) command.push_back(cat("Key=", key, ",Value=", value.value));
  return command;
}

void add_organization_import(const resolve::Organization& organization, plan::Plan& plan) {
  const auto& id = *organization.existing_organization_id;
  plan::Step step;
  step.name = "adopted-organization";
  step.number = number::kAdoptedOrganization;
  step.title = "Adopt the existing organization";
  step.why = "CloudFormation takes over the organization as it is; nothing in it is created.";
  step.controls = {"org.all-features"};
  step.cause = id.span;
  step.asked_by = "organization.id";
  plan::StackStep stack = import_stack(organization, step.name);
  stack.bindings.parameters.insert_or_assign("AdoptsOrganization", switched(true, id.span));
  stack.imports.emplace("Organization",
                        plan::StackStep::Import{"AWS::Organizations::Organization", {{"Id", id.value}}});
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

void add_unit_import(const resolve::Organization& organization, std::uint32_t shard,
                     const std::vector<const resolve::Unit*>& units, plan::Plan& plan) {
  plan::Step step;
  step.name = cat("adopted-units-", shard);
  step.number = number::kAdoptedOrganization;
  step.title = cat("Adopt existing units, part ", shard);
  step.why = "CloudFormation takes over units that exist already; new units and accounts can then hang under them.";
  step.controls = {"org.units"};
  step.cause = units.front()->span;
  step.asked_by = "ids of units";
  if (organization.existing_organization_id) {
    step.needs.push_back({"adopted-organization", "the organization comes first"});
  }
  plan::StackStep stack = import_stack(organization, step.name);
  yaml::Node names = yaml::sequence();
  yaml::Node rows = yaml::mapping();
  for (const resolve::Unit* unit : units) {
    const std::string id = plan::unit_key(*unit);
    names.items.push_back(bound(id, unit->span));
    yaml::Node row = yaml::mapping();
    row.add("Name", bound(unit->name, unit->span));
    row.add("Parent", plan::unit_id(organization, unit->parent));
    row.add("Tags", tag_list(unit->tags));
    rows.entries.push_back({id, unit->span, std::move(row)});
    stack.imports.emplace(cat("Unit", id), plan::StackStep::Import{"AWS::Organizations::OrganizationalUnit",
                                                                   {{"Id", unit->existing_id->value}}});
  }
  stack.bindings.parameters.insert_or_assign("Units", std::move(names));
  stack.bindings.mappings.emplace("Units", std::move(rows));
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

// An import takes a resource as it is. So each account is first moved and tagged to be what the template says.
void add_account_preparation(const resolve::Organization& organization, const std::string& name,
                             const std::vector<const resolve::Account*>& accounts, plan::Plan& plan) {
  plan::Step step;
  step.name = cat("prepare-", name);
  step.number = number::kAdoptedAccounts;
  step.title = "Put existing accounts in their units";
  step.why = "An import takes an account as it is: its unit and tags must be those of the template before.";
  step.controls = {"account.via-organization", "tags.standard"};
  step.cause = accounts.front()->span;
  step.asked_by = "ids of accounts";
  step.needs.push_back({"organization", "the root's id is looked up"});
  plan::CliStep cli;
  cli.account = plan::kManagementAccount;
  cli.region = organization.home_region.value;
  std::map<std::string, bool> units;
  for (const resolve::Account* account : accounts) {
    const std::string& id = account->existing_id->value.str();
    const resolve::Unit* unit = organization.unit(account->unit);
    if (unit) units.emplace(cat("units-", unit->shard), true);
    const std::string destination =
        unit && unit->existing_id ? unit->existing_id->value
                                  : plan::look_up_in_command(plan::unit_id_parameter(organization, account->unit));
    cli.commands.push_back(
        {"bash", "-c",
         "parent=$(aws organizations list-parents --child-id \"$1\" --query 'Parents[0].Id' --output text) && "
         "{ [ \"$parent\" = \"$2\" ] || aws organizations move-account --account-id \"$1\" --source-parent-id "
         "\"$parent\" "
         "--destination-parent-id \"$2\"; }",
         "move-account", id, destination});
    if (!account->tags.empty()) cli.commands.push_back(tag_command(id, account->tags));
  }
  for (const auto& [units_step, unused] : units)
    step.needs.push_back({units_step, "accounts are moved into these units"});
  step.what = std::move(cli);
  plan.steps.push_back(std::move(step));
}

void add_account_import(const resolve::Organization& organization, std::uint32_t shard,
                        const std::vector<const resolve::Account*>& accounts, plan::Plan& plan) {
  plan::Step step;
  step.name = cat("adopted-accounts-", shard);
  add_account_preparation(organization, step.name, accounts, plan);
  step.number = number::kAdoptedAccounts;
  step.title = cat("Adopt existing accounts, part ", shard);
  step.why = "CloudFormation takes over accounts that exist already, so that moves and tags go the same way for all.";
  step.controls = {"account.via-organization"};
  step.cause = accounts.front()->span;
  step.asked_by = "ids of accounts";
  step.needs.push_back({cat("prepare-", step.name), "the accounts must be what the template says"});
  plan::StackStep stack = import_stack(organization, step.name);
  yaml::Node names = yaml::sequence();
  yaml::Node rows = yaml::mapping();
  for (const resolve::Account* account : accounts) {
    const std::string id = plan::account_key(*account);
    names.items.push_back(bound(id, account->span));
    yaml::Node row = yaml::mapping();
    row.add("Name", bound(account->account_name, account->span));
    row.add("Email", bound(account->email, account->span));
    row.add("Parent", plan::unit_id(organization, account->unit));
    row.add("Tags", tag_list(account->tags));
    rows.entries.push_back({id, account->span, std::move(row)});
    stack.imports.emplace(
        cat("Account", id),
        plan::StackStep::Import{"AWS::Organizations::Account", {{"AccountId", account->existing_id->value.str()}}});
  }
  stack.bindings.parameters.insert_or_assign("Accounts", std::move(names));
  stack.bindings.mappings.emplace("Accounts", std::move(rows));
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

}  // namespace

void add_adopted(const resolve::Organization& organization, plan::Plan& plan) {
  if (organization.existing_organization_id) add_organization_import(organization, plan);
  std::map<std::uint32_t, std::vector<const resolve::Unit*>> units;
  for (const resolve::Unit& unit : organization.units) {
    if (unit.existing_id) units[unit.shard].push_back(&unit);
  }
  for (const auto& [shard, members] : units) add_unit_import(organization, shard, members, plan);
  std::map<std::uint32_t, std::vector<const resolve::Account*>> accounts;
  for (const resolve::Account& account : organization.accounts) {
    if (account.existing_id) accounts[account.shard].push_back(&account);
  }
  for (const auto& [shard, members] : accounts) add_account_import(organization, shard, members, plan);
}

}  // namespace landform::stacks
