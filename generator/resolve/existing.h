// What exists already and is adopted by import: the organization, its root, units and accounts with an `id:`.
//
// The order of adoption decides what may stand. Import goes from the top: an existing unit's parent exists, so the
// parent needs its id here as well. An existing account may stand in a unit that is still to be created: units are
// deployed before accounts are imported, and the import moves nothing. Units and accounts exist only in an organization
// that does.
#pragma once

#include "base/diagnostic.h"
#include "blueprint/organization.h"
#include "resolve/draft.h"

namespace landform::resolve {

// Fills existing_id of units and accounts. Raises organization/existing-organization, existing-parent, id-duplicate,
// unit-of-another-root.
void resolve_existing(const blueprint::Organization& organization, Draft& draft, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
