#include "resolve/pack_policies.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "policy/measure.h"
#include "resolve/policy_pieces.h"
#include "resolve/policy_slots.h"

namespace landform::resolve {

using base::cat;

namespace {

// What the lock remembers of one type.
struct Memory {
  struct Held {
    std::uint32_t number = 0;
    std::string_view key;
    const LockedPolicy* entry = nullptr;
  };
  std::vector<Held> documents;            // by number
  std::set<std::string_view> by_target;   // guardrails that were served target by target
  std::set<std::string_view> guardrails;  // that have a place
};

Memory memory_of(const Lock& lock, PolicyType type) {
  Memory memory;
  for (const auto& [key, entry] : lock.policies) {
    const auto parsed = policy_key(key);
    if (!parsed || parsed->prefix != facts_of(type).prefix) continue;
    memory.documents.push_back({parsed->number, key, &entry});
    for (const std::string& held : entry.holds) {
      memory.guardrails.insert(guardrail_of(held));
      if (held.find('@') != std::string::npos) memory.by_target.insert(guardrail_of(held));
    }
  }
  std::sort(memory.documents.begin(), memory.documents.end(),
            [](const auto& a, const auto& b) { return a.number < b.number; });
  return memory;
}

struct PackedPiece {
  std::string name;  // as the lock holds it
  const CutGuardrail* cut = nullptr;
  const GuardrailPart* part = nullptr;
  std::size_t group = 0;
};

// Where pieces may share a document.
struct Group {
  std::vector<PolicyTarget> targets;
  std::vector<std::size_t> documents;  // places in Packing::documents, by number
};

struct Document {
  std::uint32_t number = 0;
  std::size_t group = 0;
  std::vector<std::size_t> pieces;
  std::size_t characters = 0;
  std::map<std::string_view, std::size_t> sids;  // and how much longer a collision makes one
};

struct Packing {
  std::vector<PackedPiece> pieces;  // by name
  std::vector<Group> groups;
  std::vector<Document> documents;  // by number; some may be empty
  std::uint32_t next_number = 1;
};

enum class Places : std::uint8_t { remembered, anew };

// How one type's guardrails lie in documents, for one choice of those that are served target by target.
class LayOut {
 public:
  LayOut(const std::vector<CutGuardrail>& cuts, const std::set<std::string_view>& by_target, const Memory& memory,
         std::size_t limit, std::uint32_t next_number)
      : cuts_(cuts), by_target_(by_target), memory_(memory), limit_(limit) {
    layout_.next_number = next_number;
  }

  Packing run(Places places) {
    make_pieces();
    std::vector<bool> placed(layout_.pieces.size(), false);
    recall(places, placed);
    std::vector<std::size_t> waiting;
    for (std::size_t i = 0; i < layout_.pieces.size(); ++i) {
      if (!placed[i]) waiting.push_back(i);
    }
    // By name; from the largest on where room is scarce.
    if (places == Places::anew) {
      std::stable_sort(waiting.begin(), waiting.end(), [&](std::size_t a, std::size_t b) {
        return layout_.pieces[a].part->characters > layout_.pieces[b].part->characters;
      });
    }
    for (const std::size_t piece : waiting) place(piece);
    return std::move(layout_);
  }

 private:
  void make_pieces() {
    for (const CutGuardrail& cut : cuts_) {
      const Guardrail& guardrail = *cut.guardrail;
      const bool each = guardrail.targets.size() > 1 && by_target_.contains(guardrail.name);
      for (std::size_t n = 0; n < cut.parts.size(); ++n) {
        const std::string name = n == 0 ? guardrail.name : cat(guardrail.name, '#', n + 1);
        if (!each) {
          add_piece(name, cut, cut.parts[n], guardrail.targets);
          continue;
        }
        for (const PolicyTarget& target : guardrail.targets) {
          add_piece(cat(name, '@', target.name), cut, cut.parts[n], {target});
        }
      }
    }
    std::sort(layout_.pieces.begin(), layout_.pieces.end(),
              [](const PackedPiece& a, const PackedPiece& b) { return a.name < b.name; });
  }

  void add_piece(std::string name, const CutGuardrail& cut, const GuardrailPart& part,
                 const std::vector<PolicyTarget>& targets) {
    std::string key;
    for (const PolicyTarget& target : targets) key += cat(static_cast<unsigned>(target.kind), target.name, '\n');
    // What has no statements cannot share a document.
    if (!has_statements(cut.guardrail->type)) key += cut.guardrail->name;
    const auto [found, fresh] = group_of_.emplace(std::move(key), layout_.groups.size());
    if (fresh) layout_.groups.push_back({targets, {}});
    layout_.pieces.push_back({std::move(name), &cut, &part, found->second});
  }

