// Look-ups in the embedded tables without parsing them: sections "[name]" sorted by name, lines inside them that begin
// with a mark for their kind, columns separated by tabs. Everything given out is a view into the executable's read-only
// pages, so nothing is built at start, and of a table that is asked only where its sections begin. Thread safe.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

#include "base/name_table.h"

namespace landform::aws::table {

// The text of generator/aws/data/<file>. Empty when there is no such file, which a test excludes.
std::string_view embedded_text(std::string_view file);

struct Section {
  std::string_view name;
  std::string_view heading;  // the columns behind "[name]" on the same line
  std::string_view body;     // the lines up to the next section
};

// Where the sections of a table begin, found in one walk. Made once for each table that is asked.
class SectionIndex {
 public:
  explicit SectionIndex(std::string_view text);
  [[nodiscard]] std::size_t size() const { return starts_.size(); }
  [[nodiscard]] Section at(std::size_t place) const;
  // The place of a section among all, which are sorted by bytes; `size()` when there is none of that name.
  [[nodiscard]] std::size_t find(std::string_view name) const;
  // The lines of a section; empty when there is none of that name.
  [[nodiscard]] std::string_view body_of(std::string_view name) const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> starts_;
  base::NameTable<std::uint32_t> places_;
};

// Inside a section: the part that begins with the line `mark`+`name`, up to the next line that begins with `mark`.
// `body` must begin with such a line or be empty. Gives the lines behind that first line.
std::optional<std::string_view> find_part(std::string_view body, char mark, std::string_view name);
// From the first line that begins with `mark` to the end; empty when there is none.
std::string_view from_first(std::string_view body, char mark);
// Up to the first line that begins with `mark`.
std::string_view before_first(std::string_view body, char mark);

enum class Letters { exact, ignore_case };

// From the first line whose first column is `mark`+`name` or comes behind it, to the end; as find_line.
std::string_view lines_from(std::string_view lines, std::string_view name, Letters letters);
// The line whose first column is `mark`+`name`, in lines that all begin with `mark` and are sorted by that column
// (in lower case when case is ignored). Without its newline.
std::optional<std::string_view> find_line(std::string_view lines, std::string_view name, Letters letters);

// Column `index` of a line, from 0; empty when there are fewer.
std::string_view column(std::string_view line, std::size_t index);
// The first four columns at once; those that are not there are empty.
std::array<std::string_view, 4> columns(std::string_view line);
// Whether a word stands in a list that is separated by `separator`.
bool has_word(std::string_view list, char separator, std::string_view word);

int compare_ignoring_case(std::string_view left, std::string_view right);

// The pieces of a text between separators that stand outside of (), [] and {}. No text: no pieces, unless made with
// keep_empty, which gives one empty piece.
class Pieces {
 public:
  class Iterator {
   public:
    using value_type = std::string_view;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;
    using pointer = const std::string_view*;
    using reference = std::string_view;

    Iterator() = default;
    Iterator(std::string_view rest, char separator);
    std::string_view operator*() const { return piece_; }
    Iterator& operator++();
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) {
      return a.done_ == b.done_ && (a.done_ || a.piece_.data() == b.piece_.data());
    }

   private:
    void cut();
    std::string_view rest_;
    std::string_view piece_;
    char separator_ = ',';
    bool last_ = true;
    bool done_ = true;
  };

  Pieces() = default;
  Pieces(std::string_view text, char separator, bool keep_empty = false)
      : text_(text), separator_(separator), some_(keep_empty || !text.empty()) {}
  [[nodiscard]] Iterator begin() const { return some_ ? Iterator(text_, separator_) : Iterator(); }
  [[nodiscard]] Iterator end() const { return {}; }
  [[nodiscard]] bool empty() const { return !some_; }
  [[nodiscard]] bool contains(std::string_view word) const;
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string_view text_;
  char separator_ = ',';
  bool some_ = false;
};

// Lines that begin with one mark, each seen as a T made by T::from_line(line). Ends at the first other line.
template <class T>
class Lines {
 public:
  class Iterator {
   public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;
    using pointer = const T*;
    using reference = T;

    Iterator() = default;
    Iterator(std::string_view rest, char mark) : rest_(rest), mark_(mark) { stop_at_other_mark(); }
    T operator*() const { return T::from_line(line()); }
    Iterator& operator++() {
      rest_.remove_prefix(std::min(rest_.size(), line().size() + 1));
      stop_at_other_mark();
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) {
      return a.rest_.empty() == b.rest_.empty() && (a.rest_.empty() || a.rest_.data() == b.rest_.data());
    }

   private:
    [[nodiscard]] std::string_view line() const { return rest_.substr(0, rest_.find('\n')); }
    void stop_at_other_mark() {
      if (!rest_.starts_with(mark_)) rest_ = {};
    }
    std::string_view rest_;
    char mark_ = 0;
  };

  Lines() = default;
  Lines(std::string_view lines, char mark) : lines_(lines), mark_(mark) {}
  [[nodiscard]] Iterator begin() const { return {lines_, mark_}; }
  [[nodiscard]] Iterator end() const { return {}; }
  [[nodiscard]] bool empty() const { return begin() == end(); }

 private:
  std::string_view lines_;
  char mark_ = 0;
};

}  // namespace landform::aws::table
