// What the management policies of one type (tag, backup, AI opt-out, declarative, ...) come to for one account: those
// of the root, of each unit and of the account merged by their operators (@@assign, @@append, @@remove,
// @@operators_allowed_for_child_policies).
// Source: "Inheritance operators" and "Inheritance examples" (Organizations user guide).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/span.h"
#include "yaml/node.h"

namespace landform::policy {

struct ManagementPolicy {
  std::string name;
  const yaml::Node* content = nullptr;  // must outlive what inherit gives back: nothing of it is kept there
};

// One node of the tree, from the root to the account.
struct ManagementLevel {
  std::string name;                        // "Root", "Workloads/Production", "shop-prod"
  std::vector<ManagementPolicy> policies;  // in the order of attachment; the first wins a conflict
};

enum class InheritanceFaultKind : std::uint8_t {
  conflict,     // two policies of one level assign different single values
  not_allowed,  // a level above does not allow the operator here; AWS ignores the setting
  wrong_value,  // @@append or @@remove of a single value, or on a setting that has one
};

struct InheritanceFault {
  InheritanceFaultKind kind = InheritanceFaultKind::conflict;
  std::string path;           // "tags.costcenter.tag_key"
  std::string operator_text;  // "@@assign"
  std::string level;
  std::string policy;
  std::string other_level;  // whose value stands, or who forbids
  std::string other_policy;
  base::Span span;        // of the operator's value
  base::Span other_span;  // of the value that stands, or of the list that forbids
};

struct EffectivePolicy {
  yaml::Node content;  // without operators: {"tags": {"costcenter": {"tag_key": "CostCenter", ...}}}; keys sorted
  std::vector<InheritanceFault> faults;
};

EffectivePolicy inherit(std::span<const ManagementLevel> levels);

}  // namespace landform::policy
