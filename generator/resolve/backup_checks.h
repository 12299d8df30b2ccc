// What values of `backup` break together, though each is fine by itself.
#pragma once

#include "base/diagnostic.h"
#include "blueprint/tagging.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Raises backup/cold-storage, continuous, copy-account, copy-nowhere, copy-region, copy-unused, lock-retention,
// no-cold-storage, too-often, vault-key and window.
void check_backup_rules(const Backup& backup, const Organization& organization, base::Diagnostics& diagnostics);

// Raises backup/nothing-selected, policy-cannot, too-many-resources, unknown-resource and unknown-tag.
void check_backup_selections(const Backup& backup, const Organization& organization, const blueprint::Tagging& tagging,
                             base::Diagnostics& diagnostics);

}  // namespace landform::resolve
