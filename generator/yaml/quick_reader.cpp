#include "yaml/quick_reader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "base/utf8.h"
#include "yaml/core_schema.h"
#include "yaml/key_index.h"
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

constexpr Bytes make_suspects() {
  Bytes table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = c != '\n';
  for (const std::size_t c : {0x7FU, 0xC2U, 0xE2U, 0xEFU}) table[c] = true;
  return table;
}

constexpr Bytes kSuspects = make_suspects();
constexpr Bytes kBlockStops = bytes_of("\n:#");
constexpr Bytes kFlowStops = bytes_of("\n:#,[]{}?");
constexpr Bytes kFlowEnds = bytes_of(" \n,[]{}");
// Indicators, and '<' and '=' for the merge and value keys of YAML 1.1.
constexpr Bytes kNoStarts = bytes_of(" \n?:,[]{}#&*!|>'\"%@`<=");

bool is_in(const Bytes& table, char c) {
  return table[static_cast<unsigned char>(c)];
}

// True without control characters, and without those that some reader takes for a line break or a byte order mark.
bool has_only_safe_characters(std::string_view text) {
  const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned first = byte(i);
    if (!kSuspects[first]) continue;
    if (first < 0x80) return false;
    const unsigned second = byte(i + 1);
    const unsigned third = byte(i + 2);
    if (first == 0xC2 && second < 0xA0) return false;
    if (first == 0xE2 && second == 0x80 && (third == 0xA8 || third == 0xA9)) return false;
    if (first == 0xEF && ((second == 0xBB && third == 0xBF) || (second == 0xBF && third >= 0xBE))) return false;
  }
  return base::find_bad_utf8(text) == std::string_view::npos;
}

enum class Within : std::uint8_t { block, flow };

// Every function that returns bool gives up with false; what it has built until then is of no use. The text ends in a
// line break, at which every loop stops that does not look for the end itself.
class QuickReader {
 public:
  QuickReader(std::string_view text, base::FileId file, std::span<const std::string_view> tags)
      : text_(text), file_(file), tags_(tags) {}

  bool document(Node& root) {
    if (!next_content() || column_ != 0) return false;
    in_brackets_ = here() == '{' || here() == '[';
    return (in_brackets_ ? flow(root, 1) && end_line() : block(root, 1)) && column_ == kEnd;
  }

 private:
  using Column = std::ptrdiff_t;
  static constexpr Column kEnd = -1;  // behind the last line

  // A scalar's place: [begin, end) with its quotes.
  struct Word {
    std::size_t begin = 0;
    std::size_t end = 0;
    char quote = '\0';
  };

