// What a new manifest withdraws from what an old one had deployed: stacks that it no longer has, which stay in AWS
// until somebody deletes them, and places that its stack sets no longer reach, where CloudFormation deletes their
// stacks.
#pragma once

#include <string_view>

#include "base/diagnostic.h"

namespace landform::emit {

// Raises emit/left-behind and emit/taken-away; nothing where either text is no manifest.
void report_withdrawn(std::string_view old_manifest, std::string_view new_manifest, base::Diagnostics& diagnostics);

}  // namespace landform::emit
