// Two trees into one: a file over its base, and the parts of one file side by side.
#pragma once

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "blueprint/final.h"
#include "yaml/node.h"

namespace landform::blueprint {

// Lays `upper` over `base`: mappings merge by key, null removes, everything else replaces. A list where the base has a
// mapping, or the other way round, is overlay/kinds-differ; what `marks` close is overlay/final-overridden, except when
// the upper file says the same. Both roots are mappings.
void lay_over(yaml::Node& base, yaml::Node upper, const FinalMark& marks, const base::SourceMap& sources,
              base::Diagnostics& diagnostics);

// Adds a part to the whole: mappings merge by key, a value on both sides is overlay/include-conflict. Both roots are
// mappings.
void add_part(yaml::Node& whole, yaml::Node part, base::Diagnostics& diagnostics);

}  // namespace landform::blueprint
