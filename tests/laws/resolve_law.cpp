// Laws of resolving: order of the source says nothing; a change touches only what it names; what the lock holds never
// moves, whatever is done to the blueprint build after build.
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "resolve/resolve.h"
#include "support/resolved.h"
#include "unit/resolve/describe.h"

namespace landform {
namespace {

using base::cat;

// A small organization: accounts by unit, two levels; names that a `was:` renames.
struct Model {
  std::map<std::string, std::string> account_unit;  // account -> unit path
  std::set<std::string> units;                      // paths; parents are in it
  std::map<std::string, std::string> account_was, unit_was;
};

using Order = std::vector<std::string>;

template <class Keys>
Order shuffled(const Keys& keys, unsigned seed) {
  Order order(keys.begin(), keys.end());
  for (std::size_t i = order.size(); i > 1; --i) {
    seed = seed * 1664525U + 1013904223U;
    std::swap(order[i - 1], order[(seed >> 8U) % i]);
  }
  return order;
}

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::string name_of(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

std::string render_units(const Model& model, const std::string& parent, unsigned seed) {
  std::string out;
  for (const std::string& path : shuffled(model.units, seed)) {
    if (parent_of(path) != parent) continue;
    std::vector<std::string> accounts;
    for (const auto& [account, unit] : model.account_unit) {
      if (unit == path) accounts.push_back(account);
    }
    std::string list;
    for (const std::string& account : shuffled(accounts, seed)) {
      const auto was = model.account_was.find(account);
      list += cat(list.empty() ? "" : ", ", account,
                  was == model.account_was.end() ? ": {}" : cat(": {was: ", was->second, "}"));
    }
    const auto was = model.unit_was.find(path);
    out += cat(out.empty() ? "" : ", ", name_of(path), ": {",
               was == model.unit_was.end() ? "" : cat("was: ", was->second, ", "), "tags: {Unit: \"", name_of(path),
               "\"}, accounts: {", list, "}, units: {", render_units(model, path, seed), "}}");
  }
  return out;
}

std::string render(const Model& model, unsigned seed) {
  return cat(
      "landform: 1\n"
      "customer: {name: G, slug: globex, mailboxes: {root: \"aws+{account}@globex.example\", billing: "
      "billing@globex.example, "
      "operations: ops@globex.example, security: soc@globex.example}}\n"
      "quotas: {organizations/accounts: 1000}\n"
      "organization: {home_region: eu-west-1, units: {",
      render_units(model, {}, seed), "}}\n");
}

using Built = test::Resolved;

Built build(const Model& model, const resolve::Lock& before, unsigned seed = 0) {
  return test::resolve_text(render(model, seed), before);
}

rc::Gen<Model> models() {
  return rc::gen::apply(
      [](const std::vector<int>& units, const std::vector<std::pair<int, int>>& accounts) {
        Model model;
        model.units = {"Work"};
        for (const int unit : units) {
          const std::string top = cat("Unit-", unit / 4);
          model.units.insert(top);
          if (unit % 4 != 0) model.units.insert(cat(top, "/Inner-", unit % 4));
        }
        const std::vector<std::string> paths(model.units.begin(), model.units.end());
        for (const auto& [account, unit] : accounts) {
          model.account_unit[cat("acc-", account)] = paths[static_cast<std::size_t>(unit) % paths.size()];
        }
        return model;
      },
      rc::gen::resize(30, rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 24))),
      rc::gen::resize(40, rc::gen::container<std::vector<std::pair<int, int>>>(
                              rc::gen::pair(rc::gen::inRange(0, 60), rc::gen::inRange(0, 100)))));
}

void check_built(const Built& built) {
  if (!built.organization) RC_FAIL(built.said);
}

bool same_place(const resolve::LockedAccount& a, const resolve::LockedAccount& b) {
  return a.logical_id == b.logical_id && a.shard == b.shard && a.sequence == b.sequence &&
         a.account_name == b.account_name && a.email == b.email;
}

bool permuting_changes_nothing() {
  return rc::check("the order of keys in the source changes nothing", [] {
    const Model model = *models();
    const Built one = build(model, {}, *rc::gen::arbitrary<unsigned>());
    const Built other = build(model, {}, *rc::gen::arbitrary<unsigned>());
    check_built(one);
    check_built(other);
    RC_ASSERT(test::describe(*one.organization) == test::describe(*other.organization));
    RC_ASSERT(resolve::lock_text(one.after) == resolve::lock_text(other.after));
  });
}

bool adding_touches_only_itself() {
  return rc::check("a new account changes no other account's entry, and a second build none at all", [] {
    Model model = *models();
    const Built before = build(model, {});
    check_built(before);
    model.account_unit[cat("a-new-", *rc::gen::inRange(0, 9))] = *rc::gen::elementOf(model.units);
    const Built after = build(model, before.after, *rc::gen::arbitrary<unsigned>());
    check_built(after);
    for (const auto& [name, entry] : before.after.accounts) {
      RC_ASSERT(same_place(entry, after.after.accounts.at(name)));
      RC_ASSERT(entry.unit == after.after.accounts.at(name).unit);
    }
    RC_ASSERT(after.after.accounts.size() == before.after.accounts.size() + 1);
    RC_ASSERT(resolve::lock_text(build(model, after.after).after) == resolve::lock_text(after.after));
  });
}

bool coming_back_restores() {
  return rc::check("an account that goes and comes back changes nothing", [] {
    Model model = *models();
    RC_PRE(!model.account_unit.empty());
    const Built before = build(model, {});
    check_built(before);
    Model without = model;
    without.account_unit.erase(std::next(without.account_unit.begin(),
                                         *rc::gen::inRange<int>(0, static_cast<int>(model.account_unit.size()))));
    const Built between = build(without, before.after);
    check_built(between);
    const Built again = build(model, between.after);
    check_built(again);
    RC_ASSERT(resolve::lock_text(again.after) == resolve::lock_text(before.after));
    RC_ASSERT(test::describe(*again.organization) == test::describe(*before.organization));
  });
}

template <class Container>
auto pick(Container& container, int choice) {
  return std::next(container.begin(), static_cast<std::ptrdiff_t>(static_cast<std::size_t>(choice) % container.size()));
}

// A history of edits, one a build. Names are never used twice, as in life: an address belongs to its account for ever.
class History {
 public:
  explicit History(Model model) : model_(std::move(model)) { step({}); }

