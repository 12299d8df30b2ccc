// The tasks that only a root user can do. Source: "Tasks that require root user credentials" and "Perform a privileged
// task on an AWS Organizations member account" (IAM User Guide). Read: 2026-11-22.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "aws/region.h"
#include "emit/documents/data.h"
#include "plan/ids.h"

namespace landform::emit::documents {

Node root_tasks(const DocumentInput& input) {
  const resolve::Organization& organization = input.organization;
  Node data = document_data(input, "Tasks of the root user");
  data.add("security", text(organization.customer.mailboxes.security.value));
  data.set("root_mailbox", text(markdown::code(base::replace_all(organization.customer.mailboxes.root.value,
                                                                 "{account}", plan::kManagementAccount))));
  data.add("partition", text(aws::partition_of(organization.home_region.value).name));
  const bool central = std::any_of(input.plan.steps.begin(), input.plan.steps.end(),
                                   [](const plan::Step& step) { return step.name == "root-access"; });
  data.add("central", yaml::boolean(central));
  const resolve::Account* audit = organization.with_role(resolve::AccountRole::audit);
  data.add("administrator", text(audit ? cat("the account ", markdown::code(audit->name)) : "the management account"));
  std::vector<std::string> denied;
  for (const resolve::Guardrail& guardrail : organization.guardrails) {
    if (guardrail.preset != "deny-root-user") continue;
    for (const resolve::PolicyTarget& target : guardrail.targets) denied.push_back(markdown::code(target.name));
  }
  data.add("denied", yaml::boolean(!denied.empty()));
  data.add("denied_at", text(markdown::listed(denied)));
  return data;
}

}  // namespace landform::emit::documents
