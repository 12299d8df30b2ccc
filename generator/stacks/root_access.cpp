// Centralized root access: the root users of member accounts have no credentials, and what only they could do is done
// by short sessions from the audit account (aws-facts.md D3). No resource type switches it on.
#include <string>
#include <utility>
#include <vector>

#include "aws/region.h"
#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"
#include "stacks/service_access.h"

namespace landform::stacks {

using base::cat;

namespace {

constexpr std::string_view kCentral = "root-access";
constexpr std::string_view kRootAdministrator = "root-access-administrator";
constexpr std::string_view kIamPrincipal = "iam.amazonaws.com";

// Before accounts are created, so that none is ever born with root credentials.
void add_central(const resolve::Organization& organization, plan::Plan& plan) {
  plan::Step step = command_step(organization, kCentral, plan::kManagementAccount);
  step.number = number::kCentralRootAccess;
  step.title = "Centralized root access";
  step.why =
      "Accounts that Organizations creates have no root credentials from then on, and those of the others can be "
      "deleted "
      "centrally; no resource type does it.";
  step.controls = {"root.central-management", "root.no-access-keys"};
  step.needs = {{"organization", "trusted access is a setting of the organization"}};
  auto& cli = std::get<plan::CliStep>(step.what);
  add_command(trust_service(kIamPrincipal), cli);
  add_command({"aws", "iam", "enable-organizations-root-credentials-management"}, cli);
  add_command({"aws", "iam", "enable-organizations-root-sessions"}, cli);
  cli.check = {"aws", "iam", "list-organizations-features"};
  plan.steps.push_back(std::move(step));
}

void add_administrator(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* audit = organization.with_role(resolve::AccountRole::audit);
  if (!audit) return;
  plan::Step step = command_step(organization, kRootAdministrator, plan::kManagementAccount);
  step.number = number::kRootAccess;
  step.title = "Delegated administration of root access";
  step.why = "Root sessions are opened from the audit account, so that nobody has to work in the management account.";
  step.controls = {"root.central-management"};
  step.needs = {{std::string(kCentral), "it can be delegated once it is switched on"},
                {cat("accounts-", audit->shard), "the audit account"}};
  auto& cli = std::get<plan::CliStep>(step.what);
  add_command(register_administrator(kIamPrincipal, id_in_command(organization, *audit)), cli);
  cli.check = list_administrators(kIamPrincipal);
  plan.steps.push_back(std::move(step));
}

// Accounts that were adopted may have a root password, keys and devices from their former life.
void add_deletion(const resolve::Organization& organization, plan::Plan& plan) {
  constexpr std::size_t kListed = 40;  // more than that nobody reads in one line
  std::vector<std::string> adopted;
  for (const resolve::Account& account : organization.accounts) {
    if (account.existing_id) adopted.push_back(cat('`', account.name, "` (", account.existing_id->value.str(), ')'));
  }
  if (adopted.empty()) return;
  plan::Step step;
  step.name = "root-credentials-of-members";
  step.number = number::kRootAccess;
  step.title = "Root credentials of accounts that were adopted";
  step.why = "Accounts that existed before may have root passwords and access keys, which nobody needs any more.";
  step.controls = {"root.central-management", "root.no-access-keys"};
  const bool delegated = organization.with_role(resolve::AccountRole::audit) != nullptr;
  step.needs = {{std::string(delegated ? kRootAdministrator : kCentral), "the sessions need centralized root access"}};
  plan::ManualStep manual;
  manual.who = delegated ? "administrator of the audit account" : "administrator of the management account";
  manual.instructions = {
      adopted.size() > kListed ? std::string("For each account that has an `id` in the blueprint.")
                               : cat("For each of these accounts: ", base::join(adopted, ", "), "."),
      "Look for what still uses its root user: CloudTrail events of the last 90 days with `userIdentity.type` Root.",
      cat("Open a session: `aws sts assume-root --target-principal ACCOUNT_ID --task-policy-arn arn=arn:",
          aws::partition_of(organization.home_region.value).name,
          ":iam::aws:policy/root-task/IAMDeleteRootUserCredentials`, and put its credentials into the environment."),
      "Delete what `aws iam list-access-keys` shows with `aws iam delete-access-key --access-key-id ID`, certificates "
      "likewise; then `aws iam delete-login-profile`; then deactivate what `aws iam list-mfa-devices` shows.",
      "Or in the console: IAM > Root access management > the account > Take privileged action > Delete root user "
      "credentials."};
  manual.evidence =
      "for each account the page IAM > Root access management, where Root user credentials says Not present";
  step.what = std::move(manual);
  plan.steps.push_back(std::move(step));
}

}  // namespace

void add_root_access(const resolve::Organization& organization, plan::Plan& plan) {
  add_central(organization, plan);
  add_administrator(organization, plan);
  add_deletion(organization, plan);
}

}  // namespace landform::stacks
