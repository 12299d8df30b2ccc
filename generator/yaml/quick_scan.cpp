#include "yaml/quick_scan.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "base/utf8.h"
#include "yaml/byte_lanes.h"
#include "yaml/core_schema.h"
#include "yaml/reader.h"

namespace landform::yaml {
namespace {

// Readers look only 1024 characters far for the colon of a key (YAML 1.2.2, 8.2.2).
constexpr std::size_t kLongestKey = 1000;

using Bytes = std::array<bool, 256>;

constexpr Bytes bytes_of(std::string_view members) {
  Bytes table{};
  for (const char c : members) table[static_cast<unsigned char>(c)] = true;
  return table;
}

constexpr Bytes kBlockStops = bytes_of("\n:#");
constexpr Bytes kFlowStops = bytes_of("\n:#,[]{}?");
constexpr Bytes kFlowEnds = bytes_of(" \n,[]{}");
constexpr Bytes kTagEnds = bytes_of(" \n,[]{}");
constexpr Bytes kNoStarts = bytes_of(" \n?:,[]{}#&*!|>'\"%@`");
// What may be more than text in some reader begins with one of these: a number, or a word such as "null", "yes", "On".
constexpr Bytes kTypedStarts = bytes_of("0123456789+-.~nNtTfFyYoO");

bool is_in(const Bytes& table, char c) {
  return table[static_cast<unsigned char>(c)];
}

std::string without_doubled_quotes(std::string_view rest) {
  std::string out;
  for (std::size_t at = rest.find('\''); at != std::string_view::npos; at = rest.find('\'')) {
    out += rest.substr(0, at + 1);
    rest.remove_prefix(at + 2);
  }
  return out += rest;
}

// Only the escapes that append_quoted writes, and that of a line break.
bool without_escapes(std::string_view rest, std::string& out) {
  while (true) {
    const std::size_t escape = rest.find('\\');
    out.append(rest, 0, escape);
    if (escape == std::string_view::npos) return true;
    rest.remove_prefix(escape + 1);
    constexpr std::string_view kLetters = "nrtbf\"\\";
    constexpr std::string_view kMeanings = "\n\r\t\b\f\"\\";
    if (const std::size_t letter = kLetters.find(rest.front()); letter != std::string_view::npos) {
      out += kMeanings[letter];
      rest.remove_prefix(1);
      continue;
    }
    if (rest.front() == '\n') {
      rest.remove_prefix(std::min(rest.find_first_not_of(' ', 1), rest.size()));
      continue;
    }
    if (rest.front() != 'u' || rest.size() < 5) return false;
    unsigned code = 0;
    for (const char c : rest.substr(1, 4)) {
      const std::size_t digit = std::string_view("0123456789abcdef").find(c);
      if (digit == std::string_view::npos) return false;
      code = code * 16 + static_cast<unsigned>(digit);
    }
    if (code == 0 || (code >= 0xD800 && code <= 0xDFFF)) return false;
    base::append_utf8(out, code);
    rest.remove_prefix(5);
  }
}

enum class Within : std::uint8_t { block, flow };

// Every function that returns bool gives up with false; what it has found until then is of no use. The text ends in a
// line break, at which every loop stops that does not look for the end itself.
class QuickScanner {
 public:
  QuickScanner(std::string_view text, std::span<const std::string_view> tags, QuickScan& out)
      : text_(text), tags_(tags), parts_(out.parts), texts_(out.texts) {}

  bool document() {
    if (!next_content() || column_ != 0) return false;
    in_brackets_ = here() == '{' || here() == '[';
    const std::size_t root = add_part();
    return (in_brackets_ ? flow(root, 1) && end_line() : block(root, 1)) && column_ == kEnd;
  }

 private:
  using Column = std::ptrdiff_t;
  static constexpr Column kEnd = -1;  // behind the last line

  // A scalar's place: [begin, end) with its quotes.
  struct Word {
    std::size_t begin = std::string_view::npos;
    std::size_t end = 0;
    char quote = '\0';
    Within context = Within::block;
  };

  [[nodiscard]] char here() const { return text_[at_]; }
  [[nodiscard]] std::string_view text_of(const Word& word) const {
    return text_.substr(word.begin, word.end - word.begin);
  }
  [[nodiscard]] std::size_t behind_blanks(std::size_t at) const {
    while (text_[at] == ' ') ++at;
    return at;
  }
  [[nodiscard]] std::size_t line_end(std::size_t at) const { return text_.find('\n', at); }
  [[nodiscard]] bool at_dash() const { return here() == '-' && (text_[at_ + 1] == ' ' || text_[at_ + 1] == '\n'); }

