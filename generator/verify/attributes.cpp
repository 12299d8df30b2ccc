// Law: what stands beside Properties has its kind: DependsOn names logical ids as they are, Condition names a
// condition, the template's Description is a text. Which attributes there are is checked when a template is read
// (cfn/). Source: "Resource attribute reference" (CloudFormation user guide).
#include <algorithm>

#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

using base::cat;
using yaml::Node;

void wrong(const Node& node, std::string_view attribute, std::string_view id, std::string_view wanted,
           base::Diagnostics& diagnostics) {
  diagnostics.add(
      base::Diagnostic("verify/attribute-kind", node.span, cat("`", attribute, "` of `", id, "` must be ", wanted)));
}

}  // namespace

void law_attributes(const Input& input, base::Diagnostics& diagnostics) {
  const Node* description = input.index.source->root.find("Description");
  if (description != nullptr && !description->is_scalar()) {
    diagnostics.add(base::Diagnostic("verify/attribute-kind", description->span,
                                     "`Description` of the template must be a literal text"));
  }
  for (const Resource& resource : input.index.resources) {
    if (resource.condition != nullptr && !resource.condition->is_string()) {
      wrong(*resource.condition, "Condition", resource.id, "the name of a condition", diagnostics);
    }
    const Node* depends_on = resource.depends_on;
    // In a loop the evaluator puts the names together.
    if (depends_on == nullptr || depends_on->is_string() || resource.looped) continue;
    const bool names = depends_on->is_sequence() && std::all_of(depends_on->items.begin(), depends_on->items.end(),
                                                                [](const Node& item) { return item.is_string(); });
    if (names || has_open_keys(*depends_on)) continue;
    wrong(*depends_on, "DependsOn", resource.id, "a logical id or a list of them: functions are not evaluated there",
          diagnostics);
  }
}

}  // namespace landform::verify
