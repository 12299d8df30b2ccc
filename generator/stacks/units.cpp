// Organizational units: created here, or adopted elsewhere and only published here. Over 240 units need a second stack
// (500 resources a stack, two a unit: aws-facts.md B1); the lock says which stack holds which.
#include <map>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

namespace {

// Within one stack a parent is a resource; across stacks it is read from an output.
yaml::Node parent_of(const resolve::Organization& organization, const resolve::Unit& unit) {
  const resolve::Unit* parent = organization.unit(unit.parent);
  if (!parent || parent->existing_id || parent->shard != unit.shard)
    return plan::unit_id_from_output(organization, unit.parent);
  yaml::Node node = yaml::mapping();
  node.add("Fn::GetAtt", yaml::strings({cat("Unit", plan::unit_key(*parent)), "Id"}));
  return node;
}

yaml::Node id_of(const resolve::Unit& unit) {
  if (unit.existing_id) return bound(*unit.existing_id);
  yaml::Node node = yaml::mapping();
  node.add("Fn::GetAtt", yaml::strings({cat("Unit", plan::unit_key(unit)), "Id"}));
  return node;
}

yaml::Node row(const resolve::Organization& organization, const resolve::Unit& unit) {
  yaml::Node values = yaml::mapping();
  values.add("Name", bound(unit.name, unit.span));
  values.add("Path", bound(unit.path.str(), unit.span));
  values.add("Parent", parent_of(organization, unit));
  values.add("Id", id_of(unit));
  values.add("Tags", tag_list(unit.tags));
  return values;
}

void add_shard(const resolve::Organization& organization, std::uint32_t shard,
               const std::vector<const resolve::Unit*>& units, plan::Plan& plan) {
  plan::Step step;
  step.name = cat("units-", shard);
  step.number = number::kUnits;
  step.title = shard == 1 ? "Organizational units" : cat("Organizational units, part ", shard);
  step.why = "Policies, stack sets and assignments aim at units, so the units come before all of them.";
  step.controls = {"org.consistent-setup", "org.units"};
  step.needs.push_back({"organization", "top-level units hang under its root"});
  plan::StackStep stack = management_stack(organization, step.name, "organization/units.yaml");

  yaml::Node created = yaml::sequence();
  yaml::Node published = yaml::sequence();
  yaml::Node rows = yaml::mapping();
  std::map<std::string, std::string_view> needs;
  for (const resolve::Unit* unit : units) {
    const std::string id = plan::unit_key(*unit);
    if (unit->existing_id) {
      needs.emplace(cat("adopted-units-", unit->shard), "existing units are adopted before their ids are published");
    } else {
      created.items.push_back(bound(id, unit->span));
    }
    published.items.push_back(bound(id, unit->span));
    rows.entries.push_back({id, unit->span, row(organization, *unit)});
    stack.produces_ssm.emplace(plan::unit_id_parameter(organization, unit->path), cat("IdOfUnit", id));
    const resolve::Unit* parent = organization.unit(unit->parent);
    if (unit->existing_id || !parent) continue;
    if (parent->existing_id) {
      needs.emplace(cat("adopted-units-", parent->shard), "some units here hang under existing ones");
    } else if (parent->shard != shard) {
      needs.emplace(cat("units-", parent->shard), "some units here have their parent there");
    }
  }
  for (const auto& [needed, why] : needs) step.needs.push_back({needed, std::string(why)});
  stack.bindings.parameters.emplace("Units", std::move(created));
  stack.bindings.parameters.emplace("PublishedUnits", std::move(published));
  stack.bindings.mappings.emplace("Units", std::move(rows));
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

}  // namespace

void add_units(const resolve::Organization& organization, plan::Plan& plan) {
  std::map<std::uint32_t, std::vector<const resolve::Unit*>> shards;
  for (const resolve::Unit& unit : organization.units) shards[unit.shard].push_back(&unit);
  for (const auto& [shard, units] : shards) add_shard(organization, shard, units, plan);
}

}  // namespace landform::stacks
