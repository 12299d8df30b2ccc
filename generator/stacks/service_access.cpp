#include "stacks/service_access.h"

#include <utility>

#include "base/text.h"
#include "plan/ids.h"

namespace landform::stacks {

using base::cat;

std::string id_in_command(const resolve::Organization& organization, const resolve::Account& account) {
  if (account.existing_id) return account.existing_id->value.str();
  return cat("{ssm:", plan::account_id_parameter(organization, account.name), '}');
}

plan::Step command_step(const resolve::Organization& organization, std::string name, std::string_view account) {
  plan::Step step;
  step.name = std::move(name);
  plan::CliStep cli;
  cli.account = account;
  cli.region = organization.home_region.value;
  step.what = std::move(cli);
  return step;
}

std::vector<std::string> trust_service(std::string_view principal) {
  return {"aws", "organizations", "enable-aws-service-access", "--service-principal", std::string(principal)};
}

std::vector<std::string> region_names(const std::vector<aws::RegionName>& regions) {
  std::vector<std::string> names;
  names.reserve(regions.size());
  for (const aws::RegionName& region : regions) names.push_back(region.str());
  return names;
}

std::string step_in_region(const resolve::Organization& organization, std::string_view name,
                           const aws::RegionName& region) {
  return region == organization.home_region.value ? std::string(name) : cat(name, '-', region.str());
}

std::string management_step(std::string_view name, const aws::RegionName& region) {
  return cat("management-", name, '-', region.str());
}

}  // namespace landform::stacks
