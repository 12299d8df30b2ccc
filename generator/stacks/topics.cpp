// The topics for people: security and operations in the audit account, in every governed region, and billing in the
// management account. SNS mails nothing to an address that nobody confirmed, so a manual step lists what to confirm.
#include <set>
#include <string>
#include <utility>

#include "aws/region.h"
#include "base/text.h"
#include "plan/ids.h"
#include "stacks/capabilities.h"
#include "stacks/fan_out.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;

namespace {

// Where its alarms are, and at home.
std::vector<aws::RegionName> billing_regions(const resolve::Organization& organization) {
  const aws::RegionName& home = organization.home_region.value;
  std::set<aws::RegionName> regions{home};
  if (const auto region = aws::billing_region(home)) regions.insert(*region);
  return {regions.begin(), regions.end()};
}

void add_audit_topics(const resolve::Organization& organization, const resolve::Account& audit, plan::Plan& plan) {
  Deployment topics;
  topics.name = "topics";
  topics.number = number::kTopics;
  topics.template_path = "notifications/topics.yaml";
  topics.title = "Security and operations topics";
  topics.why = "What must be seen reaches group mailboxes; an alarm publishes only in its own region.";
  topics.controls = {"incident.notify", "security.topic"};
  topics.values.parameters.emplace("Slug", bound(organization.customer.slug));
  topics.values.parameters.emplace("OrganizationId", organization_id_value(organization));
  topics.values.parameters.emplace("SecurityMailbox", bound(organization.customer.mailboxes.security));
  topics.values.parameters.emplace("OperationsMailbox", bound(organization.customer.mailboxes.operations));
  topics.regions = governed_regions(organization);
  add_in_account(organization, topics, audit.name, plan);
}

void add_billing_topic(const resolve::Organization& organization, plan::Plan& plan) {
  Deployment topic;
  topic.name = "billing-topic";
  topic.number = number::kTopics;
  topic.template_path = "notifications/billing-topic.yaml";
  topic.title = "Billing topic";
  topic.why = "Budgets, cost anomalies and billing alarms reach the billing mailbox from the account that pays.";
  topic.controls = {"billing.sns"};
  topic.needs.push_back({"organization", "what lies in the management account comes after the organization"});
  topic.values.parameters.emplace("Slug", bound(organization.customer.slug));
  topic.values.parameters.emplace("BillingMailbox", bound(organization.customer.mailboxes.billing));
  topic.regions = billing_regions(organization);
  add_in_account(organization, topic, std::string(plan::kManagementAccount), plan);
}

std::string names_of(const std::vector<aws::RegionName>& regions) {
  std::vector<std::string> names;
  names.reserve(regions.size());
  for (const aws::RegionName& region : regions) names.push_back(region.str());
  return base::join(names, ", ");
}

void add_confirmations(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Mailboxes& mailboxes = organization.customer.mailboxes;
  const std::string governed = names_of(governed_regions(organization));
  const std::string billing = names_of(billing_regions(organization));
  plan::Step step;
  step.name = "confirm-subscriptions";
  step.number = number::kTopics;
  step.title = "Confirm the mailboxes of the topics";
  step.why = "SNS sends nothing to a mailbox before somebody confirmed its subscription; stacks succeed without it.";
  step.controls = {"billing.sns", "incident.notify", "security.topic"};
  for (const aws::RegionName& region : governed_regions(organization)) {
    step.needs.push_back({plan::topics_step(organization, region), "its subscriptions send the mails to confirm"});
  }
  for (const aws::RegionName& region : billing_regions(organization)) {
    step.needs.push_back(
        {plan::billing_topic_step(organization, region), "its subscription sends the mail to confirm"});
  }
  plan::ManualStep manual;
  manual.who = "readers of the group mailboxes";
  const auto confirm = [&](std::string_view channel, const std::string& mailbox, const std::string& regions) {
    return cat("Mailbox `", mailbox, "`: the mails \"AWS Notification - Subscription Confirmation\" of the topic `",
               plan::topic_name(organization, channel), "`, one for each of: ", regions, ".");
  };
  manual.instructions = {
      "Confirm each mail below within two days: copy the token out of its link (`Token=...`) and run, in the account "
      "and region of the topic, `aws sns confirm-subscription --topic-arn TOPIC --token TOKEN "
      "--authenticate-on-unsubscribe true`. The link itself would do, but then whoever gets a forwarded message could "
      "unsubscribe the mailbox.",
      confirm("security", mailboxes.security.value, governed),
      confirm("operations", mailboxes.operations.value, governed),
      confirm("billing", mailboxes.billing.value, billing),
      "Where a token ran out, request another: `aws sns subscribe --topic-arn TOPIC --protocol email "
      "--notification-endpoint MAILBOX --region REGION`.",
      "In the audit account and in the management account, run `aws sns list-subscriptions --region REGION` for each "
      "region above: no `SubscriptionArn` may read `PendingConfirmation`.",
      "Publish a test to each topic, `aws sns publish --topic-arn TOPIC --message test --region REGION`, and see it "
      "arrive.",
  };
  manual.evidence = "the outputs of `aws sns list-subscriptions`, by account and region, and the test mails";
  step.what = std::move(manual);
  plan.steps.push_back(std::move(step));
}

}  // namespace

void add_topics(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* audit = organization.with_role(resolve::AccountRole::audit);
  if (!audit) return;
  add_audit_topics(organization, *audit, plan);
  add_billing_topic(organization, plan);
  add_confirmations(organization, plan);
}

}  // namespace landform::stacks
