// Patching: baselines, a daily scan and a maintenance window in the accounts of workloads; the report over all of them
// in the audit account, which is made delegated administrator of Systems Manager by commands, since no resource type
// does it.
#include <string>
#include <utility>

#include "aws/logical_id.h"
#include "base/sha256.h"
#include "base/text.h"
#include "plan/ids.h"
#include "resolve/reach.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/service_access.h"

namespace landform::stacks {

using base::cat;

namespace {

constexpr std::string_view kReportAdministrator = "systems-manager-administrator";

yaml::Node patch_filter_values(const std::vector<std::string>& values) {
  yaml::Node list = yaml::sequence();
  for (const std::string& value : values) list.add(yaml::string(value));
  return list;
}

yaml::Node patch_baseline_row(const resolve::PatchBaseline& baseline) {
  yaml::Node row = yaml::mapping();
  row.add("Name", bound(baseline.name, baseline.span));
  row.add("System", bound(baseline.system, baseline.span));
  row.add("IsDefault", yaml::boolean(baseline.patch_groups.empty()));
  yaml::Node& groups = row.add("PatchGroups", yaml::sequence());
  for (const auto& group : baseline.patch_groups) groups.add(bound(group));
  row.add("FirstKey", yaml::string(baseline.first.key));
  row.add("FirstValues", patch_filter_values(baseline.first.values));
  row.add("SecondKey", yaml::string(baseline.second.key));
  row.add("SecondValues", patch_filter_values(baseline.second.values));
  row.add("Days", bound(baseline.approve_after_days));
  return row;
}

// Tags have names that logical ids cannot have.
std::string patch_selection_id(const std::string& key, const std::string& value) {
  constexpr std::size_t kDigits = 10;
  return cat("Tag", base::sha256_hex(cat(key, '\n', value)).substr(0, kDigits));
}

void bind_patch_window(const resolve::Patching& patching, Values& values) {
  auto& parameters = values.parameters;
  parameters.emplace("HasWindow", switched(patching.window.has_value()));
  yaml::Node names = yaml::sequence();
  yaml::Node rows = yaml::mapping();
  if (patching.window) {
    for (const auto& [key, value] : patching.window->select) {
      const std::string id = patch_selection_id(key, value.value);
      names.add(bound(id, value.span));
      rows.add(id, yaml::mapping({{"Key", bound(key, value.span)},
                                  {"Value", bound(value)},
                                  {"Target", yaml::mapping({{"Ref", yaml::string(cat("Target", id))}})}}));
    }
    parameters.emplace("Schedule", bound(patching.window->schedule));
    parameters.emplace("Hours", bound(patching.window->hours));
    parameters.emplace("CutoffHours", bound(patching.window->cutoff_hours));
  } else {
    parameters.emplace("Schedule", bound("cron(0 2 ? * SUN *)"));
    parameters.emplace("Hours", yaml::integer(1));
    parameters.emplace("CutoffHours", yaml::integer(0));
  }
  parameters.emplace("Selections", std::move(names));
  values.mappings.emplace("Selections", std::move(rows));
}

void add_patching_of_workloads(const resolve::Organization& organization, plan::Plan& plan) {
  resolve::Reach workloads = resolve::workload_reach(organization);
  Deployment patching;
  patching.name = "patching";
  patching.number = number::kPatching;
  patching.template_path = "patching/patching.yaml";
  patching.title = "Patch baselines, daily scan and maintenance window";
  patching.why =
      "Most attacks use what was mended long ago; what is missing is known daily and installed in the window.";
  patching.controls = {"extra.patching"};
  patching.regions = governed_regions(organization);
  patching.values.parameters.emplace("Slug", bound(organization.customer.slug));
  yaml::Node names = yaml::sequence();
  yaml::Node rows = yaml::mapping();
  for (const resolve::PatchBaseline& baseline : organization.patching.baselines) {
    const std::string id = aws::logical_id(baseline.name).str();
    names.add(bound(id, baseline.span));
    rows.add(id, patch_baseline_row(baseline));
  }
  patching.values.parameters.emplace("Baselines", std::move(names));
  patching.values.mappings.emplace("Baselines", std::move(rows));
  bind_patch_window(organization.patching, patching.values);
  add_fan_out(organization, patching, {std::move(workloads.units), std::move(workloads.accounts), false}, plan);
}

void add_patch_report_administrator(const resolve::Organization& organization, const resolve::Account& audit,
                                    plan::Plan& plan) {
  constexpr std::string_view kPatchPrincipal = "ssm.amazonaws.com";
  plan::Step step = command_step(organization, kReportAdministrator, plan::kManagementAccount);
  step.number = number::kPatching;
  step.title = "Delegated administration of Systems Manager";
  step.why = "The audit account sees the patch compliance of all accounts once it is the delegated administrator.";
  step.controls = {"extra.patching"};
  step.needs = {{"organization", "trusted access is a setting of the organization"},
                {cat("accounts-", audit.shard), "the audit account"}};
  auto& cli = std::get<plan::CliStep>(step.what);
  add_command(trust_service(kPatchPrincipal), cli);
  add_command(register_administrator(kPatchPrincipal, id_in_command(organization, audit)), cli);
  cli.check = list_administrators(kPatchPrincipal);
  plan.steps.push_back(std::move(step));
}

void add_patch_report_role(const resolve::Organization& organization, const resolve::Account& audit, plan::Plan& plan) {
  plan::Step step = command_step(organization, "patch-report-role", audit.name);
  step.number = number::kPatching;
  step.title = "Role with which the patch report finds accounts";
  step.why = "Explorer of Systems Manager lists the accounts of the organization with a service-linked role.";
  step.controls = {"extra.patching"};
  step.needs = {{std::string(kReportAdministrator), "the role is of use to the delegated administrator"}};
  auto& cli = std::get<plan::CliStep>(step.what);
  add_command(make_service_role("accountdiscovery.ssm.amazonaws.com"), cli);
  cli.check = {"aws", "iam", "get-role", "--role-name", "AWSServiceRoleForAmazonSSM_AccountDiscovery"};
  plan.steps.push_back(std::move(step));
}

void add_patch_report(const resolve::Organization& organization, const resolve::Account& audit, plan::Plan& plan) {
  Deployment report;
  report.name = "patch-report";
  report.number = number::kPatching;
  report.template_path = "patching/patch-report.yaml";
  report.title = "Report of patch compliance";
  report.why = "What is not patched is seen in one place, not account by account.";
  report.controls = {"extra.patching"};
  report.needs = {{"patch-report-role", "it finds the accounts with this role"}};
  report.regions = {organization.home_region.value};
  report.values.parameters.emplace("Slug", bound(organization.customer.slug));
  yaml::Node regions = yaml::sequence();
  for (const aws::RegionName& region : governed_regions(organization)) regions.add(yaml::string(region.str()));
  report.values.parameters.emplace("Regions", std::move(regions));
  add_in_account(organization, report, audit.name, plan);
}

}  // namespace

void add_patching(const resolve::Organization& organization, plan::Plan& plan) {
  add_patching_of_workloads(organization, plan);
  const resolve::Account* audit = organization.with_role(resolve::AccountRole::audit);
  if (!audit) return;
  add_patch_report_administrator(organization, *audit, plan);
  add_patch_report_role(organization, *audit, plan);
  add_patch_report(organization, *audit, plan);
}

}  // namespace landform::stacks
