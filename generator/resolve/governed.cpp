#include "resolve/governed.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.h"

namespace landform::resolve {

using base::cat;

bool is_governed(const aws::RegionName& region, const Organization& organization) {
  const auto& governed = organization.regions;
  const auto found =
      std::lower_bound(governed.begin(), governed.end(), region,
                       [](const auto& one, const aws::RegionName& wanted) { return one.value < wanted; });
  return found != governed.end() && found->value == region;
}

base::Diagnostic not_governed(std::string_view slug, base::Span span, std::string message,
                              const aws::RegionName& region, const Organization& organization) {
  std::vector<std::string> names;
  for (const auto& one : organization.regions) names.push_back(one.value.str());
  const std::string governed = base::join(names, ", ");
  return base::Diagnostic(slug, span, std::move(message))
      .note(cat("governed regions: ", governed))
      .help(cat("add it to `organization.regions`: [", governed, ", ", region.str(), "]"));
}

}  // namespace landform::resolve
