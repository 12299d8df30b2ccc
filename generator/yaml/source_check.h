// What must hold of the bytes before a YAML parser sees them: size, encoding, characters, indentation by blanks, quotes
// that end, brackets that do not nest for ever. yaml-cpp notices few of these and explains none.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/diagnostic.h"
#include "yaml/tree_builder.h"

namespace landform::yaml {

// The text behind a byte order mark, or nothing after a fault was reported.
std::optional<ReaderInput> check_source(std::string_view text, base::FileId file, base::Diagnostics& diagnostics);

// For the offset at which yaml-cpp begins a second document: a marker, or a line that fits nothing above it.
base::Diagnostic second_document_fault(const ReaderInput& input, std::size_t at);

}  // namespace landform::yaml
