// Commands of the management account and of administrators: what trusts a service in the organization, what delegates
// it to another account, and ids as commands take them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/step.h"
#include "resolve/organization.h"

namespace landform::stacks {

using Command = std::vector<std::string>;

// "111122223333" where the blueprint knows it, else "{ssm:/landform/...}", which the deployer fills in.
std::string id_in_command(const resolve::Organization& organization, const resolve::Account& account);
std::string management_in_command(const resolve::Organization& organization);

// A step of commands, in the home region as far as they name no other.
plan::Step command_step(const resolve::Organization& organization, std::string_view name, std::string_view account);

// Appends the command, and to what the step tolerates what AWS answers when the command was done before.
void add_command(Command command, plan::CliStep& cli);

// Commands of the management account that trust a service in the organization; they may be repeated.
Command trust_service(std::string_view principal);
// The role that a service works with in the account.
Command make_service_role(std::string_view principal);
// Makes the account, by its id in commands, the service's delegated administrator.
Command register_administrator(std::string_view principal, const std::string& account);
// Shows who the delegated administrator is.
Command list_administrators(std::string_view principal);

// A step that does nothing but trust a service; it has name, needs and commands.
plan::Step trust_step(const resolve::Organization& organization, std::string_view name, std::string_view principal);

std::vector<std::string> region_names(const std::vector<aws::RegionName>& regions);

}  // namespace landform::stacks
