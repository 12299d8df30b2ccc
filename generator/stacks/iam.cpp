// IAM of the accounts themselves: one stack in the management account, one stack set for each place that `to` names,
// wider places first, since entities of narrower ones refer to policies, groups and providers there. Then the steps of
// people: a password and an MFA device for each user, which no template may hold.
#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "resolve/iam_reach.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/iam_rows.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

namespace {

constexpr std::string_view kIamTemplate = "identity/iam.yaml";

// "UnitWorkloadsProduction" -> "unit-workloads-production". Logical ids outlive renames, and so do names of stack sets.
std::string in_kebab_case(std::string_view logical_id) {
  std::string name;
  for (const char c : logical_id) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && !name.empty()) name += '-';
    name += capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return name;
}

std::string iam_step(const resolve::Organization& organization, const resolve::PolicyTarget& place) {
  if (place.kind == resolve::PolicyTarget::Kind::root) return "iam-root";
  if (place.kind == resolve::PolicyTarget::Kind::unit) {
    return cat("iam-", in_kebab_case(organization.unit(aws::OuPath(place.name))->logical_id.str()));
  }
  return cat("iam-", in_kebab_case(organization.account(place.name)->logical_id.str()));
}

std::set<resolve::PolicyTarget> iam_places(const resolve::Iam& iam) {
  std::set<resolve::PolicyTarget> all;
  const auto add = [&](const auto& entities) {
    for (const auto& entity : entities) all.insert(entity.reach.targets.begin(), entity.reach.targets.end());
  };
  add(iam.groups);
  add(iam.users);
  add(iam.roles);
  add(iam.open_id_providers);
  add(iam.saml_providers);
  const bool everywhere =
      std::any_of(iam.policies.begin(), iam.policies.end(), [](const auto& policy) { return policy.everywhere; });
  if (everywhere) all.insert(resolve::root_target());
  return all;
}

// The narrowest of the wider places. Those that hold one place hold each other, too.
const resolve::PolicyTarget* next_wider_place(const resolve::Organization& organization,
                                              const std::set<resolve::PolicyTarget>& all,
                                              const resolve::PolicyTarget& place) {
  const resolve::PolicyTarget* nearest = nullptr;
  for (const resolve::PolicyTarget& other : all) {
    if (other == place || !resolve::is_within(place, other, organization)) continue;
    if (nearest == nullptr || resolve::is_within(other, *nearest, organization)) nearest = &other;
  }
  return nearest;
}

Deployment iam_deployment(const resolve::Organization& organization, std::string name, IamRows rows) {
  Deployment deployment;
  deployment.name = std::move(name);
  deployment.number = number::kIam;
  deployment.template_path = std::string(kIamTemplate);
  deployment.why = "Permissions belong to groups and roles that are written down, and are the same wherever they are.";
  deployment.controls = std::move(rows.controls);
  deployment.values = std::move(rows.values);
  deployment.regions = {organization.home_region.value};
  deployment.faults_at_causes = true;
  return deployment;
}

void add_iam_of_management(const resolve::Organization& organization, plan::Plan& plan) {
  IamRows rows = iam_rows(organization, std::nullopt);
  if (rows.empty) return;
  Deployment deployment = iam_deployment(organization, "iam", std::move(rows));
  deployment.title = "IAM: groups, users, roles and policies";
  if (deployment.values.parameters.contains("TrustedAccounts") &&
      std::holds_alternative<StoredIds>(deployment.values.parameters.at("TrustedAccounts"))) {
    deployment.needs = needs_accounts(organization, "roles trust accounts by their ids");
  }
  add_fan_out(organization, deployment, {{}, {}, true}, plan);
}

void add_iam_of_place(const resolve::Organization& organization, const std::set<resolve::PolicyTarget>& all,
                      const resolve::PolicyTarget& place, plan::Plan& plan) {
  IamRows rows = iam_rows(organization, place);
  if (rows.empty) return;
  Deployment deployment = iam_deployment(organization, iam_step(organization, place), std::move(rows));
  const bool root = place.kind == resolve::PolicyTarget::Kind::root;
  deployment.title = root ? "IAM: roles and policies of every account" : cat("IAM: roles and policies of ", place.name);
  deployment.cause = place.span;
  if (const auto* wider = next_wider_place(organization, all, place)) deployment.after = iam_step(organization, *wider);
  Reach reach{{}, {}, false};
  if (place.kind == resolve::PolicyTarget::Kind::account) {
    reach.accounts = {place.name};
  } else {
    reach.units = {aws::OuPath(place.name)};
  }
  add_fan_out(organization, deployment, reach, plan);
}

// Where a user signs in, in words.
std::string where_made(const resolve::IamUser& user) {
  std::vector<std::string> names;
  if (user.reach.management) names.emplace_back("the management account");
  for (const auto& target : user.reach.targets) {
    names.push_back(target.kind == resolve::PolicyTarget::Kind::account ? cat("account ", target.name)
                                                                        : cat("each account below ", target.name));
  }
  return base::join(names, ", ");
}

void add_iam_enrolment(const resolve::Organization& organization, plan::Plan& plan) {
  const auto& users = organization.iam.users;
  if (users.empty()) return;
  plan::Step step;
  step.name = "iam-users-enrolled";
  step.number = number::kIam;
  step.title = "A password and an MFA device for each IAM user";
  step.why = "No template holds a credential. Until this is done nobody can sign in as one of these users.";
  step.controls = {"iam.user-mfa", "iam.users"};
  plan::ManualStep manual;
  manual.who = "an administrator, together with the person whom the user is for";
  bool emergency = false;
  for (const resolve::IamUser& user : users) {
    manual.instructions.push_back(
        cat("`", user.name, "` in ", where_made(user),
            ": IAM, Users, the user, Security credentials, **Enable console access**, with a password of its own",
            user.break_glass ? "." : " that must be changed at the first sign-in."));
    emergency = emergency || user.break_glass;
  }
  manual.instructions.emplace_back(
      "Sign in as each user, and register an MFA device: Security credentials, **Assign MFA device**. Sign out and in "
      "again; without MFA nothing else is allowed.");
  if (emergency) {
    manual.instructions.emplace_back(
        "For users whose names begin with `break-glass`: register two hardware security keys. Seal the password in one "
        "envelope and each key in another, in different places, each with a list of who may open it. Sign in with them "
        "twice a year, so that they work on the day, and see that the alarm comes.");
  }
  manual.instructions.emplace_back("Create no access keys for these users.");
  manual.evidence =
      "the credential report of the account (IAM, Credential report, Download): mfa_active is true for each user, and "
      "no access key is active";
  step.what = std::move(manual);
  std::set<std::string> made;
  for (const resolve::IamUser& user : users) {
    if (user.reach.management) made.insert(cat("management-iam-", organization.home_region.value.str()));
    for (const auto& target : user.reach.targets) made.insert(iam_step(organization, target));
  }
  for (const std::string& name : made) step.needs.push_back({name, "it makes the users"});
  step.asked_by = "identity.iam.users";
  plan.steps.push_back(std::move(step));
}

}  // namespace

void add_iam(const resolve::Organization& organization, plan::Plan& plan) {
  add_iam_of_management(organization, plan);
  const std::set<resolve::PolicyTarget> all = iam_places(organization.iam);
  for (const resolve::PolicyTarget& place : all) add_iam_of_place(organization, all, place, plan);
  add_iam_enrolment(organization, plan);
}

}  // namespace landform::stacks
