// The configuration record: settings, units, accounts, policies, networks and stacks as they are in this build.
#include <utility>
#include <variant>

#include "aws/cidr.h"
#include "blueprint/target_words.h"
#include "emit/documents/data.h"

namespace landform::emit::documents {
namespace {

Node fact(std::string_view what, std::string value) {
  Node row = yaml::mapping();
  row.add("what", text(what));
  row.add("value", text(value));
  return row;
}

std::string record_days(std::int64_t days) {
  return base::count_of(static_cast<std::size_t>(days), "day");
}

std::string trail_events(const resolve::Trail& trail) {
  std::vector<std::string> events{"management events"};
  for (const auto& event : trail.data_events) events.push_back(cat("data events of ", event.value));
  if (trail.insights.value) events.emplace_back("insights");
  return markdown::listed(events);
}

Node settings(const resolve::Organization& organization) {
  const resolve::Trail& trail = organization.trail;
  Node rows = yaml::sequence();
  std::vector<std::string> regions;
  for (const auto& region : organization.regions) regions.push_back(region.value.str());
  rows.add(fact("Home region", markdown::code(organization.home_region.value.str())));
  rows.add(fact("Governed regions", markdown::codes(regions)));
  rows.add(fact("Delivery",
                organization.delivery.value == resolve::Delivery::control_tower ? "Control Tower" : "stack sets"));
  if (organization.management_account) {
    rows.add(fact("Management account", markdown::code(organization.management_account->value.str())));
  }
  if (organization.existing_organization_id) {
    rows.add(fact("Organization", cat(markdown::code(organization.existing_organization_id->value), ", adopted")));
  }
  rows.add(fact("Trail: events", trail_events(trail)));
  rows.add(fact("Trail: bucket", markdown::code(trail.bucket.value)));
  rows.add(fact("Trail: archived after",
                cat(record_days(trail.archive_after_days.value), ", to ", markdown::code(trail.archive_class.value))));
  rows.add(fact("Trail: kept", record_days(trail.retention_days.value)));
  rows.add(fact("Trail: in CloudWatch Logs for", record_days(trail.log_group_retention_days.value)));
  const resolve::ObjectLock lock = trail.object_lock.value;
  rows.add(fact("Trail: object lock", lock == resolve::ObjectLock::none         ? "off"
                                      : lock == resolve::ObjectLock::compliance ? "compliance mode"
                                                                                : "governance mode"));
  const resolve::PasswordPolicy& passwords = organization.account_settings.password_policy;
  rows.add(fact("Passwords of IAM users",
                cat("at least ", passwords.minimum_length.value, " characters, new after ",
                    record_days(passwords.rotation_days.value), ", not among the last ", passwords.remember.value)));
  rows.add(fact("Support plan", organization.account_settings.support_plan.value));
  return rows;
}

std::string record_tags(const resolve::Tags& tags) {
  std::vector<std::string> pieces;
  for (const auto& [key, value] : tags) pieces.push_back(markdown::code(cat(key, "=", value.value)));
  return base::join(pieces, " ");
}

Node units_with_policies(const DocumentInput& input) {
  Node rows = yaml::sequence();
  auto accounts = accounts_by_unit(input);
  std::map<std::string, std::vector<std::string>> policies;
  for (const resolve::Guardrail& guardrail : input.organization.guardrails) {
    for (const resolve::PolicyTarget& target : guardrail.targets) {
      if (target.kind != resolve::PolicyTarget::Kind::account) policies[target.name].push_back(guardrail.name);
    }
  }
  const auto add = [&](const std::string& path, const resolve::Tags& tags) {
    Node& row = add_row(rows, 5);
    row.add("unit", text(path == blueprint::kRoot ? path : markdown::code(path)));
    row.add("accounts", count(accounts[path].accounts));
    row.add("names", text(some_names(accounts[path])));
    row.add("guardrails", text(markdown::codes(policies[path], "")));
    row.add("tags", text(record_tags(tags)));
  };
  add(std::string(blueprint::kRoot), input.organization.default_tags);
  for (const resolve::Unit& unit : input.organization.units) add(unit.path.str(), unit.tags);
  return rows;
}

std::string_view risk_word(resolve::Risk risk) {
  switch (risk) {
    case resolve::Risk::low:
      return "low";
    case resolve::Risk::medium:
      return "medium";
    case resolve::Risk::high:
      return "high";
    case resolve::Risk::unknown:
      break;
  }
  return "";
}

Node guardrail_rows(const DocumentInput& input) {
  Node rows = yaml::sequence();
  for (const resolve::Guardrail& guardrail : input.organization.guardrails) {
    Node& row = add_row(rows, 6);
    row.add("guardrail", text(markdown::code(guardrail.name)));
    row.add("kind", text(resolve::facts_of(guardrail.type).word));
    row.add("does", text(guardrail.description.empty() ? "the customer's own policy" : guardrail.description));
    row.add("where", text(attached_to(guardrail)));
    row.add("exempt", text(markdown::codes(guardrail.exempt, "")));
    row.add("risk", text(risk_word(guardrail.risk)));
  }
  return rows;
}

Node network_rows(const resolve::Organization& organization) {
  Node rows = yaml::sequence();
  for (const resolve::Vpc& vpc : organization.network.vpcs) {
    Node& row = add_row(rows, 6);
    row.add("vpc", text(markdown::code(vpc.name)));
    row.add("account", text(markdown::code(vpc.account)));
    row.add("region", text(vpc.region.str()));
    std::vector<std::string> ranges{aws::to_text(vpc.cidr)};
    for (const aws::Cidr& cidr : vpc.more_cidrs) ranges.push_back(aws::to_text(cidr));
    row.add("range", text(base::join(ranges, ", ")));
    std::vector<std::string> tiers;
    for (const resolve::Tier& tier : vpc.tiers) tiers.push_back(tier.name);
    row.add("tiers", text(markdown::codes(tiers)));
    row.add("zones", count(vpc.zones.size()));
  }
  return rows;
}

Node stack_rows(const DocumentInput& input) {
  Node rows = yaml::sequence();
  for (const EmittedStack& stack : input.stacks) {
    Node& row = add_row(rows, 5);
    row.add("file", text(markdown::code(stack.file.path)));
    row.add("what", text(stack.step->title));
    row.add("why", text(markdown::written(stack.step->why)));
    std::size_t resources = 0;
    const TemplateFacts& facts = stack.carried ? stack.carried->facts : stack.facts;
    for (const auto& [type, number] : facts.types) resources += number;
    row.add("resources", count(resources));
    row.add("hash", text(markdown::code(stack.file.sha256.substr(0, 12))));
  }
  return rows;
}

}  // namespace

Node configuration_record(const DocumentInput& input) {
  Node data = document_data(input, "Configuration record");
  data.add("settings", settings(input.organization));
  data.add("units", units_with_policies(input));
  Node guardrails = guardrail_rows(input);
  data.add("has_guardrails", yaml::boolean(!guardrails.items.empty()));
  data.add("guardrails", std::move(guardrails));
  Node networks = network_rows(input.organization);
  data.add("has_networks", yaml::boolean(!networks.items.empty()));
  data.add("networks", std::move(networks));
  data.add("stacks", stack_rows(input));
  data.add("has_break_glass", yaml::boolean(!input.organization.break_glass.empty()));
  data.add("break_glass", text(break_glass_names(input)));
  return data;
}

}  // namespace landform::emit::documents
