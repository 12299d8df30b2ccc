#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kControlTowerSlugs[] = {
    {"control-tower/baseline-version", Severity::error,
     "a version of the baseline that does not belong to the landing zone's"},
    {"control-tower/control-parameters", Severity::error, "parameters of a control that are no map of values"},
    {"control-tower/control-region", Severity::error,
     "a control by its ARN in a region that is not the landing zone's home"},
    {"control-tower/customizations-region", Severity::error,
     "a home region where Customizations for Control Tower cannot be installed"},
    {"control-tower/existing-parts", Severity::error,
     "a landing zone that exists, with a unit or account of it that has no id"},
    {"control-tower/mandatory-control", Severity::error, "a control that Control Tower enables by itself"},
    {"control-tower/not-delivered", Severity::warning,
     "settings of Control Tower in a blueprint that stack sets deliver"},
    {"control-tower/old-version", Severity::error, "a new landing zone of a version that AWS makes no more"},
    {"control-tower/security-unit", Severity::error,
     "log archive and audit accounts that do not lie in one unit below the root"},
    {"control-tower/security-unit-control", Severity::error,
     "an optional control for the unit that Control Tower guards itself"},
    {"control-tower/trail-keys", Severity::warning, "settings of a trail that Control Tower owns"},
    {"control-tower/unit-size", Severity::error, "more accounts in a unit than Control Tower registers"},
    {"control-tower/unknown-control", Severity::error, "a control that is not in the table and has no ARN of one"},
    {"control-tower/unknown-unit", Severity::error, "a control for a unit that does not exist"},
    {"control-tower/unknown-version", Severity::error, "a version of the landing zone that landform does not know"},
};

}  // namespace

std::span<const SlugInfo> control_tower_slugs() {
  return kControlTowerSlugs;
}

}  // namespace landform::base
