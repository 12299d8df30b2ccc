#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"organization/account-email", Severity::error, "an e-mail address that AWS would refuse for an account"},
};

}  // namespace

std::span<const SlugInfo> organization_slugs() { return kSlugs; }

}  // namespace landform::base
