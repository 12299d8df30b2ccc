// Accounts, sharded over stacks as the lock remembers. In a stack they form a chain, and the stacks form one too:
// AWS Organizations creates one account at a time (aws-facts.md A8).
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "plan/ids.h"
#include "resolve/control_tower_owns.h"
#include "stacks/account_shards.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

namespace {

void put_id(yaml::Node& cell, const resolve::Account& account) {
  if (account.existing_id) return put(cell, View{account.existing_id->value.str(), account.existing_id->span});
  put(cell, Attribute{cat("Account", plan::account_key(account)), "AccountId"});
}

bool is_made(const resolve::Account& account) {
  return !account.existing_id;
}

void put_account(yaml::Node& row, const resolve::Organization& organization, const resolve::Account& account,
                 std::string_view after) {
  put_row(
      row, "Name", View{account.account_name, account.span},            //
      "Email", View{account.email, account.span},                       //
      "Parent", plan::unit_id_from_output(organization, account.unit),  //
      "After", [&](yaml::Node& list) { put_list(list, after); },        //
      "Id", [&](yaml::Node& cell) { put_id(cell, account); },           //
      "Tags", [&](yaml::Node& cell) { put_tags(cell, account.tags); });
}

void add_shard(const resolve::Organization& organization, std::uint32_t shard, const AccountShard& accounts,
               std::string_view before, plan::Plan& plan) {
  constexpr std::size_t kOrganizationParameters = 3;
  plan::Step step;
  step.name = cat("accounts-", shard);
  step.number = number::kAccounts;
  step.title = cat("Accounts, part ", shard);
  step.why = "Every account is created through AWS Organizations, in its unit from the first minute.";
  step.controls = {"account.via-organization", "org.consistent-setup"};
  std::set<std::string> units_in;
  for (const resolve::Account* account : accounts) {
    if (const resolve::Unit* unit = organization.unit(account->unit)) units_in.insert(cat("units-", unit->shard));
  }
  step.needs.push_back({"organization", "accounts exist only in an organization"});
  for (const std::string& units : units_in) step.needs.push_back({units, "accounts are created in their units"});
  if (!before.empty()) step.needs.push_back({std::string(before), "AWS Organizations creates one account at a time"});
  plan::StackStep stack = management_stack(organization, step.name, "organization/accounts.yaml");
  bind_accounts(organization, accounts, {1, is_made, put_account}, stack);
  stack.bindings.parameters.emplace("RoleName", bound("OrganizationAccountAccessRole"));
  stack.bindings.parameters.emplace("ParameterTier", parameter_tier(organization, kOrganizationParameters));
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

}  // namespace

void add_accounts(const resolve::Organization& organization, plan::Plan& plan) {
  if (owned_by_control_tower(organization, resolve::Owned::accounts)) return;
  std::string before;
  for (const auto& [shard, accounts] : account_shards(organization)) {
    add_shard(organization, shard, accounts, before, plan);
    before = plan.steps.back().name;
  }
}

}  // namespace landform::stacks
