// Diagnostics for people: the source line, what is wrong underlined, why, and the way out. Examples of every shape are
// in tests/cases/base/text/.
#pragma once

#include <cstddef>
#include <string>

#include "base/diagnostic.h"
#include "base/source_map.h"

namespace landform::base {

struct TextOptions {
  bool color = false;
  std::size_t max_shown = 20;  // what is past it is counted by slug; errors are shown before warnings
  std::size_t width = 120;     // columns; a longer source line is cut around what is underlined
};

// Sorted, ending in a line like "3 errors, 1 warning"; empty when there is nothing to say.
std::string render_text(const SourceMap& sources, const Diagnostics& diagnostics, const TextOptions& options = {});

}  // namespace landform::base