  // The documents of the lock belong to whom most of their pieces belong; what else they held looks for a new place.
  void recall(Places places, std::vector<bool>& placed) {
    std::map<std::string_view, std::size_t> by_name;
    for (std::size_t i = 0; i < layout_.pieces.size(); ++i) by_name.emplace(layout_.pieces[i].name, i);
    for (const Memory::Held& held : memory_.documents) {
      std::vector<std::size_t> present;
      std::map<std::size_t, std::size_t> count;
      for (const std::string& name : held.entry->holds) {
        const auto found = by_name.find(name);
        if (found == by_name.end()) continue;
        present.push_back(found->second);
        ++count[layout_.pieces[found->second].group];
      }
      if (present.empty()) continue;
      std::size_t owner = layout_.pieces[present.front()].group;
      for (const auto& [group, pieces] : count) {
        if (pieces > count[owner]) owner = group;
      }
      const std::size_t document = open(held.number, owner);
      if (places == Places::anew) continue;
      for (const std::size_t piece : present) {
        if (layout_.pieces[piece].group != owner || !fits(layout_.documents[document], layout_.pieces[piece])) continue;
        put(document, piece);
        placed[piece] = true;
      }
    }
  }

  std::size_t open(std::uint32_t number, std::size_t group) {
    Document document;
    document.number = number;
    document.group = group;
    document.characters = document_frame();
    layout_.documents.push_back(std::move(document));
    layout_.groups[group].documents.push_back(layout_.documents.size() - 1);
    return layout_.documents.size() - 1;
  }

  void place(std::size_t piece) {
    for (const std::size_t document : layout_.groups[layout_.pieces[piece].group].documents) {
      if (fits(layout_.documents[document], layout_.pieces[piece])) return put(document, piece);
    }
    put(open(layout_.next_number++, layout_.pieces[piece].group), piece);
  }

  static std::string_view sid_of(const yaml::Node& statement) {
    const yaml::Node* sid = statement.find("Sid");
    return sid != nullptr && sid->is_string() ? std::string_view(sid->text) : std::string_view();
  }

  // How much a Sid of this piece grows at most when another one has it: the name, and a number behind it.
  static std::size_t growth(const PackedPiece& piece) { return piece.cut->guardrail->name.size() + 4; }

  // The first one always does: it was cut to the length of a document.
  [[nodiscard]] bool fits(const Document& document, const PackedPiece& piece) const {
    if (document.pieces.empty()) return true;
    if (!has_statements(piece.cut->guardrail->type)) return false;
    std::size_t characters = document.characters + piece.part->characters;
    if (characters > limit_) return false;
    for (const yaml::Node& statement : piece.part->statements) {
      const auto other = document.sids.find(sid_of(statement));
      if (other != document.sids.end()) characters += std::max(other->second, growth(piece));
    }
    return characters <= limit_;
  }

  void put(std::size_t place, std::size_t index) {
    Document& document = layout_.documents[place];
    const PackedPiece& piece = layout_.pieces[index];
    document.pieces.push_back(index);
    document.characters += piece.part->characters;
    for (const yaml::Node& statement : piece.part->statements) {
      const std::string_view sid = sid_of(statement);
      if (sid.empty()) continue;
      const auto [found, fresh] = document.sids.emplace(sid, growth(piece));
      if (fresh) continue;
      document.characters += std::max(found->second, growth(piece));
      found->second = std::max(found->second, growth(piece));
    }
  }

  const std::vector<CutGuardrail>& cuts_;
  const std::set<std::string_view>& by_target_;
  const Memory& memory_;
  std::size_t limit_;
  Packing layout_;
  std::map<std::string, std::size_t> group_of_;
};

// Documents at each target.
std::map<PolicyTarget, std::size_t> load_of(const Packing& layout) {
  std::map<PolicyTarget, std::size_t> load;
  for (const Document& document : layout.documents) {
    if (document.pieces.empty()) continue;
    for (const PolicyTarget& target : layout.groups[document.group].targets) ++load[target];
  }
  return load;
}

// "workloads-production", "root", "sandbox-and-2-more"
std::string words_of(const std::vector<PolicyTarget>& targets) {
  constexpr std::size_t kMost = 80;
  std::string words;
  for (const char c : base::to_lower(targets.front().name)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain || (!words.empty() && words.back() != '-')) words += plain ? c : '-';
  }
  if (words.size() > kMost) words.resize(kMost);
  while (!words.empty() && words.back() == '-') words.pop_back();
  if (targets.size() > 1) words += cat("-and-", targets.size() - 1, "-more");
  return words;
}

class Packer {
 public:
  Packer(const Organization& organization, const Lock& before, Lock& after, base::Diagnostics& diagnostics)
      : organization_(organization), before_(before), after_(after), diagnostics_(diagnostics) {
    for (const auto& [key, entry] : before.policies) {
      if (const auto parsed = policy_key(key)) next_number_ = std::max(next_number_, parsed->number + 1);
    }
    for (const Guardrail& guardrail : organization.guardrails) present_.insert(guardrail.name);
  }

