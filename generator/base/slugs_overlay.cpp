#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"overlay/cycle", Severity::error, "a file that extends or includes itself, over others perhaps"},
};

}  // namespace

std::span<const SlugInfo> overlay_slugs() { return kSlugs; }

}  // namespace landform::base
