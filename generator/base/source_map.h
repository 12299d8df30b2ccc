// The texts that diagnostics point into: blueprint files, the lock, templates, policy files.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace landform::base {

struct SourceFile {
  std::string path;  // as shown to people: the way it was named, never made absolute
  std::string text;
  std::vector<std::uint32_t> line_starts;  // byte offset of each line, ascending; never empty
};

// Owns every text that was read in one run. Adding never moves a text: views into `file(id).text` stay valid.
class SourceMap {
 public:
  FileId add(std::string path, std::string text);
  [[nodiscard]] const SourceFile& file(FileId id) const;
  [[nodiscard]] std::size_t size() const { return files_.size(); }
  [[nodiscard]] Position position(FileId id, std::uint32_t offset) const;
  // The text of a line, counted from 1, without its line break.
  [[nodiscard]] std::string_view line(FileId id, std::uint32_t line_number) const;
  [[nodiscard]] std::string_view text(Span span) const;

 private:
  std::deque<SourceFile> files_;
};

}  // namespace landform::base
