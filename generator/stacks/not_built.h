// What the language can say and this version does not build yet. It is said once, never passed over in silence.
#pragma once

#include "base/diagnostic.h"
#include "yaml/node.h"

namespace landform::stacks {

// `root` is the merged blueprint. Raises plan/not-built-yet (a warning) and plan/control-tower-not-built (an error).
void report_not_built(const yaml::Node& root, base::Diagnostics& diagnostics);

}  // namespace landform::stacks
