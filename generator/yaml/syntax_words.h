// Our own words for what yaml-cpp refuses. yaml-cpp's message decides the kind and is never shown.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/diagnostic.h"
#include "yaml/tree_builder.h"

namespace landform::yaml {

// `at` is yaml-cpp's mark. `open` is where the innermost open collection starts, unknown when there is none.
base::Diagnostic syntax_fault(const ReaderInput& input, std::string_view parser_message, std::size_t at,
                              base::Span open);

}  // namespace landform::yaml
