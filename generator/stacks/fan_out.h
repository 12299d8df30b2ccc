// One template in many places: by stack set in the accounts of units, present and future, and as plain stacks in the
// management account, which no stack set reaches; or in one account, a stack a region.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "plan/step.h"
#include "resolve/organization.h"
#include "resolve/unit_paths.h"
#include "yaml/node.h"

namespace landform::stacks {

// An id that AWS gives and the Parameter Store of the management account's home region keeps, by its name there.
struct StoredId {
  std::string parameter;
};
// Several of them, for a parameter that takes a list. Only where templates or stack sets look ids up: the management
// account's home region, and stack sets.
struct StoredIds {
  std::vector<std::variant<yaml::Node, StoredId>> items;
};
// What a template's parameter is bound to: a value that is known now, or ids that the deployment looks up.
using Value = std::variant<yaml::Node, StoredId, StoredIds>;

// Where an id that is not known yet is looked up: by the template itself in the management account's home region, by
// the stack set's stack for the accounts that it goes to, by the deployer everywhere else.
enum class LookUp : std::uint8_t { in_template, in_stack_set, at_deployment };

Value account_id_value(const resolve::Organization& organization, const resolve::Account& account);
Value management_id_value(const resolve::Organization& organization);
Value organization_id_value(const resolve::Organization& organization);
Value root_id_value(const resolve::Organization& organization);

struct Values {
  std::map<std::string, Value> parameters;
  std::map<std::string, yaml::Node> mappings;
};

// What the steps of one template have in common.
struct Deployment {
  std::string name;  // of the step: "config-recorder"
  std::uint32_t number = 0;
  std::string template_path;  // below templates/
  std::string title;
  std::string why;
  std::vector<std::string> controls;
  std::vector<plan::Step::Need> needs;  // beside those that the way of delivery brings
  Values values;
  std::vector<aws::RegionName> regions;  // sorted
  // The stack set whose stacks a new account gets first, by its step; it reaches wherever this one does.
  std::string after;
  bool faults_at_causes = false;  // as in plan::StackStep
  base::Span cause;
  std::string asked_by;
};

// Into whole units and single accounts by the stack set "<slug>-<name>", step "<name>".
struct Reach {
  std::vector<aws::OuPath> units{resolve::root_path()};  // sorted; none lies below another
  std::vector<std::string> accounts;                     // outside of `units`, by name, sorted
  bool management = true;  // and as stacks "management-<name>-<region>" in the management account
};
void add_fan_out(const resolve::Organization& organization, const Deployment& deployment, const Reach& reach,
                 plan::Plan& plan);

// Into one account, by its blueprint name, "management" among them: step "<name>" in the home region, "<name>-<region>"
// in each other one.
void add_in_account(const resolve::Organization& organization, const Deployment& deployment, const std::string& account,
                    plan::Plan& plan);

// The step of what add_fan_out puts into the management account: "management-<name>-eu-west-1".
std::string management_step(std::string_view name, const aws::RegionName& region);

// Sorted, the home region among them.
std::vector<aws::RegionName> governed_regions(const resolve::Organization& organization);

// The steps that make the accounts which `reach` names, with the reason, for what waits for accounts.
std::vector<plan::Step::Need> needs_accounts(const resolve::Organization& organization, std::string_view why);

}  // namespace landform::stacks
