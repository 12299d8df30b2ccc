#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"plan/broken", Severity::error, "a plan that landform itself put together wrongly"},
    {"plan/not-built-yet", Severity::warning, "a section that this version reads and checks but builds nothing from"},
};

}  // namespace

std::span<const SlugInfo> plan_slugs() {
  return kSlugs;
}

}  // namespace landform::base
