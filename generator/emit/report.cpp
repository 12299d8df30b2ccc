#include "emit/report.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <utility>
#include <variant>

#include "aws/cidr.h"
#include "base/text.h"
#include "blueprint/target_words.h"
#include "plan/ids.h"
#include "resolve/unit_paths.h"

namespace landform::emit {
namespace {

using base::cat;
using yaml::Node;

Node shown(std::string_view text) {
  return yaml::string(std::string(text));
}
Node shown(std::size_t number) {
  return yaml::integer(static_cast<std::int64_t>(number));
}
Node shown_or_null(std::string_view text) {
  return text.empty() ? yaml::null() : shown(text);
}

// Texts mark names with backticks; the page shows those as code.
Node marked(std::string_view text) {
  auto parts = base::split(text, '`');
  if (parts.size() % 2 == 0) parts = {text};
  std::string html;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].empty()) continue;
    const bool is_code = i % 2 == 1;
    if (is_code) html += "<code>";
    append_html_escaped(html, parts[i]);
    if (is_code) html += "</code>";
  }
  return yaml::string(std::move(html));
}

std::string commas(const std::vector<std::string>& texts) {
  return base::join(texts, ", ");
}

std::string_view role_word(resolve::AccountRole role) {
  switch (role) {
    case resolve::AccountRole::management:
      return "management";
    case resolve::AccountRole::log_archive:
      return "log archive";
    case resolve::AccountRole::audit:
      return "audit";
    case resolve::AccountRole::network:
      return "network";
    case resolve::AccountRole::backup:
      return "backup";
    case resolve::AccountRole::workload:
      break;
  }
  return {};
}

// What is attached where, and who lies where: each looked up once.
struct Places {
  std::map<std::string_view, std::vector<const resolve::Guardrail*>> of_unit;  // "Root" among them
  std::map<std::string_view, std::vector<std::string>> of_account;             // names of guardrails
  std::map<std::string, std::vector<const resolve::Account*>> accounts;        // by unit

  std::map<std::string, std::vector<const resolve::PolicySlots*>, std::less<>> room_of_unit, room_of_account;

  explicit Places(const resolve::Organization& organization) {
    for (const resolve::PolicySlots& slots : organization.policy_slots) {
      const bool account = slots.target.kind == resolve::PolicyTarget::Kind::account;
      (account ? room_of_account : room_of_unit)[slots.target.name].push_back(&slots);
    }
    for (const resolve::Guardrail& guardrail : organization.guardrails) {
      for (const resolve::PolicyTarget& target : guardrail.targets) {
        if (target.kind == resolve::PolicyTarget::Kind::account) {
          of_account[target.name].push_back(guardrail.name);
        } else {
          of_unit[target.name].push_back(&guardrail);
        }
      }
    }
    for (const resolve::Account& account : organization.accounts) accounts[account.unit.str()].push_back(&account);
  }
};

void add_policies(const Places& places, std::string_view from, bool inherited, Node& rows) {
  const auto found = places.of_unit.find(from);
  if (found == places.of_unit.end()) return;
  for (const resolve::Guardrail* guardrail : found->second) {
    Node& row = add_row(rows, 4);
    row.add("policy", shown(guardrail->name));
    row.add("kind", shown(resolve::facts_of(guardrail->type).word));
    row.add("from", shown(from));
    row.add("inherited", yaml::boolean(inherited));
  }
}

// Of the unit itself and of all above it, from the top.
Node effective_policies(const Places& places, const std::string& path) {
  Node rows = yaml::sequence();
  if (path == blueprint::kRoot) {
    add_policies(places, blueprint::kRoot, false, rows);
    return rows;
  }
  add_policies(places, blueprint::kRoot, true, rows);
  for (std::size_t end = path.find('/'); end != std::string::npos; end = path.find('/', end + 1)) {
    add_policies(places, std::string_view(path).substr(0, end), true, rows);
  }
  add_policies(places, path, false, rows);
  return rows;
}

