// IAM Access Analyzer over the whole organization, in the audit account: it is made the delegated administrator by
// commands, since no resource type does it (aws-facts.md D3, E4).
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/service_access.h"

namespace landform::stacks {

using base::cat;

namespace {

constexpr std::string_view kAdministrator = "access-analyzer-administrator";
constexpr std::string_view kPrincipal = "access-analyzer.amazonaws.com";

void add_administrator(const resolve::Organization& organization, const resolve::Account& audit, plan::Plan& plan) {
  plan::Step step = command_step(organization, kAdministrator, plan::kManagementAccount);
  step.number = number::kAccessAnalyzer;
  step.title = "Delegated administration of Access Analyzer";
  step.why =
      "Analyzers of the whole organization can be made in the audit account once it is the delegated administrator, "
      "and the management account has the role that they work with.";
  step.controls = {"iam.access-analyzer"};
  step.needs = {{"organization", "trusted access is a setting of the organization"},
                {cat("accounts-", audit.shard), "the audit account"}};
  auto& cli = std::get<plan::CliStep>(step.what);
  add_command(trust_service(kPrincipal), cli);
  add_command(make_service_role(kPrincipal), cli);
  add_command(register_administrator(kPrincipal, id_in_command(organization, audit)), cli);
  cli.check = list_administrators(kPrincipal);
  plan.steps.push_back(std::move(step));
}

yaml::Node rule(const resolve::ArchiveRule& rule) {
  yaml::Node filter = yaml::sequence();
  for (const resolve::Criterion& criterion : rule.criteria) {
    yaml::Node row = yaml::mapping();
    row.add("Property", bound(criterion.property, rule.span));
    row.add(criterion.whole ? "Eq" : "Contains", yaml::strings(criterion.values));
    filter.items.push_back(std::move(row));
  }
  yaml::Node node = yaml::mapping();
  node.add("RuleName", bound(rule.name, rule.span));
  node.add("Filter", std::move(filter));
  return node;
}

yaml::Node archive(const resolve::AccessAnalyzer& analyzer, resolve::Analyzer kind) {
  yaml::Node row = yaml::mapping();
  yaml::Node& rules = row.add("Rules", yaml::sequence());
  for (const resolve::ArchiveRule& one : analyzer.archive) {
    if (one.analyzer == kind) rules.items.push_back(rule(one));
  }
  yaml::Node reasons = yaml::sequence();
  for (const resolve::ArchiveRule& one : analyzer.archive) {
    if (one.analyzer == kind) reasons.items.push_back(bound(cat(one.name, ": ", one.why.value), one.why.span));
  }
  row.add("Reasons", std::move(reasons));
  return row;
}

Values values_of(const resolve::Organization& organization, bool unused) {
  const resolve::AccessAnalyzer& analyzer = organization.access_analyzer;
  Values values;
  values.parameters.emplace("Slug", bound(organization.customer.slug));
  values.parameters.emplace("External", switched(analyzer.external.value, analyzer.external.span));
  values.parameters.emplace("Unused", switched(unused, analyzer.unused.span));
  values.parameters.emplace("UnusedDays", bound(analyzer.unused_days));
  yaml::Node rules = yaml::mapping();
  rules.add("External", archive(analyzer, resolve::Analyzer::external));
  rules.add("Unused", archive(analyzer, resolve::Analyzer::unused));
  values.mappings.emplace("Archive", std::move(rules));
  return values;
}

}  // namespace

void add_access_analyzer(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::AccessAnalyzer& analyzer = organization.access_analyzer;
  const resolve::Account* audit = organization.with_role(resolve::AccountRole::audit);
  if (!audit || (!analyzer.external.value && !analyzer.unused.value)) return;
  add_administrator(organization, *audit, plan);

  Deployment deployment;
  deployment.name = "access-analyzer";
  deployment.number = number::kAccessAnalyzer;
  deployment.template_path = "security/access-analyzer.yaml";
  deployment.title = "Access analyzers";
  deployment.why =
      "They find what is open to the outside of the organization, and roles, keys and permissions that nobody uses.";
  deployment.controls = {"iam.access-analyzer"};
  deployment.needs = {{std::string(kAdministrator), "only a delegated administrator can look at the organization"}};
  deployment.values = values_of(organization, analyzer.unused.value);
  deployment.regions = {organization.home_region.value};
  add_in_account(organization, deployment, audit->name, plan);

  // Roles and users belong to no region: unused access is looked for in the home region alone.
  deployment.values = values_of(organization, false);
  deployment.regions.clear();
  for (const auto& region : organization.regions) {
    if (analyzer.external.value && region.value != organization.home_region.value) {
      deployment.regions.push_back(region.value);
    }
  }
  add_in_account(organization, deployment, audit->name, plan);
}

}  // namespace landform::stacks
