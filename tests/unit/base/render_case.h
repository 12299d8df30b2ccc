// Cases of the renderers, as text files: the sources, the diagnostics and the options.
//
//   --- file blueprints/acme.yaml from line 12        text up to the next "---" line; "from line" is optional
//   --- escaped file odd.yaml                         the same, with \t \r \n \xNN replaced; its last line break is cut
//   --- error yaml/duplicate-key                      or warning, or note
//   message: the first line
//   primary: odd.yaml 12:11 13:5 a label              line:column of begin and end, columns in bytes from 1
//   primary: - a label                                a place that is not known
//   also: odd.yaml 1:1 1:4 why it matters
//   note: ...
//   help: one line\nand another
//   --- options width=60 max_shown=2 color=1
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/render_text.h"
#include "base/source_map.h"

namespace landform::test {

struct RenderCase {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  base::TextOptions options;
};

// Throws std::runtime_error with the case's line when it cannot be read.
RenderCase read_render_case(std::string_view text);

}  // namespace landform::test