  // --- Parts, by their places: references would not outlast the next one.

  std::size_t add_part() {
    parts_.emplace_back();
    return parts_.size() - 1;
  }
  void set_span(std::size_t part, std::size_t begin, std::size_t end) {
    parts_[part].begin = static_cast<std::uint32_t>(begin);
    parts_[part].end = static_cast<std::uint32_t>(end);
  }
  std::uint32_t keep(std::string text) {
    texts_.push_back(std::move(text));
    return static_cast<std::uint32_t>(texts_.size());
  }

  // --- Lines

  // From the start of a line to the first mark that is no comment; its column is `column_`.
  bool next_content() {
    while (at_ < text_.size()) {
      line_ = at_;
      at_ = behind_blanks(at_);
      if (here() != '\n' && here() != '#') {
        column_ = static_cast<Column>(at_ - line_);
        return column_ > 0 || !is_document_mark();
      }
      at_ = line_end(at_) + 1;
    }
    column_ = kEnd;
    return true;
  }

  [[nodiscard]] bool is_document_mark() const {
    const std::string_view rest = text_.substr(at_);
    return rest.starts_with('%') || rest.starts_with("---") || rest.starts_with("...");
  }

  // True when nothing but a comment follows on this line.
  [[nodiscard]] bool line_is_over() const {
    const std::size_t mark = behind_blanks(at_);
    return text_[mark] == '\n' || (text_[mark] == '#' && mark > at_);
  }

  bool end_line() {
    const std::size_t mark = behind_blanks(at_);
    if (text_[mark] != '\n' && (text_[mark] != '#' || mark == at_)) return false;
    at_ = line_end(mark) + 1;
    return next_content();
  }

  // --- Block style. Each ends on the first mark of a line behind it; `end_` is then the end of its last value.

  bool block(std::size_t self, std::size_t depth) {
    if (depth >= kMaxDepth) return false;
    const std::size_t begin = at_;
    const auto column = static_cast<Column>(at_ - line_);
    parts_[self].style = Style::block;
    if (!(at_dash() ? sequence(self, column, depth) : mapping(self, column, depth))) return false;
    set_span(self, begin, end_);
    return true;
  }

  bool sequence(std::size_t self, Column column, std::size_t depth) {
    parts_[self].kind = Kind::sequence;
    std::uint32_t count = 0;
    do {
      ++at_;
      if (!item(add_part(), column, depth)) return false;
      ++count;
    } while (column_ == column && at_dash());
    parts_[self].children = count;
    return true;
  }

  bool item(std::size_t self, Column column, std::size_t depth) {
    if (line_is_over()) return below(self, column, depth);
    at_ = behind_blanks(at_);
    return at_dash() || starts_key() ? block(self, depth + 1) : on_line(self, column, depth);
  }

  bool mapping(std::size_t self, Column column, std::size_t depth) {
    parts_[self].kind = Kind::mapping;
    std::uint32_t count = 0;
    do {
      const std::size_t member = add_part();
      if (!key(member, Within::block) || !value(member, column, depth)) return false;
      ++count;
    } while (column_ == column);
    parts_[self].children = count;
    return true;
  }

  // Behind the colon of a key at `column`. Its list may stand as far to the left as it does.
  bool value(std::size_t self, Column column, std::size_t depth) {
    if (line_is_over()) return below(self, column, depth);
    at_ = behind_blanks(at_);
    return on_line(self, column, depth);
  }

  // What stands in the lines below a key or dash; without any, the value is empty and its place right behind that.
  bool below(std::size_t self, Column column, std::size_t depth) {
    const std::size_t place = at_;
    const bool is_item = text_[at_ - 1] == '-';
    if (!end_line()) return false;
    if (column_ > column || (column_ == column && !is_item && at_dash())) return block(self, depth + 1);
    set_span(self, place, place);
    end_ = place;
    return true;
  }

  bool on_line(std::size_t self, Column column, std::size_t depth) {
    if (here() == '!') {
      if (!tag(self)) return false;
      if (line_is_over()) return end_line() && column_ > column && block(self, depth + 1);
      at_ = behind_blanks(at_);
    }
    if (here() == '|' || here() == '>') return block_text(self, column);
    if (here() == '[' || here() == '{') return flow(self, depth + 1) && end_line();
    if (here() == '"' || here() == '\'') return quoted_lines(self, column) && end_line();
    return scalar(self, Within::block) && further_lines(self, column) && end_line();
  }

