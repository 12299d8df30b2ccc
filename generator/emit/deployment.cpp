#include "emit/deployment.h"

#include <algorithm>
#include <variant>

#include "base/text.h"
#include "plan/ids.h"
#include "resolve/rings.h"
#include "resolve/unit_paths.h"

namespace landform::emit {

using base::cat;

std::string_view access_role(const resolve::Organization& organization) {
  return organization.control_tower ? "AWSControlTowerExecution" : "OrganizationAccountAccessRole";
}

Ids::Ids(const resolve::Organization& organization, const plan::Plan& plan) : organization_(organization) {
  for (const plan::Step& step : plan.steps) {
    if (const auto* stack = std::get_if<plan::StackStep>(&step.what)) {
      for (const auto& [name, logical_id] : stack->produces_ssm) published_.insert(name);
    }
  }
}

IdSource Ids::account(const std::string& name) const {
  const resolve::Account* known = organization_.account(name);
  if (known != nullptr && known->existing_id) return {known->existing_id->value.str(), std::nullopt};
  if (name == plan::kManagementAccount && organization_.management_account) {
    return {organization_.management_account->value.str(), std::nullopt};
  }
  std::string parameter = plan::account_id_parameter(organization_, name);
  if (published_.count(parameter) > 0) return {std::nullopt, std::move(parameter)};
  return {};
}

IdSource Ids::unit(const aws::OuPath& path) const {
  const resolve::Unit* known = organization_.unit(path);
  if (known != nullptr && known->existing_id) return {known->existing_id->value, std::nullopt};
  return {std::nullopt, plan::unit_id_parameter(organization_, path)};
}

std::vector<RingOfSet> rings_of_set(const resolve::Organization& organization, const plan::StackSet& set) {
  std::vector<RingOfSet> found;
  for (std::size_t i = 0; i + 1 < organization.rings.size(); ++i) {
    const resolve::Ring& ring = organization.rings[i];
    std::set<aws::OuPath> units;
    for (const aws::OuPath& of_ring : ring.units) {
      for (const aws::OuPath& of_set : set.units) {
        if (resolve::lies_in(of_ring, of_set)) {
          units.insert(of_ring);
        } else if (resolve::lies_in(of_set, of_ring)) {
          units.insert(of_set);
        }
      }
    }
    if (!units.empty()) found.push_back({ring.name, {units.begin(), units.end()}});
  }
  return found;
}

std::vector<const Parameters::value_type*> given_parameters(const Parameters& planned,
                                                            const std::set<std::string>& declared) {
  std::vector<const Parameters::value_type*> given;
  for (const auto& parameter : planned) {
    if (declared.contains(parameter.first)) given.push_back(&parameter);
  }
  return given;
}

std::string value_text(const plan::ParameterSource& source) {
  if (const auto* literal = std::get_if<plan::Literal>(&source)) {
    constexpr std::string_view kOpen = "{{resolve:ssm:";
    constexpr std::string_view kClose = "}}";
    const std::string& value = literal->value;
    if (!value.starts_with(kOpen) || !value.ends_with(kClose)) return value;
    return cat("{ssm:", value.substr(kOpen.size(), value.size() - kOpen.size() - kClose.size()), '}');
  }
  if (const auto* ssm = std::get_if<plan::FromSsm>(&source)) return cat("{ssm:", ssm->name, '}');
  const auto& output = std::get<plan::FromOutput>(source);
  return cat("{output:", output.step, '/', output.output, '}');
}

}  // namespace landform::emit
