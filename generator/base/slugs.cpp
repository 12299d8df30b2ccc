#include "base/slugs.h"

#include <algorithm>
#include <vector>

#include "base/slug_areas.h"

namespace landform::base {

std::span<const SlugInfo> all_slugs() {
  static const std::vector<SlugInfo> table = [] {
    std::vector<SlugInfo> all;
    for (const auto area : slug_areas()) all.insert(all.end(), area.begin(), area.end());
    std::sort(all.begin(), all.end(), [](const SlugInfo& a, const SlugInfo& b) { return a.slug < b.slug; });
    return all;
  }();
  return table;
}

const SlugInfo* find_slug(std::string_view slug) {
  const auto table = all_slugs();
  const auto found = std::lower_bound(table.begin(), table.end(), slug,
                                      [](const SlugInfo& info, std::string_view wanted) { return info.slug < wanted; });
  return found != table.end() && found->slug == slug ? &*found : nullptr;
}

}  // namespace landform::base