  bool tag(std::size_t self) {
    std::size_t end = at_;
    while (!is_in(kTagEnds, text_[end])) ++end;
    const std::string_view name = text_.substr(at_, end - at_);
    const auto found = std::find(tags_.begin(), tags_.end(), name);
    const std::size_t number = static_cast<std::size_t>(found - tags_.begin()) + 1;
    if (found == tags_.end() || number > std::numeric_limits<std::uint8_t>::max()) return false;
    parts_[self].tag = static_cast<std::uint8_t>(number);
    at_ = end;
    return here() == ' ' || here() == '\n';
  }

  // `|` and `>` without indentation of their own; folded only where no line is indented deeper than the first.
  bool block_text(std::size_t self, Column column) {
    const std::size_t begin = at_;
    const bool folds = text_[at_++] == '>';
    const bool strip = here() == '-';
    if (strip) ++at_;
    if (here() != '\n' || ++at_ == text_.size()) return false;
    const std::size_t indent = behind_blanks(at_) - at_;
    if (static_cast<Column>(indent) <= column || text_[at_ + indent] == '\n') return false;
    std::string text;
    std::size_t breaks = 0;
    while (at_ < text_.size()) {
      const std::size_t mark = behind_blanks(at_);
      const std::size_t blanks = mark - at_;
      if (text_[mark] == '\n') {
        if (blanks > indent) return false;
        ++breaks;
        at_ = mark + 1;
        continue;
      }
      if (blanks < indent) {
        if (static_cast<Column>(blanks) > column) return false;
        break;
      }
      if (folds && blanks > indent) return false;
      if (folds && breaks == 1) {
        text += ' ';
      } else {
        text.append(folds && breaks > 0 ? breaks - 1 : breaks, '\n');
      }
      end_ = line_end(mark);
      text += text_.substr(at_ + indent, end_ - at_ - indent);
      breaks = 1;
      at_ = end_ + 1;
    }
    if (!strip) text += '\n';
    parts_[self].kind = Kind::string;
    parts_[self].style = folds ? Style::folded : Style::literal;
    parts_[self].text = keep(std::move(text));
    set_span(self, begin, end_);
    return next_content();
  }

  // Lines without an empty one between that go on with a plain text, since they are indented deeper than its key or
  // dash.
  bool further_lines(std::size_t self, Column column) {
    std::size_t line = behind_blanks(at_) + 1;
    if (text_[line - 1] != '\n') return true;
    std::string text;
    for (; text_[line - 1] == '\n' && line < text_.size(); line = behind_blanks(at_) + 1) {
      const std::size_t mark = behind_blanks(line);
      if (static_cast<Column>(mark - line) <= column || text_[mark] == '\n' || text_[mark] == '#') break;
      if (text.empty()) text = text_.substr(parts_[self].begin, parts_[self].end - parts_[self].begin);
      at_ = mark;
      if (!word(Within::block) || word_.quote != '\0') return false;
      text += ' ';
      text += text_of(word_);
      end_ = word_.end;
    }
    if (text.empty()) return true;
    parts_[self].end = static_cast<std::uint32_t>(end_);
    parts_[self].kind = Kind::string;
    if (yaml_1_1_reading(text) != OtherReading::none) return false;
    parts_[self].text = keep(std::move(text));
    return true;
  }

  // Quotes that may close on a further line: each has a mark and is indented deeper than the key or dash. In single
  // quotes a line break is a blank; in double ones it stands behind a backslash and is nothing.
  bool quoted_lines(std::size_t self, Column column) {
    const char quote = here();
    word_ = {at_, at_ + 1, quote, Within::block};
    std::size_t& end = word_.end;
    std::string lines;  // those before the one that begins at `from`
    std::size_t from = end;
    for (; text_[end] != quote || (quote == '\'' && text_[end + 1] == quote); ++end) {
      const bool escape = quote == '"' && text_[end] == '\\';
      if (escape || text_[end] == quote) ++end;
      if (text_[end] != '\n') continue;
      const std::size_t line = end + 1;
      const std::size_t mark = line < text_.size() ? behind_blanks(line) : line;
      if (mark == line || static_cast<Column>(mark - line) <= column || text_[mark] == '\n') return false;
      if (!escape) {
        const std::size_t last = text_.find_last_not_of(' ', end - 1);
        if (quote == '"' || last < from || text_[mark] == quote) return false;
        lines += text_.substr(from, last + 1 - from);
        lines += ' ';
        from = mark;
      }
      end = mark - 1;
    }
    at_ = ++end;
    if (lines.empty()) return quoted(self);
    lines += text_.substr(from, end - 1 - from);
    set_quoted(self);
    parts_[self].text = keep(without_doubled_quotes(lines));
    return true;
  }

