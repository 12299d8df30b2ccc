#include "cfn/source_facts.h"

#include <algorithm>

#include "cfn/parameter_types.h"
#include "cfn/passes.h"

namespace landform::cfn {

using yaml::Entry;
using yaml::Node;

namespace {

void collect_identifiers(const Node& node, base::NameSet& names) {
  for (const Node& item : node.items) {
    if (!item.is_scalar()) collect_identifiers(item, names);
  }
  for (const Entry& entry : node.entries) {
    if (entry.value.is_scalar()) continue;
    if (is_for_each_key(entry.key) && !entry.value.items.empty()) names.add(entry.value.items[0].text, {});
    collect_identifiers(entry.value, names);
  }
}

// The names that stand in a section outside of loops.
base::NameSet written_names(const Node& root, std::string_view section) {
  base::NameSet names;
  const Node* found = root.find(section);
  if (!found) return names;
  names.reserve(found->entries.size());
  for (const Entry& entry : found->entries) {
    if (entry.value.is_mapping() && !is_for_each_key(entry.key)) names.add(entry.key, {});
  }
  return names;
}

void collect_unknown(const References::Uses& uses, const auto& is_known, base::NameSet& names) {
  for (const References::Use& use : uses) {
    if (use.name.find('{') == std::string_view::npos && !is_known(use.name)) names.add(use.name, {});
  }
}

std::vector<std::string_view> listed(const base::NameSet& names) {
  std::vector<std::string_view> list;
  list.reserve(names.size());
  for (const auto& [name, nothing] : names) list.push_back(name);
  return list;
}

}  // namespace

SourceFacts::SourceFacts(const Node& root) {
  for (const Entry& section : root.entries) {
    if (section.key == "Parameters") {
      parameters.reserve(section.value.entries.size());
      for (const Entry& entry : section.value.entries) {
        const Node* type = entry.value.find("Type");
        parameters.add(entry.key, {parameters.size(), &entry, type ? std::string_view(type->text) : std::string_view(),
                                   rule_of(entry.value)});
      }
    } else if (section.key == "Mappings") {
      mappings_section = &section;
      for (const Entry& entry : section.value.entries) mappings.add(entry.key, &entry);
    }
  }
  base::Diagnostics found;
  check_sections(root, found);
  check_functions(root, *this, found);
  sound = found.empty();
  if (found.has_errors()) return;  // nothing will be evaluated

  parts.fill(root, *this);
  for (const std::string_view section : {"Resources", "Outputs", "Conditions", "Rules"}) {
    const Node* node = root.find(section);
    if (!node) continue;
    if (!loops.empty()) collect_identifiers(*node, identifiers);
    collect_references(*node, references);
  }
  const base::NameSet resources = written_names(root, "Resources");
  const auto is_known_name = [&](std::string_view name) {
    return resources.contains(name) || parameters.contains(name) || identifiers.contains(name) ||
           is_pseudo_parameter(name);
  };
  base::NameSet unknown;
  collect_unknown(references.names, is_known_name, unknown);
  collect_unknown(references.attributes, is_known_name, unknown);
  made_names = listed(unknown);
  const base::NameSet conditions = written_names(root, "Conditions");
  base::NameSet unknown_conditions;
  collect_unknown(
      references.conditions, [&](std::string_view name) { return conditions.contains(name); }, unknown_conditions);
  made_conditions = listed(unknown_conditions);
}

}  // namespace landform::cfn
