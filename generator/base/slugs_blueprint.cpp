#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"blueprint/unknown-key", Severity::error, "a key that the language does not have"},
};

}  // namespace

std::span<const SlugInfo> blueprint_slugs() { return kSlugs; }

}  // namespace landform::base
