// Units under Control Tower: each is registered by its baseline, parents first, one after the other, and gets the
// optional controls that were chosen. The shards are those of the units' own stacks, so that nothing moves.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "aws/control_tower.h"
#include "base/ascii.h"
#include "base/text.h"
#include "plan/ids.h"
#include "stacks/account_shards.h"
#include "stacks/capabilities.h"
#include "stacks/control_tower_steps.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

namespace {

// Chains of one control's units that run beside each other; ten operations run at once in an organization.
constexpr std::size_t kControlLanes = 5;

std::map<std::uint32_t, std::vector<const resolve::Unit*>> registered_shards(
    const resolve::Organization& organization) {
  std::map<std::uint32_t, std::vector<const resolve::Unit*>> shards;
  for (const resolve::Unit& unit : organization.units) {
    if (unit.path != organization.control_tower->security_unit) shards[unit.shard].push_back(&unit);
  }
  return shards;
}

yaml::Node unit_row(const resolve::Organization& organization, const resolve::Unit& unit, const std::string& after) {
  yaml::Node row = yaml::mapping();
  row.add("Id", plan::unit_id_from_output(organization, unit.path));
  row.add("After", yaml::strings({after}));
  return row;
}

void add_registration_shard(const resolve::Organization& organization, const std::vector<const resolve::Unit*>& units,
                            const std::string& before, plan::Plan& plan) {
  const resolve::ControlTower& tower = *organization.control_tower;
  const std::uint32_t shard = units.front()->shard;
  plan::Step step;
  step.name = registered_units_step(*units.front());
  step.number = number::kRegisteredUnits;
  step.title =
      shard == 1 ? "Units registered with Control Tower" : cat("Units registered with Control Tower, part ", shard);
  step.why = "What lies in a registered unit is governed, accounts that existed before and accounts to come.";
  step.controls = {"config.recorder", "extra.control-tower", "org.consistent-setup"};
  step.needs = {{cat("units-", shard), "it registers these units"},
                {std::string(kLandingZoneIds), "units are registered in a landing zone"}};
  if (!before.empty()) step.needs.push_back({before, "Control Tower takes one baseline operation at a time"});
  std::set<std::uint32_t> adopted;
  for (const resolve::Account& account : organization.accounts) {
    if (account.existing_id && adopted.insert(account.shard).second) {
      step.needs.push_back({cat("adopted-accounts-", account.shard), "accounts are enrolled with their unit"});
    }
  }
  plan::StackStep stack = management_stack(organization, step.name, "control-tower/registered-units.yaml");
  yaml::Node names = yaml::sequence();
  yaml::Node rows = yaml::mapping();
  std::string after(kNoPredecessor);
  for (const resolve::Unit* unit : units) {
    const std::string id = plan::unit_key(*unit);
    names.items.push_back(bound(id, unit->span));
    rows.entries.push_back({id, unit->span, unit_row(organization, *unit, after)});
    after = cat("Baseline", id);
  }
  auto& parameters = stack.bindings.parameters;
  parameters.emplace("OrganizationId", plan::organization_id(organization));
  parameters.emplace("BaselineId", bound(std::string(aws::kUnitBaseline)));
  parameters.emplace("BaselineVersion", bound(tower.baseline_version));
  parameters.emplace("HasIdentityCenter", switched(tower.identity_center.value, tower.identity_center.span));
  parameters.emplace("IdentityCenterBaselineArn",
                     tower.identity_center.value
                         ? bound(plan::look_up(control_tower_parameter(organization, kIdentityCenterBaseline)))
                         : bound(""));
  parameters.emplace("Units", std::move(names));
  stack.bindings.mappings.emplace("Units", std::move(rows));
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

// "AWS-GR_RESTRICT_ROOT_USER" as a step: "control-aws-gr-restrict-root-user".
std::string control_step(const std::string& name) {
  std::string step = "control-";
  for (const char c : base::to_lower(name)) {
    step += base::is_alphanumeric(c) ? c : '-';
  }
  return step;
}

yaml::Node parameter_list(const resolve::EnabledControl& control) {
  if (control.parameters.empty()) return no_value();
  yaml::Node list = yaml::sequence();
  for (const auto& [key, value] : control.parameters) {
    yaml::Node& item = list.add(yaml::mapping());
    item.add("Key", bound(key, value.span));
    item.add("Value", value);
  }
  return list;
}

void add_control(const resolve::Organization& organization, const resolve::EnabledControl& control,
                 const std::vector<const resolve::Unit*>& units, const std::string& before, plan::Plan& plan) {
  const std::uint32_t shard = units.front()->shard;
  plan::Step step;
  step.name = shard == 1 ? control_step(control.name) : cat(control_step(control.name), '-', shard);
  step.number = number::kControlTowerControls;
  step.title = cat("Control ", control.name);
  step.why =
      control.tells.empty() ? "The blueprint asks Control Tower for it." : cat("Control Tower ", control.tells, ".");
  step.controls = {"extra.control-tower"};
  if (control.span.known()) {
    step.cause = control.span;
    step.asked_by = cat("control_tower.controls.", control.name);
  }
  step.needs = {{registered_units_step(*units.front()), "controls are enabled for registered units"}};
  if (!before.empty()) step.needs.push_back({before, "Control Tower runs a few control operations at once"});
  plan::StackStep stack = management_stack(organization, step.name, "control-tower/control.yaml");
  yaml::Node names = yaml::sequence();
  yaml::Node rows = yaml::mapping();
  std::vector<std::string> lanes(kControlLanes, std::string(kNoPredecessor));
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::string id = plan::unit_key(*units[i]);
    std::string& lane = lanes[i % kControlLanes];
    names.items.push_back(bound(id, units[i]->span));
    rows.entries.push_back({id, units[i]->span, unit_row(organization, *units[i], lane)});
    lane = cat("Control", id);
  }
  stack.bindings.parameters.emplace("OrganizationId", plan::organization_id(organization));
  stack.bindings.parameters.emplace("ControlIdentifier", bound(control.identifier, control.span));
  stack.bindings.parameters.emplace("Units", std::move(names));
  stack.bindings.mappings.emplace("Units", std::move(rows));
  yaml::Node values = yaml::mapping();
  values.add("Parameters", parameter_list(control));
  values.add("Controls", yaml::strings({"extra.control-tower"}));
  stack.bindings.mappings.emplace("Control", yaml::mapping({{"Values", std::move(values)}}));
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

}  // namespace

void add_registered_units(const resolve::Organization& organization, plan::Plan& plan) {
  if (!organization.control_tower) return;
  std::string before;
  for (const auto& [shard, units] : registered_shards(organization)) {
    add_registration_shard(organization, units, before, plan);
    before = plan.steps.back().name;
  }
}

void add_control_tower_controls(const resolve::Organization& organization, plan::Plan& plan) {
  if (!organization.control_tower) return;
  const auto shards = registered_shards(organization);
  std::string before;
  for (const resolve::EnabledControl& control : organization.control_tower->controls) {
    for (const auto& [shard, members] : shards) {
      std::vector<const resolve::Unit*> units;
      for (const resolve::Unit* unit : members) {
        if (std::binary_search(control.units.begin(), control.units.end(), unit->path)) units.push_back(unit);
      }
      if (units.empty()) continue;
      add_control(organization, control, units, before, plan);
      before = plan.steps.back().name;
    }
  }
}

}  // namespace landform::stacks
