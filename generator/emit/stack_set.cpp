#include "emit/stack_set.h"

#include <set>
#include <utility>
#include <variant>

#include "emit/commands.h"
#include "emit/deployment.h"
#include "plan/ids.h"

namespace landform::emit {
namespace {

yaml::Node text(std::string value, base::Span cause = {}) {
  yaml::Node node = yaml::string(std::move(value));
  node.span = cause;
  return node;
}

// The stack set's stack looks values up where it stands; what it hands to its accounts are finished values.
std::string stack_set_value(const plan::ParameterSource& source) {
  if (const auto* literal = std::get_if<plan::Literal>(&source)) return literal->value;
  if (const auto* ssm = std::get_if<plan::FromSsm>(&source)) return plan::look_up(ssm->name);
  return {};
}

// [{ParameterKey: ..., ParameterValue: ...}], or no property at all.
yaml::Node parameter_list(const plan::StackSet& set, const Carried& carried) {
  const auto given = given_parameters(set.parameters, carried.parameters);
  if (given.empty()) return yaml::mapping({{"Ref", yaml::string("AWS::NoValue")}});
  yaml::Node list = yaml::sequence();
  for (const auto* parameter : given) {
    yaml::Node& item = list.add(yaml::mapping());
    item.add("ParameterKey", text(parameter->first));
    item.add("ParameterValue", text(stack_set_value(parameter->second)));
  }
  return list;
}

}  // namespace

void bind_stack_set(const plan::StackSet& set, const Carried& carried, const resolve::Organization& organization,
                    cfn::Bindings& bindings) {
  auto& parameters = bindings.parameters;
  yaml::Node units = yaml::sequence();
  for (const aws::OuPath& unit : set.units) units.add(plan::unit_id(organization, unit));
  yaml::Node accounts = yaml::sequence();
  yaml::Node account_units = yaml::sequence();
  std::set<aws::OuPath> units_of_accounts;
  for (const std::string& name : set.accounts) {
    const resolve::Account* account = organization.account(name);
    if (account == nullptr) continue;
    accounts.add(plan::account_id(organization, *account));
    if (units_of_accounts.insert(account->unit).second) account_units.add(plan::unit_id(organization, account->unit));
  }
  yaml::Node regions = yaml::sequence();
  for (const aws::RegionName& region : set.regions) regions.add(text(region.str()));

  parameters.emplace("TemplateSha256", text(carried.file.sha256));
  parameters.emplace("Capabilities", yaml::strings(capability_names(carried.capabilities)));
  parameters.emplace("Regions", std::move(regions));
  parameters.emplace("HasUnits", text(set.units.empty() ? "false" : "true"));
  parameters.emplace("Units", std::move(units));
  parameters.emplace("HasAccounts", text(set.accounts.empty() ? "false" : "true"));
  parameters.emplace("AccountUnits", std::move(account_units));
  parameters.emplace("Accounts", std::move(accounts));
  parameters.emplace("HasEarlier", text(set.after.empty() ? "false" : "true"));
  if (set.after.empty()) parameters.emplace("Earlier", text(""));
  yaml::Node rows = yaml::mapping();
  rows.add("StackSet", yaml::mapping({{"Parameters", parameter_list(set, carried)}}));
  bindings.mappings.emplace("Values", std::move(rows));
}

}  // namespace landform::emit
