#include "stacks/list.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "plan/order.h"
#include "stacks/capabilities.h"

namespace landform::stacks {
namespace {

using Capability = void (*)(const resolve::Organization&, plan::Plan&);

// In the order of their numbers (numbers.h). The order of deployment comes from what steps need; this one only settles
// ties, and it is the order in which a newcomer should read the files.
constexpr auto kCapabilities = std::to_array<Capability>({
    add_management_account,  // what only a person can do, before anything is deployed
    add_payment_details,     // with it: nothing is deployed on an account that cannot pay
    add_artifacts,           // first of what is deployed: templates over the request limit travel through its bucket
    add_adopted,             // what exists is taken over before anything is built beside it
    add_organization,        // publishes the ids that all others look up
    add_units,               // before accounts, so that an account is born in its unit, under its policies
    add_accounts,            // before anything that lives in a member account
    add_landing_zone,        // of Control Tower, where it delivers: accounts come out of its factory
    add_registered_units,    // so that accounts are governed from the first minute
    add_account_factory,     // in the place of the accounts above
    add_control_tower_controls,  // once units are registered
    add_policies,                // as soon as there is what they are attached to
    add_log_archive,             // before everything that writes logs
    add_organization_trail,      // as early as the log archive allows: what is not recorded cannot be reviewed
    add_topics,                  // before whatever alarms
    add_account_settings,        // as soon as accounts exist: contacts have to be right before AWS has to write to them
    add_iam,                     // as soon as accounts exist; nobody waits for it but people
    add_break_glass_alarms,      // with the users; the topics are there
    add_access_analyzer,         // once the audit account exists
    add_root_access,             // likewise
    add_trail_alarms,            // once the trail has its log group
    add_finding_routes,          // before what finds anything
    add_identity_center,         // who there is; with the trail on, as it gives people access
    add_permission_sets,         // what they may do
    add_assignments,             // and where: every account exists by now
    add_config,                  // before what builds on its recordings: rules, packs and Security Hub's controls
    add_guardduty,               // once the accounts it watches exist
    add_security_hub,            // after Config, which its controls read
    add_chosen_services,         // Inspector, Macie and Detective, when the blueprint asks for them
    add_transit,                 // before the VPCs that attach themselves to it
    add_transit_peerings,        // once there are gateways in two regions
    add_vpcs,                    // once accounts and the bucket of their flow logs exist
    add_transit_routes,          // once VPCs are attached: which of them reach each other
    add_transit_far_routes,      // and which of other regions
    add_peerings,                // likewise, where there is no gateway
    add_subnet_shares,           // once there are subnets for others to use
    add_central_logs,            // once the log archive exists
    add_incident_responses,      // once there are topics to report to, and a bus to listen on
    add_observability,           // before dashboards that look into other accounts
    add_monitoring,              // once there are accounts and topics
    add_backup,                  // once there are topics for what fails, and what may be worth a backup
    add_backup_checks,           // of what it made
    add_billing,                 // what the paying account watches and reports
    add_patching,                // once there are accounts with workloads
    add_cost_tags,               // once resources carry the tags
    add_customizations,          // last of what is built: they stand on the whole baseline
    add_control_tower_package,   // takes the stack sets that Control Tower's customizations deliver
    add_stack_sets,              // looks whether any of the above is a stack set
});

// The key of the tag by which deploy.sh knows the stacks that are landform's.
constexpr const char* kStackTag = "landform";

void add_rings_and_tags(const resolve::Organization& organization, plan::Plan& plan) {
  for (plan::Step& step : plan.steps) {
    std::string_view account;
    if (auto* stack = std::get_if<plan::StackStep>(&step.what)) {
      account = stack->target.account;
      stack->tags.emplace(kStackTag, organization.customer.slug.value);
    } else if (const auto* cli = std::get_if<plan::CliStep>(&step.what)) {
      account = cli->account;
    }
    const resolve::Account* known = account.empty() ? nullptr : organization.account(account);
    if (known) step.ring = resolve::ring_of(organization, *known);
  }
}

}  // namespace

plan::Plan build_plan(const resolve::Organization& organization, base::Diagnostics& diagnostics) {
  constexpr std::size_t kOfTheBaseline = 500;  // with room: what is not used costs nothing
  constexpr std::size_t kOfAVpc = 2;
  plan::Plan plan;
  // Steps are large: none moves while the plan grows.
  plan.steps.reserve(kOfTheBaseline + kOfAVpc * organization.network.vpcs.size());
  for (const Capability add : kCapabilities) add(organization, plan);
  add_rings_and_tags(organization, plan);
  plan::order(plan, diagnostics);
  return plan;
}

}  // namespace landform::stacks
