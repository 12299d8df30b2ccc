// Laws of assignments: one of a unit with hundreds of accounts becomes stacks that CloudFormation takes, with each of
// those accounts once, and an account more is an assignment more where it is meant, and no other change.
#include <rapidcheck.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "aws/quotas.h"
#include "base/text.h"
#include "cfn/evaluate.h"
#include "stacks/capabilities.h"
#include "support/golden.h"
#include "support/resolved.h"
#include "yaml/write.h"

namespace landform {
namespace {

using base::cat;

// Where accounts are, and who is assigned there. "Fleet" holds "Fleet/Ships"; "Harbour" is beside both.
enum Place : std::size_t { kFleet, kShips, kHarbour, kPlaces };

struct Model {
  std::vector<std::string> accounts[kPlaces];

  [[nodiscard]] std::string blueprint() const {
    const auto list = [&](Place place) { return base::join(accounts[place], ", "); };
    return cat(
        "landform: 1\n"
        "customer: {name: Globex, slug: globex, mailboxes: {root: \"aws+{account}@globex.example\", billing: "
        "b@globex.example, operations: o@globex.example, security: s@globex.example}}\n"
        "organization:\n  home_region: eu-west-1\n  units:\n    Fleet: {accounts: [",
        list(kFleet), "], units: {Ships: {accounts: [", list(kShips), "]}}}\n    Harbour: {accounts: [", list(kHarbour),
        "]}\nquotas: {organizations/accounts: 1000}\n"
        "identity:\n  center:\n    groups: {captains: {}, guards: {}}\n    assignments:\n"
        "      - {group: captains, permission_set: read-only, to: [Fleet]}\n"
        "      - {group: guards, permission_set: read-only, to: [Fleet/Ships, Harbour]}\n"
        "      - {group: administrators, permission_set: administrator, to: [audit, management]}\n");
  }
};

// Whether an assignment reaches accounts of a place, by the step's name.
struct Assigned {
  std::string_view step;
  bool reaches[kPlaces];
};
constexpr Assigned kAssigned[] = {
    {"assignments-captains-as-read-only-", {true, true, false}},
    {"assignments-guards-as-read-only-", {false, true, true}},
    {"assignments-administrators-as-administrator-", {false, false, false}},
};

// What each stack of assignments has, by step, then by logical id.
using Stacks = std::map<std::string, std::map<std::string, std::string>>;

struct Built {
  Stacks stacks;
  resolve::Lock lock;
};

const cfn::Template& template_at(const std::string& path) {
  static std::map<std::string, cfn::Template> read;
  const auto known = read.find(path);
  if (known != read.end()) return known->second;
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto text = test::read_file(std::filesystem::path(LANDFORM_SOURCE_DIR) / "templates" / path);
  auto source = cfn::read_template(sources, sources.add(path, text), diagnostics);
  RC_ASSERT(source.has_value());
  return read.emplace(path, std::move(*source)).first->second;
}

Built build(const Model& model, const resolve::Lock& before = {}) {
  const test::Resolved resolved = test::resolve_text(model.blueprint(), before);
  if (!resolved.organization) RC_FAIL(resolved.said);
  plan::Plan plan;
  stacks::add_assignments(*resolved.organization, plan);
  Built built{{}, resolved.after};
  for (const plan::Step& step : plan.steps) {
    const auto& stack = std::get<plan::StackStep>(step.what);
    base::Diagnostics diagnostics;
    cfn::Bindings bindings = stack.bindings;
    if (stack.bind_late) stack.bind_late(bindings);
    const auto result = cfn::evaluate(template_at(stack.template_path), bindings, {}, diagnostics);
    RC_ASSERT(result.has_value());
    const auto size = yaml::write_yaml(cfn::resugar(result->root)).size();
    RC_ASSERT(static_cast<std::int64_t>(size) <= aws::quota("cloudformation/template-size").value);
    auto& resources = built.stacks[step.name];
    for (const auto& resource : result->root.find("Resources")->entries) {
      resources.emplace(resource.key, yaml::write_json(resource.value, yaml::JsonLayout::minified));
    }
    RC_ASSERT(static_cast<std::int64_t>(resources.size()) <= aws::quota("cloudformation/resources").value);
  }
  return built;
}

// How many accounts an assignment names, over all of its stacks.
std::size_t count_of(const Stacks& stacks, std::string_view step) {
  std::set<std::string_view> accounts;
  for (const auto& [name, resources] : stacks) {
    if (!name.starts_with(step)) continue;
    for (const auto& [id, resource] : resources) {
      if (resource.find("\"AWS::SSO::Assignment\"") != std::string::npos) accounts.insert(id);
    }
  }
  return accounts.size();
}

Model many_accounts() {
  Model model;
  for (std::size_t place = 0; place < kPlaces; ++place) {
    const auto least = place == kFleet ? 400 : 0;
    const auto number = *rc::gen::inRange(least, least + 60);
    for (int i = 0; i < number; ++i) model.accounts[place].push_back(cat("a", std::to_string(place), "-n", i));
  }
  return model;
}

bool every_account_is_assigned_once() {
  return rc::check("an assignment of a unit reaches each of its accounts once, in stacks within the limits", [] {
    const Model model = many_accounts();
    const Built built = build(model);
    for (const Assigned& assigned : kAssigned) {
      std::size_t wanted = assigned.step.find("administrator") != std::string_view::npos ? 1 : 0;  // the audit account
      for (std::size_t place = 0; place < kPlaces; ++place) {
        if (assigned.reaches[place]) wanted += model.accounts[place].size();
      }
      RC_ASSERT(count_of(built.stacks, assigned.step) == wanted);
    }
  });
}

bool one_account_adds_its_assignments_alone() {
  return rc::check("an account more adds exactly its own assignments", [] {
    Model model = many_accounts();
    const Built before = build(model);
    const auto place = *rc::gen::inRange<std::size_t>(0, kPlaces);
    // Before, among and after the others by name.
    const std::string name = cat(*rc::gen::elementOf(std::vector<std::string>{"a", "a1-n3x", "zz"}), "-new");
    auto& accounts = model.accounts[place];
    accounts.insert(accounts.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(accounts) + 1), name);
    const Built after = build(model, before.lock);
    for (const auto& [step, resources] : before.stacks) {
      RC_ASSERT(after.stacks.contains(step));
      for (const auto& [id, resource] : resources) RC_ASSERT(after.stacks.at(step).contains(id));
    }
    std::map<std::string_view, std::size_t> added;
    for (const auto& [step, resources] : after.stacks) {
      const auto old = before.stacks.find(step);
      for (const auto& [id, resource] : resources) {
        if (old != before.stacks.end() && old->second.contains(id)) {
          RC_ASSERT(old->second.at(id) == resource);
        } else if (resource.find("\"AWS::SSO::Assignment\"") != std::string::npos) {
          RC_ASSERT(resource.find(cat("Account", id.substr(std::string_view("Assignment").size()), "Id")) !=
                    std::string::npos);
          for (const Assigned& assigned : kAssigned) {
            if (step.starts_with(assigned.step)) ++added[assigned.step];
          }
        } else {
          RC_ASSERT(old == before.stacks.end());  // what every stack begins with
        }
      }
    }
    for (const Assigned& assigned : kAssigned) {
      RC_ASSERT(added[assigned.step] == (assigned.reaches[place] ? std::size_t{1} : std::size_t{0}));
    }
  });
}

}  // namespace
}  // namespace landform

int main() {
  // Hundreds of accounts: a few examples take a second or two. RC_PARAMS asks for more.
  setenv("RC_PARAMS", "max_success=5", 0);
  bool fine = landform::every_account_is_assigned_once();
  fine = landform::one_account_adds_its_assignments_alone() && fine;
  return fine ? 0 : 1;
}
