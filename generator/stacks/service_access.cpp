#include "stacks/service_access.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

namespace {

// Sorted. A command that is not here may be repeated, or says nothing of its own about it.
struct DoneBefore {
  std::string_view service, operation;
  std::string_view code;  // of the error with which AWS answers the second time
};
constexpr auto kDoneBefore = std::to_array<DoneBefore>({
    {"guardduty", "enable-organization-admin-account", "BadRequestException"},
    {"iam", "create-service-linked-role", "InvalidInput"},
    {"inspector2", "associate-member", "ConflictException"},
    {"inspector2", "enable-delegated-admin-account", "ConflictException"},
    {"macie2", "create-member", "ConflictException"},
    {"macie2", "enable-organization-admin-account", "ConflictException"},
    {"organizations", "register-delegated-administrator", "AccountAlreadyRegisteredException"},
    {"securityhub", "enable-security-hub", "ResourceConflictException"},
});

}  // namespace

std::string id_in_command(const resolve::Organization& organization, const resolve::Account& account) {
  return in_command(plan::account_id(organization, account));
}

std::string management_in_command(const resolve::Organization& organization) {
  if (const auto& id = organization.management_account) return id->value.str();
  return plan::look_up_in_command(plan::account_id_parameter(organization, plan::kManagementAccount));
}

plan::Step command_step(const resolve::Organization& organization, std::string_view name, std::string_view account) {
  plan::Step step;
  step.name = name;
  plan::CliStep cli;
  cli.account = account;
  cli.region = organization.home_region.value;
  step.what = std::move(cli);
  return step;
}

void add_command(Command command, plan::CliStep& cli) {
  for (const DoneBefore& known : kDoneBefore) {
    if (command[1] != known.service || command[2] != known.operation) continue;
    if (std::find(cli.tolerates.begin(), cli.tolerates.end(), known.code) == cli.tolerates.end()) {
      cli.tolerates.emplace_back(known.code);
    }
  }
  cli.commands.push_back(std::move(command));
}

Command trust_service(std::string_view principal) {
  return {"aws", "organizations", "enable-aws-service-access", "--service-principal", std::string(principal)};
}

Command make_service_role(std::string_view principal) {
  return {"aws", "iam", "create-service-linked-role", "--aws-service-name", std::string(principal)};
}

Command register_administrator(std::string_view principal, const std::string& account) {
  return {"aws",
          "organizations",
          "register-delegated-administrator",
          "--service-principal",
          std::string(principal),
          "--account-id",
          account};
}

Command list_administrators(std::string_view principal) {
  return {"aws", "organizations", "list-delegated-administrators", "--service-principal", std::string(principal)};
}

plan::Step trust_step(const resolve::Organization& organization, std::string_view name, std::string_view principal) {
  plan::Step step = command_step(organization, name, plan::kManagementAccount);
  step.needs = {{"organization", "trusted access is a setting of the organization"}};
  auto& cli = std::get<plan::CliStep>(step.what);
  add_command(trust_service(principal), cli);
  cli.check = {"aws", "organizations", "list-aws-service-access-for-organization", "--query",
               cat("EnabledServicePrincipals[?ServicePrincipal=='", principal, "']")};
  return step;
}

std::vector<std::string> region_names(const std::vector<aws::RegionName>& regions) {
  std::vector<std::string> names;
  names.reserve(regions.size());
  for (const aws::RegionName& region : regions) names.push_back(region.str());
  return names;
}

}  // namespace landform::stacks
