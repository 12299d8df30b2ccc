// What exists already and is adopted by import: the organization, its root, units and accounts with an `id:`.
//
// The order of adoption decides what may stand. Import goes from the top: an existing unit's parent exists, so the
// parent has an id here as well, or the lock knows it from an earlier build. An existing account may stand in a unit
// that is still to be created: units are deployed before accounts are imported. Units and accounts exist only in an
// organization that does: one with an id, or one that an earlier build made.
#pragma once

#include "base/diagnostic.h"
#include "blueprint/organization.h"
#include "resolve/draft.h"
#include "resolve/lock.h"

namespace landform::resolve {

// Fills existing_id of units and accounts from what was written. Raises organization/existing-organization,
// id-duplicate, unit-of-another-root.
void resolve_existing(const blueprint::Organization& organization, const Lock& before, Draft& draft,
                      base::Diagnostics& diagnostics);

// Once the lock was asked: existing units stand below units that exist. Raises organization/existing-parent.
void check_existing_parents(const Draft& draft, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
