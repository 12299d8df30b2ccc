// Means of payment and tax data of the organization: a person enters them, and nothing of landform's ever sees them.
#include <utility>

#include "base/text.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"

namespace landform::stacks {

void add_payment_details(const resolve::Organization& organization, plan::Plan& plan) {
  plan::Step step;
  step.name = "payment-details";
  step.number = number::kManagementAccount;
  step.title = "Payment and tax details";
  step.why = "AWS bills the management account for all accounts, and a payment that fails suspends them all.";
  step.controls = {"prep.billing-data"};
  step.needs = {{"management-account", "the account has to exist"}};
  plan::ManualStep manual;
  manual.who = "person who may commit the customer to payments, signed in to the management account";
  manual.instructions = {
      "Collect from the customer's finance department, by telephone or in person, which means of payment is to be "
      "used. "
      "Do not let it be sent by mail, chat or ticket.",
      "Open Billing and Cost Management > Payment preferences > Payment methods. Enter the means of payment there and "
      "nowhere else, and make it the default. Add a second one as a backup.",
      "Billing and Cost Management > Tax settings: enter the tax registration number, business legal name and address, "
      "and let all accounts inherit them (Manage > Turn on tax inheritance).",
      base::cat(
          "Billing and Cost Management > Billing preferences > Invoice delivery preferences: let invoices go to `",
          organization.customer.mailboxes.billing.value, "` too."),
  };
  manual.evidence =
      "date and name of who entered them; the page Tax settings as a picture. No card or bank number, not in part "
      "either";
  step.what = std::move(manual);
  plan.steps.push_back(std::move(step));
}

}  // namespace landform::stacks
