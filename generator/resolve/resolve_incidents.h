// `incidents` and `patching`, bound.
#pragma once

#include "base/diagnostic.h"
#include "blueprint/incidents.h"
#include "blueprint/patching.h"
#include "blueprint/security.h"
#include "resolve/incidents.h"
#include "resolve/patching.h"

namespace landform::resolve {

// The ports are those of the Config rule restricted-incoming-traffic. Raises incidents/*.
Incidents resolve_incidents(const blueprint::Incidents& written, const blueprint::Security& security,
                            base::Diagnostics& diagnostics);

// Raises patching/*.
Patching resolve_patching(const blueprint::Patching& written, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
