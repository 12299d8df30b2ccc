// What the security services have in common: commands that delegate them to the audit account, and ids in commands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/step.h"
#include "resolve/organization.h"

namespace landform::stacks {

// "111122223333" where the blueprint knows it, else "{ssm:/landform/...}", which the deployer fills in.
std::string id_in_command(const resolve::Organization& organization, const resolve::Account& account);

// A step of commands, in the home region as far as they name no other.
plan::Step command_step(const resolve::Organization& organization, std::string name, std::string_view account);

// Commands of the management account that trust a service in the organization.
std::vector<std::string> trust_service(std::string_view principal);

std::vector<std::string> region_names(const std::vector<aws::RegionName>& regions);

// The step names of add_in_account and add_fan_out: "<name>", "<name>-eu-west-1"; "management-<name>-eu-west-1".
std::string step_in_region(const resolve::Organization& organization, std::string_view name,
                           const aws::RegionName& region);
std::string management_step(std::string_view name, const aws::RegionName& region);

}  // namespace landform::stacks
