#include "stacks/fan_out.h"

#include <set>
#include <utility>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

namespace {

// A list with ids that are not known yet is one text for a stack set: the look-ups in it are filled where it stands.
void bind_list(const std::string& name, const StoredIds& ids, LookUp look_up, cfn::Bindings& bindings,
               std::map<std::string, plan::ParameterSource>& parameters) {
  yaml::Node list = yaml::sequence();
  bool known = true;
  std::vector<std::string> texts;
  for (const auto& item : ids.items) {
    const auto* stored = std::get_if<StoredId>(&item);
    known = known && stored == nullptr;
    list.add(stored ? bound(plan::look_up(stored->parameter)) : std::get<yaml::Node>(item));
    texts.push_back(list.items.back().text);
  }
  if (known || look_up == LookUp::in_template) {
    bindings.parameters.emplace(name, std::move(list));
    return;
  }
  bindings.open.insert(name);
  parameters.emplace(name, plan::Literal{base::join(texts, ","), {}});
}

void bind(const resolve::Organization& organization, const Values& values, LookUp look_up, cfn::Bindings& bindings,
          std::map<std::string, plan::ParameterSource>& parameters) {
  bindings.mappings.insert(values.mappings.begin(), values.mappings.end());
  for (const auto& [name, value] : values.parameters) {
    if (const auto* known = std::get_if<yaml::Node>(&value)) {
      bindings.parameters.emplace(name, *known);
      continue;
    }
    if (const auto* ids = std::get_if<StoredIds>(&value)) {
      bind_list(name, *ids, look_up, bindings, parameters);
      continue;
    }
    const std::string& stored = std::get<StoredId>(value).parameter;
    if (look_up == LookUp::in_template) {
      bindings.parameters.emplace(name, bound(plan::look_up(stored)));
      continue;
    }
    bindings.open.insert(name);
    if (look_up == LookUp::in_stack_set) {
      parameters.emplace(name, plan::Literal{plan::look_up(stored), {}});
    } else {
      parameters.emplace(name,
                         plan::FromSsm{stored, std::string(plan::kManagementAccount), organization.home_region.value});
    }
  }
}

plan::Step step_of(const Deployment& deployment) {
  plan::Step step;
  step.name = deployment.name;
  step.number = deployment.number;
  step.title = deployment.title;
  step.why = deployment.why;
  step.controls = deployment.controls;
  step.needs = deployment.needs;
  step.cause = deployment.cause;
  step.asked_by = deployment.asked_by;
  return step;
}

void add_need(plan::Step& step, plan::Step::Need need) {
  for (const plan::Step::Need& known : step.needs) {
    if (known.step == need.step) return;
  }
  step.needs.push_back(std::move(need));
}

void add_set(const resolve::Organization& organization, const Deployment& deployment, const Reach& reach,
             plan::Plan& plan) {
  plan::Step step = step_of(deployment);
  add_need(step, {"artifacts", "the stack set's template is read from the artifact bucket"});
  add_need(step, {std::string(kTrustedStackSets), "stack sets need trusted access"});
  for (plan::Step::Need& need : needs_accounts(organization, "the accounts it goes to")) {
    add_need(step, std::move(need));
  }
  plan::StackStep stack = management_stack(organization, deployment.name, "delivery/stack-set.yaml");
  plan::StackSet set;
  set.template_path = deployment.template_path;
  set.template_span = deployment.cause;
  set.units = reach.units;
  set.accounts = reach.accounts;
  set.regions = deployment.regions;
  bind(organization, deployment.values, LookUp::in_stack_set, set.bindings, set.parameters);
  stack.bindings.parameters.emplace("Name", bound(stack.stack.str(), deployment.cause));
  stack.bindings.parameters.emplace("Purpose", bound(deployment.title));
  if (!deployment.after.empty()) {
    add_need(step, {deployment.after, "its stacks come first in every account"});
    set.after = deployment.after;
    stack.bindings.open.insert("Earlier");
    stack.parameters.emplace("Earlier", plan::FromOutput{deployment.after, "StackSetArn"});
  }
  stack.faults_at_causes = deployment.faults_at_causes;
  stack.stack_set = std::move(set);
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

void add_stack(const resolve::Organization& organization, const Deployment& deployment, std::string_view stack_name,
               const std::string& account, const aws::RegionName& region, plan::Step step, plan::Plan& plan) {
  const bool in_management = account == plan::kManagementAccount;
  const resolve::Account* member = in_management ? nullptr : organization.account(account);
  if (member) add_need(step, {cat("accounts-", member->shard), "the account it lives in"});
  plan::StackStep stack;
  stack.stack = plan::stack_name(organization, stack_name);
  stack.template_path = deployment.template_path;
  stack.faults_at_causes = deployment.faults_at_causes;
  stack.target = plan::AccountTarget{account, region};
  stack.tags = plain_tags(member ? member->tags : organization.default_tags);
  const bool at_home = region == organization.home_region.value;
  bind(organization, deployment.values, in_management && at_home ? LookUp::in_template : LookUp::at_deployment,
       stack.bindings, stack.parameters);
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

}  // namespace

Value account_id_value(const resolve::Organization& organization, const resolve::Account& account) {
  if (account.existing_id) return bound(account.existing_id->value.str(), account.existing_id->span);
  return StoredId{plan::account_id_parameter(organization, account.name)};
}

Value management_id_value(const resolve::Organization& organization) {
  if (const auto& id = organization.management_account) return bound(id->value.str(), id->span);
  return StoredId{plan::account_id_parameter(organization, plan::kManagementAccount)};
}

Value organization_id_value(const resolve::Organization& organization) {
  if (const auto& id = organization.existing_organization_id) return bound(*id);
  return StoredId{plan::organization_id_parameter(organization)};
}

Value root_id_value(const resolve::Organization& organization) {
  if (const auto& id = organization.existing_root_id) return bound(*id);
  return StoredId{plan::root_id_parameter(organization)};
}

std::string management_step(std::string_view name, const aws::RegionName& region) {
  return cat("management-", name, '-', region.str());
}

std::vector<aws::RegionName> governed_regions(const resolve::Organization& organization) {
  std::vector<aws::RegionName> regions;
  regions.reserve(organization.regions.size());
  for (const auto& region : organization.regions) regions.push_back(region.value);
  return regions;
}

std::vector<plan::Step::Need> needs_accounts(const resolve::Organization& organization, std::string_view why) {
  std::set<std::uint32_t> shards;
  for (const resolve::Account& account : organization.accounts) shards.insert(account.shard);
  std::vector<plan::Step::Need> needs;
  needs.reserve(shards.size());
  for (const std::uint32_t shard : shards) needs.push_back({cat("accounts-", shard), std::string(why)});
  return needs;
}

void add_fan_out(const resolve::Organization& organization, const Deployment& deployment, const Reach& reach,
                 plan::Plan& plan) {
  if (!reach.units.empty() || !reach.accounts.empty()) add_set(organization, deployment, reach, plan);
  if (!reach.management) return;
  for (const aws::RegionName& region : deployment.regions) {
    plan::Step step = step_of(deployment);
    step.name = management_step(deployment.name, region);
    step.title = cat(deployment.title, ", in the management account, ", region.str());
    step.why = cat(deployment.why, " No stack set reaches the management account, so it has a stack of its own.");
    // In the home region the stack set's own stack has the plain name.
    add_stack(organization, deployment, cat("management-", deployment.name), std::string(plan::kManagementAccount),
              region, std::move(step), plan);
  }
}

void add_in_account(const resolve::Organization& organization, const Deployment& deployment, const std::string& account,
                    plan::Plan& plan) {
  for (const aws::RegionName& region : deployment.regions) {
    plan::Step step = step_of(deployment);
    step.name = plan::step_in_region(organization, deployment.name, region);
    if (region != organization.home_region.value) {
      step.title = cat(deployment.title, ", ", region.str());
    }
    add_stack(organization, deployment, deployment.name, account, region, std::move(step), plan);
  }
}

}  // namespace landform::stacks
