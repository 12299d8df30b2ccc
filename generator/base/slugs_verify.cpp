#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"verify/template-too-large", Severity::error, "a template that is larger than CloudFormation takes"},
};

}  // namespace

std::span<const SlugInfo> verify_slugs() { return kSlugs; }

}  // namespace landform::base
