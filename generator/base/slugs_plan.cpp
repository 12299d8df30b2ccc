#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"plan/broken", Severity::error, "a plan that landform itself put together wrongly"},
};

}  // namespace

std::span<const SlugInfo> plan_slugs() {
  return kSlugs;
}

}  // namespace landform::base