  PackedPolicies run() {
    after_.policies.clear();
    keep_absent();
    for (std::size_t i = 0; i < policy_type_facts().size(); ++i) pack(static_cast<PolicyType>(i));
    auto& policies = packed_.policies;
    std::sort(policies.begin(), policies.end(),
              [](const auto& a, const auto& b) { return policy_key(a.key)->number < policy_key(b.key)->number; });
    place_in_stacks(organization_, before_, policies, diagnostics_);
    for (const OrganizationPolicy& policy : policies) after_.policies.at(policy.key).shard = policy.shard;
    check_last_policies(organization_, policies, diagnostics_);
    return std::move(packed_);
  }

 private:
  // A guardrail that left the blueprint may come back; its place is kept until it is released.
  void keep_absent() {
    for (const auto& [key, entry] : before_.policies) {
      LockedPolicy kept = entry;
      std::erase_if(kept.holds, [&](const std::string& held) { return present_.contains(guardrail_of(held)); });
      if (!kept.holds.empty()) after_.policies.emplace(key, std::move(kept));
    }
  }

  void pack(PolicyType type) {
    const std::vector<CutGuardrail> cuts = cut_guardrails(organization_, type, diagnostics_);
    if (cuts.empty()) return;
    const auto limit = static_cast<std::size_t>(organization_.quotas.limit(facts_of(type).size));
    const Memory memory = memory_of(before_, type);
    std::set<std::string_view> by_target = memory.by_target;
    const auto lay_out = [&](Places places) {
      return LayOut(cuts, by_target, memory, limit, next_number_).run(places);
    };
    Packing layout = lay_out(Places::remembered);
    for (auto over = overloaded(type, layout); over; over = overloaded(type, layout)) {
      const CutGuardrail* next = next_to_split(cuts, by_target, memory, *over);
      if (next == nullptr) break;
      by_target.insert(next->guardrail->name);
      layout = lay_out(Places::remembered);
    }
    if (overloaded(type, layout)) layout = lay_out(Places::anew);
    report_overload(type, layout);
    next_number_ = layout.next_number;
    for (const Document& document : layout.documents) {
      if (!document.pieces.empty()) take(type, layout, document);
    }
    add_slots(type, layout, limit);
  }

  std::optional<PolicyTarget> overloaded(PolicyType type, const Packing& layout) const {
    for (const auto& [target, documents] : load_of(layout)) {
      if (static_cast<std::int64_t>(documents) > slots_of(organization_, type, target).free) return target;
    }
    return std::nullopt;
  }

  // The smallest one at this target that is not served by itself yet, rather one that has no place so far.
  static const CutGuardrail* next_to_split(const std::vector<CutGuardrail>& cuts,
                                           const std::set<std::string_view>& by_target, const Memory& memory,
                                           const PolicyTarget& target) {
    const CutGuardrail* best = nullptr;
    const auto better = [&](const CutGuardrail& a, const CutGuardrail& b) {
      const bool a_known = memory.guardrails.contains(a.guardrail->name);
      const bool b_known = memory.guardrails.contains(b.guardrail->name);
      return a_known != b_known ? b_known : a.characters < b.characters;
    };
    for (const CutGuardrail& cut : cuts) {
      const auto& targets = cut.guardrail->targets;
      if (!has_statements(cut.guardrail->type) || targets.size() < 2 || by_target.contains(cut.guardrail->name))
        continue;
      if (!std::binary_search(targets.begin(), targets.end(), target)) continue;
      if (best == nullptr || better(cut, *best)) best = &cut;
    }
    return best;
  }

  // The blueprint's place that brought the last document there; the baseline's guardrails have none.
  static base::Span last_mention(const Packing& layout, const PolicyTarget& target) {
    base::Span span;
    for (const Document& document : layout.documents) {
      const auto& at = layout.groups[document.group].targets;
      if (!std::binary_search(at.begin(), at.end(), target)) continue;
      for (const std::size_t piece : document.pieces) {
        const auto& targets = layout.pieces[piece].cut->guardrail->targets;
        const auto found = std::lower_bound(targets.begin(), targets.end(), target);
        if (found->span.known()) span = found->span;
      }
    }
    return span;
  }

