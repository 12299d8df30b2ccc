// The part of a diagnostic that shows source lines: which lines, in which order, and what is drawn below them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/source_map.h"

namespace landform::base {

enum class Emphasis { primary, secondary };

// What is underlined in one line. Bytes of the line, [begin, end); an empty mark points between two characters.
struct Mark {
  std::size_t begin = 0;
  std::size_t end = 0;
  Emphasis emphasis = Emphasis::primary;
  std::string_view text;
};

struct SnippetLine {
  std::uint32_t number = 1;
  std::uint32_t skipped = 0;  // lines of the same span between the line shown before and this one
  std::vector<Mark> marks;    // in the order of the labels
};

struct SnippetFile {
  FileId file = FileId::none;
  std::uint32_t start_line = 1;  // of the first label
  std::size_t start_column = 1;  // display columns, counted from 1
  std::vector<SnippetLine> lines;
};

// The primary span's file and line first, then whatever the labels mention, in their order. A span over several lines
// shows its first and its last line. Labels without a place are left out.
std::vector<SnippetFile> lay_out(const SourceMap& sources, const Diagnostic& diagnostic);

// A source line as displayed, at most `width` columns of it, and its marks as display columns.
struct Picture {
  struct Underline {
    std::size_t begin = 0;
    std::size_t end = 0;  // always > begin
    Emphasis emphasis = Emphasis::primary;
    std::string_view text;
  };
  std::string text;
  std::vector<Underline> underlines;
};

// More than one picture only when the marks of a long line lie too far apart for one. At least one.
std::vector<Picture> draw(std::string_view line, const std::vector<Mark>& marks, std::size_t width);

}  // namespace landform::base
