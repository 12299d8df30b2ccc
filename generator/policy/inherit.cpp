#include "policy/inherit.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace landform::policy {
namespace {

using yaml::Node;

using Path = std::vector<std::string>;  // {"tags", "costcenter", "tag_key"}

constexpr std::string_view kAssign = "@@assign";
constexpr std::string_view kAppend = "@@append";
constexpr std::string_view kRemove = "@@remove";
constexpr std::string_view kControl = "@@operators_allowed_for_child_policies";

struct Source {
  std::string_view level;
  std::string_view policy;
  base::Span span;
};

struct Setting {
  Node value;  // a scalar or a list
  Source source;
};

using Operators = std::set<std::string, std::less<>>;

// What one level allows to those below it, at one path and whatever lies below that and says nothing itself.
struct Control {
  Operators allowed;
  Source source;
};

struct Operation {
  Path path;
  std::string_view name;
  const Node* value = nullptr;
  Source source;
};

std::string dotted(const Path& path) {
  return base::join(path, ".");
}

Operators operators_of(const Node& node) {
  Operators allowed;
  const auto add = [&](const std::string& name) {
    if (name == "@@all") {
      for (const std::string_view each : {kAssign, kAppend, kRemove}) allowed.emplace(each);
    } else if (name != "@@none") {
      allowed.insert(name);
    }
  };
  if (node.is_scalar()) add(node.text);
  for (const Node& item : node.items) add(item.text);
  return allowed;
}

bool has_value(const yaml::Nodes& items, const Node& wanted) {
  return std::any_of(items.begin(), items.end(), [&](const Node& item) { return yaml::same_value(item, wanted); });
}

yaml::Nodes items_of(const Node& value) {
  return value.is_sequence() ? value.items : yaml::Nodes{value};
}

class Merge {
 public:
  EffectivePolicy run(std::span<const ManagementLevel> levels) {
    for (const ManagementLevel& level : levels) merge(level);
    result_.content = yaml::mapping();
    for (auto& [path, setting] : settings_) put(path, std::move(setting.value));
    return std::move(result_);
  }

 private:
  void merge(const ManagementLevel& level) {
    operations_.clear();
    controls_here_.clear();
    for (const ManagementPolicy& policy : level.policies) {
      if (policy.content == nullptr) continue;
      Path path;
      collect(*policy.content, path, {level.name, policy.name, {}});
    }
    assigned_here_.clear();
    // Values first, then what is added to them, then what is taken away: the order of policies decides conflicts only.
    for (const std::string_view name : {kAssign, kAppend, kRemove}) {
      for (const Operation& operation : operations_) {
        if (operation.name == name && is_allowed(operation)) apply(operation);
      }
    }
    controls_.push_back(controls_here_);
  }

  void collect(const Node& node, Path& path, const Source& source) {
    for (const yaml::Entry& entry : node.entries) {
      const Source here{source.level, source.policy, entry.value.span};
      if (entry.key == kControl) {
        add_control(path, operators_of(entry.value), here);
      } else if (entry.key == kAssign || entry.key == kAppend || entry.key == kRemove) {
        const std::string_view name = entry.key == kAssign ? kAssign : entry.key == kAppend ? kAppend : kRemove;
        operations_.push_back({path, name, &entry.value, here});
      } else {
        path.push_back(entry.key);
        if (entry.value.is_mapping()) {
          collect(entry.value, path, source);
        } else {
          fault(InheritanceFaultKind::wrong_value, path, entry.key, here, nullptr);
        }
        path.pop_back();
      }
    }
  }

  // Of several policies at one level those operators are allowed that all of them allow.
  void add_control(const Path& path, Operators allowed, const Source& source) {
    const auto [found, added] = controls_here_.try_emplace(path, Control{allowed, source});
    if (added) return;
    std::erase_if(found->second.allowed, [&](const std::string& name) { return !allowed.contains(name); });
  }

