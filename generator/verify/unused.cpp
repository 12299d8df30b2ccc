// Law: what is defined is used. CloudFormation takes unused parameters, mappings and conditions, but they mislead the
// next reader, and an unused parameter is usually a typing slip in a Ref elsewhere. Warnings.
#include <algorithm>

#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;

void report(const yaml::Node* section, std::string_view slug, std::string_view noun, const NameMap<bool>& used,
            base::Diagnostics& diagnostics) {
  if (section == nullptr) return;
  for (const Entry& entry : section->entries) {
    if (used.contains(entry.key) || is_function_key(entry.key)) continue;
    diagnostics.add(Diagnostic(slug, entry.key_span, cat(noun, " `", entry.key, "` is used nowhere in the template")));
  }
}

// Whether an Fn::FindInMap somewhere in the tree asks for a mapping whose name is computed; any may be meant then.
bool computes_mapping(const yaml::Node& node) {
  for (const Entry& entry : node.entries) {
    if (entry.key == "Fn::FindInMap" && !entry.value.items.empty() && !entry.value.items.front().is_scalar())
      return true;
    if (computes_mapping(entry.value)) return true;
  }
  return std::any_of(node.items.begin(), node.items.end(), computes_mapping);
}

}  // namespace

void law_unused(const Input& input, base::Diagnostics& diagnostics) {
  const Index& index = input.index;
  // A macro gets the whole template and may use anything of it.
  if (index.rewritten == Rewritten::by_macro) return;
  NameMap<bool> values;
  NameMap<bool> mappings;
  NameMap<bool> conditions;
  bool computed_mapping = false;
  for (const Reference& reference : index.references) {
    if (reference.how == Refers::to_value && index.parameters != nullptr) values.emplace(reference.target, true);
    if (reference.how == Refers::mapping) {
      mappings.emplace(reference.target, true);
      computed_mapping = computed_mapping || reference.target.find('{') != std::string_view::npos;
    }
    if (reference.how == Refers::condition) conditions.emplace(reference.target, true);
  }
  computed_mapping = computed_mapping || index.rewritten == Rewritten::language_extensions;
  report(index.parameters, "verify/unused-parameter", "parameter", values, diagnostics);
  if (index.mappings != nullptr && !computed_mapping && mappings.size() < index.mappings->entries.size()) {
    computed_mapping = computes_mapping(index.source->root);
  }
  if (!computed_mapping) report(index.mappings, "verify/unused-mapping", "mapping", mappings, diagnostics);
  if (index.loop_patterns.empty()) {
    report(index.conditions, "verify/unused-condition", "condition", conditions, diagnostics);
  }
}

}  // namespace landform::verify
