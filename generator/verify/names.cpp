// Law: keys of mappings are letters, digits, dots and hyphens. Logical ids and the names of sections are checked when a
// template is read (cfn/); lengths are counted by law_limits. Source: aws-facts.md B1.
#include <algorithm>

#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

bool may_stand(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

void check_key(const yaml::Entry& mapping, const yaml::Entry& cell, base::Diagnostics& diagnostics) {
  const std::string_view key = cell.key;
  const auto bad = std::find_if_not(key.begin(), key.end(), may_stand);
  if (bad == key.end() || key.starts_with("Fn::")) return;
  std::string proposal(key);
  for (char& c : proposal) c = may_stand(c) ? c : '-';
  diagnostics.add(base::Diagnostic("verify/name-characters", cell.key_span,
                                   base::cat("key `", key, "` of mapping `", mapping.key, "` has `",
                                             std::string_view(&*bad, 1), "`; letters, digits, . and - may stand in it"))
                      .help(proposal));
}

}  // namespace

void law_names(const Input& input, base::Diagnostics& diagnostics) {
  if (input.index.mappings == nullptr) return;
  for (const yaml::Entry& mapping : input.index.mappings->entries) {
    for (const yaml::Entry& row : mapping.value.entries) {
      for (const yaml::Entry& cell : row.value.entries) check_key(mapping, cell, diagnostics);
    }
  }
}

}  // namespace landform::verify
