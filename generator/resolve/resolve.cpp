#include "resolve/resolve.h"

#include <algorithm>
#include <string>
#include <utility>

#include "aws/region.h"
#include "base/text.h"
#include "resolve/as_located.h"
#include "resolve/assertions.h"
#include "resolve/bind_accounts.h"
#include "resolve/bind_identity_center.h"
#include "resolve/bind_units.h"
#include "resolve/config_rules.h"
#include "resolve/customizations.h"
#include "resolve/existing.h"
#include "resolve/guardrails.h"
#include "resolve/inherit.h"
#include "resolve/logging.h"
#include "resolve/names.h"
#include "resolve/pack_policies.h"
#include "resolve/quota_overrides.h"
#include "resolve/regions.h"
#include "resolve/resolve_access_analyzer.h"
#include "resolve/resolve_account_settings.h"
#include "resolve/resolve_backup.h"
#include "resolve/resolve_billing.h"
#include "resolve/resolve_control_tower.h"
#include "resolve/resolve_detection.h"
#include "resolve/resolve_iam.h"
#include "resolve/resolve_incidents.h"
#include "resolve/resolve_monitoring.h"
#include "resolve/resolve_network.h"
#include "resolve/responders.h"
#include "resolve/rings.h"
#include "resolve/tag_policy.h"

