// The one list of diagnostic slugs. A slug names its fault in kebab-case after its area; it never changes its meaning.
// Each has a page docs/explain/<area>/<slug>.md (shown by `landform explain`) and at least one case that raises it.
#pragma once

#include <span>
#include <string_view>

#include "base/diagnostic.h"

namespace landform::base {

struct SlugInfo {
  std::string_view slug;
  Severity severity;
  std::string_view summary;  // one line, the fault in general, as a list of all slugs shows it
};

// Sorted by slug.
std::span<const SlugInfo> all_slugs();
// Null when there is no such slug.
const SlugInfo* find_slug(std::string_view slug);

}  // namespace landform::base
