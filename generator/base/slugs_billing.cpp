#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"billing/action-target", Severity::error, "an action of a budget without anything to act on"},
    {"billing/alert-twice", Severity::error, "the same share of a budget reported twice"},
    {"billing/category-key", Severity::error, "a cost category by tag without a key, or by units with one"},
    {"billing/no-accounts", Severity::error, "a budget for a unit without accounts"},
    {"billing/no-policy-slot", Severity::error, "no place for the policy that a budget attaches"},
    {"billing/partition", Severity::warning, "billing in a partition that has none of it"},
    {"billing/tag-not-allocated", Severity::warning, "cost by a tag that is not a cost allocation tag"},
    {"billing/too-many-alerts", Severity::error, "more alerts than a budget takes"},
    {"billing/two-limits", Severity::error, "a budget with an amount and a limit that adjusts itself"},
    {"billing/unknown-policy", Severity::error, "an action of a budget with a policy that does not exist"},
    {"billing/unknown-scope", Severity::error, "a budget for a unit or account that does not exist"},
};

}  // namespace

std::span<const SlugInfo> billing_slugs() {
  return kSlugs;
}

}  // namespace landform::base
