// Who gets which permission set where. One stack holds one grant in the accounts of one accounts stack, so that places
// follow from names and from the accounts' own places in the lock: a new account adds its assignments at the ends of
// chains, and nothing else moves. The management account has a stack of its own.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/identity_center_parts.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

namespace {

constexpr std::string_view kGrantChainStart = "ChainStart";
constexpr std::string_view kManagementStep = "management-assignments";
// Identity Center works on ten assignments at a time (sso/concurrent-assignments): four for accounts that landform
// made, four for those it adopted, and the rest for people at the console.
constexpr std::uint32_t kChains = 4;

plan::Step::Need one_stack_at_a_time(const std::string& before) {
  return {before, "Identity Center works on ten assignments at a time"};
}

// In the order of the chains: by the accounts' places, which never change.
void bind_assignments(const resolve::Organization& organization, std::vector<const resolve::Account*> accounts,
                      cfn::Bindings& bindings) {
  std::sort(accounts.begin(), accounts.end(), [](const resolve::Account* a, const resolve::Account* b) {
    return std::tuple(a->existing_id.has_value(), a->sequence) < std::tuple(b->existing_id.has_value(), b->sequence);
  });
  std::array<std::string, std::size_t{2} * kChains> ends;
  ends.fill(std::string(kGrantChainStart));
  yaml::Node names = list_for(accounts.size());
  yaml::Node rows = rows_for(accounts.size());
  for (const resolve::Account* account : accounts) {
    const std::string key = plan::account_key(*account);
    std::string& end = ends[account->sequence % kChains + (account->existing_id ? kChains : 0)];
    add_item(names, View{key, account->span});
    add_row(rows, key, account->span, "Id", plan::account_id_from_output(organization, *account),  //
            "After", [&](yaml::Node& list) { put_list(list, std::move(end)); });
    end = cat("Assignment", key);
  }
  bindings.parameters.emplace("Accounts", std::move(names));
  bindings.mappings.emplace("Accounts", std::move(rows));
}

class Assignments {
 public:
  Assignments(const resolve::Organization& organization, plan::Plan& plan) : organization_(organization), plan_(plan) {}

  void add(const resolve::Grant& grant) {
    std::map<std::uint32_t, std::vector<const resolve::Account*>> shards;
    for (const std::uint32_t place : grant.reached) {
      const resolve::Account& account = organization_.accounts[place];
      shards[account.shard].push_back(&account);
    }
    for (auto& [shard, accounts] : shards) add_shard(grant, shard, std::move(accounts));
  }

  void add_management(const std::vector<const resolve::Grant*>& grants) {
    plan::Step step = step_of(std::string(kManagementStep));
    step.title = "Access to the management account";
    step.why =
        "Only the management account may assign anything in itself, and only it may change the permission sets that "
        "are "
        "provisioned there, so it has sets of its own.";
    step.controls = {"iam.permissions", "sso.assignments", "sso.permission-sets"};
    plan::StackStep stack = stack_of(step, "identity/management-assignments.yaml");
    stack.tags = tags_of_set_stacks(organization_);
    std::map<std::string, const resolve::PermissionSet*> sets;
    std::set<std::string> needs;
    yaml::Node names = yaml::sequence();
    yaml::Node rows = yaml::mapping();
    std::string end(kGrantChainStart);
    for (const resolve::Grant* grant : grants) {
      const resolve::PermissionSet* set = organization_.identity_center.permission_set(grant->permission_set);
      sets.emplace(set->key, set);
      PrincipalId principal = principal_id(organization_, *grant);
      needs.insert(principal.step);
      yaml::Node row = yaml::mapping();
      row.add("PermissionSet", bound(set->key, grant->span));
      row.add("PrincipalType", bound(grant->to_user ? "USER" : "GROUP", grant->span));
      row.add("PrincipalId", std::move(principal.value));
      row.add("After", yaml::strings({std::move(end)}));
      end = cat("Assignment", grant->key);
      names.items.push_back(bound(grant->key, grant->span));
      rows.entries.push_back({grant->key, grant->span, std::move(row)});
    }
    yaml::Node set_names = yaml::sequence();
    yaml::Node set_rows = yaml::mapping();
    for (const auto& [key, set] : sets) {
      set_names.items.push_back(bound(key, set->span));
      set_rows.entries.push_back({key, set->span, permission_set_row(organization_, *set, SetPlace::management)});
    }
    stack.bindings.parameters.emplace("PermissionSets", std::move(set_names));
    stack.bindings.mappings.emplace("PermissionSets", std::move(set_rows));
    stack.bindings.parameters.emplace("Assignments", std::move(names));
    stack.bindings.mappings.emplace("Assignments", std::move(rows));
    for (const std::string& need : needs) step.needs.push_back({need, "who gets access"});
    const bool own =
        std::any_of(sets.begin(), sets.end(), [](const auto& set) { return names_own_policy(*set.second); });
    if (own) {
      step.needs.push_back({cat("management-iam-", organization_.home_region.value.str()),
                            "the policies that sets name have to be in the account first"});
    }
    finish(std::move(step), std::move(stack));
  }

