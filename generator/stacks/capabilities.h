// The capabilities: each one file here and one template of the same stem below templates/. A capability turns the
// resolved organization into steps; it knows no other capability, only the names of the steps that it needs.
#pragma once

#include "plan/step.h"
#include "resolve/organization.h"

namespace landform::stacks {

void add_artifacts(const resolve::Organization& organization, plan::Plan& plan);
void add_adopted(const resolve::Organization& organization, plan::Plan& plan);
void add_organization(const resolve::Organization& organization, plan::Plan& plan);
void add_units(const resolve::Organization& organization, plan::Plan& plan);
void add_accounts(const resolve::Organization& organization, plan::Plan& plan);
void add_landing_zone(const resolve::Organization& organization, plan::Plan& plan);
void add_registered_units(const resolve::Organization& organization, plan::Plan& plan);
void add_account_factory(const resolve::Organization& organization, plan::Plan& plan);
void add_control_tower_package(const resolve::Organization& organization, plan::Plan& plan);
void add_control_tower_controls(const resolve::Organization& organization, plan::Plan& plan);
void add_policies(const resolve::Organization& organization, plan::Plan& plan);
void add_log_archive(const resolve::Organization& organization, plan::Plan& plan);
void add_organization_trail(const resolve::Organization& organization, plan::Plan& plan);
void add_topics(const resolve::Organization& organization, plan::Plan& plan);
void add_management_account(const resolve::Organization& organization, plan::Plan& plan);
void add_payment_details(const resolve::Organization& organization, plan::Plan& plan);
void add_account_settings(const resolve::Organization& organization, plan::Plan& plan);
void add_access_analyzer(const resolve::Organization& organization, plan::Plan& plan);
void add_root_access(const resolve::Organization& organization, plan::Plan& plan);
void add_trail_alarms(const resolve::Organization& organization, plan::Plan& plan);
void add_finding_routes(const resolve::Organization& organization, plan::Plan& plan);
void add_central_logs(const resolve::Organization& organization, plan::Plan& plan);
void add_observability(const resolve::Organization& organization, plan::Plan& plan);
void add_monitoring(const resolve::Organization& organization, plan::Plan& plan);
void add_identity_center(const resolve::Organization& organization, plan::Plan& plan);
void add_permission_sets(const resolve::Organization& organization, plan::Plan& plan);
void add_assignments(const resolve::Organization& organization, plan::Plan& plan);
void add_incident_responses(const resolve::Organization& organization, plan::Plan& plan);
void add_patching(const resolve::Organization& organization, plan::Plan& plan);
void add_iam(const resolve::Organization& organization, plan::Plan& plan);
void add_break_glass_alarms(const resolve::Organization& organization, plan::Plan& plan);
void add_stack_sets(const resolve::Organization& organization, plan::Plan& plan);
void add_config(const resolve::Organization& organization, plan::Plan& plan);
void add_guardduty(const resolve::Organization& organization, plan::Plan& plan);
void add_security_hub(const resolve::Organization& organization, plan::Plan& plan);
void add_chosen_services(const resolve::Organization& organization, plan::Plan& plan);
void add_transit(const resolve::Organization& organization, plan::Plan& plan);
void add_vpcs(const resolve::Organization& organization, plan::Plan& plan);
void add_transit_routes(const resolve::Organization& organization, plan::Plan& plan);
void add_transit_peerings(const resolve::Organization& organization, plan::Plan& plan);
void add_transit_far_routes(const resolve::Organization& organization, plan::Plan& plan);
void add_peerings(const resolve::Organization& organization, plan::Plan& plan);
void add_subnet_shares(const resolve::Organization& organization, plan::Plan& plan);
void add_billing(const resolve::Organization& organization, plan::Plan& plan);
void add_backup(const resolve::Organization& organization, plan::Plan& plan);
void add_backup_checks(const resolve::Organization& organization, plan::Plan& plan);
void add_cost_tags(const resolve::Organization& organization, plan::Plan& plan);
void add_customizations(const resolve::Organization& organization, plan::Plan& plan);

}  // namespace landform::stacks
