// Documents for the people who work in AWS: onboarding, joiners and leavers, contacts, the training plan.
#include <array>
#include <string_view>
#include <utility>

#include "emit/documents/data.h"

namespace landform::emit::documents {
namespace {

struct Module {
  std::string_view module, audience, due, goal;
  std::string_view needs;  // a name below `has`; empty: always
};
constexpr auto kModules = std::to_array<Module>({
    {"Signing in and MFA", "everybody", "first week",
     "sign in with the least role that does the job; recognise phishing", ""},
    {"How this organization is built", "everybody", "first month",
     "say in which unit a workload belongs, and read the error of a guardrail", ""},
    {"Secrets and access keys", "developers, operations", "first month",
     "write code without keys; know what to do within ten minutes when one leaks", ""},
    {"Tagging and cost", "everybody who creates resources", "first month",
     "tag at creation; find the cost of a workload", "tags"},
    {"Infrastructure as code and reviews", "developers, operations", "first quarter",
     "change the blueprint or a stack through a review; read a change set", ""},
    {"Encryption and data classes", "developers", "first quarter",
     "choose keys and bucket policies for a class of data", ""},
    {"Networks in this organization", "operations, network", "first quarter",
     "follow a packet through subnets, gateways and security groups; read flow logs", "vpcs"},
    {"Reading the audit trail", "operations, security", "first quarter",
     "answer who did what, when and from where, within fifteen minutes", "trail"},
    {"Findings and alarms", "operations, security", "first quarter",
     "rate a finding, act on it, suppress with a reason", "guardduty"},
    {"Security posture", "security", "first quarter", "work the list of Security Hub by risk, not from top to bottom",
     "security_hub"},
    {"Backup and restore", "operations, owners of workloads", "first quarter",
     "select a resource for backup and restore it", "backup"},
    {"Patching", "operations", "first quarter", "read patch compliance and mend an instance that fails", "patching"},
    {"Incident response", "security, operations", "first quarter, then yearly",
     "take the lead's or communications' chair in a table-top exercise", ""},
    {"Emergency access", "security", "before holding a sealed credential",
     "use a break-glass user, and report it afterwards", "break_glass"},
    {"Root users", "who hold root credentials", "before holding one", "do the few tasks that need root, and no other",
     ""},
    {"landform", "deployers", "before the first deployment", "check, build, review, deploy; mend a refused blueprint",
     ""},
});

std::string region_lock_places(const DocumentInput& input) {
  const resolve::Guardrail* lock = guardrail_of_preset(input, "region-lock");
  return lock == nullptr ? std::string() : attached_to(*lock);
}

std::string required_tags(const DocumentInput& input) {
  std::vector<std::string> keys;
  for (const resolve::TagKey& key : input.organization.records.tag_keys) {
    if (key.required) keys.push_back(key.name);
  }
  return markdown::codes(keys, "the keys of the tag strategy");
}

}  // namespace

Node onboarding(const DocumentInput& input) {
  Node data = document_data(input, "Onboarding");
  data.add("units", unit_rows(input));
  const std::string locked = region_lock_places(input);
  data.add("region_lock", locked.empty() ? yaml::null() : text(locked));
  data.add("required_tags", text(required_tags(input)));
  Node denials = denial_rows(input);
  data.add("has_denials", yaml::boolean(!denials.items.empty()));
  data.add("denials", std::move(denials));
  return data;
}

Node training(const DocumentInput& input) {
  Node data = document_data(input, "Training plan");
  const Node& has = *data.find("has");
  Node modules = yaml::sequence();
  for (const Module& each : kModules) {
    const Node* needed = each.needs.empty() ? nullptr : has.find(each.needs);
    if (needed != nullptr && needed->text != "true") continue;
    Node& row = add_row(modules, 5);
    row.add("number", count(modules.items.size()));
    row.add("module", text(each.module));
    row.add("audience", text(each.audience));
    row.add("due", text(each.due));
    row.add("goal", text(each.goal));
  }
  data.add("modules", std::move(modules));
  return data;
}

Node joiners_leavers(const DocumentInput& input) {
  Node data = document_data(input, "Joiners, movers and leavers");
  data.add("break_glass", text(break_glass_names(input)));
  const resolve::Mailboxes& mailboxes = input.organization.customer.mailboxes;
  data.add("mailboxes", text(markdown::codes({mailboxes.security.value, mailboxes.operations.value,
                                              mailboxes.billing.value, mailboxes.root.value})));
  return data;
}

Node contacts(const DocumentInput& input) {
  Node data = document_data(input, "Contacts");
  const resolve::ContactRecord& contact = input.organization.records.contact;
  data.add("address", contact.address.empty() ? yaml::null() : text(contact.address));
  data.add("phone", contact.phone.empty() ? yaml::null() : text(contact.phone));
  const std::string& root = input.organization.customer.mailboxes.root.value;
  data.add("per_account", yaml::boolean(root.find("{account}") != std::string::npos));
  return data;
}

}  // namespace landform::emit::documents
