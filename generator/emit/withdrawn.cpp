#include "emit/withdrawn.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/source_map.h"
#include "base/text.h"
#include "resolve/unit_paths.h"
#include "yaml/reader.h"

namespace landform::emit {
namespace {

using base::cat;
using yaml::Node;

// What the manifests say of a stack, as far as it matters here.
struct DeployedStack {
  std::string what;                // "`acme-topics` in account audit, eu-west-1"
  std::string holds;               // "AWS::KMS::Key"; empty for a stack that holds no data
  std::set<std::string> regions;   // that its stack set reaches; empty for a stack that is none
  std::vector<std::string> units;  // likewise
  std::set<std::string> accounts;
};
using DeployedStacks = std::map<std::string, DeployedStack>;

std::string text_at(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  return found && found->is_string() ? found->text : std::string();
}

std::vector<std::string> texts_at(const Node& node, std::string_view key) {
  std::vector<std::string> texts;
  if (const Node* list = node.find(key)) {
    for (const Node& item : list->items) texts.push_back(item.text);
  }
  return texts;
}

void read_stack(const Node& step, DeployedStacks& stacks) {
  const std::string name = text_at(step, "stack");
  const Node* account = step.find("account");
  const std::vector<std::string> regions = texts_at(step, "regions");
  if (name.empty() || !account || regions.empty()) return;
  const std::string& region = regions.front();
  DeployedStack stack;
  stack.what = cat('`', name, "` in account ", text_at(*account, "name"), ", ", region);
  if (const Node* holds = step.find("holds")) {
    std::vector<std::string> types;
    for (const yaml::Entry& entry : holds->entries) types.push_back(entry.key);
    stack.holds = base::join(types, ", ");
  }
  if (const Node* set = step.find("stack_set")) {
    const std::vector<std::string> reached = texts_at(*set, "regions");
    const std::vector<std::string> accounts = texts_at(*set, "accounts");
    stack.regions = {reached.begin(), reached.end()};
    stack.accounts = {accounts.begin(), accounts.end()};
    stack.units = texts_at(*set, "units");
  }
  stacks.emplace(cat(text_at(*account, "name"), '/', region, '/', name), std::move(stack));
}

std::optional<DeployedStacks> stacks_in(std::string_view manifest) {
  base::SourceMap sources;
  base::Diagnostics unsaid;  // what is no manifest of landform's is another's to say
  const auto root = yaml::read(sources, sources.add("manifest.json", std::string(manifest)), {}, unsaid);
  const Node* steps = root ? root->find("steps") : nullptr;
  if (!steps || !steps->is_sequence()) return std::nullopt;
  DeployedStacks stacks;
  for (const Node& step : steps->items) read_stack(step, stacks);
  return stacks;
}

bool covers(const std::vector<std::string>& units, const std::string& path) {
  return std::any_of(units.begin(), units.end(), [&](const std::string& unit) { return resolve::lies_in(path, unit); });
}

// The regions, units and accounts that the stack set had and has no more.
std::vector<std::string> places_lost(const DeployedStack& before, const DeployedStack& after) {
  std::vector<std::string> places;
  for (const std::string& region : before.regions) {
    if (!after.regions.contains(region)) places.push_back(region);
  }
  for (const std::string& unit : before.units) {
    if (!covers(after.units, unit)) places.push_back(cat("unit `", unit, '`'));
  }
  // An account that moved into a unit which the stack set names is reached all the same; nobody can tell that here.
  if (after.units.empty()) {
    for (const std::string& account : before.accounts) {
      if (!after.accounts.contains(account)) places.push_back(cat("account `", account, '`'));
    }
  }
  return places;
}

void add_list(base::Diagnostic& diagnostic, const std::vector<std::string>& lines) {
  constexpr std::size_t kListed = 40;  // more than that nobody reads
  for (std::size_t i = 0; i < std::min(lines.size(), kListed); ++i) diagnostic.notes.push_back(lines[i]);
  if (lines.size() > kListed) diagnostic.notes.push_back(cat("and ", lines.size() - kListed, " more"));
}

}  // namespace

void report_withdrawn(std::string_view old_manifest, std::string_view new_manifest, base::Diagnostics& diagnostics) {
  if (old_manifest.empty() || old_manifest == new_manifest) return;
  const auto before = stacks_in(old_manifest);
  const auto after = stacks_in(new_manifest);
  if (!before || !after) return;
  std::vector<std::string> left, narrowed;
  for (const auto& [place, stack] : *before) {
    const auto now = after->find(place);
    if (now == after->end()) {
      const bool set = !stack.regions.empty();
      left.push_back(cat(stack.what, set ? ", a stack set with stacks in other accounts" : "",
                         stack.holds.empty() ? "" : cat("; holds ", stack.holds)));
    } else if (const auto places = places_lost(stack, now->second); !stack.regions.empty() && !places.empty()) {
      narrowed.push_back(cat(stack.what, ": no longer ", base::join(places, ", ")));
    }
  }
  if (!left.empty()) {
    base::Diagnostic said(
        "emit/left-behind", {},
        cat(base::count_of(left.size(), "stack"), " of the last build ", left.size() == 1 ? "is" : "are",
            " deployed no longer, and stay", left.size() == 1 ? "s" : "", " in AWS until somebody deletes ",
            left.size() == 1 ? "it" : "them"));
    add_list(said, left);
    diagnostics.add(std::move(said).help(
        "deploy, then `./deploy.sh --leftovers`, and `--prune` for what is to go; what holds data stays then, too"));
  }
  if (!narrowed.empty()) {
    base::Diagnostic said(
        "emit/taken-away", {},
        cat(base::count_of(narrowed.size(), "stack set"), narrowed.size() == 1 ? " reaches" : " reach",
            " less than in the last build; the next deployment deletes stacks in the accounts"));
    add_list(said, narrowed);
    diagnostics.add(std::move(said).help(
        "deploy.sh asks before it takes a region away; what holds data stays, by its DeletionPolicy"));
  }
}

}  // namespace landform::emit
