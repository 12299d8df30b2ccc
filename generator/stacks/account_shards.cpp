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

namespace {

void bind_account_rows(const resolve::Organization& organization, const AccountShard& accounts, const AccountRows& rows,
                       cfn::Bindings& bindings) {
  yaml::Node made = list_for(accounts.size());
  yaml::Node published = list_for(accounts.size());
  yaml::Node values = rows_for(accounts.size());
  for (const resolve::Account* account : accounts) {
    const std::string id = plan::account_key(*account);
    const std::size_t before = made.items.size();
    yaml::Entry& row = values.entries.emplace_back();
    row.key = id;
    row.key_span = account->span;
    rows.put(
        row.value, organization, *account,
        before < rows.at_once ? std::string(kNoPredecessor) : cat("Account", made.items[before - rows.at_once].text));
    add_item(published, View{id, account->span});
    if (rows.made(*account)) add_item(made, View{id, account->span});
  }
  bindings.parameters.emplace("Accounts", std::move(made));
  bindings.parameters.emplace("PublishedAccounts", std::move(published));
  bindings.mappings.emplace("Accounts", std::move(values));
}

}  // namespace

void bind_accounts(const resolve::Organization& organization, AccountShard accounts, const AccountRows& rows,
                   plan::StackStep& stack) {
  std::sort(accounts.begin(), accounts.end(),
            [](const resolve::Account* a, const resolve::Account* b) { return a->sequence < b->sequence; });
  for (const resolve::Account* account : accounts) {
    stack.produces_ssm.emplace(plan::account_id_parameter(organization, *account),
                               cat("IdOfAccount", plan::account_key(*account)));
  }
  stack.bind_late = [&organization, accounts = std::move(accounts), rows](cfn::Bindings& late) {
    bind_account_rows(organization, accounts, rows, late);
  };
}

yaml::Node parameter_tier(const resolve::Organization& organization, std::size_t others) {
  const auto limit = static_cast<std::size_t>(aws::quota("ssm/standard-parameters").value);
  const bool free = organization.accounts.size() + organization.units.size() + others <= limit;
  return bound(free ? "Standard" : "Intelligent-Tiering");
}

}  // namespace landform::stacks
