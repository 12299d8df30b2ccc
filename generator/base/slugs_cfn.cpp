#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"cfn/unknown-reference", Severity::error, "a Ref, Fn::GetAtt or Fn::Sub to a name that the template does not have"},
};

}  // namespace

std::span<const SlugInfo> cfn_slugs() { return kSlugs; }

}  // namespace landform::base
