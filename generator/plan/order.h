// The order of deployment: a step comes after everything that it needs; among those that could come next, the
// capability's number decides, then the name.
#pragma once

#include "base/diagnostic.h"
#include "plan/step.h"

namespace landform::plan {

// Sorts plan.steps in place. Names must be unique and needs must name steps; a fault here is landform's own
// (plan/broken), and then the order stays as it was.
void order(Plan& plan, base::Diagnostics& diagnostics);

}  // namespace landform::plan
