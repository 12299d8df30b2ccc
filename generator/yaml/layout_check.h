// Reads the source once as lines and tokens, before the parser: tabs in the indentation, quotes that run away over
// lines, brackets that nest too deep. yaml-cpp takes a missing closing quote for a text of many lines whenever another
// quote follows further down, and reads an endless line of brackets into memory before it looks at their depth.
#pragma once

#include "base/diagnostic.h"
#include "yaml/tree_builder.h"

namespace landform::yaml {

// False after a fault, which was reported. Notes the surrogate pairs of double-quoted texts in the input. Quoted text
// may run over lines, as YAML has it, if each further line is indented deeper than its key or dash and only what may
// follow a value stands behind the closing quote.
bool check_layout(ReaderInput& input, base::Diagnostics& diagnostics);

}  // namespace landform::yaml
