#include "verify/ineffective_policies.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/text.h"
#include "blueprint/target_words.h"
#include "policy/minify.h"
#include "yaml/write.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using resolve::Guardrail;
using resolve::PolicyTarget;
using resolve::PolicyType;
using yaml::Node;

std::string target_key(PolicyTarget::Kind kind, std::string_view name) {
  if (kind == PolicyTarget::Kind::root) return std::string(blueprint::kRoot);
  return cat(kind == PolicyTarget::Kind::unit ? "/" : ":", name);
}

bool is_effect(const Node& statement, std::string_view effect) {
  const Node* found = statement.find("Effect");
  return found != nullptr && found->text == effect;
}

// AWS's own policy once more: needless, but no misunderstanding.
bool allows_everything(const Node& statement) {
  const auto is_star = [&](std::string_view key) {
    const Node* node = statement.find(key);
    if (node != nullptr && node->is_sequence() && node->items.size() == 1) node = &node->items.front();
    return node != nullptr && node->text == "*";
  };
  return is_star("Action") && is_star("Resource") && statement.find("Condition") == nullptr;
}

// Source: aws-facts.md A4: what any document of a level allows, the level allows.
void check_allows(const resolve::Organization& organization, base::Diagnostics& diagnostics) {
  std::unordered_set<std::string> detached;
  for (const PolicyTarget& target : organization.full_access.detached)
    detached.insert(target_key(target.kind, target.name));
  for (const Guardrail& guardrail : organization.guardrails) {
    if (guardrail.type != PolicyType::service_control) continue;
    const auto allow = std::find_if(guardrail.statements.begin(), guardrail.statements.end(),
                                    [](const Node& one) { return is_effect(one, "Allow"); });
    if (allow == guardrail.statements.end()) continue;
    for (const PolicyTarget& target : guardrail.targets) {
      if (detached.find(target_key(target.kind, target.name)) != detached.end()) continue;
      Diagnostic fault("guardrails/allow-without-effect", target.span.known() ? target.span : guardrail.span,
                       cat("guardrail `", guardrail.name, "` allows a list of actions at `", target.name,
                           "`, where AWS's own policy FullAWSAccess is attached and allows everything"));
      fault.primary.text = "the list limits nothing here";
      fault.secondary.push_back({allow->span, "what it allows"});
      fault.notes.emplace_back("a level allows what any of its policies allows");
      fault.helps.push_back(cat("`", resolve::kFullAccessGuardrail, ": {detach: [", target.name,
                                "]}` in `guardrails`, if nothing else is to be allowed there"));
      fault.helps.emplace_back("or turn the list around: deny what must not happen");
      if (allows_everything(*allow)) fault.severity = base::Severity::warning;
      diagnostics.add(std::move(fault));
    }
  }
}

// A statement without its name, as text: equal for statements that say the same.
std::string meaning(const Node& statement) {
  Node plain = statement;
  plain.erase("Sid");
  return yaml::write_json(policy::minify_statement(std::move(plain)), yaml::JsonLayout::minified);
}

// Where one guardrail says something.
struct Saying {
  const Guardrail* guardrail = nullptr;
  const PolicyTarget* target = nullptr;
};

class Redundant {
 public:
  explicit Redundant(const resolve::Organization& organization) : organization_(organization) {
    for (const Guardrail& guardrail : organization.guardrails) {
      if (!resolve::has_statements(guardrail.type)) continue;
      std::vector<std::string>& said = meanings_[&guardrail];
      for (const Node& statement : guardrail.statements) {
        if (is_effect(statement, "Deny")) said.push_back(cat(static_cast<int>(guardrail.type), meaning(statement)));
      }
      // One that allows is needed where it stands.
      if (said.size() != guardrail.statements.size()) said.clear();
      for (const std::string& text : said) {
        for (const PolicyTarget& target : guardrail.targets) {
          said_at_[text][target_key(target.kind, target.name)].push_back({&guardrail, &target});
        }
      }
    }
  }

