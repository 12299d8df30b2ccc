// Centralized root access: the root users of member accounts have no credentials, and what only they could do is done
// by short sessions from the audit account (aws-facts.md D3). No resource type switches it on.
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

namespace {

constexpr std::string_view kCentral = "root-access";
constexpr std::string_view kPrincipal = "iam.amazonaws.com";

void add_central(const resolve::Organization& organization, plan::Plan& plan) {
  const std::string principal(kPrincipal);
  plan::Step step;
  step.name = kCentral;
  step.number = number::kRootAccess;
  step.title = "Centralized root access";
  step.why =
      "Accounts that Organizations creates have no root credentials from then on, and those of the others can be "
      "deleted "
      "centrally; no resource type does it.";
  step.controls = {"root.central-management", "root.no-access-keys"};
  step.needs = {{"organization", "trusted access is a setting of the organization"}};
  plan::CliStep cli;
  cli.account = plan::kManagementAccount;
  cli.region = organization.home_region.value;
  cli.commands = {{"aws", "organizations", "enable-aws-service-access", "--service-principal", principal},
                  {"aws", "iam", "enable-organizations-root-credentials-management"},
                  {"aws", "iam", "enable-organizations-root-sessions"}};
  if (const resolve::Account* audit = organization.with_role(resolve::AccountRole::audit)) {
    step.needs.push_back({cat("accounts-", audit->shard), "the audit account opens the sessions"});
    cli.commands.push_back({"aws", "organizations", "register-delegated-administrator", "--service-principal",
                            principal, "--account-id", in_command(plan::account_id(organization, *audit))});
    cli.tolerates = {"AccountAlreadyRegisteredException"};
  }
  cli.check = {"aws", "iam", "list-organizations-features"};
  step.what = std::move(cli);
  plan.steps.push_back(std::move(step));
}

// Accounts that were adopted may have a root password, keys and devices from their former life.
void add_deletion(const resolve::Organization& organization, plan::Plan& plan) {
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
  step.needs = {{std::string(kCentral), "the sessions need centralized root access"}};
  plan::ManualStep manual;
  manual.who = "administrator of the audit account";
  manual.instructions = {
      cat("For each of these accounts: ", base::join(adopted, ", "), "."),
      "Look for what still uses its root user: CloudTrail events of the last 90 days with `userIdentity.type` Root.",
      "Open a session: `aws sts assume-root --target-principal ACCOUNT_ID --task-policy-arn "
      "arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials`, and put its credentials into the "
      "environment.",
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
  add_deletion(organization, plan);
}

}  // namespace landform::stacks
