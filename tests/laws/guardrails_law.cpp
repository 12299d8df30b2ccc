// Laws of packing guardrails into documents: the order of the source says nothing; a build after a build changes
// nothing; a guardrail more, or one less, touches one document; nothing is lost, nothing is too long, and nothing is
// attached where it was not asked for.
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "resolve/resolve.h"
#include "support/resolved.h"
#include "yaml/write.h"

namespace landform {
namespace {

using base::cat;

constexpr std::size_t kSize = 700;
constexpr std::string_view kUnits[] = {"A", "B", "C", "D"};

// Guardrail -> how many actions it denies, and at which units (bits).
struct Rule {
  int actions = 1;
  unsigned units = 1;
  int sid = 0;
};
using Model = std::map<std::string, Rule>;

std::string render(const Model& model, unsigned seed) {
  std::vector<std::string> names;
  for (const auto& [name, rule] : model) names.push_back(name);
  for (std::size_t i = names.size(); i > 1; --i) {
    seed = seed * 1664525U + 1013904223U;
    std::swap(names[i - 1], names[(seed >> 8U) % i]);
  }
  std::string guardrails;
  for (const std::string& name : names) {
    const Rule& rule = model.at(name);
    std::string units;
    for (unsigned i = 0; i < 4; ++i) {
      if (rule.units & (1U << i)) units += cat(units.empty() ? "" : ", ", kUnits[i]);
    }
    std::string actions;
    for (int i = 0; i < rule.actions; ++i) actions += cat(i == 0 ? "" : ", ", "\"s3:Action", name, i, "\"");
    guardrails += cat("  ", name, ": {kind: service-control, attach: [", units, "], statements: [{sid: Sid", rule.sid,
                      ", effect: Deny, actions: [", actions, "], resources: [\"*\"]}]}\n");
  }
  return cat(
      "landform: 1\n"
      "customer: {name: G, slug: globex, mailboxes: {root: \"aws+{account}@globex.example\", billing: "
      "billing@globex.example, operations: ops@globex.example, security: soc@globex.example}}\n"
      "quotas: {organizations/scp-size: ",
      kSize, "}\norganization: {home_region: eu-west-1, units: {A: {}, B: {}, C: {}, D: {}}}\nguardrails:\n",
      guardrails.empty() ? "  {}\n" : guardrails);
}

using Built = test::Resolved;

// By key: everything that is deployed of a document.
std::map<std::string, std::string> documents(const Built& built) {
  std::map<std::string, std::string> result;
  for (const auto& policy : built.organization->policies) {
    std::string text = cat(policy.name, '\n', policy.description, '\n', policy.shard, '\n',
                           yaml::write_json(policy.content, yaml::JsonLayout::minified));
    for (const auto& target : policy.targets) text += cat('\n', target.name);
    result.emplace(policy.key, std::move(text));
  }
  return result;
}

Built build(const Model& model, const resolve::Lock& before, unsigned seed = 0) {
  return test::resolve_text(render(model, seed), before);
}

rc::Gen<Model> models(int most, unsigned unit_sets) {
  const auto rule = rc::gen::tuple(rc::gen::inRange(0, 60), rc::gen::inRange(1, 12), rc::gen::inRange(1U, unit_sets),
                                   rc::gen::inRange(0, 40));
  return rc::gen::map(rc::gen::resize(most, rc::gen::container<std::vector<std::tuple<int, int, unsigned, int>>>(rule)),
                      [](const std::vector<std::tuple<int, int, unsigned, int>>& rules) {
                        Model model;
                        for (const auto& [name, actions, units, sid] : rules) {
                          model.emplace(cat("g", name), Rule{actions, units, sid});
                        }
                        return model;
                      });
}

// Lack of places is an answer, too; no other fault is.
bool too_many(const Built& built) {
  return !built.organization && built.said.find("guardrails/too-many-policies") != std::string::npos;
}

void check_built(const Built& built) {
  if (!built.organization) RC_FAIL(built.said);
}

std::size_t changed(const std::map<std::string, std::string>& one, const std::map<std::string, std::string>& other) {
  std::set<std::string> keys;
  for (const auto& [key, text] : one) keys.insert(key);
  for (const auto& [key, text] : other) keys.insert(key);
  return static_cast<std::size_t>(std::count_if(keys.begin(), keys.end(), [&](const std::string& key) {
    const auto a = one.find(key);
    const auto b = other.find(key);
    return a == one.end() || b == other.end() || a->second != b->second;
  }));
}

bool order_says_nothing() {
  return rc::check("the order of guardrails in the source changes no document", [] {
    const Model model = *models(60, 16);
    const Built one = build(model, {}, *rc::gen::arbitrary<unsigned>());
    const Built other = build(model, {}, *rc::gen::arbitrary<unsigned>());
    if (too_many(one)) {
      RC_ASSERT(too_many(other));
      return;
    }
    check_built(one);
    check_built(other);
    RC_ASSERT(documents(one) == documents(other));
    RC_ASSERT(resolve::lock_text(one.after) == resolve::lock_text(other.after));
    const Built again = build(model, one.after);
    check_built(again);
    RC_ASSERT(documents(again) == documents(one));
    RC_ASSERT(resolve::lock_text(again.after) == resolve::lock_text(one.after));
  });
}

bool one_more_changes_one() {
  return rc::check("a guardrail more changes one document, and taking it out restores it", [] {
    Model model = *models(40, 2);
    const Built before = build(model, {});
    check_built(before);
    model["hnew"] = {*rc::gen::inRange(1, 12), *rc::gen::inRange(1U, 16U), *rc::gen::inRange(0, 40)};
    const Built with = build(model, before.after);
    check_built(with);
    RC_ASSERT(changed(documents(before), documents(with)) == 1U);
    model.erase("hnew");
    const Built without = build(model, with.after);
    check_built(without);
    RC_ASSERT(documents(without) == documents(before));
  });
}

// What holds for every packing.
void check_sound(const Model& model, const Built& built) {
  std::map<std::string, std::set<std::string>> at_unit, wanted;
  std::map<std::string, std::size_t> load;
  for (const auto& policy : built.organization->policies) {
    if (policy.type != resolve::PolicyType::service_control) continue;  // the tag policy of the default key
    RC_ASSERT(policy.characters <= kSize);
    RC_ASSERT(policy.characters == yaml::write_json(policy.content, yaml::JsonLayout::minified).size());
    std::set<std::string> sids;
    const yaml::Node& statement = *policy.content.find("Statement");
    const auto add = [&](const yaml::Node& one) { RC_ASSERT(sids.insert(one.find("Sid")->text).second); };
    if (statement.is_mapping()) add(statement);
    for (const yaml::Node& one : statement.items) add(one);
    RC_ASSERT(sids.size() == policy.statement_guardrails.size());
    for (const auto& target : policy.targets) {
      ++load[target.name];
      for (const std::string& guardrail : policy.guardrails) {
        RC_ASSERT(at_unit[target.name].insert(guardrail).second);
      }
    }
  }
  for (const auto& [name, rule] : model) {
    for (unsigned i = 0; i < 4; ++i) {
      if (rule.units & (1U << i)) wanted[std::string(kUnits[i])].insert(name);
    }
  }
  RC_ASSERT(at_unit == wanted);
  for (const auto& [unit, documents] : load) RC_ASSERT(documents <= 9U);
}

bool histories_are_sound() {
  return rc::check("whatever is added and taken away, all is attached where it belongs, and places stay", [] {
    resolve::Lock lock;
    for (int step = 0; step < 5; ++step) {
      const Model model = *models(45, 16);
      const Built built = build(model, lock);
      if (too_many(built)) continue;
      check_built(built);
      check_sound(model, built);
      // What the lock has of absent guardrails stays as it is.
      for (const auto& [key, entry] : lock.policies) {
        for (const std::string& held : entry.holds) {
          if (model.count(std::string(resolve::guardrail_of(held))) > 0) continue;
          const auto kept = built.after.policies.find(key);
          RC_ASSERT(kept != built.after.policies.end());
          RC_ASSERT(std::binary_search(kept->second.holds.begin(), kept->second.holds.end(), held));
        }
      }
      lock = built.after;
    }
  });
}

}  // namespace
}  // namespace landform

int main() {
  const bool order = landform::order_says_nothing();
  const bool one = landform::one_more_changes_one();
  const bool histories = landform::histories_are_sound();
  return order && one && histories ? 0 : 1;
}
