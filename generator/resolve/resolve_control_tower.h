// `control_tower`, bound: versions that belong together, controls by name or by `customer.compliance`, and what a
// landing zone wants of units and accounts.
#pragma once

#include <optional>

#include "base/diagnostic.h"
#include "blueprint/blueprint.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Nothing where Control Tower does not deliver; what was written for it is told then. Wants an organization whose units
// and accounts are resolved. Raises control-tower/*.
std::optional<ControlTower> resolve_control_tower(const blueprint::Blueprint& blueprint,
                                                  const Organization& organization, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
