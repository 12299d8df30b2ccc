// The part of `landform simulate` that knows no blueprint: questions with all their policies, one a line.
#pragma once

#include <string>

#include "cli/command.h"

namespace landform::cli {

// Answers each line of a file ("-": standard input) with a line on standard output, in the same order. A line that is
// no request is answered with {"line": ..., "error": ...}; then the exit code is 1. docs/simulate.md has the form.
Exit simulate_requests(World& world, const std::string& path);

}  // namespace landform::cli