  // --- Brackets

  bool flow(std::size_t self, std::size_t depth) {
    if (depth >= kMaxDepth) return false;
    const std::size_t begin = at_;
    const bool is_sequence = here() == '[';
    const char end = is_sequence ? ']' : '}';
    parts_[self].style = Style::flow;
    parts_[self].kind = is_sequence ? Kind::sequence : Kind::mapping;
    std::uint32_t count = 0;
    ++at_;
    if (!gap()) return false;
    for (bool more = here() != end; more;) {
      const std::size_t child = add_part();
      if (!(is_sequence ? flow_value(child, depth) : flow_entry(child, depth)) || !gap()) return false;
      ++count;
      more = here() == ',';
      if (more && (++at_, !gap())) return false;
    }
    if (here() != end) return false;
    end_ = ++at_;
    set_span(self, begin, end_);
    parts_[self].children = count;
    return true;
  }

  bool flow_entry(std::size_t self, std::size_t depth) {
    if (!key(self, Within::flow) || here() != ' ') return false;
    at_ = behind_blanks(at_);
    return flow_value(self, depth);
  }

  bool flow_value(std::size_t self, std::size_t depth) {
    if (here() == '!') {
      if (!tag(self)) return false;
      at_ = behind_blanks(at_);
    }
    return here() == '[' || here() == '{' ? flow(self, depth + 1) : scalar(self, Within::flow);
  }

  // Over blanks and line breaks, up to a mark that may not be the first of its line; as JSON is written, a closing one
  // may.
  bool gap() {
    at_ = behind_blanks(at_);
    while (here() == '\n') {
      if (++at_ == text_.size()) return false;
      const bool closes = in_brackets_ && (here() == '}' || here() == ']');
      if (here() != ' ' && here() != '\n' && !closes) return false;
      at_ = behind_blanks(at_);
    }
    return true;
  }

  // --- Scalars

  bool starts_key() {
    const std::size_t begin = at_;
    const bool found = word(Within::block) && ends_key();
    at_ = begin;
    return found;
  }

  [[nodiscard]] bool ends_key() const { return here() == ':' && (text_[at_ + 1] == ' ' || text_[at_ + 1] == '\n'); }

  // Up to and with the colon.
  bool key(std::size_t self, Within context) {
    if (!word(context) || !ends_key() || word_.end - word_.begin > kLongestKey) return false;
    ++at_;
    parts_[self].key_begin = static_cast<std::uint32_t>(word_.begin);
    parts_[self].key_end = static_cast<std::uint32_t>(word_.end);
    const std::string_view text = text_of(word_);
    if (word_.quote != '\0') return unquote(text, parts_[self].key_text);
    if (text == "<<" || text == "=") return false;  // the merge and the value key of YAML 1.1
    return !is_in(kTypedStarts, text.front()) ||
           (plain_kind(text) != Kind::null && digit_loss(text) == DigitLoss::none);
  }

  bool scalar(std::size_t self, Within context) {
    if (!word(context)) return false;
    if (word_.quote != '\0') return quoted(self);
    end_ = word_.end;
    set_span(self, word_.begin, word_.end);
    QuickPart& part = parts_[self];
    part.kind = Kind::string;
    part.style = Style::plain;
    const std::string_view text = text_of(word_);
    if (part.tag != 0 || !is_in(kTypedStarts, text.front())) return true;  // what has a tag is text
    part.kind = plain_kind(text);
    if (part.kind == Kind::null) return text == "null";
    if (part.kind == Kind::boolean && text != "true" && text != "false") return false;
    return digit_loss(text) == DigitLoss::none && yaml_1_1_reading(text) == OtherReading::none;
  }

  // The scalar that `word_` is, in quotes.
  bool quoted(std::size_t self) {
    set_quoted(self);
    return unquote(text_of(word_), parts_[self].text);
  }

  void set_quoted(std::size_t self) {
    end_ = word_.end;
    set_span(self, word_.begin, word_.end);
    parts_[self].kind = Kind::string;
    parts_[self].style = word_.quote == '"' ? Style::double_quoted : Style::single_quoted;
  }