namespace landform::resolve {

namespace {

Customer resolve_customer(const blueprint::Customer& written) {
  Customer customer;
  customer.name = as_located(written.name);
  customer.slug = as_located(written.slug);
  const blueprint::Mailboxes& mailboxes = *written.mailboxes;
  customer.mailboxes = {as_located(mailboxes.root), as_located(mailboxes.billing), as_located(mailboxes.operations),
                        as_located(mailboxes.security)};
  for (const auto& regulation : written.compliance) {
    if (!regulation.written()) continue;
    const auto word = blueprint::words_of(*regulation)[static_cast<std::size_t>(*regulation)].word;
    customer.compliance.push_back({std::string(word), regulation.span});
  }
  std::stable_sort(customer.compliance.begin(), customer.compliance.end(),
                   [](const auto& a, const auto& b) { return a.value < b.value; });
  const auto repeated = std::unique(customer.compliance.begin(), customer.compliance.end(),
                                    [](const auto& a, const auto& b) { return a.value == b.value; });
  customer.compliance.erase(repeated, customer.compliance.end());
  return customer;
}

// A lock of another customer would move everything.
bool same_customer(const blueprint::Customer& customer, const Lock& lock, base::Diagnostics& diagnostics) {
  if (lock.is_new() || !customer.slug.written() || lock.customer == *customer.slug) return true;
  diagnostics.add(base::Diagnostic("lock/other-customer", customer.slug.span,
                                   base::cat("the blueprint is of the customer `", *customer.slug, "`, its lock of `",
                                             lock.customer, "`"))
                      .also(lock.customer_span, "locked here")
                      .note("the slug is part of names in AWS; another slug would build everything a second time")
                      .help(base::cat("write `slug: ", lock.customer,
                                      "`; a blueprint that was copied for a new customer starts without a lock")));
  return false;
}

// A copy, but for accounts and VPCs, which are most of a lock: bind_accounts and place_vpcs make those anew. Every
// member is named, so that one more does not compile before it is carried over, too.
Lock carried_over(const Lock& before) {
  const auto& [customer, customer_span, home_region, home_region_span, units, accounts, policies, regions, addresses,
               identity] = before;
  const auto& [pools, reserved, vpcs] = addresses;
  return {customer, customer_span, home_region, home_region_span,      units,
          {},       policies,      regions,     {pools, reserved, {}}, identity};
}

Located<Delivery> resolve_delivery(const blueprint::Written<blueprint::Delivery>& written) {
  return {*written == blueprint::Delivery::stack_sets ? Delivery::stack_sets : Delivery::control_tower, written.span};
}

}  // namespace

std::optional<Organization> resolve(const blueprint::Blueprint& blueprint, const Lock& before, Lock& after,
                                    base::Diagnostics& diagnostics, const PolicySources& policies) {
  const std::size_t errors_before = diagnostics.errors();
  const blueprint::Organization& written = *blueprint.organization;
  Organization organization;
  organization.quotas = resolve_quotas(blueprint.quotas, diagnostics);
  organization.customer = resolve_customer(*blueprint.customer);
  const Regions regions = resolve_regions(written, diagnostics);
  organization.home_region = regions.home;
  organization.regions = regions.governed;
  organization.delivery = resolve_delivery(written.delivery);
  organization.management_account = if_written(written.management_account);
  organization.existing_organization_id = if_written(written.id);
  organization.existing_root_id = if_written(written.root_id);

  Draft draft = draft_names(written, organization.quotas, diagnostics);
  // Beyond this point no name is added.
  resolve_existing(written, before, draft, diagnostics);
  organization.default_tags = resolve_tags(*blueprint.tagging, organization.quotas, draft, diagnostics);
  after = carried_over(before);
  if (same_customer(*blueprint.customer, before, diagnostics)) {
    after.customer = *blueprint.customer->slug;
    organization.former_regions = remember_regions(written, regions, before, after, diagnostics);
    const auto renamed_units = bind_units(draft, before, after, diagnostics);
    check_existing_parents(draft, diagnostics);
    bind_accounts(draft, *blueprint.customer->mailboxes, before, after, renamed_units, diagnostics);
    organization.account_settings = resolve_account_settings(blueprint, draft, diagnostics);
  }
  const aws::Partition& partition = aws::partition_of(organization.home_region.value);
  organization.trail = resolve_trail(*blueprint.logging->trail, partition.name, diagnostics);
  organization.access_analyzer = resolve_access_analyzer(*blueprint.identity->iam->access_analyzer, diagnostics);
  organization.finding_routes = resolve_finding_routes(*blueprint.security, diagnostics);
  organization.log_retention = resolve_log_retention(*blueprint.logging, organization.customer, diagnostics);
  organization.incidents = resolve_incidents(*blueprint.incidents, *blueprint.security, diagnostics);
  organization.patching = resolve_patching(*blueprint.patching, diagnostics);
  if (diagnostics.errors() > errors_before) return std::nullopt;

  organization.units.reserve(draft.units.size());
  for (DraftUnit& unit : draft.units) organization.units.push_back(std::move(unit.unit));
  organization.accounts.reserve(draft.accounts.size());
  for (DraftAccount& account : draft.accounts) organization.accounts.push_back(std::move(account.account));
  organization.identity_center = bind_identity_center(blueprint, organization, policies, before, after, diagnostics);
  organization.incidents.responders =
      resolve_responders(*blueprint.incidents, *blueprint.identity, organization, diagnostics);
  organization.rings = resolve_rings(written, organization, diagnostics);
  organization.control_tower = resolve_control_tower(blueprint, organization, diagnostics);
  organization.network = resolve_network(blueprint, organization, before, after, diagnostics);
  organization.monitoring = resolve_monitoring(*blueprint.monitoring, organization, diagnostics);
  organization.central_logs = resolve_central_logs(organization, diagnostics);
  organization.records = resolve_records(blueprint, diagnostics);
  organization.config = resolve_config(blueprint, organization, diagnostics);
  organization.detection = resolve_detection(*blueprint.security, organization, diagnostics);
  organization.customizations = resolve_customizations(blueprint.customizations, organization, diagnostics);
  organization.backup = resolve_backup(blueprint, organization, diagnostics);
  Guardrails guardrails = resolve_guardrails(blueprint, organization, policies, diagnostics);
  organization.guardrails = std::move(guardrails.guardrails);
  organization.full_access = std::move(guardrails.full_access);
  organization.iam = resolve_iam(blueprint, organization, policies, diagnostics);
  organization.cost_allocation_keys = cost_allocation_keys(*blueprint.tagging);
  if (diagnostics.errors() > errors_before) return std::nullopt;
  PackedPolicies packed = pack_policies(organization, before, after, diagnostics);
  organization.policies = std::move(packed.policies);
  organization.policy_slots = std::move(packed.slots);
  organization.billing = resolve_billing(blueprint, organization, diagnostics);
  organization.assertions = resolve_assertions(blueprint.assertions, organization, diagnostics);
  organization.assertions_off = switched_off_assertions(blueprint.assertions);
  organization.break_glass = resolve_break_glass(*blueprint.identity, organization);
  if (diagnostics.errors() > errors_before) return std::nullopt;
  return organization;
}

}  // namespace landform::resolve
