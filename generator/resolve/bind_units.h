// Units and the lock: which locked unit each unit of the blueprint is, what was renamed, what has gone.
#pragma once

#include <map>
#include <string>

#include "base/diagnostic.h"
#include "resolve/draft.h"
#include "resolve/lock.h"

namespace landform::resolve {

// A unit is the locked one of its path; or of its path before a unit above it was renamed; or of the path that `was:`
// gives. It keeps that one's logical id; a new unit gets one from its path. Fills `after.units` and the members
// logical_id and locked_path. Units that have gone stay in the lock, below the new path of their parent.
// Gives what the locked paths are called now, for those that changed.
// Raises lock/unknown-was, was-in-use, unit-moved, undeclared-rename, vanished-unit, id-changed.
std::map<std::string, std::string> bind_units(Draft& draft, const Lock& before, Lock& after,
                                              base::Diagnostics& diagnostics);

// A logical id from `prefix` and `name` that is not in `taken`, which it joins. A second one with the same letters gets
// a number: a name can be given again after a rename kept the first one's id.
aws::LogicalId fresh_logical_id(std::string_view prefix, const std::string& name, std::map<std::string, int>& taken);

}  // namespace landform::resolve
