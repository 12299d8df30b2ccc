// Account settings: what no resource type sets, in every account by one function, and before it the trusted access that
// AWS asks for before contacts of an organization's accounts can be changed (aws-facts.md D3). What an organization
// policy holds (S3's public access block, EC2's declared attributes) is not here.
#include <string>
#include <utility>

#include "base/text.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/service_access.h"

namespace landform::stacks {

using base::cat;

namespace {

constexpr std::string_view kTrustedAccess = "trusted-access-account";

void add_trusted_access(const resolve::Organization& organization, plan::Plan& plan) {
  plan::Step step = trust_step(organization, kTrustedAccess, "account.amazonaws.com");
  step.number = number::kAccountSettings;
  step.title = "Trusted access for Account Management";
  step.why =
      "Contacts of an organization's accounts can be changed by program only once Account Management is trusted there; "
      "no resource type does it.";
  step.controls = {"account.alternate-contacts", "account.contact"};
  plan.steps.push_back(std::move(step));
}

yaml::Node or_empty(const std::optional<resolve::Located<std::string>>& value) {
  return value ? bound(*value) : bound(std::string());
}

void bind_contacts(const resolve::AccountSettings& settings, std::map<std::string, Value>& parameters) {
  constexpr std::pair<std::string_view, std::string_view> kPrefixes[] = {
      {"BILLING", "Billing"}, {"OPERATIONS", "Operations"}, {"SECURITY", "Security"}};
  for (const resolve::AlternateContact& contact : settings.alternate_contacts) {
    for (const auto& [type, prefix] : kPrefixes) {
      if (contact.type != type) continue;
      parameters.emplace(cat(prefix, "Name"), bound(contact.name));
      parameters.emplace(cat(prefix, "Title"), bound(contact.title));
      parameters.emplace(cat(prefix, "Email"), bound(contact.email));
      parameters.emplace(cat(prefix, "Phone"), or_empty(contact.phone));
    }
  }
  const auto& primary = settings.primary_contact;
  parameters.emplace("PrimaryContact", switched(primary.has_value()));
  parameters.emplace("PrimaryName", primary ? bound(primary->recipient) : bound(std::string()));
  parameters.emplace("PrimaryCompany", primary ? or_empty(primary->company) : bound(std::string()));
  parameters.emplace("PrimaryStreet", primary ? bound(primary->street) : bound(std::string()));
  parameters.emplace("PrimaryCity", primary ? bound(primary->city) : bound(std::string()));
  parameters.emplace("PrimaryState", primary ? or_empty(primary->state) : bound(std::string()));
  parameters.emplace("PrimaryPostalCode", primary ? bound(primary->postal_code) : bound(std::string()));
  parameters.emplace("PrimaryCountry", primary ? bound(primary->country) : bound(std::string()));
  parameters.emplace("PrimaryPhone", primary ? or_empty(primary->phone) : bound(std::string()));
}

Values values_of(const resolve::Organization& organization) {
  const resolve::AccountSettings& settings = organization.account_settings;
  Values values;
  auto& parameters = values.parameters;
  yaml::Node regions = yaml::sequence();
  for (const auto& region : organization.regions) regions.items.push_back(bound(region.value.str(), region.span));
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("Regions", std::move(regions));
  parameters.emplace("RemovesDefaultVpcs",
                     switched(settings.removes_default_vpcs.value, settings.removes_default_vpcs.span));
  parameters.emplace("AccountAlias", bound(std::string()));
  parameters.emplace("MinimumPasswordLength", bound(settings.password_policy.minimum_length));
  parameters.emplace("MaxPasswordAge", bound(settings.password_policy.rotation_days));
  parameters.emplace("PasswordReusePrevention", bound(settings.password_policy.remember));
  // The function writes some lines when settings change; a year covers an audit.
  constexpr std::int64_t kLogRetentionDays = 365;
  parameters.emplace("LogRetentionDays", bound(resolve::Located<std::int64_t>{kLogRetentionDays, {}}));
  bind_contacts(settings, parameters);
  yaml::Node exceptions = yaml::sequence();
  for (const resolve::AliasException& exception : settings.alias_exceptions) {
    exceptions.items.push_back(bound(cat(exception.account, '=', exception.alias.value), exception.alias.span));
  }
  yaml::Node row = yaml::mapping();
  row.add("Accounts", std::move(exceptions));
  yaml::Node aliases = yaml::mapping();
  aliases.add("Exceptions", std::move(row));
  values.mappings.emplace("Aliases", std::move(aliases));
  return values;
}

}  // namespace

void add_account_settings(const resolve::Organization& organization, plan::Plan& plan) {
  add_trusted_access(organization, plan);
  Deployment deployment;
  deployment.name = "account-settings";
  deployment.number = number::kAccountSettings;
  deployment.template_path = "accounts/account-settings.yaml";
  deployment.title = "Account settings";
  deployment.why =
      "Passwords, contacts, alias and EBS encryption are settings of an account that no resource type makes; one small "
      "function makes them in every account, the ones that are added later among them.";
  deployment.controls = {"account.alias",   "account.alternate-contacts",
                         "account.contact", "iam.password-policy",
                         "prep.contacts",   "prep.naming"};
  deployment.needs = {{std::string(kTrustedAccess), "contacts can be changed only with it"}};
  deployment.values = values_of(organization);
  deployment.regions = {organization.home_region.value};

  Reach members;
  members.management = false;
  add_fan_out(organization, deployment, members, plan);

  Reach management;
  management.units.clear();
  deployment.values.parameters.insert_or_assign("AccountAlias", bound(organization.account_settings.management_alias));
  add_fan_out(organization, deployment, management, plan);
}

}  // namespace landform::stacks
