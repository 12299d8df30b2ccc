// Cost allocation tags: the keys that reports of costs can be grouped by. No resource type activates them.
#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "aws/region.h"
#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"

namespace landform::stacks {

using base::cat;

void add_cost_tags(const resolve::Organization& organization, plan::Plan& plan) {
  // Source: Cost Explorer API reference, UpdateCostAllocationTagsStatus: up to 20 keys in a request.
  constexpr std::size_t kKeysPerRequest = 20;
  const auto& keys = organization.cost_allocation_keys;
  const auto region = aws::billing_region(organization.home_region.value);
  if (keys.empty() || !region) return;
  plan::CliStep cli;
  cli.account = plan::kManagementAccount;
  cli.region = *region;
  for (std::size_t begin = 0; begin < keys.size(); begin += kKeysPerRequest) {
    std::vector<std::string> command{"aws",      "ce",          "update-cost-allocation-tags-status",
                                     "--region", region->str(), "--cost-allocation-tags-status"};
    // As JSON: a key may hold blanks and signs that mean something in the shorthand of the command line.
    std::string list;
    for (std::size_t i = begin; i < std::min(begin + kKeysPerRequest, keys.size()); ++i) {
      list += cat(list.empty() ? "" : ", ", "{\"TagKey\": \"", keys[i].value, "\", \"Status\": \"Active\"}");
    }
    command.push_back(cat('[', list, ']'));
    cli.commands.push_back(std::move(command));
  }
  cli.check = {"aws",    "ce",         "list-cost-allocation-tags", "--region", region->str(), "--status", "Active",
               "--type", "UserDefined"};
  plan::Step step;
  step.name = "cost-allocation-tags";
  step.number = number::kCostTags;
  step.title = "Cost allocation tags";
  step.why =
      "Costs can be reported by a tag only once its key is active. AWS knows a key up to a day after a resource "
      "carried it first; until then the answer lists it under Errors, and the step is to be run again.";
  step.controls = {"billing.cost-tags"};
  step.needs = {{plan::trail_step(organization), "its resources carry the tags, so that AWS comes to know the keys"}};
  step.cause = keys.front().span;
  step.asked_by = "tagging.keys";
  step.what = std::move(cli);
  plan.steps.push_back(std::move(step));
}

}  // namespace landform::stacks
