// The source of a document, read: texts and tags one behind the other, and where each section ends. render.h says which
// tags there are and what they mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace landform::emit {

struct MustachePiece {
  enum class Kind : std::uint8_t { text, escaped, unescaped, section, inverted, end, partial };
  Kind kind = Kind::text;
  std::string_view text;  // of the source; for a tag its name
  std::size_t end = 0;    // of a section: the place of its `end` among the pieces
};

// Views into `source`. A line of nothing but one tag that writes nothing (of a section, or a comment) is no line, as
// the mustache specification has it. The error says what is wrong, and at which byte.
base::Result<std::vector<MustachePiece>, std::string> read_mustache(std::string_view source);

}  // namespace landform::emit
