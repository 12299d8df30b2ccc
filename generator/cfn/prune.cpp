// Takes away what nothing refers to: conditions (one may keep another), mappings, parameters, empty sections.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "cfn/passes.h"
#include "cfn/sub_text.h"

namespace landform::cfn {

using yaml::Entry;
using yaml::Node;

namespace {

// {Condition: Name} inside conditions, and the Condition attribute of resources and outputs.
void collect_conditions(const Node& node, std::vector<std::string_view>& out) {
  for (const Node& item : node.items) {
    if (!item.is_scalar()) collect_conditions(item, out);
  }
  for (const Entry& entry : node.entries) {
    if (!entry.value.is_scalar()) {
      collect_conditions(entry.value, out);
    } else if (entry.value.is_string() && std::string_view(entry.key) == "Condition") {
      out.push_back(entry.value.text);
    }
  }
}

void keep_only(Node& root, std::string_view section, const auto& is_used) {
  Node* found = root.find(section);
  if (!found || found->entries.empty()) return;
  erase_if(found->entries, [&](const Entry& entry) { return !is_for_each_key(entry.key) && !is_used(entry.key); });
  if (found->entries.empty()) root.erase(section);
}

// Conditions that something outside their section names, and those that these need. In the texts of the tree.
base::NameSet live_conditions(const Node& root, const Node& conditions, const References& outside) {
  base::NameSet live;
  std::vector<std::string_view> waiting;
  for (const References::Use& use : outside.conditions) waiting.push_back(use.name);
  for (const std::string_view section : {"Resources", "Outputs", "Hooks"}) {
    const Node* found = root.find(section);
    if (found) collect_conditions(*found, waiting);
  }
  base::NameTable<const Node*> bodies;
  for (const Entry& entry : conditions.entries) {
    bodies.add(entry.key, &entry.value);
    // What an open loop will make is not known by name; what it needs stays.
    if (is_for_each_key(entry.key)) collect_conditions(entry.value, waiting);
  }
  while (!waiting.empty()) {
    const std::string_view name = waiting.back();
    waiting.pop_back();
    if (!live.add(name, {}).second) continue;
    if (const Node* const* body = bodies.find(name)) collect_conditions(**body, waiting);
  }
  return live;
}

void prune_conditions(Node& root, const Node& conditions, const Uses& uses) {
  const base::NameSet live = live_conditions(root, conditions, uses.inside);
  const bool computed_names = std::any_of(live.begin(), live.end(),
                                          [](const auto& named) { return named.name.find('{') != std::string::npos; });
  if (computed_names) return;
  // The names stand in what stays, below what is moved.
  keep_only(root, "Conditions", [&](const std::string& name) { return live.contains(name); });
}

// Mappings in templates hold texts and lists of texts, below two levels of keys.
void illegal_rows(const Node& rows, const auto& refuse) {
  for (const Entry& row : rows.entries) {
    const std::string plain = base::replace_all(base::replace_all(row.key, "-", ""), ".", "");
    if (row.key.empty() || letters_and_digits(plain) != plain) {
      refuse(row.value, base::cat("its first key `", row.key, "` has more than letters, digits, `-` and `.`"));
      continue;
    }
    if (!row.value.is_mapping()) {
      refuse(row.value, base::cat("its row `", row.key, "` is ", described(row.value), ", not a mapping"));
      continue;
    }
    for (const Entry& value : row.value.entries) {
      const bool key = !value.key.empty() && letters_and_digits(value.key) == value.key;
      if (!key) {
        refuse(value.value, base::cat("its second key `", value.key, "` has more than letters and digits"));
        continue;
      }
      const bool texts = value.value.is_sequence() && std::all_of(value.value.items.begin(), value.value.items.end(),
                                                                  [](const Node& item) { return item.is_scalar(); });
      if (texts || (value.value.is_scalar() && !value.value.is_null())) continue;
      refuse(value.value, base::cat("its value at `", row.key, "`, `", value.key, "` is ", described(value.value),
                                    ", not a text or a list of texts"));
    }
  }
}

// Where the mapping is looked up first, in the order of the file; its own place when its name is computed everywhere.
base::Span first_look_up(const Uses& uses, const Entry& mapping) {
  std::optional<base::Span> first;
  for (const References* references : {&uses.inside, &uses.early, &uses.beside}) {
    const References::Use* use = first_use(references->mappings, mapping.key);
    if (use && (!first || use->span.begin < first->begin)) first = use->span;
  }
  return first.value_or(mapping.key_span);
}

}  // namespace

void prune(Node& root, const Uses& uses) {
  const Node* conditions = root.find("Conditions");
  if (conditions) prune_conditions(root, *conditions, uses);
  // Conditions that nothing needs keep nothing.
  References early;
  for (const std::string_view section : {"Conditions", "Rules"}) {
    if (const Node* node = root.find(section)) collect_references(*node, early);
  }
  keep_only(root, "Mappings", [&](const std::string& name) {
    return uses.inside.computed_mapping || early.computed_mapping || first_use(uses.inside.mappings, name) ||
           first_use(early.mappings, name);
  });
  const Node* rules = root.find("Rules");
  keep_only(root, "Parameters", [&](const std::string& name) {
    return rules != nullptr || first_use(uses.inside.names, name) || first_use(early.names, name);
  });
  prune_interface(root);
  erase_if(root.entries, [](const Entry& section) {
    return section.key != "Resources" && section.value.is_mapping() && section.value.entries.empty();
  });
}

void settle_mappings(Node& root, const Uses& uses, const Bindings& bindings, base::Diagnostics& diagnostics) {
  Node* mappings = root.find("Mappings");
  if (!mappings || (bindings.mappings.empty() && bindings.shared_mappings.empty())) return;
  erase_if(mappings->entries,
           [&](const Entry& entry) { return bindings.binds_mapping(entry.key) && !uses.mapping(entry.key); });
  for (const Entry& entry : mappings->entries) {
    if (!bindings.binds_mapping(entry.key)) continue;
    const base::Span site = first_look_up(uses, entry);
    const auto refuse = [&](const Node& value, std::string what) {
      diagnostics.add(about("cfn/mapping-survives", value, site,
                            base::cat("mapping `", entry.key, "` has to stay for this look-up, and ", what)));
    };
    illegal_rows(entry.value, refuse);
  }
  if (mappings->entries.empty()) root.erase("Mappings");
}

// Source: CloudFormation template reference, "AWS::CloudFormation::Interface": ParameterGroups, ParameterLabels.
void prune_interface(Node& root) {
  Node* metadata = root.find("Metadata");
  Node* interface = metadata ? metadata->find("AWS::CloudFormation::Interface") : nullptr;
  if (!interface) return;
  const Node* parameters = root.find("Parameters");
  const auto is_gone = [&](const std::string& name) { return !parameters || !parameters->find(name); };
  if (Node* labels = interface->find("ParameterLabels")) {
    erase_if(labels->entries, [&](const Entry& entry) { return is_gone(entry.key); });
    if (labels->entries.empty()) interface->erase("ParameterLabels");
  }
  if (Node* groups = interface->find("ParameterGroups")) {
    for (Node& group : groups->items) {
      if (Node* members = group.find("Parameters")) {
        erase_if(members->items, [&](const Node& name) { return is_gone(name.text); });
      }
    }
    erase_if(groups->items, [](const Node& group) {
      const Node* members = group.find("Parameters");
      return members && members->items.empty();
    });
    if (groups->items.empty()) interface->erase("ParameterGroups");
  }
  if (interface->entries.empty()) metadata->erase("AWS::CloudFormation::Interface");
  if (metadata->entries.empty()) root.erase("Metadata");
}

}  // namespace landform::cfn