// "service control policies: 3 of 9 places, 2104 characters left in them; ...". Null where no document is attached.
Node room_text(const std::map<std::string, std::vector<const resolve::PolicySlots*>, std::less<>>& rooms,
               std::string_view target) {
  const auto found = rooms.find(target);
  if (found == rooms.end()) return yaml::null();
  std::string text;
  for (const resolve::PolicySlots* slots : found->second) {
    text +=
        cat(text.empty() ? "" : "; ", resolve::facts_of(slots->type).plural, ": ", slots->documents, " of ",
            base::count_of(static_cast<std::size_t>(slots->slots), "place"), ", ",
            base::count_of(slots->characters_left, "character"), " left in ", slots->documents == 1 ? "it" : "them");
  }
  return shown(text);
}

Node account_items(const Places& places, const std::string& path) {
  Node items = yaml::sequence();
  const auto found = places.accounts.find(path);
  if (found == places.accounts.end()) return items;
  for (const resolve::Account* account : found->second) {
    Node& item = add_row(items, 5);
    item.add("account", shown(account->name));
    item.add("id", account->existing_id ? shown(account->existing_id->value.str()) : yaml::null());
    item.add("role", shown_or_null(role_word(account->role)));
    const auto own = places.of_account.find(account->name);
    item.add("own_policies", own == places.of_account.end() ? yaml::null() : shown(commas(own->second)));
    item.add("account_room", room_text(places.room_of_account, account->name));
  }
  return items;
}

Node unit_item(const Places& places, const std::string& path, const std::string& name, std::size_t depth) {
  Node item = yaml::mapping();
  Node policies = effective_policies(places, path);
  Node accounts = account_items(places, path);
  item.add("path", shown(path));
  item.add("name", shown(name));
  item.add("depth", shown(depth));
  item.add("accounts_text", shown(base::count_of(accounts.items.size(), "account")));
  item.add("policies_text", shown(cat(base::count_of(policies.items.size(), "policy", "policies"), " in effect")));
  item.add("has_policies", yaml::boolean(!policies.items.empty()));
  item.add("policies", std::move(policies));
  item.add("room", room_text(places.room_of_unit, path));
  item.add("has_accounts", yaml::boolean(!accounts.items.empty()));
  item.add("accounts", std::move(accounts));
  return item;
}

// A tree in its order, parents before children: "Workloads" before "Workloads/Production" before "Zoo".
Node unit_items(const resolve::Organization& organization, const Places& places) {
  std::vector<const resolve::Unit*> units;
  for (const resolve::Unit& unit : organization.units) units.push_back(&unit);
  const auto in_tree = [](const resolve::Unit* a, const resolve::Unit* b) {
    return std::lexicographical_compare(
        a->path.str().begin(), a->path.str().end(), b->path.str().begin(), b->path.str().end(), [](char x, char y) {
          return (x == '/' ? '\0' : x) < (y == '/' ? '\0' : y);  // a unit's own come before its longer namesakes
        });
  };
  std::sort(units.begin(), units.end(), in_tree);
  Node items = yaml::sequence();
  const std::string root(blueprint::kRoot);
  items.add(unit_item(places, root, root, 0));
  for (const resolve::Unit* unit : units) items.add(unit_item(places, unit->path.str(), unit->name, unit->depth));
  return items;
}

std::string target_text(const plan::Step& step) {
  if (const auto* manual = std::get_if<plan::ManualStep>(&step.what)) return manual->who;
  if (const auto* cli = std::get_if<plan::CliStep>(&step.what)) return cat(cli->account, ", ", cli->region.str());
  const auto& stack = std::get<plan::StackStep>(step.what);
  if (!stack.stack_set) return cat(stack.target.account, ", ", stack.target.region.str());
  std::vector<std::string> places;
  for (const aws::OuPath& unit : stack.stack_set->units) {
    places.push_back(resolve::is_root(unit) ? "all member accounts" : unit.str());
  }
  for (const std::string& account : stack.stack_set->accounts) places.push_back(account);
  std::vector<std::string> regions;
  for (const aws::RegionName& region : stack.stack_set->regions) regions.push_back(region.str());
  return cat(commas(places), "; ", commas(regions));
}

