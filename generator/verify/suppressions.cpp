// Law: what a template asks cfn_nag to pass over has a reason that a reviewer can judge. Customizations for Control
// Tower run cfn_nag over every template, so suppressions are where their rules are broken on purpose.
#include <algorithm>

#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

// W28, F3: a letter and digits. Rules of one's own have other names, but no blanks.
bool is_rule_id(const yaml::Node& id) {
  return id.is_string() && !id.text.empty() && id.text.find(' ') == std::string::npos;
}

}  // namespace

void law_suppressions(const Input& input, base::Diagnostics& diagnostics) {
  for (const Resource& resource : input.index.resources) {
    const yaml::Node* nag = resource.metadata == nullptr ? nullptr : resource.metadata->find("cfn_nag");
    if (nag == nullptr) continue;
    const yaml::Node* rules = nag->find("rules_to_suppress");
    if (rules == nullptr || !rules->is_sequence()) {
      diagnostics.add({"verify/suppression", nag->span,
                       base::cat("`cfn_nag` of `", resource.id, "` has no list `rules_to_suppress`")});
      continue;
    }
    for (const yaml::Node& rule : rules->items) {
      const yaml::Node* id = rule.find("id");
      if (id == nullptr || !is_rule_id(*id)) {
        diagnostics.add({"verify/suppression", rule.span,
                         base::cat("a rule that `", resource.id, "` suppresses has no `id`: wanted one like W28")});
        continue;
      }
      const yaml::Node* reason = rule.find("reason");
      if (reason != nullptr && reason->is_string() && reason->text.find(' ') != std::string::npos) continue;
      diagnostics.add({"verify/suppression", rule.span,
                       base::cat("`", resource.id, "` suppresses ", id->text, " and does not say why")});
    }
  }
}

}  // namespace landform::verify
