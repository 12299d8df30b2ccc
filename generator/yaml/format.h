// The engine of `landform fmt`: one layout for every file, nothing said differently.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/source_map.h"

namespace landform::yaml {

// The file in the one layout: two blanks a level, lists indented below their key, one blank behind `:` `-` `,` and none
// inside brackets, no trailing blanks, at most one empty line in a row, line feeds, a final one. Comments stay, those
// behind a value in their column where there is room. Quotes, line breaks and the order of things stay. Nothing when
// the file cannot be read, which is reported. Formatting twice changes nothing; the result is read and compared before
// it is returned, and should it ever say something else, yaml/format-changes is reported and the text comes back as it
// was.
std::optional<std::string> format(const base::SourceMap& sources, base::FileId file, base::Diagnostics& diagnostics);

// Whether `formatted` says what the file says: values, tags, comments. Reports yaml/format-changes if not.
bool says_the_same(const base::SourceMap& sources, base::FileId file, std::string_view formatted,
                   base::Diagnostics& diagnostics);

}  // namespace landform::yaml
