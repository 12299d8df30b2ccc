// The management account before anything is deployed: registered by a person, its root user locked away, its support
// plan chosen. None of it has an API; each step says what to file as evidence.
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"

namespace landform::stacks {

using base::cat;

namespace {

constexpr std::string_view kRegistered = "management-account";
constexpr std::string_view kWhoIsRoot = "root user of the management account";

struct Manual {
  std::string_view name;
  std::string title, why;
  std::vector<std::string> controls;
  std::vector<plan::Step::Need> needs;
  std::string who;
  std::vector<std::string> instructions;
  std::string evidence;
};

void add(Manual manual, plan::Plan& plan) {
  plan::Step step;
  step.name = manual.name;
  step.number = number::kManagementAccount;
  step.title = std::move(manual.title);
  step.why = std::move(manual.why);
  step.controls = std::move(manual.controls);
  step.needs = std::move(manual.needs);
  step.what = plan::ManualStep{std::move(manual.who), std::move(manual.instructions), std::move(manual.evidence)};
  plan.steps.push_back(std::move(step));
}

// The management account's own: the pattern's `{account}` stands for its name there as in every other account.
std::string root_mailbox(const resolve::Organization& organization) {
  return base::replace_all(organization.customer.mailboxes.root.value, "{account}", plan::kManagementAccount);
}

void add_registration(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Customer& customer = organization.customer;
  const auto& known = organization.management_account;
  Manual manual{kRegistered, "The management account",
                "",          {"account.contact", "account.management"},
                {},          "person who may sign for the customer",
                {},          ""};
  manual.why = "The first account is registered by a person who can give a means of payment and answer a call.";
  if (known) {
    manual.instructions.push_back(
        cat("The account exists: sign in to ", known->value.str(), " and open the page Account."));
  } else {
    manual.instructions.push_back(
        cat("Register the account at https://portal.aws.amazon.com/billing/signup with the address `",
            root_mailbox(organization), "` and the account name `", customer.slug.value, "-management`."));
    manual.instructions.emplace_back("Choose a business account; enter the means of payment there and nowhere else.");
    manual.instructions.emplace_back(
        "Write its id into the blueprint, `organization: {management_account: \"...\"}`, and build again.");
  }
  manual.instructions.push_back(cat("Check that the account belongs to ", customer.name.value,
                                    ", and that address and phone number are the company's, not a person's."));
  manual.instructions.emplace_back("Payment details belong into AWS alone: not into the blueprint, not into evidence.");
  manual.evidence =
      "the page Account as a picture: account id, legal name, e-mail address, contact; no payment details";
  add(std::move(manual), plan);
}

void add_root_user(const resolve::Organization& organization, plan::Plan& plan) {
  const std::vector<plan::Step::Need> registered{{std::string(kRegistered), "the account has to exist"}};
  add({"root-password",
       "Password of the root user",
       "It opens everything, so nobody may know it by heart.",
       {"root.credentials-vault"},
       registered,
       std::string(kWhoIsRoot),
       {"Let the vault make a password of at least 32 characters; set it at Account > Security credentials.",
        cat("Keep it in the vault or in an HSM, apart from the mailbox `", root_mailbox(organization),
            "`, which could reset it."),
        "Let two people together open the vault entry, and let each opening need a reason and a date.",
        "Write down who may ask for it, when (docs: the tasks that only the root user can do), and how it is changed "
        "after each use."},
       "the vault's record of the entry without the password: owners, rule of two people, date of the last change"},
      plan);
  add({"root-mfa",
       "MFA of the root user",
       "A password that leaked must not be enough.",
       {"root.mfa", "root.mfa-backup"},
       {{"root-password", "a device is registered after signing in with the password that stays"}},
       std::string(kWhoIsRoot),
       {"Sign in as root; Account > Security credentials > Multi-factor authentication > Assign MFA device.",
        "Register a hardware security key (FIDO2), and a second one as its backup: up to eight devices are possible.",
        "Keep the two keys in different buildings, and neither beside the vault that has the password.",
        "Write a note for the disaster: where the keys are, who may fetch them, how AWS Support replaces a lost "
        "device.",
        "Sign out and in again with each of the two."},
       "the answer 1 of aws iam get-account-summary --query SummaryMap.AccountMFAEnabled; places and serial "
       "numbers "
       "of both devices; the note's place"},
      plan);
  add({"root-access-keys",
       "No access keys of the root user",
       "A key of the root user cannot be limited in any way.",
       {"root.no-access-keys"},
       {{"root-mfa", "keys are deleted by a root user whose sign-in is safe"}},
       std::string(kWhoIsRoot),
       {"Account > Security credentials > Access keys: delete every key, and signing certificates as well.",
        "If something still signs with one, give it a role first, and watch the key's last use for a week."},
       "the answer 0 of aws iam get-account-summary --query SummaryMap.AccountAccessKeysPresent"},
      plan);
}

void add_support(const resolve::Organization& organization, plan::Plan& plan) {
  const auto& chosen = organization.account_settings.support_plan;
  Manual manual{"support-plan",
                "Support plan",
                "",
                {"account.support-plan"},
                {{std::string(kRegistered), "the account has to exist"}},
                "administrator of the management account",
                {},
                ""};
  manual.why = cat("The customer chose the support plan `", chosen.value, "`; a person has to subscribe it.");
  manual.instructions = {
      cat("In the management account open https://support.console.aws.amazon.com/support/plans and subscribe `",
          chosen.value, "`. AWS renames its plans from time to time: take the one that has taken its place."),
      "Plans are bought for each account, but Enterprise covers the organization: ask AWS Support to extend others to "
      "the accounts that need them.",
      "The price has a monthly least and a share of the bill: let whoever answers for the costs agree first."};
  if (chosen.value == "basic") {
    manual.why = "The plan Basic comes with the account; a person has to see that nobody subscribed another one.";
    manual.instructions = {
        "In the management account open https://support.console.aws.amazon.com/support/plans and see that the plan is "
        "Basic. With it AWS answers questions about accounts and bills, and none about incidents: see that the "
        "customer "
        "knows."};
  }
  manual.evidence = "the page Support plans as a picture, with plan and date";
  plan::Step* added = nullptr;
  add(std::move(manual), plan);
  added = &plan.steps.back();
  added->cause = chosen.span;
  added->asked_by = "customer.support_plan";
}

}  // namespace

void add_management_account(const resolve::Organization& organization, plan::Plan& plan) {
  add_registration(organization, plan);
  add_root_user(organization, plan);
  add_support(organization, plan);
}

}  // namespace landform::stacks
