#include "plan/ids.h"

#include <utility>

#include "base/text.h"
#include "cfn/rows.h"
#include "resolve/control_tower_owns.h"

namespace landform::plan {

using base::cat;

namespace {

std::string without_prefix(std::string_view text, std::string_view prefix) {
  if (text.size() > prefix.size() && text.starts_with(prefix)) text.remove_prefix(prefix.size());
  return std::string(text);
}

}  // namespace

std::string account_key(const resolve::Account& account) {
  return without_prefix(account.logical_id.str(), "Account");
}

std::string unit_key(const resolve::Unit& unit) {
  return without_prefix(unit.logical_id.str(), "Unit");
}

std::string organization_id_parameter(const resolve::Organization& organization) {
  return cat("/landform/", organization.customer.slug.value, "/organization/id");
}

std::string root_id_parameter(const resolve::Organization& organization) {
  return cat("/landform/", organization.customer.slug.value, "/organization/root-id");
}

namespace {

std::string account_parameter(const resolve::Organization& organization, std::string_view key) {
  return cat("/landform/", organization.customer.slug.value, "/accounts/", key, "/id");
}

}  // namespace

std::string account_id_parameter(const resolve::Organization& organization, std::string_view account) {
  const resolve::Account* found = organization.account(account);
  return found ? account_id_parameter(organization, *found) : account_parameter(organization, account);
}

std::string account_id_parameter(const resolve::Organization& organization, const resolve::Account& account) {
  return account_parameter(organization, account_key(account));
}

std::string unit_id_parameter(const resolve::Organization& organization, const aws::OuPath& unit) {
  const resolve::Unit* found = organization.unit(unit);
  if (!found) return root_id_parameter(organization);
  return cat("/landform/", organization.customer.slug.value, "/units/", unit_key(*found), "/id");
}

std::string identity_center_parameter(const resolve::Organization& organization, std::string_view name) {
  return cat("/landform/", organization.customer.slug.value, "/identity-center/", name);
}

std::string look_up(std::string_view parameter) {
  return cat("{{resolve:ssm:", parameter, "}}");
}

std::string look_up_in_command(std::string_view parameter) {
  return cat("{ssm:", parameter, '}');
}

namespace {

yaml::Node located(std::string text, base::Span span) {
  yaml::Node node = yaml::string(std::move(text));
  node.span = span;
  return node;
}

}  // namespace

yaml::Node organization_id(const resolve::Organization& organization) {
  if (const auto& id = organization.existing_organization_id) return located(id->value, id->span);
  return located(look_up(organization_id_parameter(organization)), {});
}

yaml::Node account_id(const resolve::Organization& organization, const resolve::Account& account) {
  if (account.existing_id) return located(account.existing_id->value.str(), account.existing_id->span);
  return located(look_up(account_id_parameter(organization, account)), account.span);
}

yaml::Node unit_id(const resolve::Organization& organization, const aws::OuPath& path) {
  const resolve::Unit* unit = organization.unit(path);
  if (!unit) {
    if (organization.existing_root_id) {
      return located(organization.existing_root_id->value, organization.existing_root_id->span);
    }
    return yaml::string(look_up(root_id_parameter(organization)));
  }
  if (unit->existing_id) return located(unit->existing_id->value, unit->existing_id->span);
  return located(look_up(unit_id_parameter(organization, path)), unit->span);
}

yaml::Node unit_id_from_output(const resolve::Organization& organization, const aws::OuPath& path) {
  const resolve::Unit* unit = organization.unit(path);
  if (unit ? unit->existing_id.has_value() : organization.existing_root_id.has_value()) {
    return unit_id(organization, path);
  }
  if (!unit) return stack_output(organization, "organization", "RootId");
  return stack_output(organization, cat("units-", unit->shard), cat("Unit", unit_key(*unit), "Id"), unit->span);
}

yaml::Node account_id_from_output(const resolve::Organization& organization, const resolve::Account& account) {
  if (account.existing_id) return account_id(organization, account);
  return stack_output(organization, cat("accounts-", account.shard), cat("Account", account_key(account), "Id"),
                      account.span);
}

yaml::Node stack_output(const resolve::Organization& organization, std::string_view step, std::string output,
                        base::Span span) {
  yaml::Node call = cfn::row_of("Fn::GetStackOutput", [&](yaml::Node& source) {
    cfn::put_row(source, "StackName", cfn::Text{cat(organization.customer.slug.value, "-", step), span},  //
                 "OutputName", cfn::Text{std::move(output), span});
  });
  call.span = span;
  return call;
}

std::string step_in_region(const resolve::Organization& organization, std::string_view name,
                           const aws::RegionName& region) {
  return region == organization.home_region.value ? std::string(name) : cat(name, "-", region.str());
}

std::string topic_name(const resolve::Organization& organization, std::string_view channel) {
  return cat(organization.customer.slug.value, "-", channel);
}

std::string topics_step(const resolve::Organization& organization, const aws::RegionName& region) {
  return step_in_region(organization, "topics", region);
}

std::string billing_topic_step(const resolve::Organization& organization, const aws::RegionName& region) {
  return step_in_region(organization, "billing-topic", region);
}

aws::StackName stack_name(const resolve::Organization& organization, std::string_view step) {
  return aws::StackName(cat(organization.customer.slug.value, "-", step));
}

std::string trail_step(const resolve::Organization& organization) {
  return owned_by_control_tower(organization, resolve::Owned::organization_trail) ? "landing-zone"
                                                                                  : "organization-trail";
}

std::string trail_log_group(const resolve::Organization& organization) {
  if (owned_by_control_tower(organization, resolve::Owned::organization_trail)) {
    return std::string(resolve::kControlTowerLogGroup);
  }
  return cat("/landform/", organization.customer.slug.value, "/organization-trail");
}

}  // namespace landform::plan
