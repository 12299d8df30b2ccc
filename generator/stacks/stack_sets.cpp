// Trusted access for stack sets, when the plan has any. It must be called on CloudFormation itself: trust that is given
// through Organizations alone leaves stack sets without their roles (aws-facts.md D3).
#include <algorithm>
#include <variant>

#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

void add_stack_sets(const resolve::Organization& organization, plan::Plan& plan) {
  const bool needed = std::any_of(plan.steps.begin(), plan.steps.end(), [](const plan::Step& step) {
    const auto* stack = std::get_if<plan::StackStep>(&step.what);
    return stack && stack->stack_set;
  });
  if (!needed) return;
  plan::Step step;
  step.name = kTrustedStackSets;
  step.number = number::kStackSets;
  step.title = "Trusted access for stack sets";
  step.why = "A stack set reaches the accounts of a unit only once CloudFormation is trusted in the organization.";
  step.controls = {"org.consistent-setup"};
  step.needs.push_back({"organization", "trusted access is a setting of the organization"});
  plan::CliStep cli;
  cli.account = plan::kManagementAccount;
  cli.region = organization.home_region.value;
  cli.commands = {{"aws", "cloudformation", "activate-organizations-access"}};
  cli.check = {"aws", "cloudformation", "describe-organizations-access"};
  step.what = std::move(cli);
  plan.steps.push_back(std::move(step));
}

}  // namespace landform::stacks
