// Places in text: which file, which bytes. Everything that landform reads keeps one, until it is bytes again.
#pragma once

#include <cstdint>

namespace landform::base {

enum class FileId : std::uint32_t { none = 0xFFFFFFFF };

// Half-open byte range [begin, end) of a file in a SourceMap. An unknown span has file == FileId::none.
struct Span {
  FileId file = FileId::none;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] bool known() const { return file != FileId::none; }
  friend bool operator==(const Span&, const Span&) = default;
};

// Line and column as people count them: from 1. The column counts bytes; renderers turn it into display columns.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

}  // namespace landform::base