std::string_view step_kind(const plan::Step& step) {
  if (std::holds_alternative<plan::ManualStep>(step.what)) return "by hand";
  if (std::holds_alternative<plan::CliStep>(step.what)) return "commands";
  return std::get<plan::StackStep>(step.what).stack_set ? "stack set" : "stack";
}

Node step_items(const plan::Plan& plan) {
  Node items = yaml::sequence();
  for (const plan::Step& step : plan.steps) {
    Node& item = add_row(items, 7);
    item.add("number", shown(items.items.size()));
    item.add("step", shown(step.name));
    item.add("step_title", shown(step.title));
    item.add("title_html", marked(step.title));
    item.add("step_kind", shown(step_kind(step)));
    item.add("where", shown(target_text(step)));
    item.add("why_html", marked(step.why));
  }
  return items;
}

Node vpc_items(const resolve::Organization& organization) {
  Node items = yaml::sequence();
  for (const resolve::Vpc& vpc : organization.network.vpcs) {
    Node& item = add_row(items, 6);
    std::vector<std::string> tiers;
    for (const resolve::Tier& tier : vpc.tiers) tiers.push_back(tier.name);
    item.add("vpc", shown(vpc.name));
    item.add("vpc_account", shown(vpc.account));
    item.add("vpc_region", shown(vpc.region.str()));
    item.add("range", shown(aws::to_text(vpc.cidr)));
    item.add("tiers", shown(commas(tiers)));
    item.add("zones", shown(vpc.zones.size()));
  }
  return items;
}

std::string grant_places(const resolve::Grant& grant) {
  std::vector<std::string> places;
  for (const aws::OuPath& unit : grant.units) {
    places.push_back(resolve::is_root(unit) ? "all member accounts" : unit.str());
  }
  for (const std::string& account : grant.accounts) places.push_back(account);
  if (grant.management) places.emplace_back("the management account");
  return commas(places);
}

Node access_items(const resolve::Organization& organization) {
  Node items = yaml::sequence();
  for (const resolve::Grant& grant : organization.identity_center.grants) {
    Node& item = add_row(items, 3);
    item.add("principal", shown(cat(grant.principal, grant.to_user ? " (user)" : " (group)")));
    item.add("may", shown(grant.permission_set));
    item.add("access_where", shown(grant_places(grant)));
  }
  for (const resolve::BreakGlassUser& user : organization.break_glass) {
    Node& item = add_row(items, 3);
    item.add("principal", shown(cat(user.name, " (user)")));
    item.add("may", shown("everything, past all guardrails: for emergencies"));
    item.add("access_where", shown("where the user is made"));
  }
  return items;
}

struct StateWords {
  Met met;
  std::string_view word;
  std::string_view css;
};
constexpr std::array kStates{StateWords{Met::fully, "met", "met"}, StateWords{Met::partly, "partly met", "partly"},
                             StateWords{Met::waived, "waived", "waived"}, StateWords{Met::not_met, "not met", "not"},
                             StateWords{Met::needless, "does not apply", "needless"}};

std::string artefact_text(const Artefact& artefact) {
  switch (artefact.kind) {
    case Artefact::Kind::document:
      return cat("docs/", artefact.step, ".md");
    case Artefact::Kind::manual:
      return cat("by hand: ", artefact.step);
    case Artefact::Kind::commands:
      return cat("commands: ", artefact.step);
    case Artefact::Kind::resources:
      break;
  }
  return std::string(artefact.file);
}

