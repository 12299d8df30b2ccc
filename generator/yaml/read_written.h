// A quick reader for what write_yaml wrote, such as the lock: a file that landform keeps and that no person edits.
#pragma once

#include <optional>

#include "base/source_map.h"
#include "yaml/node.h"

namespace landform::yaml {

// The node that `read` gives without a word, spans and styles included; or nothing, for every text that is not certain
// to be such: then `read` knows whether it is sound, and what is wrong with it. Takes block mappings and lists, lists
// and mappings of scalars in brackets on one line, plain and double-quoted scalars, and comments at the head.
std::optional<Node> read_written(const base::SourceMap& sources, base::FileId file);

}  // namespace landform::yaml