  void check(base::Diagnostics& diagnostics) const {
    for (const Guardrail& guardrail : organization_.guardrails) {
      const auto said = meanings_.find(&guardrail);
      if (said == meanings_.end() || said->second.empty()) continue;
      for (const PolicyTarget& target : guardrail.targets) {
        if (const Saying above = covering(guardrail, target, said->second); above.guardrail != nullptr) {
          tell(guardrail, target, above, diagnostics);
        }
      }
    }
  }

 private:
  // Who says all of it at the target or above; the last statement's speaker stands for all.
  [[nodiscard]] Saying covering(const Guardrail& guardrail, const PolicyTarget& target,
                                const std::vector<std::string>& said) const {
    Saying speaker;
    for (const std::string& text : said) {
      speaker = speaker_above(guardrail, target, said_at_.find(text)->second);
      if (speaker.guardrail == nullptr) return {};
    }
    return speaker;
  }

  using Places = std::unordered_map<std::string, std::vector<Saying>>;
  [[nodiscard]] Saying speaker_above(const Guardrail& guardrail, const PolicyTarget& target,
                                     const Places& places) const {
    for (const std::string& key : keys_above(target)) {
      const auto found = places.find(key);
      if (found == places.end()) continue;
      const bool same_place = key == target_key(target.kind, target.name);
      for (const Saying& saying : found->second) {
        // Of two that say the same at one place, the first by name stays.
        if (saying.guardrail == &guardrail ? !same_place : !same_place || saying.guardrail->name < guardrail.name) {
          return saying;
        }
      }
    }
    return {};
  }

  // From the target up to the root.
  [[nodiscard]] std::vector<std::string> keys_above(const PolicyTarget& target) const {
    std::vector<std::string> keys{target_key(target.kind, target.name)};
    std::string path;
    if (target.kind == PolicyTarget::Kind::unit) path = target.name;
    if (target.kind == PolicyTarget::Kind::account) {
      const resolve::Account* account = organization_.account(target.name);
      if (account == nullptr || account->role == resolve::AccountRole::management) return keys;
      path = account->unit.str();
      if (path != blueprint::kRoot && !path.empty()) keys.push_back(target_key(PolicyTarget::Kind::unit, path));
    }
    for (std::size_t slash = path.rfind('/'); slash != std::string::npos; slash = path.rfind('/')) {
      path.resize(slash);
      keys.push_back(target_key(PolicyTarget::Kind::unit, path));
    }
    if (target.kind != PolicyTarget::Kind::root) keys.emplace_back(blueprint::kRoot);
    return keys;
  }

  static void tell(const Guardrail& guardrail, const PolicyTarget& target, const Saying& above,
                   base::Diagnostics& diagnostics) {
    const bool itself = above.guardrail == &guardrail;
    Diagnostic fault("guardrails/redundant", target.span.known() ? target.span : guardrail.span,
                     itself
                         ? cat("guardrail `", guardrail.name, "` at `", target.name,
                               "` changes nothing: it is attached to `", above.target->name, "` as well")
                         : cat("guardrail `", guardrail.name, "` at `", target.name, "` changes nothing: guardrail `",
                               above.guardrail->name, "` at `", above.target->name, "` denies the same"));
    const base::Span other = above.target->span.known() ? above.target->span : above.guardrail->span;
    if (other.known()) fault.secondary.push_back({other, "from here it reaches everything below"});
    fault.notes.emplace_back("policies are inherited; each attachment takes a place and characters");
    fault.helps.push_back(itself ? cat("take `", target.name, "` out of the list")
                                 : cat("take `", target.name, "` out of the list, or the guardrail away"));
    diagnostics.add(std::move(fault));
  }

  const resolve::Organization& organization_;
  std::unordered_map<const Guardrail*, std::vector<std::string>> meanings_;
  std::unordered_map<std::string, Places> said_at_;
};

}  // namespace

void check_ineffective_policies(const resolve::Organization& organization, base::Diagnostics& diagnostics) {
  check_allows(organization, diagnostics);
  Redundant(organization).check(diagnostics);
}

}  // namespace landform::verify
