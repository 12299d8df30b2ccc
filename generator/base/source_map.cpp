#include "base/source_map.h"

#include <algorithm>
#include <utility>

namespace landform::base {

FileId SourceMap::add(std::string path, std::string text) {
  SourceFile file{std::move(path), std::move(text), {0}};
  for (std::size_t end = file.text.find('\n'); end != std::string::npos; end = file.text.find('\n', end + 1)) {
    file.line_starts.push_back(static_cast<std::uint32_t>(end + 1));
  }
  files_.push_back(std::move(file));
  return static_cast<FileId>(files_.size() - 1);
}

const SourceFile& SourceMap::file(FileId id) const {
  return files_.at(static_cast<std::size_t>(id));
}

Position SourceMap::position(FileId id, std::uint32_t offset) const {
  const auto& starts = file(id).line_starts;
  const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - starts.begin());
  return {line, offset - starts[line - 1] + 1};
}

std::string_view SourceMap::line(FileId id, std::uint32_t line_number) const {
  const SourceFile& source = file(id);
  if (line_number == 0 || line_number > source.line_starts.size()) return {};
  const std::size_t begin = source.line_starts[line_number - 1];
  const std::size_t end =
      line_number < source.line_starts.size() ? source.line_starts[line_number] - 1 : source.text.size();
  std::string_view view = std::string_view(source.text).substr(begin, end - begin);
  if (!view.empty() && view.back() == '\r') view.remove_suffix(1);
  return view;
}

std::string_view SourceMap::text(Span span) const {
  if (!span.known()) return {};
  return std::string_view(file(span.file).text).substr(span.begin, span.end - span.begin);
}

}  // namespace landform::base
