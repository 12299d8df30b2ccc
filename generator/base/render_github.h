// Diagnostics as annotations of a pull request: workflow commands that the GitHub Actions runner reads from the output.
// Source: docs.github.com, "Workflow commands for GitHub Actions", and actions/toolkit, packages/core/src/command.ts
// (the escaping). GitHub shows at most ten annotations of a severity in a step: errors come first, then by place.
#pragma once

#include <string>

#include "base/diagnostic.h"
#include "base/source_map.h"

namespace landform::base {

std::string render_github(const SourceMap& sources, const Diagnostics& diagnostics);

}  // namespace landform::base