  [[nodiscard]] char here() const { return text_[at_]; }
  [[nodiscard]] std::string_view text_of(const Word& word) const {
    return text_.substr(word.begin, word.end - word.begin);
  }
  [[nodiscard]] base::Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  [[nodiscard]] std::size_t behind_blanks(std::size_t at) const {
    while (text_[at] == ' ') ++at;
    return at;
  }
  [[nodiscard]] std::size_t line_end(std::size_t at) const { return text_.find('\n', at); }
  [[nodiscard]] bool at_dash() const { return here() == '-' && (text_[at_ + 1] == ' ' || text_[at_ + 1] == '\n'); }

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
    if (!line_is_over()) return false;
    at_ = line_end(at_) + 1;
    return next_content();
  }

  // --- Block style. Each ends on the first mark of a line behind it; `end_` is then the end of its last value.

  bool block(Node& node, std::size_t depth) {
    if (depth >= kMaxDepth) return false;
    const std::size_t begin = at_;
    const auto column = static_cast<Column>(at_ - line_);
    node.style = Style::block;
    if (!(at_dash() ? sequence(node, column, depth) : mapping(node, column, depth))) return false;
    node.span = span(begin, end_);
    return true;
  }

  bool sequence(Node& node, Column column, std::size_t depth) {
    node.kind = Kind::sequence;
    do {
      ++at_;
      if (!item(node.items.emplace_back(), column, depth)) return false;
    } while (column_ == column && at_dash());
    return true;
  }

  bool item(Node& node, Column column, std::size_t depth) {
    if (line_is_over()) return below(node, column, depth);
    at_ = behind_blanks(at_);
    return at_dash() || starts_key() ? block(node, depth + 1) : on_line(node, column, depth);
  }

  bool mapping(Node& node, Column column, std::size_t depth) {
    node.kind = Kind::mapping;
    const std::size_t first = pending_.size();
    do {
      Entry entry;
      if (!key(entry, Within::block) || !value(entry.value, column, depth)) return false;
      pending_.push_back(std::move(entry));
    } while (column_ == column);
    return close(node, first);
  }

  // Moves the entries from `first` on into their mapping: room is made once, for as many as there are.
  bool close(Node& node, std::size_t first) {
    const auto begin = pending_.begin() + static_cast<std::ptrdiff_t>(first);
    node.entries.assign(std::make_move_iterator(begin), std::make_move_iterator(pending_.end()));
    pending_.erase(begin, pending_.end());
    return index_.repeated(node.entries).empty();
  }

  // Behind the colon of a key at `column`. Its list may stand as far to the left as it does.
  bool value(Node& node, Column column, std::size_t depth) {
    if (line_is_over()) return below(node, column, depth);
    at_ = behind_blanks(at_);
    return on_line(node, column, depth);
  }

  // What stands in the lines below a key or dash; without any, the value is empty and its place right behind that.
  bool below(Node& node, Column column, std::size_t depth) {
    const std::size_t place = at_;
    const bool is_item = text_[at_ - 1] == '-';
    if (!end_line()) return false;
    if (column_ > column || (column_ == column && !is_item && at_dash())) return block(node, depth + 1);
    node.span = span(place, place);
    end_ = place;
    return true;
  }

  bool on_line(Node& node, Column column, std::size_t depth) {
    if (here() == '!') {
      if (!tag(node)) return false;
      if (line_is_over()) return end_line() && column_ > column && block(node, depth + 1);
      at_ = behind_blanks(at_);
    }
    if (here() == '|' || here() == '>') return block_text(node, column);
    if (here() == '[' || here() == '{') return flow(node, depth + 1) && end_line();
    if (here() == '"') return quoted_lines(node, column) && end_line();
    return scalar(node, Within::block) && further_lines(node, column) && end_line();
  }

  bool tag(Node& node) {
    const std::size_t end = text_.find_first_of(" \n,[]{}", at_);
    const std::string_view name = text_.substr(at_, end - at_);
    if (std::find(tags_.begin(), tags_.end(), name) == tags_.end()) return false;
    node.tag = name;
    at_ = end;
    return here() == ' ' || here() == '\n';
  }

  // `|` and `>` without indentation of their own; folded only where no line is indented deeper than the first.
  bool block_text(Node& node, Column column) {
    const std::size_t begin = at_;
    const bool folded = text_[at_++] == '>';
    const bool strip = here() == '-';
    if (strip) ++at_;
    if (here() != '\n' || ++at_ == text_.size()) return false;
    const std::size_t indent = behind_blanks(at_) - at_;
    if (static_cast<Column>(indent) <= column || text_[at_ + indent] == '\n') return false;
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
      if (folded && blanks > indent) return false;
      if (folded && breaks == 1) {
        node.text += ' ';
      } else {
        node.text.append(folded && breaks > 0 ? breaks - 1 : breaks, '\n');
      }
      end_ = line_end(mark);
      node.text += text_.substr(at_ + indent, end_ - at_ - indent);
      breaks = 1;
      at_ = end_ + 1;
    }
    if (!strip) node.text += '\n';
    node.kind = Kind::string;
    node.style = folded ? Style::folded : Style::literal;
    node.span = span(begin, end_);
    return next_content();
  }

  // Lines without an empty one between that go on with a plain text, since they are indented deeper than its key or
  // dash.
  bool further_lines(Node& node, Column column) {
    if (node.style != Style::plain) return true;
    std::string text;
    for (std::size_t line = behind_blanks(at_) + 1; text_[line - 1] == '\n' && line < text_.size();
         line = behind_blanks(at_) + 1) {
      const std::size_t mark = behind_blanks(line);
      if (static_cast<Column>(mark - line) <= column || text_[mark] == '\n' || text_[mark] == '#') break;
      if (text.empty()) text = node.is_null() ? "null" : node.text;
      at_ = mark;
      if (!word(Within::block) || word_.quote != '\0') return false;
      text += ' ';
      text += text_of(word_);
      end_ = word_.end;
    }
    if (text.empty()) return true;
    node.kind = Kind::string;
    node.text = std::move(text);
    node.span.end = static_cast<std::uint32_t>(end_);
    return yaml_1_1_reading(node.text) == OtherReading::none;
  }

  // Double quotes whose lines end in a backslash, all but the last, and are indented deeper than their key or dash.
  bool quoted_lines(Node& node, Column column) {
    word_ = {at_, at_ + 1, '"'};
    while (text_[word_.end] != '"') {
      if (text_[word_.end] == '\n') return false;
      if (text_[word_.end] == '\\' && text_[++word_.end] == '\n') {
        const std::size_t line = word_.end + 1;
        if (line == text_.size()) return false;
        word_.end = behind_blanks(line);
        if (static_cast<Column>(word_.end - line) <= column || text_[word_.end] == '\n') return false;
      } else {
        ++word_.end;
      }
    }
    end_ = at_ = ++word_.end;
    node.kind = Kind::string;
    node.style = Style::double_quoted;
    node.span = span(word_.begin, word_.end);
    return unquote(node.text);
  }

  // --- Brackets

  bool flow(Node& node, std::size_t depth) {
    if (depth >= kMaxDepth) return false;
    const std::size_t begin = at_;
    node.style = Style::flow;
    node.kind = here() == '[' ? Kind::sequence : Kind::mapping;
    const char end = here() == '[' ? ']' : '}';
    const std::size_t first = pending_.size();
    ++at_;
    if (!gap()) return false;
    for (bool more = here() != end; more;) {
      if (!(node.is_sequence() ? flow_value(node.items.emplace_back(), depth) : flow_entry(depth)) || !gap()) {
        return false;
      }
      more = here() == ',';
      if (more && (++at_, !gap())) return false;
    }
    if (here() != end) return false;
    end_ = ++at_;
    node.span = span(begin, end_);
    return node.is_sequence() || close(node, first);
  }

  bool flow_entry(std::size_t depth) {
    Entry entry;
    if (!key(entry, Within::flow) || here() != ' ') return false;
    at_ = behind_blanks(at_);
    if (!flow_value(entry.value, depth)) return false;
    pending_.push_back(std::move(entry));
    return true;
  }

  bool flow_value(Node& node, std::size_t depth) {
    if (here() == '!') {
      if (!tag(node)) return false;
      at_ = behind_blanks(at_);
    }
    return here() == '[' || here() == '{' ? flow(node, depth + 1) : scalar(node, Within::flow);
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
  bool key(Entry& entry, Within context) {
    if (!word(context) || !ends_key() || word_.end - word_.begin > kLongestKey) return false;
    ++at_;
    entry.key_span = span(word_.begin, word_.end);
    if (word_.quote != '\0') return unquote(entry.key);
    entry.key = text_of(word_);
    return plain_kind(entry.key) != Kind::null && digit_loss(entry.key) == DigitLoss::none;
  }

  bool scalar(Node& node, Within context) {
    if (!word(context)) return false;
    end_ = word_.end;
    node.span = span(word_.begin, word_.end);
    node.kind = Kind::string;
    if (word_.quote != '\0') {
      node.style = word_.quote == '"' ? Style::double_quoted : Style::single_quoted;
      return unquote(node.text);
    }
    node.style = Style::plain;
    const std::string_view text = text_of(word_);
    if (node.tag.empty()) {  // what has a tag is text
      node.kind = plain_kind(text);
      if (node.is_null()) return text == "null";
      if (node.kind == Kind::boolean && text != "true" && text != "false") return false;
      if (digit_loss(text) != DigitLoss::none || yaml_1_1_reading(text) != OtherReading::none) return false;
    }
    node.text = text;
    return true;
  }

  // Finds the end of the scalar here; what it says is judged by those who use it.
  bool word(Within context) {
    word_ = {at_, 0, '\0'};
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

  // A colon ends a key, and a number sign a text, only beside a blank or the end of the line.
  [[nodiscard]] std::size_t block_plain_end() const {
    std::size_t end = at_;
    while (true) {
      while (!is_in(kBlockStops, text_[end])) ++end;
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

  bool unquote(std::string& out) const {
    const std::string_view inside = text_.substr(word_.begin + 1, word_.end - word_.begin - 2);
    return word_.quote == '"' ? without_escapes(inside, out) : without_doubled_quotes(inside, out);
  }

  static bool without_doubled_quotes(std::string_view rest, std::string& out) {
    for (std::size_t at = rest.find('\''); at != std::string_view::npos; at = rest.find('\'')) {
      out += rest.substr(0, at + 1);
      rest.remove_prefix(at + 2);
    }
    out += rest;
    return true;
  }

  // Only the escapes that append_quoted writes, and that of a line break.
  static bool without_escapes(std::string_view rest, std::string& out) {
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

  std::string_view text_;
  base::FileId file_;
  std::span<const std::string_view> tags_;
  bool in_brackets_ = false;  // all of the document, as JSON is
  std::size_t at_ = 0;
  std::size_t line_ = 0;        // start of the line that `column_` is of
  Column column_ = 0;           // of the first mark behind the last value
  std::size_t end_ = 0;         // of the last value that was read
  Word word_;                   // the last one that was found
  std::vector<Entry> pending_;  // of the mappings that are open, the innermost last
  KeyIndex index_;
};

}  // namespace

std::optional<Node> read_quickly(std::string_view text, base::FileId file, std::span<const std::string_view> tags) {
  if (text.size() > kMaxFileBytes || !text.ends_with('\n') || !has_only_safe_characters(text)) return std::nullopt;
  std::optional<Node> root(std::in_place);
  if (!QuickReader(text, file, tags).document(*root)) root.reset();
  return root;
}

}  // namespace landform::yaml
