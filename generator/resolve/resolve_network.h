// `network` of the blueprint, with every address that is in it.
#pragma once

#include "base/diagnostic.h"
#include "blueprint/blueprint.h"
#include "resolve/lock.h"
#include "resolve/network.h"
#include "resolve/organization.h"

namespace landform::resolve {

// `organization`: units and accounts are bound. `after`: its addresses become what a build would write.
Network resolve_network(const blueprint::Blueprint& blueprint, const Organization& organization, const Lock& before,
                        Lock& after, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
