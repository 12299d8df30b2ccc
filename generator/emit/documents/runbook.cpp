// The runbook: every step of the plan in its order. Steps that deploy.sh does stand in tables, as many as follow each
// other; a step for people has a section of its own, whole.
#include <cstddef>
#include <string>
#include <utility>
#include <variant>

#include "emit/documents/data.h"
#include "plan/ids.h"
#include "resolve/unit_paths.h"

namespace landform::emit::documents {
namespace {

std::string account_text(const resolve::Organization& organization, const std::string& name) {
  const resolve::Account* account = organization.account(name);
  const bool is_management = name == plan::kManagementAccount;
  const auto& id = is_management ? organization.management_account : account ? account->existing_id : std::nullopt;
  const std::string title = is_management ? "management account" : cat("account ", markdown::code(name));
  return id ? cat(title, " (", id->value.str(), ")") : title;
}

std::string units_text(const plan::StackSet& set) {
  std::vector<std::string> pieces;
  for (const aws::OuPath& unit : set.units) {
    pieces.push_back(resolve::is_root(unit) ? "all member accounts" : cat("unit ", markdown::code(unit.str())));
  }
  for (const std::string& account : set.accounts) pieces.push_back(cat("account ", markdown::code(account)));
  return markdown::listed(pieces);
}

std::string regions_text(const std::vector<aws::RegionName>& regions) {
  std::vector<std::string> names;
  for (const aws::RegionName& region : regions) names.push_back(region.str());
  return markdown::listed(names);
}

// Where a step that deploy.sh does takes effect.
std::string where(const resolve::Organization& organization, const plan::Step& step) {
  if (const auto* cli = std::get_if<plan::CliStep>(&step.what)) {
    return cat(account_text(organization, cli->account), ", ", cli->region.str());
  }
  const auto& stack = std::get<plan::StackStep>(step.what);
  if (stack.stack_set) return cat(units_text(*stack.stack_set), "; ", regions_text(stack.stack_set->regions));
  return cat(account_text(organization, stack.target.account), ", ", stack.target.region.str());
}

std::string_view kind_of(const plan::Step& step) {
  if (std::holds_alternative<plan::CliStep>(step.what)) return "commands";
  const auto& stack = std::get<plan::StackStep>(step.what);
  if (stack.stack_set) return "stack set";
  return stack.imports.empty() ? "stack" : "import";
}

Node automated_row(const DocumentInput& input, const plan::Step& step, std::size_t number) {
  Node row = yaml::mapping();
  row.entries.reserve(5);
  row.add("number", yaml::integer(static_cast<std::int64_t>(number)));
  row.add("step", text(markdown::code(step.name)));
  row.add("what", text(step.title));
  row.add("kind", text(kind_of(step)));
  row.add("where", text(where(input.organization, step)));
  return row;
}

Node manual_section(const plan::Step& step, const plan::ManualStep& manual, std::size_t number) {
  Node section = yaml::mapping();
  section.add("number", yaml::integer(static_cast<std::int64_t>(number)));
  section.add("heading", text(step.title));
  section.add("step", text(markdown::code(step.name)));
  section.add("who", text(markdown::written(manual.who)));
  section.add("why", text(markdown::written(step.why)));
  Node lines = yaml::sequence();
  for (const std::string& line : manual.instructions) {
    const std::string mark = cat(lines.items.size() + 1, ". ");
    lines.add(text(cat(mark, base::replace_all(line, "\n", cat('\n', std::string(mark.size(), ' '))))));
  }
  section.add("instructions", std::move(lines));
  section.add("evidence", text(markdown::written(manual.evidence)));
  std::vector<std::string> after;
  for (const plan::Step::Need& need : step.needs) {
    after.push_back(cat(markdown::code(need.step), " (", markdown::written(need.why), ')'));
  }
  section.add("has_needs", yaml::boolean(!after.empty()));
  section.add("after", text(markdown::listed(after)));
  section.add("controls", text(markdown::codes(step.controls)));
  section.add("has_controls", yaml::boolean(!step.controls.empty()));
  return section;
}

}  // namespace

Node runbook(const DocumentInput& input) {
  Node data = document_data(input, "Runbook");
  Node sections = yaml::sequence();
  Node* automated = nullptr;  // the table that still grows
  std::size_t manual_steps = 0;
  std::size_t number = 0;
  for (const plan::Step& step : input.plan.steps) {
    ++number;
    if (const auto* manual = std::get_if<plan::ManualStep>(&step.what)) {
      Node& section = add_row(sections, 2);
      section.add("automated", yaml::null());
      section.add("manual", manual_section(step, *manual, number));
      automated = nullptr;
      ++manual_steps;
      continue;
    }
    if (automated == nullptr) {
      Node& section = add_row(sections, 2);
      section.add("automated", yaml::mapping());
      section.add("manual", yaml::null());
      automated = section.find("automated");
      automated->add("first", yaml::integer(static_cast<std::int64_t>(number)));
      automated->add("first_step", text(step.name));
      automated->add("last", yaml::null());
      automated->add("several", yaml::boolean(false));
      automated->add("rows", yaml::sequence());
    }
    Node& rows = *automated->find("rows");
    rows.add(automated_row(input, step, number));
    automated->set("last", yaml::integer(static_cast<std::int64_t>(number)));
    automated->set("several", yaml::boolean(rows.items.size() > 1));
  }
  data.add("home_region", text(input.organization.home_region.value.str()));
  data.add("steps", text(base::count_of(number, "step")));
  data.add("manual_steps", text(base::count_of(manual_steps, "step")));
  data.add("has_manual", yaml::boolean(manual_steps > 0));
  data.add("sections", std::move(sections));
  return data;
}

}  // namespace landform::emit::documents
