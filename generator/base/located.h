// Spans as renderers need them: clamped to their file, so that no offset, however wrong, can hurt.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/diagnostic.h"
#include "base/source_map.h"

namespace landform::base {

// The span inside its file; unknown if the file is.
Span clamped(const SourceMap& sources, Span span);

struct Location {
  Position begin;  // columns count bytes from 1
  Position end;    // behind the last byte
};

// Takes a clamped, known span. A column never lies behind its line's text.
Location locate(const SourceMap& sources, Span span);

// Turns byte columns into columns that count characters. Remembers where it was: asking in the order of the text costs
// one pass over it, even when the text is one enormous line.
class CharacterColumns {
 public:
  explicit CharacterColumns(const SourceMap& sources) : sources_(&sources) {}
  // Counted from 1.
  std::size_t operator()(FileId file, Position position);

 private:
  const SourceMap* sources_;
  FileId file_ = FileId::none;
  std::uint32_t line_ = 0;
  std::size_t bytes_ = 0;
  std::size_t characters_ = 0;
};

}  // namespace landform::base
