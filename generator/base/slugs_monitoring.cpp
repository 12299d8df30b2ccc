#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"monitoring/channel", Severity::error, "findings or alarms that a topic out of their reach is to get"},
    {"monitoring/composite", Severity::error, "a composite alarm without members of its own accounts"},
    {"monitoring/logs-not-central", Severity::warning, "a region whose logs are not copied to the log archive"},
    {"monitoring/metrics-not-shared", Severity::note, "a partition whose accounts do not see each other's metrics"},
    {"monitoring/names-collide", Severity::error, "alarms or dashboards whose names differ only in signs"},
    {"monitoring/period", Severity::error, "minutes that no period of the metric divides"},
    {"monitoring/threshold", Severity::error,
     "an alarm without a threshold, with two, or with one that nothing passes"},
    {"monitoring/unit", Severity::error, "a threshold in a unit that the metric does not have"},
    {"monitoring/unknown-metric", Severity::error, "a metric that landform does not know"},
    {"monitoring/unknown-target", Severity::error, "an alarm or dashboard for a unit or account that does not exist"},
};

}  // namespace

std::span<const SlugInfo> monitoring_slugs() {
  return kSlugs;
}

}  // namespace landform::base