 private:
  static plan::Step step_of(std::string name) {
    plan::Step step;
    step.name = std::move(name);
    step.number = number::kAssignments;
    return step;
  }

  static bool names_own_policy(const resolve::PermissionSet& set) {
    return !set.policies.empty() || (set.boundary && set.boundary->own);
  }

  plan::StackStep stack_of(plan::Step& step, std::string_view template_path) {
    plan::StackStep stack = management_stack(organization_, step.name, template_path);
    stack.faults_at_causes = true;
    open_from_store(organization_, stack, "InstanceArn", instance_arn_parameter(organization_));
    step.needs.push_back({std::string(kInstanceStep), "the id of the instance"});
    return stack;
  }

  void finish(plan::Step step, plan::StackStep stack) {
    if (!before_.empty()) step.needs.push_back(one_stack_at_a_time(before_));
    before_ = step.name;
    step.what = std::move(stack);
    plan_.steps.push_back(std::move(step));
  }

  void add_shard(const resolve::Grant& grant, std::uint32_t shard, std::vector<const resolve::Account*> accounts) {
    plan::Step step = step_of(cat("assignments-", grant.slug, '-', shard));
    step.title = cat("`", grant.permission_set, "` for `", grant.principal, "`", shard == 1 ? "" : ", part ");
    if (shard > 1) step.title += std::to_string(shard);
    step.why = cat("Gives ", grant.to_user ? "the user" : "the group", " the permission set in ",
                   grant.units.empty() ? "the accounts that the blueprint names"
                                       : "every account of the units that the blueprint names",
                   ".");
    step.controls = {"sso.assignments"};
    step.cause = grant.span;
    if (grant.span.known()) step.asked_by = "identity.center.assignments";
    plan::StackStep stack = stack_of(step, "identity/assignments.yaml");
    stack.bindings.parameters.erase("Slug");
    const resolve::PermissionSet* set = organization_.identity_center.permission_set(grant.permission_set);
    const std::string sets = permission_sets_step(set->shard);
    stack.bindings.open.insert("PermissionSetArn");
    stack.parameters.emplace("PermissionSetArn", plan::FromOutput{sets, cat("PermissionSet", set->key, "Arn")});
    step.needs.push_back({sets, "what is assigned"});
    if (names_own_policy(*set)) {
      step.needs.push_back({"iam-root", "the policies that the set names have to be in the accounts first"});
    }
    PrincipalId principal = principal_id(organization_, grant);
    stack.bindings.open.insert("PrincipalId");
    stack.parameters.emplace("PrincipalId", std::move(principal.source));
    stack.bindings.parameters.emplace("PrincipalType", bound(grant.to_user ? "USER" : "GROUP", grant.span));
    step.needs.push_back({std::move(principal.step), "who gets it"});
    step.needs.push_back({cat("accounts-", shard), "the accounts and their ids"});
    stack.bind_late = [&organization = organization_, accounts = std::move(accounts)](cfn::Bindings& late) {
      bind_assignments(organization, accounts, late);
    };
    finish(std::move(step), std::move(stack));
  }

  const resolve::Organization& organization_;
  plan::Plan& plan_;
  std::string before_;
};

}  // namespace

void add_assignments(const resolve::Organization& organization, plan::Plan& plan) {
  Assignments assignments(organization, plan);
  std::vector<const resolve::Grant*> management;
  for (const resolve::Grant& grant : organization.identity_center.grants) {
    assignments.add(grant);
    if (grant.management) management.push_back(&grant);
  }
  if (!management.empty()) assignments.add_management(management);
}

}  // namespace landform::stacks
