// Binds `backup`: defaults, names of units, accounts and regions. What its values break together: backup_checks.h.
#pragma once

#include "base/diagnostic.h"
#include "blueprint/blueprint.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Reads of `organization` what is bound before: units, accounts, regions. Raises backup/*.
Backup resolve_backup(const blueprint::Blueprint& blueprint, const Organization& organization,
                      base::Diagnostics& diagnostics);

}  // namespace landform::resolve
