#include "base/located.h"

#include <algorithm>

#include "base/utf8.h"

namespace landform::base {

Span clamped(const SourceMap& sources, Span span) {
  if (!span.known() || static_cast<std::size_t>(span.file) >= sources.size()) return {};
  const auto size = static_cast<std::uint32_t>(sources.file(span.file).text.size());
  const std::uint32_t begin = std::min(span.begin, size);
  return {span.file, begin, std::clamp(span.end, begin, size)};
}

Location locate(const SourceMap& sources, Span span) {
  const auto inside_line = [&](Position position) {
    const auto size = static_cast<std::uint32_t>(sources.line(span.file, position.line).size());
    return Position{position.line, std::min(position.column, size + 1)};
  };
  return {inside_line(sources.position(span.file, span.begin)), inside_line(sources.position(span.file, span.end))};
}

std::size_t CharacterColumns::operator()(FileId file, Position position) {
  const std::size_t wanted = position.column - 1;
  if (file != file_ || position.line != line_ || wanted < bytes_) {
    file_ = file;
    line_ = position.line;
    bytes_ = characters_ = 0;
  }
  const std::string_view line = sources_->line(file, position.line);
  while (bytes_ < std::min(wanted, line.size())) {
    const std::size_t size = decode_utf8(line, bytes_).size;
    if (bytes_ + size > wanted) break;  // inside a character: its own column
    bytes_ += size;
    ++characters_;
  }
  return characters_ + 1;
}

}  // namespace landform::base
