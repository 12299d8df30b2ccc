// Access analyzers with everything bound.
#pragma once

#include "base/diagnostic.h"
#include "blueprint/identity.h"
#include "resolve/access_analyzer.h"

namespace landform::resolve {

// Raises organization/archive-rule.
AccessAnalyzer resolve_access_analyzer(const blueprint::AccessAnalyzer& written, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