std::string met_by(const CoveredControl& covered) {
  constexpr std::size_t kMost = 6;
  std::vector<const Artefact*> named;
  std::vector<std::string> names;
  std::size_t more = 0;
  for (const Artefact& artefact : covered.artefacts) {
    // Those of a kind in the same file or step say the same.
    const bool known = std::any_of(named.begin(), named.end(), [&](const Artefact* each) {
      return each->kind == artefact.kind && each->step == artefact.step && each->file == artefact.file;
    });
    if (known) continue;
    if (named.size() < kMost) {
      named.push_back(&artefact);
      names.push_back(artefact_text(artefact));
    } else {
      ++more;
    }
  }
  return more == 0 ? commas(names) : cat(commas(names), " and ", more, " more");
}

void add_coverage(const std::vector<CoveredControl>& coverage, Node& data) {
  Node controls = yaml::sequence();
  std::array<std::size_t, kStates.size()> counts{};
  for (const CoveredControl& covered : coverage) {
    const auto state = static_cast<std::size_t>(covered.met);  // kStates is in the order of Met
    ++counts[state];
    Node& item = add_row(controls, 5);
    item.add("control", shown(covered.control->id));
    item.add("asks", shown(covered.control->asks));
    item.add("met", shown(kStates[state].word));
    item.add("met_class", shown(kStates[state].css));
    item.add("by", shown(met_by(covered)));
  }
  Node states = yaml::sequence();
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    if (counts[i] == 0) continue;
    Node& item = add_row(states, 3);
    item.add("state", shown(kStates[i].word));
    item.add("state_class", shown(kStates[i].css));
    item.add("state_count", shown(counts[i]));
  }
  data.add("states", std::move(states));
  data.add("controls", std::move(controls));
}

Node numbers(const DocumentInput& input) {
  const resolve::Organization& organization = input.organization;
  Node items = yaml::sequence();
  const auto add = [&](std::size_t value, std::string_view one, std::string_view many) {
    Node& item = add_row(items, 2);
    item.add("value", shown(value));
    item.add("what", shown(value == 1 ? one : many));
  };
  add(organization.accounts.size(), "member account", "member accounts");
  add(organization.units.size(), "unit", "units");
  add(organization.guardrails.size(), "guardrail", "guardrails");
  add(input.plan.steps.size(), "step", "steps");
  add(organization.network.vpcs.size(), "VPC", "VPCs");
  return items;
}

}  // namespace

base::Result<OutputFile, RenderFault> emit_report(std::string_view source, const DocumentInput& input,
                                                  std::string_view map, const std::vector<ReportWarning>& warnings) {
  const resolve::Organization& organization = input.organization;
  Node data = yaml::mapping();
  data.add("customer", shown(organization.customer.name.value));
  data.add("home_region", shown(organization.home_region.value.str()));
  std::vector<std::string> regions;
  for (const auto& region : organization.regions) regions.push_back(region.value.str());
  data.add("regions", shown(commas(regions)));
  data.add("numbers", numbers(input));
  data.add("units", unit_items(organization, Places(organization)));
  data.add("steps", step_items(input.plan));
  data.add("has_network", yaml::boolean(!organization.network.vpcs.empty()));
  data.add("map", shown_or_null(map));
  data.add("vpcs", vpc_items(organization));
  Node access = access_items(organization);
  data.add("has_access", yaml::boolean(!access.items.empty()));
  data.add("access", std::move(access));
  add_coverage(input.coverage, data);
  Node said = yaml::sequence();
  for (const ReportWarning& warning : warnings) {
    Node& item = add_row(said, 2);
    item.add("slug_of_warning", shown(warning.slug));
    item.add("message_html", marked(warning.message));
  }
  data.add("has_warnings", yaml::boolean(!said.items.empty()));
  data.add("warnings", std::move(said));
  auto text = render(source, data, Escape::html);
  if (!text) return text.error();
  return output_file(std::string(kReportSource), std::move(text).value());
}

}  // namespace landform::emit
