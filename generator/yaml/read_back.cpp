#include "yaml/read_back.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "yaml/core_schema.h"
#include "yaml/implicit_types.h"
#include "yaml/key_index.h"
#include "yaml/reader.h"

namespace landform::yaml {
namespace {

enum class Where : std::uint8_t { block_value, block_key, flow };

// Bytes at which a plain text ends or has to be looked at.
constexpr std::array<std::uint8_t, 256> make_stops() {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = 1;
  for (const char c : std::string_view(":#,[]{}?\x7F")) table[static_cast<unsigned char>(c)] = 1;
  for (const std::size_t c : {0xC2U, 0xE2U, 0xEFU}) table[c] = 1;
  return table;
}
constexpr auto kStops = make_stops();

// Four bytes a turn: stops are rare.
std::size_t next_stop(std::string_view text, std::size_t at) {
  const auto stop = [&](std::size_t place) { return kStops[static_cast<unsigned char>(text[place])]; };
  while (at + 4 <= text.size() && (stop(at) | stop(at + 1) | stop(at + 2) | stop(at + 3)) == 0) at += 4;
  while (at < text.size() && stop(at) == 0) ++at;
  return at;
}

enum class ReadStart : std::uint8_t {
  text,        // what begins so is text to every reader
  exponent,    // unless a digit or a sign follows: E3005
  short_word,  // unless it is a word: yes, No, on, true
  typed,       // a number, a date, a null, or a mark: the readers' rules have to be asked
  mark         // begins no plain text
};

constexpr std::array<ReadStart, 256> make_read_starts() {
  std::array<ReadStart, 256> table{};
  for (const char c : std::string_view("yYnNtTfFoO")) table[static_cast<unsigned char>(c)] = ReadStart::short_word;
  for (const char c : std::string_view("eE")) table[static_cast<unsigned char>(c)] = ReadStart::exponent;
  for (const char c : std::string_view("0123456789-+.~=<?:")) table[static_cast<unsigned char>(c)] = ReadStart::typed;
  for (const char c : std::string_view(" ,[]{}#&*!|>'\"%@`")) table[static_cast<unsigned char>(c)] = ReadStart::mark;
  return table;
}
constexpr auto kReadStarts = make_read_starts();
constexpr std::size_t kLongestWord = 5;  // "false"

unsigned byte(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

// C1 controls with U+0085, U+2028, U+2029, U+FEFF, U+FFFE, U+FFFF: some reader breaks the line there, or refuses.
bool is_unsafe_character(std::string_view text, std::size_t at) {
  const unsigned first = byte(text, at);
  const unsigned second = byte(text, at + 1);
  const unsigned third = byte(text, at + 2);
  return (first == 0xC2 && second < 0xA0) || (first == 0xE2 && second == 0x80 && (third == 0xA8 || third == 0xA9)) ||
         (first == 0xEF && ((second == 0xBB && third == 0xBF) || (second == 0xBF && third >= 0xBE)));
}

class Comparison {
 public:
  explicit Comparison(std::string_view written) : text_(written) {}

  std::optional<std::size_t> run(const Node& node) {
    const bool same = document(node) && at_ == text_.size();
    return same ? std::nullopt : std::optional(std::min(at_, text_.size()));
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view wanted) {
    if (text_.substr(at_, wanted.size()) != wanted) return false;
    at_ += wanted.size();
    return true;
  }
  bool blanks(std::size_t count) {
    const std::size_t end = at_ + count;
    while (at_ < end && peek() == ' ') ++at_;
    return at_ == end && peek() != ' ';
  }

  bool document(const Node& node) {
    if (node.is_scalar() || starts_flow(node)) return on_line(node, 0, true) && line_ended();
    if (!node.tag.empty() && !(tag(node.tag) && take('\n'))) return false;
    return block(node, 0, false, 1);
  }

  // Literal blocks end behind their last line break.
  bool line_ended() { return text_.substr(0, at_).ends_with('\n') || take('\n'); }

  // True if the collection stands in brackets here, behind its tag.
  [[nodiscard]] bool starts_flow(const Node& node) const {
    const std::size_t begin = at_ + (node.tag.empty() ? 0 : node.tag.view().size() + 1);
    return begin < text_.size() && (text_[begin] == '[' || text_[begin] == '{') && !node.is_scalar();
  }

  bool tag(std::string_view name) {
    if (name.size() < 2 || name.front() != '!') return false;
    if (name.find_first_of(" \t\r\n,[]{}!", 1) != std::string_view::npos) return false;
    return take(name);
  }

  // A scalar or a flow collection. `column` is that of its key or dash.
  bool on_line(const Node& node, std::size_t column, bool root = false) {
    if (!node.tag.empty() && !(tag(node.tag) && take(' '))) return false;
    if (!node.is_scalar()) return flow(node, 1);
    if (peek() == '|') return node.is_string() && literal(node.text, column, root);
    return scalar(node, Where::block_value);
  }

  bool block(const Node& node, std::size_t column, bool here, std::size_t depth) {
    if (depth > kMaxDepth) return false;
    if (node.is_sequence()) {
      if (node.items.empty()) return false;
      for (const Node& item : node.items) {
        if (!here && !blanks(column)) return false;
        here = false;
        if (!take('-') || !value(item, column, true, depth)) return false;
      }
      return true;
    }
    if (node.entries.empty() || !keys_differ(node)) return false;
    for (const Entry& entry : node.entries) {
      if (!here && !blanks(column)) return false;
      here = false;
      if (!key(entry.key, column) || !take(':') || !value(entry.value, column, false, depth)) return false;
    }
    return true;
  }

  // Behind `key:` or `-`, with the line break at the end.
  bool value(const Node& node, std::size_t column, bool item, std::size_t depth) {
    if (node.is_scalar()) return take(' ') && on_line(node, column) && line_ended();
    if (node.tag.empty() && take('\n')) return block(node, column + 2, false, depth + 1);
    if (!take(' ')) return false;
    if (starts_flow(node)) return on_line(node, column) && take('\n');
    if (node.tag.empty()) return item && block(node, column + 2, true, depth + 1);
    return tag(node.tag) && take('\n') && block(node, column + 2, false, depth + 1);
  }

  bool key(std::string_view name, std::size_t column) {
    if (peek() == '"') return quoted(name) && at_ - line_start() < 1024;
    if (peek() == '?' && peek(1) == ' ') {
      at_ += 2;
      return quoted(name) && take('\n') && blanks(column);
    }
    return plain_string(name, Where::block_key) && name.size() <= 1000;
  }

  [[nodiscard]] std::size_t line_start() const {
    const std::size_t before = text_.rfind('\n', at_);
    return before == std::string_view::npos ? 0 : before + 1;
  }

  bool keys_differ(const Node& node) { return index_.repeated(node.entries).empty(); }

  bool flow(const Node& node, std::size_t depth) {
    if (depth > kMaxDepth || (node.is_mapping() && !keys_differ(node))) return false;
    if (!take(node.is_mapping() ? '{' : '[')) return false;
    bool first = true;
    for (const Node& item : node.items) {
      if (!first && !take(", ")) return false;
      first = false;
      if (!flow_value(item, depth)) return false;
    }
    for (const Entry& entry : node.entries) {
      if (!first && !take(", ")) return false;
      first = false;
      if (!(peek() == '"' ? quoted(entry.key) : plain_string(entry.key, Where::flow))) return false;
      if (!take(": ") || !flow_value(entry.value, depth)) return false;
    }
    return take(node.is_mapping() ? '}' : ']');
  }

  bool flow_value(const Node& node, std::size_t depth) {
    if (!node.tag.empty() && !(tag(node.tag) && take(' '))) return false;
    return node.is_scalar() ? scalar(node, Where::flow) : flow(node, depth + 1);
  }

  bool scalar(const Node& node, Where where) {
    if (node.is_string()) return peek() == '"' ? quoted(node.text) : plain_string(node.text, where);
    if (!node.tag.empty()) return false;  // a tagged scalar is text to the reader
    const std::string_view token = node.is_null() ? std::string_view("null") : std::string_view(node.text);
    return plain_kind(token) == node.kind && take(token) && ends_plain(where);
  }

  // True where a plain text of this place must have ended.
  [[nodiscard]] bool ends_plain(Where where) const {
    switch (where) {
      case Where::block_value:
        return peek() == '\n';
      case Where::block_key:
        return peek() == ':' && (peek(1) == ' ' || peek(1) == '\n');
      case Where::flow:
        return peek() == ']' || peek() == '}' || peek() == ',' || (peek() == ':' && peek(1) == ' ');
    }
    return false;
  }

  bool plain_string(std::string_view wanted, Where where) {
    if (wanted.empty() || wanted.back() == ' ') return false;
    const ReadStart start = kReadStarts[static_cast<unsigned char>(wanted.front())];
    if (start == ReadStart::mark) return false;
    if (start == ReadStart::typed && !typed_start_is_text(wanted)) return false;
    const bool asked = (start == ReadStart::short_word && wanted.size() <= kLongestWord) ||
                       (start == ReadStart::exponent && wanted.size() > 1 && wanted[1] <= '9');
    if (asked && !is_text(wanted)) return false;
    return take(wanted) && stays_plain(wanted, where) && ends_plain(where);
  }

  static bool is_text(std::string_view wanted) {
    return plain_kind(wanted) == Kind::string && !has_implicit_type_1_1(wanted);
  }

  static bool typed_start_is_text(std::string_view wanted) {
    const char second = wanted.size() > 1 ? wanted[1] : ' ';
    if ((wanted.front() == '-' || wanted.front() == '?' || wanted.front() == ':') && second == ' ') return false;
    return !wanted.starts_with("---") && !wanted.starts_with("...") && is_text(wanted);
  }

  static bool stays_plain(std::string_view wanted, Where where) {
    for (std::size_t i = next_stop(wanted, 0); i < wanted.size(); i = next_stop(wanted, i + 1)) {
      const char c = wanted[i];
      const auto code = static_cast<unsigned char>(c);
      if (code < 0x20 || code == 0x7F || (code >= 0x80 && is_unsafe_character(wanted, i))) return false;
      if (c == ':' && (i + 1 == wanted.size() || wanted[i + 1] == ' ' || where == Where::flow)) return false;
      if (c == '#' && i > 0 && wanted[i - 1] == ' ') return false;
      if (where == Where::flow && std::string_view(",[]{}?").find(c) != std::string_view::npos) return false;
    }
    return true;
  }

  bool quoted(std::string_view wanted) {
    if (!take('"')) return false;
    std::size_t next = 0;
    while (at_ < text_.size() && text_[at_] != '"') {
      const unsigned c = byte(text_, at_);
      if (c == '\\') {
        if (!escape(wanted, next)) return false;
        continue;
      }
      if (c < 0x20 || c == 0x7F || is_unsafe_character(text_, at_)) return false;
      if (next >= wanted.size() || wanted[next] != text_[at_]) return false;
      ++next;
      ++at_;
    }
    return next == wanted.size() && take('"');
  }

  // Only the escapes that JSON has too, besides none.
  bool escape(std::string_view wanted, std::size_t& next) {
    constexpr std::string_view kLetters = "nrtbf\"\\/";
    constexpr std::string_view kMeanings = "\n\r\t\b\f\"\\/";
    const std::size_t letter = kLetters.find(peek(1));
    if (peek(1) != '\0' && letter != std::string_view::npos) {
      if (next >= wanted.size() || wanted[next] != kMeanings[letter]) return false;
      ++next;
      at_ += 2;
      return true;
    }
    if (peek(1) != 'u') return false;
    unsigned code = 0;
    for (std::size_t i = 2; i < 6; ++i) {
      const std::size_t digit = std::string_view("0123456789abcdef").find(peek(i));
      if (digit == std::string_view::npos) return false;
      code = code * 16 + static_cast<unsigned>(digit);
    }
    if (code >= 0xD800 && code <= 0xDFFF) return false;
    std::array<char, 3> bytes{};
    const std::size_t count = code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
    if (count == 1) bytes = {static_cast<char>(code)};
    if (count == 2) bytes = {static_cast<char>(0xC0U | (code >> 6U)), static_cast<char>(0x80U | (code & 0x3FU))};
    if (count == 3) {
      bytes = {static_cast<char>(0xE0U | (code >> 12U)), static_cast<char>(0x80U | ((code >> 6U) & 0x3FU)),
               static_cast<char>(0x80U | (code & 0x3FU))};
    }
    if (wanted.substr(next, count) != std::string_view(bytes.data(), count)) return false;
    next += count;
    at_ += 6;
    return true;
  }

  // `|`, an indentation digit, `-` or `+`, and lines indented deeper than `column`.
  bool literal(std::string_view wanted, std::size_t column, bool root) {
    take('|');
    std::size_t indent = 0;
    if (peek() >= '1' && peek() <= '9') {
      if (root) return false;  // readers disagree about what the digit counts from
      indent = column + static_cast<std::size_t>(peek() - '0');
      ++at_;
    }
    const bool strip = take('-');
    const bool keep = !strip && take('+');
    if (!take('\n')) return false;
    if (indent == 0) {
      indent = first_indentation();
      if (indent == 0 || (!root && indent <= column)) return false;
    }
    std::size_t next = 0;
    std::size_t breaks = 0;  // line breaks read and not yet known to be part of the text
    while (at_ < text_.size()) {
      if (peek() == '\n') {
        ++breaks;
        ++at_;
        continue;
      }
      if (!indented(indent)) break;
      at_ += indent;
      if (!same_breaks(wanted, next, breaks)) return false;
      breaks = 0;
      if (!literal_line(wanted, next)) return false;
      if (!take('\n')) return false;
      ++breaks;
    }
    const std::size_t kept = strip ? 0 : keep ? breaks : std::min<std::size_t>(breaks, 1);
    return same_breaks(wanted, next, kept) && next == wanted.size();
  }

  [[nodiscard]] bool indented(std::size_t columns) const {
    const std::string_view line = text_.substr(at_, columns);
    return line.size() == columns && line.find_first_not_of(' ') == std::string_view::npos;
  }

  [[nodiscard]] std::size_t first_indentation() const {
    const std::size_t line = text_.find_first_not_of('\n', at_);
    if (line == std::string_view::npos) return 0;
    const std::size_t mark = text_.find_first_not_of(' ', line);
    return mark == std::string_view::npos || text_[mark] == '\n' ? 0 : mark - line;
  }

  static bool same_breaks(std::string_view wanted, std::size_t& next, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      if (next >= wanted.size() || wanted[next] != '\n') return false;
      ++next;
    }
    return true;
  }

  // The line's text behind its indentation; a line of blanks only is not for every reader the same, nor is a tab that
  // could be indentation.
  bool literal_line(std::string_view wanted, std::size_t& next) {
    const std::string_view line = text_.substr(at_, std::min(text_.find('\n', at_), text_.size()) - at_);
    const std::string_view same = wanted.substr(next, line.size());
    if (same != line) {
      const auto differ = std::mismatch(same.begin(), same.end(), line.begin());
      at_ += static_cast<std::size_t>(differ.first - same.begin());
      return false;
    }
    const std::size_t mark = std::min(line.find_first_not_of(" \t"), line.size());
    const std::size_t tab = line.substr(0, mark).find('\t');
    if (tab != std::string_view::npos || mark == line.size()) {
      at_ += std::min(tab, mark);
      return false;
    }
    for (std::size_t i = next_stop(line, 0); i < line.size(); i = next_stop(line, i + 1)) {
      const auto c = static_cast<unsigned char>(line[i]);
      if ((c >= 0x20 || c == '\t') && c != 0x7F && (c < 0x80 || !is_unsafe_character(line, i))) continue;
      at_ += i;
      return false;
    }
    next += line.size();
    at_ += line.size();
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  KeyIndex index_;
};

}  // namespace

std::optional<std::size_t> first_difference(std::string_view written, const Node& node) {
  return Comparison(written).run(node);
}

}  // namespace landform::yaml
