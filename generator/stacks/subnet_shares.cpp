// Subnets that other accounts use: for each VPC a RAM share a unit or account, in the VPC's own account and region.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "resolve/unit_paths.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/transit_names.h"
#include "stacks/vpc_rows.h"

namespace landform::stacks {

using base::cat;
using yaml::Node;

namespace {

struct SubnetUser {
  std::string_view kind;  // as the template knows it
  std::string name;       // for people
  std::string key;        // in names of stacks
  Value id;
  std::vector<const resolve::Tier*> tiers;
};

SubnetUser unit_user(const resolve::Organization& organization, const aws::OuPath& path) {
  if (resolve::is_root(path)) return {"organization", "the organization", "organization", bound(""), {}};
  SubnetUser user{"unit", cat("unit ", path.str()), {}, bound(""), {}};
  const resolve::Unit* unit = organization.unit(path);
  if (unit == nullptr) return user;
  user.key = cat("unit-", dashed(plan::unit_key(*unit)));
  if (unit->existing_id) {
    user.id = bound(*unit->existing_id);
  } else {
    user.id = StoredId{plan::unit_id_parameter(organization, path)};
  }
  return user;
}

SubnetUser account_user(const resolve::Organization& organization, const std::string& name) {
  SubnetUser user{"account", cat("account ", name), {}, bound(""), {}};
  const resolve::Account* account = organization.account(name);
  if (account == nullptr) return user;
  user.key = cat("account-", dashed(plan::account_key(*account)));
  user.id = account_id_value(organization, *account);
  return user;
}

// By kind and name, so that the order comes from names.
std::map<std::string, SubnetUser> subnet_users(const resolve::Organization& organization, const resolve::Vpc& vpc) {
  std::map<std::string, SubnetUser> users;
  for (const resolve::Tier& tier : vpc.tiers) {
    for (const aws::OuPath& path : tier.shared_to.units) {
      const std::string name = cat("unit ", path.str());
      if (!users.contains(name)) users.emplace(name, unit_user(organization, path));
      users.at(name).tiers.push_back(&tier);
    }
    for (const std::string& account : tier.shared_to.accounts) {
      const std::string name = cat("account ", account);
      if (account == vpc.account) continue;  // it owns them
      if (!users.contains(name)) users.emplace(name, account_user(organization, account));
      users.at(name).tiers.push_back(&tier);
    }
  }
  return users;
}

void add_share(const resolve::Organization& organization, const resolve::Vpc& vpc, const SubnetUser& user,
               plan::Plan& plan) {
  Deployment deployment;
  deployment.name = cat("share-", vpc_stack(vpc), "-", user.key);
  deployment.number = number::kSubnetShares;
  deployment.template_path = "network/subnet-share.yaml";
  deployment.title = cat("Subnets of VPC ", vpc.name, " for ", user.name);
  deployment.why = cat("Workloads of ", user.name, " run in subnets that account ", vpc.account,
                       " keeps, so that few look after networks and many use them.");
  deployment.controls = {"vpc.subnets"};
  deployment.needs = {{vpc_step(vpc), "it has the subnets"},
                      {std::string(kTrustedSharing), "what is shared in the organization needs no acceptance"}};
  deployment.regions = {vpc.region};
  deployment.cause = vpc.span;
  Node arns = yaml::sequence();
  for (const resolve::Tier* tier : user.tiers) {
    arns.items.push_back(
        plan::stack_output(organization, vpc_stack(vpc), cat("SubnetArns", tier_key(*tier)), tier->span));
  }
  auto& parameters = deployment.values.parameters;
  parameters.emplace("Name", bound(cat(organization.customer.slug.value, '-', vpc.name, '-', user.key), vpc.span));
  parameters.emplace("Kind", bound(std::string(user.kind)));
  parameters.emplace("PrincipalId", user.id);
  if (user.kind == "account") {
    parameters.emplace("ManagementAccountId", bound(""));
    parameters.emplace("OrganizationId", bound(""));
  } else {
    parameters.emplace("ManagementAccountId", management_id_value(organization));
    parameters.emplace("OrganizationId", organization_id_value(organization));
  }
  deployment.values.mappings.emplace("Subnets",
                                     yaml::mapping({{"Shared", yaml::mapping({{"Arns", std::move(arns)}})}}));
  add_in_account(organization, deployment, vpc.account, plan);
}

}  // namespace

void add_subnet_shares(const resolve::Organization& organization, plan::Plan& plan) {
  for (const resolve::Vpc& vpc : organization.network.vpcs) {
    for (const auto& [name, user] : subnet_users(organization, vpc)) add_share(organization, vpc, user, plan);
  }
}

}  // namespace landform::stacks
