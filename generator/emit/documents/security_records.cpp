// Records of security: the policy as it is configured, the incident response plan, the audit calendar, the tag
// strategy.
#include <array>
#include <string_view>
#include <utility>

#include "emit/documents/data.h"

namespace landform::emit::documents {
namespace {

struct Check {
  std::string_view often, what, who, how;
  std::string_view needs;  // a name below `has`; empty: always
};
// `how` is Markdown.
constexpr auto kChecks = std::to_array<Check>({
    {"every day", "Alarms and new findings of high severity", "security", "mail to the security mailbox; Security Hub",
     "security_hub"},
    {"every day", "New findings of GuardDuty", "security", "mail to the security mailbox; audit account, GuardDuty",
     "guardduty"},
    {"every week", "Sign-ins of root users and break-glass users: each is known", "security",
     "trail: `userIdentity.type = 'Root'`, `ConsoleLogin`", "trail"},
    {"every week", "Changes of policies, trails, keys and networks: each has a ticket", "security",
     "trail: write events of `iam`, `cloudtrail`, `kms`, `ec2`, `organizations`", "trail"},
    {"every week", "Calls that were denied: a mistake, or somebody who tries doors", "security",
     "trail: `errorCode` in `AccessDenied`, `UnauthorizedOperation`", "trail"},
    {"every week", "Backups that failed", "operations", "AWS Backup, jobs", "backup"},
    {"every week", "Instances that lack patches", "operations", "Systems Manager, patch compliance", "patching"},
    {"every month", "Rules that are not met", "security", "Config, aggregator, by rule", "config_rules"},
    {"every month", "Access from outside that nobody declared, and access that nobody uses", "security",
     "Access Analyzer, active findings", "access_analyzer"},
    {"every month", "Integrity of the trail's files", "security",
     "`aws cloudtrail validate-logs --trail-arn ARN --start-time TIME`", "trail"},
    {"every month", "Cost by account and tag; resources without tags", "billing, owners of workloads",
     "Cost Explorer; tag policy compliance report", ""},
    {"every month", "Waivers that end within two months", "security",
     "`landform check BLUEPRINT --today DATE`, with a date two months ahead", "waivers"},
    {"every quarter", "Members of groups, and who can do what", "owners of groups",
     "[joiners and leavers](joiners-leavers.md)", ""},
    {"every quarter", "Users, keys and roles that nobody used for 90 days", "security",
     "IAM credential report: `aws iam generate-credential-report`; last used dates of roles", ""},
    {"every quarter", "A restore, from backup to a running workload", "operations, owners of workloads",
     "restore tests of AWS Backup, and one by hand", "backup"},
    {"every quarter", "The organization is as it is written", "operations",
     "`./deploy.sh --dry-run` shows no change; drift detection of the stacks", ""},
    {"every half year", "Security groups and network ACLs: each rule still has its reason",
     "network, owners of workloads", "configuration record, flow logs", "vpcs"},
    {"every half year", "Incident exercise", "security, operations", "[incident response](incident-response.md)", ""},
    {"every half year", "Guardrails and their exemptions", "security",
     "[configuration record](configuration-record.md), `landform simulate`", ""},
    {"every year", "Root credentials: MFA works, the vault is complete, contacts are right", "security, management",
     "sign-in with two persons; [contacts](contacts.md)", ""},
    {"every year", "Every control of the baseline", "security, auditors", "[coverage](coverage.md)", ""},
    {"every year", "Regulations that apply, retention of logs, classes of data", "security, legal",
     "[compliance](compliance.md)", ""},
});

Node check_rows(const Node& has) {
  Node rows = yaml::sequence();
  for (const Check& check : kChecks) {
    const Node* needed = check.needs.empty() ? nullptr : has.find(check.needs);
    if (needed != nullptr && needed->text != "true") continue;
    Node& row = add_row(rows, 4);
    row.add("often", text(check.often));
    row.add("what", text(check.what));
    row.add("who", text(check.who));
    row.add("how", text(check.how));
  }
  return rows;
}

// Lead, communications and escalation, for whoever has an incident.
void add_incident_roles(const DocumentInput& input, Node& data) {
  const resolve::IncidentRecord& incidents = input.organization.records.incidents;
  const auto who = [&](const std::string& channel) { return cat(channel, ": ", mailbox_of(input, channel)); };
  data.add("lead", text(who(incidents.lead)));
  data.add("communications", text(who(incidents.communications)));
  std::vector<std::string> steps;
  for (const std::string& channel : incidents.escalation) steps.push_back(markdown::prose(who(channel)));
  data.add("escalation", text(base::join(steps, ", then ")));
}

Node preset_places(const DocumentInput& input, std::string_view preset) {
  const resolve::Guardrail* guardrail = guardrail_of_preset(input, preset);
  return guardrail == nullptr ? yaml::null() : text(attached_to(*guardrail));
}

bool must_comply(const DocumentInput& input, std::string_view regulation) {
  for (const auto& each : input.organization.customer.compliance) {
    if (each.value == regulation) return true;
  }
  return false;
}

bool records_data_events(const DocumentInput& input, std::string_view service) {
  for (const auto& event : input.organization.trail.data_events) {
    if (event.value == service) return true;
  }
  return false;
}

std::string tags_text(const resolve::Tags& tags) {
  std::vector<std::string> pieces;
  for (const auto& [key, value] : tags) pieces.push_back(markdown::code(cat(key, "=", value.value)));
  return base::join(pieces, " ");
}

std::string means_of(const std::string& enforcement) {
  if (enforcement == "tag-policy") {
    return "A **tag policy** of the organization holds the spelling of keys and the lists of values. It reports what "
           "differs, and refuses it for the kinds of resources that the blueprint names (`enforced_for`).";
  }
  if (enforcement == "config-rule") {
    return "A **Config rule** (`required-tags`) reports resources that lack a required key.";
  }
  return "A **service control policy** (`require-tags`) denies the creation of resources that lack a required key.";
}

// How far each target is from AWS's limits.
Node room_rows(const DocumentInput& input) {
  Node rows = yaml::sequence();
  for (const resolve::PolicySlots& slots : input.organization.policy_slots) {
    Node& row = add_row(rows, 5);
    row.add("target", text(markdown::code(slots.target.name)));
    row.add("kind", text(resolve::facts_of(slots.type).plural));
    row.add("attached", yaml::integer(static_cast<std::int64_t>(slots.documents)));
    row.add("places", yaml::integer(slots.slots));
    row.add("left", yaml::integer(static_cast<std::int64_t>(slots.characters_left)));
  }
  return rows;
}

}  // namespace

Node security_policy(const DocumentInput& input) {
  Node data = document_data(input, "Security policy");
  const resolve::Organization& organization = input.organization;
  const resolve::PasswordPolicy& passwords = organization.account_settings.password_policy;
  data.add("minimum_length", yaml::integer(passwords.minimum_length.value));
  data.add("rotation_days", yaml::integer(passwords.rotation_days.value));
  data.add("remember", yaml::integer(passwords.remember.value));
  data.add("break_glass", text(break_glass_names(input)));
  data.add("deny_root", preset_places(input, "deny-root-user"));
  data.add("deny_unencrypted", preset_places(input, "deny-unencrypted-storage"));
  data.add("deny_public", preset_places(input, "deny-public-s3"));
  data.add("region_lock", preset_places(input, "region-lock"));
  Node guardrails = denial_rows(input);
  data.add("has_guardrails", yaml::boolean(!guardrails.items.empty()));
  data.add("guardrails", std::move(guardrails));
  Node rooms = room_rows(input);
  data.add("has_rooms", yaml::boolean(!rooms.items.empty()));
  data.add("rooms", std::move(rooms));
  data.add("trail_days", yaml::integer(organization.trail.retention_days.value));
  const resolve::ObjectLock lock = organization.trail.object_lock.value;
  data.add("object_lock", lock == resolve::ObjectLock::none
                              ? yaml::null()
                              : text(lock == resolve::ObjectLock::compliance ? "compliance" : "governance"));
  add_incident_roles(input, data);
  return data;
}

Node incident_response(const DocumentInput& input) {
  Node data = document_data(input, "Incident response plan");
  add_incident_roles(input, data);
  data.add("gdpr", yaml::boolean(must_comply(input, "gdpr")));
  data.add("hipaa", yaml::boolean(must_comply(input, "hipaa")));
  data.add("pci", yaml::boolean(must_comply(input, "pci-dss")));
  data.add("s3_events", yaml::boolean(records_data_events(input, "s3")));
  data.add("protect_baseline", yaml::boolean(guardrail_of_preset(input, "protect-baseline") != nullptr));
  Node responses = yaml::sequence();
  for (const resolve::Response& response : input.organization.incidents.responses) {
    Node& row = add_row(responses, 3);
    row.add("response", text(markdown::code(response.name)));
    row.add("event", text(resolve::sentence_of(response.event)));
    row.add("approval", text(response.approve ? "yes" : "no"));
  }
  data.add("responses", std::move(responses));
  return data;
}

Node audit_calendar(const DocumentInput& input) {
  Node data = document_data(input, "Audit calendar");
  data.add("checks", check_rows(*data.find("has")));
  Node queries = yaml::sequence();
  std::vector<std::string> places;
  for (const EmittedStack& stack : input.stacks) {
    const auto* stack_step = std::get_if<plan::StackStep>(&stack.step->what);
    if (stack_step == nullptr) continue;  // Control Tower's customizations bring it
    const plan::StackStep& step = *stack_step;
    if (!stack.facts.queries.empty()) {
      places.push_back(cat("account ", markdown::code(step.target.account), ", region ", step.target.region.str()));
    }
    for (const SavedQuery& query : stack.facts.queries) {
      Node& row = add_row(queries, 3);
      row.add("query", text(query.name));
      row.add("about", text(query.description));
      row.add("sql", text(base::replace_all(base::trim(query.query), "${AWS::Region}", step.target.region.str())));
    }
  }
  data.add("has_queries", yaml::boolean(!queries.items.empty()));
  data.add("queries_in", text(markdown::listed(places)));
  data.add("queries", std::move(queries));
  return data;
}

Node tag_strategy(const DocumentInput& input) {
  Node data = document_data(input, "Tag strategy");
  const resolve::Organization& organization = input.organization;
  Node keys = yaml::sequence();
  for (const resolve::TagKey& key : organization.records.tag_keys) {
    Node& row = add_row(keys, 5);
    row.add("key", text(markdown::code(key.name)));
    row.add("values", text(key.values.empty() ? "any" : markdown::codes(key.values)));
    row.add("required", text(key.required ? "yes" : ""));
    row.add("cost", text(key.cost_allocation ? "yes" : ""));
    row.add("meaning", text(key.description));
  }
  data.add("keys", std::move(keys));
  Node defaults = yaml::sequence();
  const auto add = [&](std::string owner, const resolve::Tags& tags) {
    if (tags.empty()) return;
    Node& row = add_row(defaults, 2);
    row.add("owner", text(owner));
    row.add("tags", text(tags_text(tags)));
  };
  add("the whole organization", organization.default_tags);
  for (const resolve::Unit& unit : organization.units) add(cat("unit ", markdown::code(unit.path.str())), unit.tags);
  data.add("has_defaults", yaml::boolean(!defaults.items.empty()));
  data.add("defaults", std::move(defaults));
  Node enforcement = yaml::sequence();
  if (!organization.records.tag_keys.empty()) {
    for (const std::string& each : organization.records.tag_enforcement) {
      if (each == "config-rule" && !deploys(input, "AWS::Config::ConfigRule")) continue;
      enforcement.add(yaml::mapping()).add("means", text(means_of(each)));
    }
  }
  data.add("has_enforcement", yaml::boolean(!enforcement.items.empty()));
  data.add("enforcement", std::move(enforcement));
  return data;
}

}  // namespace landform::emit::documents
