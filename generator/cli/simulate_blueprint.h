// `landform simulate BLUEPRINT`: one question to the policies that a blueprint makes, answered with the verdict at
// every level and the lines that decide it. docs/simulate.md shows an answer.
#pragma once

#include "cli/command.h"

namespace landform::cli {

// The blueprint is the first word. Wants --account, --principal and --action.
Exit simulate_blueprint(World& world, const Arguments& arguments);

}  // namespace landform::cli
