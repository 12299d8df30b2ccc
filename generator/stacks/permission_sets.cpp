// Permission sets for member accounts, sharded over stacks as the lock remembers.
#include <map>
#include <utility>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/identity_center_parts.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

void add_permission_sets(const resolve::Organization& organization, plan::Plan& plan) {
  std::map<std::uint32_t, yaml::Node> shards;
  for (const auto& set : organization.identity_center.permission_sets) {
    if (!set.for_members) continue;
    shards.try_emplace(set.shard, yaml::mapping())
        .first->second.entries.push_back({set.key, set.span, permission_set_row(organization, set, SetPlace::members)});
  }
  for (auto& [shard, rows] : shards) {
    plan::Step step;
    step.name = permission_sets_step(shard);
    step.number = number::kIdentityCenter;
    step.title = shard == 1 ? "Permission sets" : cat("Permission sets, part ", shard);
    step.why = "What people may do in an account once they are in it, and for how long.";
    step.controls = {"iam.permissions", "sso.permission-sets"};
    step.needs.push_back({std::string(kInstanceStep), "the id of the instance"});
    plan::StackStep stack = management_stack(organization, step.name, "identity/permission-sets.yaml");
    stack.bindings.parameters.erase("Slug");
    stack.faults_at_causes = true;
    stack.tags = tags_of_set_stacks(organization);
    open_from_store(organization, stack, "InstanceArn", instance_arn_parameter(organization));
    yaml::Node names = yaml::sequence();
    for (const yaml::Entry& row : rows.entries) names.items.push_back(bound(row.key, row.key_span));
    stack.bindings.parameters.emplace("PermissionSets", std::move(names));
    stack.bindings.mappings.emplace("PermissionSets", std::move(rows));
    step.what = std::move(stack);
    plan.steps.push_back(std::move(step));
  }
}

}  // namespace landform::stacks
