// What the two ways of making accounts share: AWS Organizations (accounts.cpp) and Account Factory of Control Tower
// (account_factory.cpp). Both make them in the stacks that the lock remembers, few at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plan/step.h"
#include "resolve/organization.h"
#include "yaml/node.h"

namespace landform::stacks {

// What templates call the head of a chain; it stands for no resource, as its condition is never true.
inline constexpr std::string_view kNoPredecessor = "ChainStart";

using AccountShard = std::vector<const resolve::Account*>;
std::map<std::uint32_t, AccountShard> account_shards(const resolve::Organization& organization);

struct AccountRows {
  std::size_t at_once = 1;
  bool (*made)(const resolve::Account&) = nullptr;  // by this stack: the next account waits for it
  // Of the mapping Accounts. It is given what the account has to wait for: the one that is `at_once` places before it,
  // so that a new account at the end changes nothing of the others.
  void (*put)(yaml::Node& row, const resolve::Organization&, const resolve::Account&, std::string_view after) = nullptr;
};
// Binds, late, the parameters Accounts (those that the stack makes) and PublishedAccounts and the mapping Accounts, in
// the order in which accounts were first seen.
void bind_accounts(const resolve::Organization& organization, AccountShard accounts, const AccountRows& rows,
                   plan::StackStep& stack);

// Of the parameters that have the ids of accounts, units and `others`: standard ones are free and 10,000 to a region;
// past that AWS makes the further ones advanced.
yaml::Node parameter_tier(const resolve::Organization& organization, std::size_t others);

}  // namespace landform::stacks