  // Each level above decides by what it says nearest to the path; all must allow.
  bool is_allowed(const Operation& operation) {
    for (const auto& controls : controls_) {
      const Control* control = nullptr;
      Path path = operation.path;
      while (control == nullptr) {
        if (const auto found = controls.find(path); found != controls.end()) control = &found->second;
        if (path.empty()) break;
        path.pop_back();
      }
      if (control != nullptr && !control->allowed.contains(operation.name)) {
        fault(InheritanceFaultKind::not_allowed, operation.path, operation.name, operation.source, &control->source);
        return false;
      }
    }
    return true;
  }

  void apply(const Operation& operation) {
    if (operation.value->is_mapping() || operation.value->is_null() || collides(operation.path)) {
      fault(InheritanceFaultKind::wrong_value, operation.path, operation.name, operation.source, nullptr);
      return;
    }
    const auto found = settings_.find(operation.path);
    if (operation.name == kAssign) {
      assign(operation, found == settings_.end() ? nullptr : &found->second);
    } else if (found != settings_.end() && !found->second.value.is_sequence()) {
      fault(InheritanceFaultKind::wrong_value, operation.path, operation.name, operation.source, &found->second.source);
    } else if (operation.name == kAppend) {
      append(operation);
    } else if (found != settings_.end()) {
      remove(operation, found->second);
    }
  }

  void assign(const Operation& operation, Setting* inherited) {
    const bool second = !assigned_here_.insert(operation.path).second;
    if (!second) {
      settings_[operation.path] = {*operation.value, operation.source};
    } else if (!yaml::same_value(inherited->value, *operation.value)) {
      fault(InheritanceFaultKind::conflict, operation.path, operation.name, operation.source, &inherited->source);
    }
  }

  void append(const Operation& operation) {
    Setting& setting = settings_[operation.path];
    if (!setting.value.is_sequence()) setting = {yaml::sequence(), operation.source};
    for (const Node& item : items_of(*operation.value)) {
      if (!has_value(setting.value.items, item)) setting.value.items.push_back(item);
    }
  }

  void remove(const Operation& operation, Setting& setting) {
    const yaml::Nodes gone = items_of(*operation.value);
    erase_if(setting.value.items, [&](const Node& item) { return has_value(gone, item); });
    if (setting.value.items.empty()) settings_.erase(operation.path);
  }

  // A setting has a value or settings below it, never both.
  bool collides(const Path& path) const {
    Path above = path;
    while (!above.empty()) {
      above.pop_back();
      if (settings_.contains(above)) return true;
    }
    const auto below = settings_.upper_bound(path);
    return below != settings_.end() && below->first.size() > path.size() &&
           std::equal(path.begin(), path.end(), below->first.begin());
  }

  void put(const Path& path, Node value) {
    Node* node = &result_.content;
    for (const std::string& key : path) {
      // Paths come sorted: what they share stands at the end.
      const bool there = !node->entries.empty() && node->entries.back().key == key;
      if (!there) node->add(key, yaml::mapping());
      node = &node->entries.back().value;
    }
    *node = std::move(value);
  }

  void fault(InheritanceFaultKind kind, const Path& path, std::string_view name, const Source& source,
             const Source* other) {
    InheritanceFault fault{kind,
                           dotted(path),
                           std::string(name),
                           std::string(source.level),
                           std::string(source.policy),
                           {},
                           {},
                           source.span,
                           {}};
    if (other != nullptr) {
      fault.other_level = other->level;
      fault.other_policy = other->policy;
      fault.other_span = other->span;
    }
    result_.faults.push_back(std::move(fault));
  }

  EffectivePolicy result_;
  std::map<Path, Setting> settings_;
  std::vector<std::map<Path, Control>> controls_;  // of the levels above
  std::map<Path, Control> controls_here_;
  std::vector<Operation> operations_;
  std::set<Path> assigned_here_;
};

}  // namespace

EffectivePolicy inherit(std::span<const ManagementLevel> levels) {
  return Merge().run(levels);
}

}  // namespace landform::policy