  // Finds the end of the scalar here; what it says is judged by those who use it.
  bool word(Within context) {
    if (word_.begin == at_ && word_.context == context) {  // starts_key has looked already
      at_ = word_.end;
      return word_.end > 0;
    }
    word_ = {at_, 0, '\0', context};
    if (here() == '"' || here() == '\'') {
      word_.quote = here();
      at_ = word_.end = here() == '"' ? double_quoted_end() : single_quoted_end();
      return word_.end > 0;
    }
    if (is_in(kNoStarts, here()) || (here() == '-' && is_in(kNoStarts, text_[at_ + 1]))) return false;
    at_ = context == Within::block ? block_plain_end() : flow_plain_end();
    while (text_[at_ - 1] == ' ') --at_;
    word_.end = at_;
    return true;
  }

  // `at_` is on the opening quote. 0 when there is no closing quote on the line.
  [[nodiscard]] std::size_t double_quoted_end() const {
    for (std::size_t end = at_ + 1; text_[end] != '\n'; ++end) {
      if (text_[end] == '"') return end + 1;
      if (text_[end] == '\\' && text_[++end] == '\n') return 0;
    }
    return 0;
  }

  [[nodiscard]] std::size_t single_quoted_end() const {
    for (std::size_t end = at_ + 1; text_[end] != '\n'; ++end) {
      if (text_[end] == '\'' && text_[++end] != '\'') return end;
    }
    return 0;
  }

  [[nodiscard]] std::size_t next_block_stop(std::size_t at) const {
    for (; at + kLanes <= text_.size(); at += kLanes) {
      const ByteLanes lanes = load_lanes(text_.data() + at);
      const std::uint64_t stops = bits_of_lanes((lanes == '\n') | (lanes == ':') | (lanes == '#'));
      if (stops != 0) return at + static_cast<std::size_t>(std::countr_zero(stops));
    }
    while (!is_in(kBlockStops, text_[at])) ++at;
    return at;
  }

  // A colon ends a key, and a number sign a text, only beside a blank or the end of the line.
  [[nodiscard]] std::size_t block_plain_end() const {
    std::size_t end = at_;
    while (true) {
      end = next_block_stop(end);
      if (text_[end] == '\n' || (text_[end] == '#' && text_[end - 1] == ' ')) return end;
      if (text_[end] == ':' && (text_[end + 1] == ' ' || text_[end + 1] == '\n')) return end;
      ++end;
    }
  }

  [[nodiscard]] std::size_t flow_plain_end() const {
    std::size_t end = at_;
    while (true) {
      while (!is_in(kFlowStops, text_[end])) ++end;
      const bool goes_on = text_[end] == ':'   ? !is_in(kFlowEnds, text_[end + 1])
                           : text_[end] == '#' ? text_[end - 1] != ' '
                                               : false;
      if (!goes_on) return end;
      ++end;
    }
  }

  // `written` is with its quotes. The number of what it says goes to `kept` when that is not what stands between them.
  bool unquote(std::string_view written, std::uint32_t& kept) {
    const std::string_view inside = written.substr(1, written.size() - 2);
    const bool is_double = written.front() == '"';
    if (inside.find(is_double ? '\\' : '\'') == std::string_view::npos) return true;
    std::string text;
    if (!is_double) text = without_doubled_quotes(inside);
    if (is_double && !without_escapes(inside, text)) return false;
    kept = keep(std::move(text));
    return true;
  }

  std::string_view text_;
  std::span<const std::string_view> tags_;
  std::vector<QuickPart>& parts_;
  std::vector<std::string>& texts_;
  bool in_brackets_ = false;  // all of the document, as JSON is
  std::size_t at_ = 0;
  std::size_t line_ = 0;  // start of the line that `column_` is of
  Column column_ = 0;     // of the first mark behind the last value
  std::size_t end_ = 0;   // of the last value that was read
  Word word_;             // the last one that was looked for
};

}  // namespace

std::optional<QuickScan> scan_quickly(std::string_view text, std::span<const std::string_view> tags) {
  constexpr std::size_t kBytesOfAPart = 20;  // about as many as in a template
  std::optional<QuickScan> scan(std::in_place);
  scan->parts.reserve(text.size() / kBytesOfAPart + 1);
  if (!QuickScanner(text, tags, *scan).document()) scan.reset();
  return scan;
}

}  // namespace landform::yaml
