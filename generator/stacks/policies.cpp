// Organization policies: their types are enabled by the command line, which nothing else can, then stacks make and
// attach them. They come as early as what they are attached to, so that accounts work under them from the start; those
// who deploy are exempt (policy/deployers.h), and verify holds to that.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "resolve/unit_paths.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/service_access.h"

namespace landform::stacks {

using base::cat;

namespace {

constexpr std::string_view kTypesStep = "policy-types";
constexpr std::string_view kAttachStep = "full-access-attached";
constexpr std::string_view kDetachStep = "full-access-detached";
// AWS's own policy has this id in every organization.
constexpr std::string_view kFullAccessId = "p-FullAWSAccess";

yaml::Node target_id(const resolve::Organization& organization, const resolve::PolicyTarget& target) {
  if (target.kind != resolve::PolicyTarget::Kind::account) return plan::unit_id(organization, aws::OuPath(target.name));
  if (const resolve::Account* account = organization.account(target.name)) {
    return plan::account_id(organization, *account);
  }
  // The management account, where the stack itself lives.
  return yaml::mapping({{"Ref", bound("AWS::AccountId", target.span)}});
}

std::string target_in_command(const resolve::Organization& organization, const resolve::PolicyTarget& target) {
  if (target.kind == resolve::PolicyTarget::Kind::account && target.name == plan::kManagementAccount) {
    return management_in_command(organization);
  }
  return in_command(target_id(organization, target));
}

// The steps that make what a policy is attached to.
void need_target(const resolve::Organization& organization, const resolve::PolicyTarget& target,
                 std::map<std::string, std::string_view>& needs) {
  if (target.kind == resolve::PolicyTarget::Kind::unit) {
    if (const resolve::Unit* unit = organization.unit(aws::OuPath(target.name))) {
      needs.emplace(cat("units-", unit->shard), "policies are attached to units that it makes");
    }
  } else if (target.kind == resolve::PolicyTarget::Kind::account) {
    if (const resolve::Account* account = organization.account(target.name)) {
      needs.emplace(cat("accounts-", account->shard), "policies are attached to accounts that it makes");
    }
  }
}

plan::Step policy_command(const resolve::Organization& organization, std::string_view name, plan::CliStep cli) {
  plan::Step step;
  step.name = std::string(name);
  step.number = number::kPolicies;
  step.controls = {"org.scp"};
  cli.account = plan::kManagementAccount;
  cli.region = organization.home_region.value;
  step.what = std::move(cli);
  return step;
}

void add_types(const resolve::Organization& organization, plan::Plan& plan) {
  std::set<resolve::PolicyType> types;
  for (const auto& policy : organization.policies) types.insert(policy.type);
  const std::string root = in_command(plan::unit_id(organization, resolve::root_path()));
  plan::CliStep cli;
  for (const resolve::PolicyType type : types) {
    cli.commands.push_back({"aws", "organizations", "enable-policy-type", "--root-id", root, "--policy-type",
                            std::string(resolve::facts_of(type).aws_name)});
  }
  cli.tolerates = {"PolicyTypeAlreadyEnabledException"};
  cli.check = {"aws", "organizations", "list-roots", "--query", "Roots[].PolicyTypes"};
  plan::Step step = policy_command(organization, kTypesStep, std::move(cli));
  step.title = "Policy types of the organization";
  step.why = "A policy can be made only once its type is enabled at the root; no resource type does it.";
  step.needs = {{"organization", "policy types are a setting of its root"}};
  plan.steps.push_back(std::move(step));
}

// `detach` and its way back.
void add_full_access(const resolve::Organization& organization, bool detach, plan::Plan& plan) {
  const auto& targets = detach ? organization.full_access.detached : organization.full_access.attached;
  if (targets.empty()) return;
  std::map<std::string, std::string_view> needs;
  plan::CliStep cli;
  for (const resolve::PolicyTarget& target : targets) {
    cli.commands.push_back({"aws", "organizations", detach ? "detach-policy" : "attach-policy", "--policy-id",
                            std::string(kFullAccessId), "--target-id", target_in_command(organization, target)});
    need_target(organization, target, needs);
  }
  cli.tolerates = {detach ? "PolicyNotAttachedException" : "DuplicatePolicyAttachmentException"};
  cli.check = {"aws", "organizations", "list-targets-for-policy", "--policy-id", std::string(kFullAccessId)};
  needs.emplace(kTypesStep, "the type of service control policies has to be enabled");
  if (detach) {
    for (const auto& policy : organization.policies) {
      if (policy.type != resolve::PolicyType::service_control) continue;
      needs.emplace(cat("policies-", policy.shard), "what allows instead has to be attached first");
    }
  }
  plan::Step step = policy_command(organization, detach ? kDetachStep : kAttachStep, std::move(cli));
  step.title = detach ? "AWS's own policy FullAWSAccess, detached" : "AWS's own policy FullAWSAccess, attached";
  step.why = detach ? "An allow list has an effect only where AWS's own policy, which allows everything, is gone."
                    : "What an allow list no longer covers needs AWS's own policy again, or nothing is allowed there.";
  for (const auto& [needed, why] : needs) step.needs.push_back({needed, std::string(why)});
  step.cause = targets.front().span;
  step.asked_by = cat("guardrails.", resolve::kFullAccessGuardrail);
  plan.steps.push_back(std::move(step));
}

yaml::Node controls_of(const resolve::Organization& organization, const resolve::OrganizationPolicy& policy) {
  std::set<std::string> controls;
  for (const std::string& name : policy.guardrails) {
    const auto found = std::lower_bound(organization.guardrails.begin(), organization.guardrails.end(), name,
                                        [](const auto& one, const std::string& wanted) { return one.name < wanted; });
    if (found == organization.guardrails.end() || found->name != name) continue;
    controls.insert(found->controls.begin(), found->controls.end());
  }
  // The customer's own name none; that there are policies is one by itself.
  if (controls.empty()) controls.insert("org.scp");
  return yaml::strings({controls.begin(), controls.end()});
}

yaml::Node row(const resolve::Organization& organization, const resolve::OrganizationPolicy& policy) {
  yaml::Node values = yaml::mapping();
  values.add("Name", bound(policy.name));
  values.add("Type", bound(std::string(resolve::facts_of(policy.type).aws_name)));
  values.add("Description", bound(policy.description));
  values.add("Content", policy.content);
  yaml::Node& targets = values.add("Targets", yaml::sequence());
  for (const resolve::PolicyTarget& target : policy.targets) {
    targets.items.push_back(target_id(organization, target));
  }
  values.add("Guardrails", yaml::strings(policy.guardrails));
  values.add("Controls", controls_of(organization, policy));
  return values;
}

void add_shard(const resolve::Organization& organization, std::uint32_t shard,
               const std::vector<const resolve::OrganizationPolicy*>& policies, plan::Plan& plan) {
  constexpr std::string_view kPrefix = "Policy";
  plan::Step step;
  step.name = cat("policies-", shard);
  step.number = number::kPolicies;
  step.title = shard == 1 ? "Organization policies" : cat("Organization policies, part ", shard);
  step.why = "What nobody in an account may do, and what every resource there has to look like, whoever asks for it.";
  plan::StackStep stack = management_stack(organization, step.name, "organization/policies.yaml");
  stack.bindings.parameters.erase("Slug");
  stack.faults_at_causes = true;
  std::map<std::string, std::string_view> needs{{"organization", "policies are attached below its root"},
                                                {std::string(kTypesStep), "a policy needs its type to be enabled"}};
  if (!organization.full_access.attached.empty()) {
    needs.emplace(kAttachStep, "an allow list is taken away only once something else allows");
  }
  yaml::Node names = yaml::sequence();
  yaml::Node rows = yaml::mapping();
  std::set<std::string> controls;
  for (const resolve::OrganizationPolicy* policy : policies) {
    const std::string name = policy->logical_id.str().substr(kPrefix.size());
    names.items.push_back(bound(name));
    rows.entries.push_back({name, {}, row(organization, *policy)});
    for (const resolve::PolicyTarget& target : policy->targets) need_target(organization, target, needs);
    for (const yaml::Node& control : rows.entries.back().value.find("Controls")->items) controls.insert(control.text);
  }
  step.controls.assign(controls.begin(), controls.end());
  for (const auto& [needed, why] : needs) step.needs.push_back({needed, std::string(why)});
  stack.bindings.parameters.emplace("Policies", std::move(names));
  stack.bindings.mappings.emplace("Policies", std::move(rows));
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

}  // namespace

void add_policies(const resolve::Organization& organization, plan::Plan& plan) {
  const auto& access = organization.full_access;
  if (organization.policies.empty() && access.attached.empty()) return;
  if (!organization.policies.empty()) add_types(organization, plan);
  add_full_access(organization, false, plan);
  std::map<std::uint32_t, std::vector<const resolve::OrganizationPolicy*>> shards;
  for (const auto& policy : organization.policies) shards[policy.shard].push_back(&policy);
  for (const auto& [shard, policies] : shards) add_shard(organization, shard, policies, plan);
  add_full_access(organization, true, plan);
}

}  // namespace landform::stacks
