// The language as a JSON Schema (draft 2020-12), for editors: completion, hover, and most of the decoder's refusals.
#pragma once

#include "yaml/node.h"

namespace landform::blueprint {

// Whole and self-contained. Keys in the order of the tables. Beyond the standard it has `markdownDescription` and
// `enumDescriptions`, which editors show and validators ignore.
yaml::Node json_schema();

}  // namespace landform::blueprint
