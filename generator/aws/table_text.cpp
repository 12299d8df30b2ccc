#include "aws/table_text.h"

#include <cstring>
#include <span>

#include "base/embedded.h"

namespace landform::aws {

std::span<const base::EmbeddedFile> embedded_files();  // made by cmake/embed.cmake from embed.cmake here

namespace table {
namespace {

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool begins_line(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == '\n';
}

// The offset of the first line at or after `offset` that begins with `mark`; the size when there is none. Looks for the
// mark and not for the newline, since marks are much rarer.
std::size_t next_marked_line(std::string_view text, std::size_t offset, char mark) {
  std::size_t at = offset;
  while (at < text.size()) {
    const void* found = std::memchr(text.data() + at, mark, text.size() - at);
    if (found == nullptr) return text.size();
    at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    if (begins_line(text, at)) return at;
    ++at;
  }
  return text.size();
}

// The offset of the last line in [low, end) that begins with `mark`; `low` when there is none behind it.
std::size_t last_marked_line(std::string_view text, std::size_t low, std::size_t end, char mark) {
  while (end > low) {
    const void* found = ::memrchr(text.data() + low, mark, end - low);
    if (found == nullptr) return low;
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    if (begins_line(text, at)) return at;
    end = at;
  }
  return low;
}

// The offset of the record (line that begins with `mark`) that is `name`, by binary search from `begin`, where a record
// must begin; the size when there is none. A record's name ends at `name_end`.
std::size_t find_record(std::string_view text, std::size_t begin, char mark, char name_end, std::string_view name) {
  std::size_t low = begin;
  std::size_t high = text.size();
  while (low < high) {
    const std::size_t start = last_marked_line(text, low, low + (high - low) / 2 + 1, mark);
    const std::size_t name_begin = start + 1;
    const std::string_view found = text.substr(name_begin, text.find(name_end, name_begin) - name_begin);
    if (found == name) return start;
    if (found < name) {
      low = next_marked_line(text, name_begin, mark);
    } else {
      high = start;
    }
  }
  return text.size();
}

// The section between two offsets.
Section section_between(std::string_view text, std::size_t start, std::size_t end) {
  const std::size_t line_end = std::min(text.find('\n', start), text.size());
  const std::size_t name_end = text.find(']', start);
  Section section;
  section.name = text.substr(start + 1, name_end - start - 1);
  section.heading = text.substr(name_end + 1, line_end - name_end - 1);
  if (section.heading.starts_with('\t')) section.heading.remove_prefix(1);
  section.body = line_end + 1 < end ? text.substr(line_end + 1, end - line_end - 1) : std::string_view{};
  return section;
}

}  // namespace

std::string_view embedded_text(std::string_view file) {
  for (const base::EmbeddedFile& embedded : embedded_files()) {
    if (embedded.path == file) return embedded.text;
  }
  return {};
}

SectionIndex::SectionIndex(std::string_view text) : text_(text) {
  for (std::size_t at = next_marked_line(text, 0, '['); at < text.size(); at = next_marked_line(text, at + 1, '[')) {
    starts_.push_back(static_cast<std::uint32_t>(at));
  }
  places_.reserve(starts_.size());
  for (std::uint32_t place = 0; place < starts_.size(); ++place) {
    const std::size_t begin = starts_[place] + 1;
    places_.add(text_.substr(begin, text_.find(']', begin) - begin), place);
  }
}

Section SectionIndex::at(std::size_t place) const {
  return section_between(text_, starts_[place], place + 1 < starts_.size() ? starts_[place + 1] : text_.size());
}

std::size_t SectionIndex::find(std::string_view name) const {
  const std::uint32_t* place = places_.find(name);
  return place == nullptr ? starts_.size() : *place;
}

std::string_view SectionIndex::body_of(std::string_view name) const {
  const std::size_t place = find(name);
  return place == size() ? std::string_view() : at(place).body;
}

std::optional<std::string_view> find_part(std::string_view body, char mark, std::string_view name) {
  const std::size_t start = find_record(body, 0, mark, '\n', name);
  if (start == body.size()) return std::nullopt;
  const std::size_t lines = std::min(start + 1 + name.size() + 1, body.size());
  return body.substr(lines, next_marked_line(body, lines, mark) - lines);
}

std::string_view from_first(std::string_view body, char mark) {
  return body.substr(next_marked_line(body, 0, mark));
}

std::string_view before_first(std::string_view body, char mark) {
  return body.substr(0, next_marked_line(body, 0, mark));
}

std::string_view lines_from(std::string_view lines, std::string_view name, Letters letters) {
  std::size_t low = 0;
  std::size_t high = lines.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const void* newline = ::memrchr(lines.data() + low, '\n', middle - low);
    const std::size_t start =
        newline == nullptr ? low : static_cast<std::size_t>(static_cast<const char*>(newline) - lines.data()) + 1;
    const std::size_t end = std::min(lines.find('\n', start), lines.size());
    const std::string_view line = lines.substr(start, end - start);
    const std::string_view found = column(line, 0).substr(line.empty() ? 0 : 1);
    const int order = letters == Letters::exact ? found.compare(name) : compare_ignoring_case(found, name);
    if (order < 0) {
      low = std::min(end + 1, lines.size());
    } else {
      high = start;
    }
  }
  return lines.substr(low);
}

std::optional<std::string_view> find_line(std::string_view lines, std::string_view name, Letters letters) {
  const std::string_view rest = lines_from(lines, name, letters);
  if (rest.empty()) return std::nullopt;
  const std::string_view line = rest.substr(0, rest.find('\n'));
  const std::string_view found = column(line, 0).substr(line.empty() ? 0 : 1);
  const int order = letters == Letters::exact ? found.compare(name) : compare_ignoring_case(found, name);
  return order == 0 ? std::optional(line) : std::nullopt;
}

std::string_view column(std::string_view line, std::size_t index) {
  for (; index > 0; --index) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return {};
    line.remove_prefix(tab + 1);
  }
  return line.substr(0, line.find('\t'));
}

