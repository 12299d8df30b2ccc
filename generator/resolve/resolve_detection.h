// GuardDuty, Security Hub and the services that are switched on by choice, with their defaults bound.
#pragma once

#include "base/diagnostic.h"
#include "blueprint/security.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Raises security/suppression, and the warnings security/hub-not-in-region (an error where the blueprint asks for
// Security Hub), service-not-in-region and standard-not-in-partition.
Detection resolve_detection(const blueprint::Security& written, const Organization& organization,
                            base::Diagnostics& diagnostics);

}  // namespace landform::resolve