  void edit(int kind, int choice) {
    model_.account_was.clear();
    model_.unit_was.clear();
    std::map<std::string, std::string> renamed;
    switch (kind) {
      case 0:
        return add(choice);
      case 1:
        if (model_.account_unit.empty()) return;
        gone_.insert(pick(model_.account_unit, choice)->first);
        model_.account_unit.erase(pick(model_.account_unit, choice));
        break;
      case 2:
        if (model_.account_unit.empty()) return;
        pick(model_.account_unit, choice)->second = *pick(model_.units, choice / 3);
        break;
      case 3:
        if (model_.account_unit.empty()) return;
        renamed = rename_account(choice);
        break;
      case 4:
        rename_unit(choice);
        break;
      default:
        model_.units.insert(cat("New-", ++names_));
    }
    step(renamed);
  }

 private:
  // What has gone is released first: beside it, a new name would rightly be taken for an undeclared rename.
  void add(int choice) {
    for (const std::string& name : gone_) RC_ASSERT(resolve::release_account(lock_, name));
    gone_.clear();
    model_.account_unit[cat("new-", ++names_)] = *pick(model_.units, choice);
    step({});
  }

  std::map<std::string, std::string> rename_account(int choice) {
    const auto account = pick(model_.account_unit, choice);
    const auto [old_name, unit] = *account;
    const std::string name = cat("renamed-", ++names_);
    model_.account_unit.erase(account);
    model_.account_unit[name] = unit;
    model_.account_was[name] = old_name;
    return {{old_name, name}};
  }

  void rename_unit(int choice) {
    const std::string old_path = *pick(model_.units, choice);
    const std::string parent = parent_of(old_path);
    const std::string path = cat(parent, parent.empty() ? "" : "/", "Renamed-", ++names_);
    const auto moved = [&](const std::string& other) {
      return other == old_path || other.starts_with(old_path + "/") ? path + other.substr(old_path.size()) : other;
    };
    std::set<std::string> units;
    for (const std::string& unit : model_.units) units.insert(moved(unit));
    model_.units = std::move(units);
    for (auto& [account, unit] : model_.account_unit) unit = moved(unit);
    model_.unit_was[path] = name_of(old_path);
  }

  void step(const std::map<std::string, std::string>& renamed) {
    const Built built = build(model_, lock_, static_cast<unsigned>(names_) * 7919U);
    check_built(built);
    for (const auto& [name, entry] : lock_.accounts) {
      const auto now = renamed.contains(name) ? renamed.at(name) : name;
      RC_ASSERT(built.after.accounts.contains(now));
      RC_ASSERT(same_place(entry, built.after.accounts.at(now)));
    }
    std::multiset<std::string> unit_ids_before, unit_ids_after;
    for (const auto& [path, entry] : lock_.units) unit_ids_before.insert(entry.logical_id.str());
    for (const auto& [path, entry] : built.after.units) unit_ids_after.insert(entry.logical_id.str());
    RC_ASSERT(
        std::includes(unit_ids_after.begin(), unit_ids_after.end(), unit_ids_before.begin(), unit_ids_before.end()));
    std::set<std::pair<std::uint32_t, std::uint32_t>> places;
    for (const auto& [name, entry] : built.after.accounts)
      RC_ASSERT(places.emplace(entry.shard, entry.sequence).second);
    lock_ = built.after;
  }

  Model model_;
  resolve::Lock lock_;
  std::set<std::string> gone_;
  int names_ = 0;
};

bool histories_move_nothing() {
  return rc::check("no history of edits moves what is locked", [] {
    History history(*models());
    const auto edits = *rc::gen::resize(25, rc::gen::container<std::vector<std::pair<int, int>>>(
                                                rc::gen::pair(rc::gen::inRange(0, 6), rc::gen::inRange(0, 1000))));
    for (const auto& [kind, choice] : edits) history.edit(kind, choice);
  });
}

}  // namespace
}  // namespace landform

int main() {
  using namespace landform;
  bool held = permuting_changes_nothing();
  held = adding_touches_only_itself() && held;
  held = coming_back_restores() && held;
  held = histories_move_nothing() && held;
  return held ? 0 : 1;
}