std::array<std::string_view, 4> columns(std::string_view line) {
  std::array<std::string_view, 4> all;
  for (std::string_view& each : all) {
    const std::size_t tab = line.find('\t');
    each = line.substr(0, tab);
    if (tab == std::string_view::npos) break;
    line.remove_prefix(tab + 1);
  }
  return all;
}

bool has_word(std::string_view list, char separator, std::string_view word) {
  return Pieces(list, separator).contains(word);
}

int compare_ignoring_case(std::string_view left, std::string_view right) {
  const std::size_t shared = std::min(left.size(), right.size());
  for (std::size_t i = 0; i < shared; ++i) {
    const auto a = static_cast<unsigned char>(lower(left[i]));
    const auto b = static_cast<unsigned char>(lower(right[i]));
    if (a != b) return a < b ? -1 : 1;
  }
  return left.size() == right.size() ? 0 : left.size() < right.size() ? -1 : 1;
}

Pieces::Iterator::Iterator(std::string_view rest, char separator)
    : rest_(rest), separator_(separator), last_(false), done_(false) {
  cut();
}

Pieces::Iterator& Pieces::Iterator::operator++() {
  if (last_) {
    done_ = true;
  } else {
    cut();
  }
  return *this;
}

void Pieces::Iterator::cut() {
  int depth = 0;
  std::size_t end = 0;
  for (; end < rest_.size(); ++end) {
    const char c = rest_[end];
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (c == separator_ && depth == 0) break;
  }
  piece_ = rest_.substr(0, end);
  last_ = end == rest_.size();
  if (!last_) rest_.remove_prefix(end + 1);
}

bool Pieces::contains(std::string_view word) const {
  return std::find(begin(), end(), word) != end();
}

}  // namespace table
}  // namespace landform::aws
