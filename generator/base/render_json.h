// Diagnostics for programs: JSON lines, one object a diagnostic, sorted as the text is, all of them.
//
//   slug       "yaml/duplicate-key"
//   severity   "error", "warning" or "note"
//   message    the first line
//   primary    what to edit; null when the fault has no place
//   secondary  array of further places, each with a label that says why it matters
//   notes      array of texts
//   helps      array of texts
//
// A place: file (as it was named), begin_offset and end_offset (bytes from 0, half-open), begin_line, begin_column,
// end_line, end_column (from 1; columns count characters, the end is behind the last one), label ("" when there is
// none). Bytes that are no UTF-8 are replaced by U+FFFD. Fields are only ever added.
#pragma once

#include <string>

#include "base/diagnostic.h"
#include "base/source_map.h"

namespace landform::base {

std::string render_json(const SourceMap& sources, const Diagnostics& diagnostics);

}  // namespace landform::base
