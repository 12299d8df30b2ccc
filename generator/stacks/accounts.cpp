// Accounts, sharded over stacks as the lock remembers. In a stack they form a chain, and the stacks form one too:
// AWS Organizations creates one account at a time (aws-facts.md A8).
#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "aws/quotas.h"
#include "base/text.h"
#include "plan/ids.h"
#include "resolve/control_tower_owns.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

namespace {

// The template's condition is never true for this resource: the head of the chain depends on nothing.
constexpr std::string_view kChainStart = "ChainStart";

yaml::Node id_of(const resolve::Account& account) {
  if (account.existing_id) return bound(account.existing_id->value.str(), account.existing_id->span);
  yaml::Node node = yaml::mapping();
  node.add("Fn::GetAtt", yaml::strings({cat("Account", plan::account_key(account)), "AccountId"}));
  return node;
}

yaml::Node row(const resolve::Organization& organization, const resolve::Account& account, const std::string& after) {
  yaml::Node values = yaml::mapping();
  values.entries.reserve(6);
  values.add("Name", bound(account.account_name, account.span));
  values.add("Email", bound(account.email, account.span));
  values.add("Parent", plan::unit_id_from_output(organization, account.unit));
  values.add("After", yaml::strings({after}));
  values.add("Id", id_of(account));
  values.add("Tags",
             account.tags.empty() ? yaml::mapping({{"Ref", yaml::string("AWS::NoValue")}}) : tag_list(account.tags));
  return values;
}

// Standard parameters are free and 10,000 to a region; past that AWS makes the further ones advanced.
bool needs_paid_parameters(const resolve::Organization& organization) {
  constexpr std::size_t kOrganizationParameters = 3;
  const auto limit = static_cast<std::size_t>(aws::quota("ssm/standard-parameters").value);
  return organization.accounts.size() + organization.units.size() + kOrganizationParameters > limit;
}

void add_shard(const resolve::Organization& organization, std::uint32_t shard,
               std::vector<const resolve::Account*> accounts, std::string_view before, plan::Plan& plan) {
  std::sort(accounts.begin(), accounts.end(),
            [](const resolve::Account* a, const resolve::Account* b) { return a->sequence < b->sequence; });
  plan::Step step;
  step.name = cat("accounts-", shard);
  step.number = number::kAccounts;
  step.title = cat("Accounts, part ", shard);
  step.why = "Every account is created through AWS Organizations, in its unit from the first minute.";
  step.controls = {"account.via-organization", "org.consistent-setup"};
  plan::StackStep stack = management_stack(organization, step.name, "organization/accounts.yaml");

  yaml::Node created = yaml::sequence();
  yaml::Node published = yaml::sequence();
  yaml::Node rows = yaml::mapping();
  std::set<std::string> units_in;
  std::string after(kChainStart);
  rows.entries.reserve(accounts.size());
  for (const resolve::Account* account : accounts) {
    const std::string id = plan::account_key(*account);
    rows.entries.push_back({id, account->span, row(organization, *account, after)});
    published.items.push_back(bound(id, account->span));
    if (!account->existing_id) {
      created.items.push_back(bound(id, account->span));
      after = cat("Account", id);
    }
    stack.produces_ssm.emplace(plan::account_id_parameter(organization, account->name), cat("IdOfAccount", id));
    if (const resolve::Unit* unit = organization.unit(account->unit)) units_in.insert(cat("units-", unit->shard));
  }
  step.needs.push_back({"organization", "accounts exist only in an organization"});
  for (const std::string& units : units_in) step.needs.push_back({units, "accounts are created in their units"});
  if (!before.empty()) step.needs.push_back({std::string(before), "AWS Organizations creates one account at a time"});
  stack.bindings.parameters.emplace("Accounts", std::move(created));
  stack.bindings.parameters.emplace("PublishedAccounts", std::move(published));
  stack.bindings.parameters.emplace("RoleName", bound("OrganizationAccountAccessRole"));
  stack.bindings.parameters.emplace("ParameterTier",
                                    bound(needs_paid_parameters(organization) ? "Intelligent-Tiering" : "Standard"));
  stack.bindings.mappings.emplace("Accounts", std::move(rows));
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

}  // namespace

void add_accounts(const resolve::Organization& organization, plan::Plan& plan) {
  if (owned_by_control_tower(organization, resolve::Owned::accounts)) return;
  std::map<std::uint32_t, std::vector<const resolve::Account*>> shards;
  for (const resolve::Account& account : organization.accounts) shards[account.shard].push_back(&account);
  std::string before;
  for (const auto& [shard, accounts] : shards) {
    add_shard(organization, shard, accounts, before, plan);
    before = plan.steps.back().name;
  }
}

}  // namespace landform::stacks
