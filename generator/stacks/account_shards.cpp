#include "stacks/account_shards.h"

#include <algorithm>
#include <utility>

#include "aws/quotas.h"
#include "base/text.h"
#include "plan/ids.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

std::map<std::uint32_t, AccountShard> account_shards(const resolve::Organization& organization) {
  std::map<std::uint32_t, AccountShard> shards;
  for (const resolve::Account& account : organization.accounts) shards[account.shard].push_back(&account);
  return shards;
}

void bind_accounts(const resolve::Organization& organization, AccountShard accounts, std::size_t at_once,
                   plan::StackStep& stack,
                   const std::function<AccountRow(const resolve::Account&, const std::string& after)>& row) {
  std::sort(accounts.begin(), accounts.end(),
            [](const resolve::Account* a, const resolve::Account* b) { return a->sequence < b->sequence; });
  yaml::Node made = yaml::sequence();
  yaml::Node published = yaml::sequence();
  yaml::Node rows = yaml::mapping();
  rows.entries.reserve(accounts.size());
  for (const resolve::Account* account : accounts) {
    const std::string id = plan::account_key(*account);
    const std::size_t before = made.items.size();
    AccountRow one = row(
        *account, before < at_once ? std::string(kNoPredecessor) : cat("Account", made.items[before - at_once].text));
    rows.entries.push_back({id, account->span, std::move(one.values)});
    published.items.push_back(bound(id, account->span));
    stack.produces_ssm.emplace(plan::account_id_parameter(organization, account->name), cat("IdOfAccount", id));
    if (!one.made) continue;
    made.items.push_back(bound(id, account->span));
  }
  stack.bindings.parameters.emplace("Accounts", std::move(made));
  stack.bindings.parameters.emplace("PublishedAccounts", std::move(published));
  stack.bindings.mappings.emplace("Accounts", std::move(rows));
}

yaml::Node parameter_tier(const resolve::Organization& organization, std::size_t others) {
  const auto limit = static_cast<std::size_t>(aws::quota("ssm/standard-parameters").value);
  const bool free = organization.accounts.size() + organization.units.size() + others <= limit;
  return bound(free ? "Standard" : "Intelligent-Tiering");
}

}  // namespace landform::stacks
