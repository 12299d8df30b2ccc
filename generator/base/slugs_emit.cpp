#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"emit/edited-output", Severity::error, "a generated file that somebody edited"},
};

}  // namespace

std::span<const SlugInfo> emit_slugs() { return kSlugs; }

}  // namespace landform::base
