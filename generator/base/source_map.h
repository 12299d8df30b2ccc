// The texts that diagnostics point into: blueprint files, the lock, templates, policy files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace landform::base {

struct SourceFile {
  std::string path;       // as shown to people: the way it was named, never made absolute
  std::string_view text;  // stays where it is as long as any map has the file

  // Byte offset of each line, ascending; never empty. Found when somebody asks: of most files nobody does.
  [[nodiscard]] const std::vector<std::uint32_t>& line_starts() const;

 private:
  friend class SourceMap;
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

// Has every text that was read in one run. Adding never moves a text, and copies of a map have the same texts: views
// into `file(id).text` stay valid.
class SourceMap {
 public:
  FileId add(std::string path, std::string text);
  // A text that lives as long as the program.
  FileId add_carried(std::string path, std::string_view text);
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
