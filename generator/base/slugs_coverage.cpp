#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"coverage/control-not-met", Severity::error, "a control that nothing meets"},
    {"coverage/needless-waiver", Severity::warning, "a waiver of a control that is met"},
    {"coverage/unknown-control", Severity::error, "a waiver of a control that the catalogue does not have"},
    {"coverage/waiver-expired", Severity::error, "a waiver whose last day is over"},
};

}  // namespace

std::span<const SlugInfo> coverage_slugs() {
  return kSlugs;
}

}  // namespace landform::base
