// The third pass: the blueprint as written and the lock, to the organization with everything bound.
#pragma once

#include <optional>

#include "base/diagnostic.h"
#include "blueprint/blueprint.h"
#include "resolve/lock.h"
#include "resolve/organization.h"

namespace landform::resolve {

// `after` is the lock as this build leaves it: `before`, with new entries, declared renames and moves of accounts.
// Values that decoding refused raise nothing here. Nothing after errors of this pass; `after` means nothing then.
// Raises organization/* and lock/*, except those of reading the lock. Linear in the blueprint, up to sorting by name.
std::optional<Organization> resolve(const blueprint::Blueprint& blueprint, const Lock& before, Lock& after,
                                    base::Diagnostics& diagnostics);

}  // namespace landform::resolve
