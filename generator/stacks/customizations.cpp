// The customer's own templates: by stack set into units and single accounts, as a plain stack into the management
// account, which no stack set reaches. What may stand in their parameters was checked by resolve.
#include <string>
#include <utility>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;
using base::replace_all;

namespace {

// How one parameter's text reads in the accounts that it goes to.
yaml::Node filled(const resolve::Organization& organization, const resolve::Customization& customization,
                  const resolve::Located<std::string>& value, bool in_management) {
  std::string text = replace_all(value.value, "{slug}", organization.customer.slug.value);
  text = replace_all(text, "{home_region}", organization.home_region.value.str());
  text = replace_all(
      text, "{account}",
      customization.accounts.empty() ? plan::kManagementAccount : std::string_view(customization.accounts.front()));
  if (organization.existing_organization_id) {
    text = replace_all(text, "{organization_id}", organization.existing_organization_id->value);
  } else if (in_management) {
    text = replace_all(text, "{organization_id}", plan::look_up(plan::organization_id_parameter(organization)));
  }
  const bool varies = text.find("{account_id}") != std::string::npos || text.find("{region}") != std::string::npos;
  if (!varies) return bound(std::move(text), value.span);
  text = replace_all(text, "${", "${!");
  text = replace_all(text, "{account_id}", "${AWS::AccountId}");
  text = replace_all(text, "{region}", "${AWS::Region}");
  return substituted(std::move(text), value.span);
}

// A new organization's id is known only in the management account: the stack set hands it on.
bool asks_for_new_organization(const resolve::Organization& organization, const std::string& text) {
  return !organization.existing_organization_id && text.find("{organization_id}") != std::string::npos;
}

void bind(const resolve::Organization& organization, const resolve::Customization& customization, LookUp look_up,
          cfn::Bindings& bindings, std::map<std::string, plan::ParameterSource>& parameters) {
  const std::string parameter = plan::organization_id_parameter(organization);
  for (const auto& [name, value] : customization.parameters) {
    if (look_up == LookUp::in_template || !asks_for_new_organization(organization, value.value)) {
      bindings.parameters.emplace(name, filled(organization, customization, value, look_up == LookUp::in_template));
      continue;
    }
    const std::string id =
        look_up == LookUp::in_stack_set ? plan::look_up(parameter) : plan::look_up_in_command(parameter);
    std::string text = replace_all(value.value, "{slug}", organization.customer.slug.value);
    text = replace_all(text, "{home_region}", organization.home_region.value.str());
    bindings.open.insert(name);
    parameters.emplace(name, plan::Literal{replace_all(text, "{organization_id}", id), value.span});
  }
}

void add_set(const resolve::Organization& organization, const resolve::Customization& customization, plan::Plan& plan) {
  plan::Step step;
  step.name = cat("custom-", customization.name);
  step.number = number::kCustomizations;
  step.title = cat("Customization ", customization.name);
  step.why =
      "The customer's own template, carried by a stack set to the accounts it is for, and to those that come later.";
  step.controls = {"org.consistent-setup"};
  step.cause = customization.span;
  step.asked_by = cat("customizations.", customization.name);
  step.needs = {{"artifacts", "the stack set's template is read from the artifact bucket"},
                {std::string(kTrustedStackSets), "stack sets need trusted access"},
                {plan::trail_step(organization), "what a customer deploys is recorded from the first call"}};
  for (plan::Step::Need& need : needs_accounts(organization, "the accounts it goes to")) {
    step.needs.push_back(std::move(need));
  }

  plan::StackStep stack = management_stack(organization, step.name, "delivery/stack-set.yaml");
  plan::StackSet set;
  set.template_path = customization.template_file.value;
  set.customer_template = true;
  set.template_span = customization.template_file.span;
  set.units = customization.units;
  set.accounts = customization.accounts;
  set.regions = customization.regions;
  bind(organization, customization, LookUp::in_stack_set, set.bindings, set.parameters);
  stack.bindings.parameters.emplace("Name", bound(stack.stack.str(), customization.span));
  stack.bindings.parameters.emplace("Purpose", bound(cat("Customization ", customization.name, " of the blueprint.")));
  stack.stack_set = std::move(set);
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

void add_management_stacks(const resolve::Organization& organization, const resolve::Customization& customization,
                           plan::Plan& plan) {
  for (const aws::RegionName& region : customization.regions) {
    plan::Step step;
    step.name = management_step(customization.name, region);
    step.number = number::kCustomizations;
    step.title = cat("Customization ", customization.name, " in the management account, ", region.str());
    step.why = "The customer's own template. No stack set reaches the management account, so it is a plain stack.";
    step.controls = {"org.consistent-setup"};
    step.cause = customization.span;
    step.asked_by = cat("customizations.", customization.name);
    step.needs = {{plan::trail_step(organization), "what a customer deploys is recorded from the first call"}};
    plan::StackStep stack;
    stack.stack = plan::stack_name(organization, cat("management-", customization.name));
    stack.template_path = customization.template_file.value;
    stack.customer_template = true;
    stack.template_span = customization.template_file.span;
    stack.target = plan::AccountTarget{std::string(plan::kManagementAccount), region};
    stack.tags = plain_tags(organization.default_tags);
    const bool at_home = region == organization.home_region.value;
    bind(organization, customization, at_home ? LookUp::in_template : LookUp::at_deployment, stack.bindings,
         stack.parameters);
    step.what = std::move(stack);
    plan.steps.push_back(std::move(step));
  }
}

}  // namespace

void add_customizations(const resolve::Organization& organization, plan::Plan& plan) {
  for (const resolve::Customization& customization : organization.customizations) {
    if (!customization.units.empty() || !customization.accounts.empty()) add_set(organization, customization, plan);
    if (customization.management) add_management_stacks(organization, customization, plan);
  }
}

}  // namespace landform::stacks
