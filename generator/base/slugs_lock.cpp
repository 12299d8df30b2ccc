#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"lock/not-readable", Severity::error, "a lock file that landform did not write, or that was damaged"},
};

}  // namespace

std::span<const SlugInfo> lock_slugs() { return kSlugs; }

}  // namespace landform::base
