// The organization itself, and the ids that every later stack looks up.
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

void add_organization(const resolve::Organization& organization, plan::Plan& plan) {
  plan::Step step;
  step.name = "organization";
  step.number = number::kOrganization;
  step.controls = {"org.all-features", "org.consistent-setup"};
  plan::StackStep stack = management_stack(organization, step.name, "organization/organization.yaml");
  if (organization.existing_organization_id) {
    step.title = "Ids of the organization";
    step.why = "Later stacks look the ids up in Parameter Store. The organization exists already and is adopted apart.";
    step.cause = organization.existing_organization_id->span;
    step.asked_by = "organization.id";
    stack.bindings.parameters.emplace("ExistingOrganizationId", bound(*organization.existing_organization_id));
    stack.bindings.parameters.emplace(
        "ExistingRootId", organization.existing_root_id ? bound(*organization.existing_root_id) : bound(""));
    step.needs.push_back(
        {"adopted-organization", "the organization is under CloudFormation before others build on it"});
  } else {
    step.title = "Organization with all features";
    step.why = "Everything else hangs on the organization. Later stacks look its ids up in Parameter Store.";
    stack.bindings.parameters.emplace("ExistingOrganizationId", bound(""));
    stack.bindings.parameters.emplace("ExistingRootId", bound(""));
  }
  stack.produces_ssm = {
      {plan::organization_id_parameter(organization), "OrganizationId"},
      {plan::root_id_parameter(organization), "RootId"},
      {plan::account_id_parameter(organization, plan::kManagementAccount), "ManagementAccountId"},
  };
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

}  // namespace landform::stacks
