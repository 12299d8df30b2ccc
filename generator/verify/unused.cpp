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

// Which entries of a section are named.
class Used {
 public:
  explicit Used(const yaml::Node* section)
      : section_(section), used_(section == nullptr ? 0 : section->entries.size(), false) {}

  void note(const Entry* definition) {
    if (definition != nullptr) used_[static_cast<std::size_t>(definition - section_->entries.data())] = true;
  }
  [[nodiscard]] bool all() const { return std::find(used_.begin(), used_.end(), false) == used_.end(); }

  void report(std::string_view slug, std::string_view noun, base::Diagnostics& diagnostics) const {
    for (std::size_t i = 0; i < used_.size(); ++i) {
      const Entry& entry = section_->entries[i];
      if (used_[i] || is_function_key(entry.key)) continue;
      diagnostics.add(
          Diagnostic(slug, entry.key_span, cat(noun, " `", entry.key, "` is used nowhere in the template")));
    }
  }

 private:
  const yaml::Node* section_;
  std::vector<bool> used_;
};

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
  Used values(index.parameters);
  Used mappings(index.mappings);
  Used conditions(index.conditions);
  bool computed_mapping = false;
  for (const Reference& reference : index.references) {
    switch (reference.how) {
      case Refers::to_value:
        values.note(reference.definition);
        break;
      case Refers::mapping:
        mappings.note(reference.definition);
        computed_mapping = computed_mapping || reference.target.find('{') != std::string_view::npos;
        break;
      case Refers::condition:
        conditions.note(reference.definition);
        break;
      default:
        break;
    }
  }
  computed_mapping = computed_mapping || index.rewritten == Rewritten::language_extensions;
  values.report("verify/unused-parameter", "parameter", diagnostics);
  if (!computed_mapping && !mappings.all()) {
    computed_mapping = computes_mapping(index.source->root);
  }
  if (!computed_mapping) mappings.report("verify/unused-mapping", "mapping", diagnostics);
  if (index.loop_patterns.empty()) {
    conditions.report("verify/unused-condition", "condition", diagnostics);
  }
}

}  // namespace landform::verify
