// The plans of `backup`: when backups are made, how long they are kept, and of what.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "blueprint/backup.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Those that are written, by name, or the baseline's. `copies`: the vault says where copies go. Raises
// backup/names-collide and no-schedule.
std::vector<BackupPlan> resolve_backup_plans(const blueprint::Named<blueprint::BackupPlan>& written, bool copies,
                                             base::Diagnostics& diagnostics);

}  // namespace landform::resolve