  void report_overload(PolicyType type, const Packing& layout) {
    for (const auto& [target, documents] : load_of(layout)) {
      const Slots slots = slots_of(organization_, type, target);
      if (static_cast<std::int64_t>(documents) <= slots.free) continue;
      report_too_many(type, target, documents, slots, last_mention(layout, target), diagnostics_);
    }
  }

  void take(PolicyType type, const Packing& layout, const Document& document) {
    const PolicyTypeFacts& facts = facts_of(type);
    std::vector<std::size_t> pieces = document.pieces;
    std::sort(pieces.begin(), pieces.end());  // they are by name
    OrganizationPolicy policy;
    policy.key = cat(facts.prefix, '-', document.number);
    policy.type = type;
    policy.targets = layout.groups[document.group].targets;
    policy.logical_id = aws::LogicalId(cat("Policy", camel_case(policy.key)));
    policy.name =
        cat(organization_.customer.slug.value, '-', facts.prefix, '-', words_of(policy.targets), '-', document.number);
    std::vector<std::pair<const Guardrail*, const GuardrailPart*>> parts;
    for (const std::size_t index : pieces) {
      const PackedPiece& piece = layout.pieces[index];
      parts.emplace_back(piece.cut->guardrail, piece.part);
      if (policy.guardrails.empty() || policy.guardrails.back() != piece.cut->guardrail->name) {
        policy.guardrails.push_back(piece.cut->guardrail->name);
      }
    }
    policy.content =
        has_statements(type) ? policy_document(parts, policy.statement_guardrails) : parts.front().first->content;
    policy.characters = policy::organization_characters(policy.content);
    policy.description = describe(parts, policy.guardrails);
    remember(policy, layout, pieces);
    packed_.policies.push_back(std::move(policy));
  }

  // What each guardrail is for; where that is too long, their names, as many as AWS takes characters.
  std::string describe(const std::vector<std::pair<const Guardrail*, const GuardrailPart*>>& parts,
                       const std::vector<std::string>& names) const {
    const auto limit = static_cast<std::size_t>(organization_.quotas.limit("organizations/policy-description"));
    std::string text;
    const Guardrail* last = nullptr;
    for (const auto& [guardrail, part] : parts) {
      if (std::exchange(last, guardrail) == guardrail) continue;
      text += cat(text.empty() ? "" : "; ", guardrail->name);
      std::string_view words = guardrail->description;
      while (words.ends_with('.')) words.remove_suffix(1);
      if (!words.empty()) text += cat(": ", words);
    }
    if (text.size() <= limit) return text;
    text = base::join(names, ", ");
    if (text.size() <= limit) return text;
    std::string shorter;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string rest = cat(" and ", names.size() - i, " more");
      if (shorter.size() + names[i].size() + 2 + rest.size() > limit) return shorter + rest;
      if (i > 0) shorter += ", ";
      shorter += names[i];
    }
    return shorter;
  }

  void remember(const OrganizationPolicy& policy, const Packing& layout, const std::vector<std::size_t>& pieces) {
    LockedPolicy& entry = after_.policies[policy.key];
    const auto before = before_.policies.find(policy.key);
    if (before != before_.policies.end()) entry.span = before->second.span;
    for (const std::size_t index : pieces) {
      const PackedPiece& piece = layout.pieces[index];
      const bool known =
          before != before_.policies.end() &&
          std::find(before->second.holds.begin(), before->second.holds.end(), piece.name) != before->second.holds.end();
      if (!known && !entry.cause.known()) entry.cause = piece.cut->guardrail->span;
      entry.holds.push_back(piece.name);
    }
    std::sort(entry.holds.begin(), entry.holds.end());
  }

  void add_slots(PolicyType type, const Packing& layout, std::size_t limit) {
    std::map<PolicyTarget, PolicySlots> by_target;
    for (const OrganizationPolicy& policy : packed_.policies) {
      if (policy.type != type) continue;
      for (const PolicyTarget& target : policy.targets) {
        PolicySlots& slots = by_target[target];
        ++slots.documents;
        slots.characters_left += limit > policy.characters ? limit - policy.characters : 0;
      }
    }
    for (const auto& [target, documents] : load_of(layout)) {
      PolicySlots slots = by_target[target];
      slots.target = target;
      slots.type = type;
      slots.slots = slots_of(organization_, type, target).free;
      packed_.slots.push_back(std::move(slots));
    }
  }

  const Organization& organization_;
  const Lock& before_;
  Lock& after_;
  base::Diagnostics& diagnostics_;
  std::set<std::string_view> present_;
  std::uint32_t next_number_ = 1;
  PackedPolicies packed_;
};

}  // namespace

PackedPolicies pack_policies(const Organization& organization, const Lock& before, Lock& after,
                             base::Diagnostics& diagnostics) {
  return Packer(organization, before, after, diagnostics).run();
}

}  // namespace landform::resolve
