#include "base/snippet.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/located.h"
#include "base/text.h"
#include "base/width.h"

namespace landform::base {
namespace {

// Display columns of byte offsets in one line, found in one walk. An offset inside a character has that one's column;
// an offset at or behind the end has the column behind the last character.
std::map<std::size_t, std::size_t> columns_of(std::string_view line, const std::vector<Mark>& marks) {
  std::map<std::size_t, std::size_t> columns;
  for (const Mark& mark : marks) columns[mark.begin] = columns[mark.end] = 0;
  auto wanted = columns.begin();
  GlyphReader reader(line);
  Glyph glyph;
  while (wanted != columns.end() && reader.next(glyph)) {
    for (; wanted != columns.end() && wanted->first < glyph.begin + glyph.size; ++wanted) wanted->second = glyph.column;
  }
  for (; wanted != columns.end(); ++wanted) wanted->second = glyph.column;
  return columns;
}

// A window of display columns. What is cut away costs one column of it, for the ellipsis.
struct Window {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool cut_left = false;
  bool cut_right = false;
  [[nodiscard]] std::size_t first_shown() const { return begin + (cut_left ? 1 : 0); }
  [[nodiscard]] std::size_t last_shown() const { return end - (cut_right ? 1 : 0); }
};

// The window of `width` columns that shows [begin, end) with as much around it as fits; its begin, if it is too long.
Window window_around(std::size_t begin, std::size_t end, std::size_t total, std::size_t width) {
  if (total <= width) return {0, total, false, false};
  if (end < width) return {0, width, false, true};
  const std::size_t extent = end - begin;
  std::size_t left =
      extent + 2 >= width ? begin - std::min<std::size_t>(begin, 1) : begin - std::min(begin, (width - extent) / 2);
  left = std::min(left, total + 1 - width);  // one column behind the end, for a mark that stands there
  return {left, left + width, left > 0, left + width < total};
}

std::string text_inside(std::string_view line, const Window& window) {
  std::string out = window.cut_left ? "…" : "";
  std::size_t column = window.first_shown();
  GlyphReader reader(line);
  Glyph glyph;
  while (reader.next(glyph)) {
    if (glyph.column + glyph.width > window.last_shown()) break;
    if (glyph.column < window.first_shown()) continue;
    if (glyph.width == 0 && glyph.column == window.first_shown() && window.cut_left) continue;  // its letter is cut
    out.append(glyph.column - column, ' ');
    out += glyph.text;
    column = glyph.column + glyph.width;
  }
  if (window.cut_right) {
    out.append(window.last_shown() - column, ' ');
    return out + "…";
  }
  return out.substr(0, out.find_last_not_of(' ') + 1);
}

void add_mark(SnippetFile& snippet, std::uint32_t line, std::uint32_t skipped, const Mark& mark) {
  const auto found =
      std::find_if(snippet.lines.begin(), snippet.lines.end(), [&](const SnippetLine& l) { return l.number == line; });
  if (found != snippet.lines.end()) {
    found->marks.push_back(mark);
  } else {
    snippet.lines.push_back({line, skipped, {mark}});
  }
}

// Without the blank space and line breaks at its end: a block of YAML ends before the next key, not at its line.
Span without_trailing_blank(const SourceMap& sources, Span span) {
  const std::string_view text = sources.text(span);
  std::string_view kept = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
  if (kept.empty()) kept = text.substr(0, text.find_first_of("\r\n"));
  span.end = span.begin + static_cast<std::uint32_t>(kept.size());
  return span;
}

void add_label(std::vector<SnippetFile>& files, const SourceMap& sources, const Label& label, Emphasis emphasis) {
  const Span span = without_trailing_blank(sources, clamped(sources, label.span));
  const auto [begin, end] = locate(sources, span);
  auto file = std::find_if(files.begin(), files.end(), [&](const SnippetFile& f) { return f.file == span.file; });
  if (file == files.end()) {
    const auto column = display_column(sources.line(span.file, begin.line), begin.column - 1) + 1;
    file = files.insert(files.end(), SnippetFile{span.file, begin.line, column, {}});
  }
  if (begin.line == end.line) {
    add_mark(*file, begin.line, 0, {begin.column - 1, end.column - 1, emphasis, label.text});
    return;
  }
  const std::string_view first = sources.line(span.file, begin.line);
  const std::string_view last = sources.line(span.file, end.line);
  const std::size_t indent = std::min(last.find_first_not_of(" \t"), last.size());
  add_mark(*file, begin.line, 0, {begin.column - 1, first.size(), emphasis, {}});
  add_mark(*file, end.line, end.line - begin.line - 1,
           {std::min<std::size_t>(indent, end.column - 1), end.column - 1, emphasis, label.text});
}

}  // namespace

std::vector<SnippetFile> lay_out(const SourceMap& sources, const Diagnostic& diagnostic) {
  std::vector<SnippetFile> files;
  const auto add = [&](const Label& label, Emphasis emphasis) {
    if (clamped(sources, label.span).known()) add_label(files, sources, label, emphasis);
  };
  add(diagnostic.primary, Emphasis::primary);
  for (const Label& label : diagnostic.secondary) add(label, Emphasis::secondary);
  return files;
}

std::vector<Picture> draw(std::string_view line, const std::vector<Mark>& marks, std::size_t width) {
  const auto columns = columns_of(line, marks);
  const std::size_t total = display_width(line);
  std::vector<Picture> pictures;
  for (std::size_t i = 0; i < marks.size();) {
    // As many of the next marks as fit into one window.
    std::size_t begin = columns.at(marks[i].begin);
    std::size_t end = std::max(columns.at(marks[i].end), begin + 1);
    std::size_t next = i + 1;
    for (; next < marks.size(); ++next) {
      const std::size_t wider_begin = std::min(begin, columns.at(marks[next].begin));
      const std::size_t wider_end = std::max({end, columns.at(marks[next].end), columns.at(marks[next].begin) + 1});
      if (total > width && wider_end - wider_begin + 2 > width) break;
      begin = wider_begin;
      end = wider_end;
    }
    const Window window = window_around(begin, end, total, width);
    Picture picture{text_inside(line, window), {}};
    for (; i < next; ++i) {
      const Mark& mark = marks[i];
      const std::size_t from = std::max(columns.at(mark.begin), window.first_shown());
      const std::size_t shown_end = window.cut_right ? window.last_shown() : std::max(window.end, from + 1);
      const std::size_t to = std::clamp(columns.at(mark.end), from + 1, std::max(shown_end, from + 1));
      picture.underlines.push_back({from - window.begin, to - window.begin, mark.emphasis, mark.text});
    }
    pictures.push_back(std::move(picture));
  }
  return pictures;
}

}  // namespace landform::base
