#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"customization/missing-parameter", Severity::error,
     "a parameter of a customer's template that nothing gives a value"},
    {"customization/placeholder", Severity::error, "a placeholder in a parameter that cannot be filled there"},
    {"customization/region-not-governed", Severity::error, "a customization in a region that is not governed"},
    {"customization/template-not-readable", Severity::error, "a customer's template that cannot be read"},
    {"customization/twice", Severity::error, "a target or region that stands twice, or is covered twice"},
    {"customization/unknown-target", Severity::error, "a customization for a unit or account that does not exist"},
};

}  // namespace

std::span<const SlugInfo> customization_slugs() {
  return kSlugs;
}

}  // namespace landform::base
