// Accounts under Control Tower: made by Account Factory, in the place of accounts.cpp, with the same shards, chains
// like those there and the same names in the Parameter Store, so that nothing that needs an account knows the
// difference.
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>

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

// Control Tower takes five operations on accounts at once; one is left for people. An account takes about half an hour.
// Source: "Limitations and quotas in AWS Control Tower". Read: 2026-11-22.
constexpr std::size_t kAtOnce = 4;

bool of_foundation(const resolve::Account& account) {
  return !account.existing_id && (account.role == AccountRole::log_archive || account.role == AccountRole::audit);
}

// Where the id is: in the blueprint, in the foundation's stack, or in what Account Factory answers.
yaml::Node published_id(const resolve::Organization& organization, const resolve::Account& account) {
  if (account.existing_id) return bound(account.existing_id->value.str(), account.existing_id->span);
  yaml::Node call = yaml::mapping();
  if (of_foundation(account)) {
    yaml::Node source = yaml::mapping();
    source.add("StackName", bound(plan::stack_name(organization, kFoundationAccounts).str(), account.span));
    source.add("OutputName", bound(foundation_output(account), account.span));
    call.add("Fn::GetStackOutput", std::move(source));
  } else {
    call.add("Fn::GetAtt", yaml::strings({cat("Account", plan::account_key(account)), "Outputs.AccountId"}));
  }
  return call;
}

bool is_made_by_factory(const resolve::Account& account) {
  return !account.existing_id && !of_foundation(account);
}

void put_factory_account(yaml::Node& row, const resolve::Organization& organization, const resolve::Account& account,
                         std::string_view after) {
  const resolve::Unit* unit = organization.unit(account.unit);
  put_row(
      row, "Name", Text{account.account_name, account.span},                   //
      "Email", Text{account.email, account.span},                              //
      "UnitName", Text{unit ? unit->name : account.unit.str(), account.span},  //
      "UnitId", plan::unit_id_from_output(organization, account.unit),         //
      "After", [&](yaml::Node& list) { put_list(list, after); },               //
      "Id", published_id(organization, account), "Tags", tag_list(account.tags));
}

void bind_product(const resolve::Organization& organization, plan::StackStep& stack) {
  constexpr std::size_t kOthers = 7;  // the organization's and Control Tower's
  const resolve::ControlTower& tower = *organization.control_tower;
  auto& parameters = stack.bindings.parameters;
  // Not by look-ups in the template: each account names both, and a template takes 60
  // (cloudformation/dynamic-references).
  for (const auto& [name, parameter] : {std::pair{"ProductId", kFactoryProduct}, {"ArtifactId", kFactoryArtifact}}) {
    stack.bindings.open.insert(name);
    stack.parameters.emplace(
        name, plan::FromSsm{control_tower_parameter(organization, parameter), std::string(plan::kManagementAccount),
                            organization.home_region.value});
  }
  parameters.emplace("UserEmail", bound(tower.user_email));
  parameters.emplace("UserFirstName", bound(tower.user_first_name));
  parameters.emplace("UserLastName", bound(tower.user_last_name));
  parameters.emplace("ParameterTier", parameter_tier(organization, kOthers));
}

void add_factory_shard(const resolve::Organization& organization, std::uint32_t shard, const AccountShard& accounts,
                       std::string_view before, plan::Plan& plan) {
  plan::Step step;
  step.name = cat("accounts-", shard);
  step.number = number::kAccounts;
  step.title = cat("Accounts by Account Factory, part ", shard);
  step.why = "Account Factory makes accounts that Control Tower governs from the first minute, four at a time.";
  step.controls = {"account.via-organization", "extra.control-tower", "org.consistent-setup"};
  std::set<std::string> units;
  for (const resolve::Account* account : accounts) {
    const resolve::Unit* unit = organization.unit(account->unit);
    if (unit && unit->path != organization.control_tower->security_unit) units.insert(registered_units_step(*unit));
  }
  step.needs = {{std::string(kFactoryAccess), "the deployer must be allowed to use the product"}};
  for (const std::string& registered : units)
    step.needs.push_back({registered, "accounts are made in registered units"});
  if (!before.empty()) step.needs.push_back({std::string(before), "few accounts at a time"});
  plan::StackStep stack = management_stack(organization, step.name, "control-tower/accounts.yaml");
  bind_accounts(organization, accounts, {kAtOnce, is_made_by_factory, put_factory_account}, stack);
  bind_product(organization, stack);
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

// Tags of a provisioned product stay on the product: the account gets its own from Organizations.
void add_account_tags(const resolve::Organization& organization, std::uint32_t shard, const AccountShard& accounts,
                      plan::Plan& plan) {
  plan::Step step = command_step(organization, cat("account-tags-", shard), plan::kManagementAccount);
  step.number = number::kAccounts;
  step.title = cat("Tags of accounts, part ", shard);
  step.why = "Costs are told apart, and policies decide, by the tags of accounts; Account Factory sets none.";
  step.controls = {"org.consistent-setup"};
  step.needs = {{cat("accounts-", shard), "the accounts have to exist"}};
  auto& cli = std::get<plan::CliStep>(step.what);
  for (const resolve::Account* account : accounts) {
    if (account->existing_id || of_foundation(*account) || account->tags.empty()) continue;
    Command command{"aws",   "organizations", "tag-resource", "--resource-id", id_in_command(organization, *account),
                    "--tags"};
    for (const auto& [key, value] : account->tags) command.push_back(cat("Key=", key, ",Value=", value.value));
    cli.commands.push_back(std::move(command));
  }
  if (!cli.commands.empty()) plan.steps.push_back(std::move(step));
}

}  // namespace

void add_account_factory(const resolve::Organization& organization, plan::Plan& plan) {
  if (!organization.control_tower) return;
  std::string before;
  for (const auto& [shard, accounts] : account_shards(organization)) {
    add_factory_shard(organization, shard, accounts, before, plan);
    before = plan.steps.back().name;
    add_account_tags(organization, shard, accounts, plan);
  }
}

}  // namespace landform::stacks
