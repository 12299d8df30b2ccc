#include "base/source_map.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace landform::base {

// What copies of a map have together.
struct SourceFile::Shared {
  std::string text;  // empty for carried texts
  std::once_flag lines_are_found;
  std::vector<std::uint32_t> line_starts;
};

const std::vector<std::uint32_t>& SourceFile::line_starts() const {
  std::call_once(shared_->lines_are_found, [this] {
    std::vector<std::uint32_t>& starts = shared_->line_starts;
    starts.push_back(0);
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) {
      starts.push_back(static_cast<std::uint32_t>(end + 1));
    }
  });
  return shared_->line_starts;
}

FileId SourceMap::add(std::string path, std::string text) {
  const FileId file = add_carried(std::move(path), {});
  SourceFile& added = files_.back();
  added.shared_->text = std::move(text);
  added.text = added.shared_->text;
  return file;
}

FileId SourceMap::add_carried(std::string path, std::string_view text) {
  SourceFile& file = files_.emplace_back();
  file.path = std::move(path);
  file.text = text;
  file.shared_ = std::make_shared<SourceFile::Shared>();
  return static_cast<FileId>(files_.size() - 1);
}

const SourceFile& SourceMap::file(FileId id) const {
  return files_.at(static_cast<std::size_t>(id));
}

Position SourceMap::position(FileId id, std::uint32_t offset) const {
  const std::vector<std::uint32_t>& starts = file(id).line_starts();
  const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - starts.begin());
  return {line, offset - starts[line - 1] + 1};
}

std::string_view SourceMap::line(FileId id, std::uint32_t line_number) const {
  const SourceFile& source = file(id);
  const std::vector<std::uint32_t>& starts = source.line_starts();
  if (line_number == 0 || line_number > starts.size()) return {};
  const std::size_t begin = starts[line_number - 1];
  const std::size_t end = line_number < starts.size() ? starts[line_number] - 1 : source.text.size();
  std::string_view view = source.text.substr(begin, end - begin);
  if (!view.empty() && view.back() == '\r') view.remove_suffix(1);
  return view;
}

std::string_view SourceMap::text(Span span) const {
  if (!span.known()) return {};
  return file(span.file).text.substr(span.begin, span.end - span.begin);
}

}  // namespace landform::base
