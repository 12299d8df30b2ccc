#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"compliance/below-floor", Severity::error, "logs that are kept for less time than a regulation asks for"},
};

}  // namespace

std::span<const SlugInfo> compliance_slugs() {
  return kSlugs;
}

}  // namespace landform::base
