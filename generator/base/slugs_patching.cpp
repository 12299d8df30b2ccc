#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kPatchingSlugs[] = {
    {"patching/cutoff", Severity::error, "a maintenance window that ends before it begins"},
    {"patching/delay", Severity::error, "days of waiting for packages without release dates"},
    {"patching/no-default", Severity::warning, "a system whose baselines are all for patch groups"},
    {"patching/select", Severity::error, "a maintenance window that selects no instance by tag"},
    {"patching/two-baselines", Severity::error, "two baselines for the same instances"},
};

}  // namespace

std::span<const SlugInfo> patching_slugs() {
  return kPatchingSlugs;
}

}  // namespace landform::base
