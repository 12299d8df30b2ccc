#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"yaml/duplicate-key", Severity::error, "a mapping that has the same key twice"},
};

}  // namespace

std::span<const SlugInfo> yaml_slugs() { return kSlugs; }

}  // namespace landform::base
