#include "yaml/read_back.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "yaml/byte_table.h"
#include "yaml/core_schema.h"
#include "yaml/key_index.h"
#include "yaml/read_start.h"
#include "yaml/reader.h"
#include "yaml/text_marks.h"

namespace landform::yaml {
namespace {

enum class Where : std::uint8_t { block_value, block_key, flow };

constexpr auto kBracketStops = table_of(":,[]{}?");  // in brackets, beside those of TextMarks
constexpr auto kQuoteStops = [] {
  ByteTable table = table_of("\"\\\x7F\xC2\xE2\xEF");
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = 1;
  return table;
}();
constexpr auto kNotInTag = table_of(" \t\r\n,[]{}!");

constexpr std::size_t kLongestSurelyRead = 1000;  // of keys; readers look 1024 characters far for the colon

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
  explicit Comparison(std::string_view written) : text_(written), marks_(written) {}

  std::optional<std::size_t> run(const Node& node) {
    const bool same = document(node) && at_ == text_.size();
    return same ? std::nullopt : std::optional(std::min(at_, text_.size()));
  }
  bool run(const Entry& alone, std::size_t column) {
    return blanks(column) && entry(alone, column, column / 2 + 1) && at_ == text_.size();
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
    if (text_.size() - at_ < wanted.size() || std::memcmp(text_.data() + at_, wanted.data(), wanted.size()) != 0) {
      return false;
    }
    at_ += wanted.size();
    return true;
  }
  bool blanks(std::size_t count) {
    const std::size_t mark = marks_.next_not_blank(at_);
    const bool as_many = mark == at_ + count;
    at_ = std::min(mark, at_ + count);
    return as_many;
  }

  bool document(const Node& node) {
    if (node.is_scalar() || starts_flow(node)) return on_line(node, 0, true) && line_ended();
    if (!node.tag.empty() && !(tag(node.tag) && take('\n'))) return false;
    return block(node, 0, false, 1);
  }

  // Literal blocks end behind their last line break.
  bool line_ended() { return (at_ > 0 && text_[at_ - 1] == '\n') || take('\n'); }

  // True if the collection stands in brackets here, behind its tag.
  [[nodiscard]] bool starts_flow(const Node& node) const {
    const std::size_t begin = at_ + (node.tag.empty() ? 0 : node.tag.view().size() + 1);
    return begin < text_.size() && (text_[begin] == '[' || text_[begin] == '{') && !node.is_scalar();
  }

  bool tag(std::string_view name) {
    if (name.size() < 2 || name.front() != '!') return false;
    return next_with_entry(kNotInTag, name, 1) == name.size() && take(name);
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
    for (const Entry& each : node.entries) {
      if (!here && !blanks(column)) return false;
      here = false;
      if (!entry(each, column, depth)) return false;
    }
    return true;
  }

  bool entry(const Entry& entry, std::size_t column, std::size_t depth) {
    return key(entry.key, column) && take(':') && value(entry.value, column, false, depth);
  }

  // Behind `key:` or `-`, with the line break at the end.
  bool value(const Node& node, std::size_t column, bool item, std::size_t depth) {
    if (node.is_scalar()) return short_line(node) || (take(' ') && on_line(node, column) && line_ended());
    if (node.tag.empty() && take('\n')) return block(node, column + 2, false, depth + 1);
    if (!take(' ')) return false;
    if (starts_flow(node)) return on_line(node, column) && take('\n');
    if (node.tag.empty()) return item && block(node, column + 2, true, depth + 1);
    return tag(node.tag) && take('\n') && block(node, column + 2, false, depth + 1);
  }

  // What most lines end in: a plain word. Nothing is taken when false.
  bool short_line(const Node& node) {
    if (!node.is_string() || !node.tag.empty() || peek() != ' ') return false;
    const std::size_t before = at_++;
    if (plain_word(node.text) && take('\n')) return true;
    at_ = before;
    return false;
  }

  bool key(std::string_view name, std::size_t column) {
    if (plain_word(name)) return ends_plain(Where::block_key) && name.size() <= kLongestSurelyRead;
    if (peek() == '"') return quoted(name) && at_ - line_start() < 1024;
    if (peek() == '?' && peek(1) == ' ') {
      at_ += 2;
      return quoted(name) && take('\n') && blanks(column);
    }
    return plain_string(name, Where::block_key) && name.size() <= kLongestSurelyRead;
  }

  [[nodiscard]] std::size_t line_start() const {
    const std::size_t before = text_.rfind('\n', at_);
    return before == std::string_view::npos ? 0 : before + 1;
  }

  // Keys that are equal fall on one bit of 64. Most mappings have few keys, each on a bit of its own.
  bool keys_differ(const Node& node) {
    std::uint64_t seen = 0;
    for (const Entry& entry : node.entries) {
      const std::string& key = entry.key;
      const std::size_t ends = key.empty() ? 0 : 7 * byte(key, 0) + 11 * byte(key, key.size() - 1);
      const std::uint64_t bit = std::uint64_t{1} << (key.size() + ends) % 64;
      if ((seen & bit) != 0) return index_.repeated(node.entries).empty();
      seen |= bit;
    }
    return true;
  }

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

  // Most keys and texts outside of brackets: nothing stands in them that has to be looked at. Nothing is taken when
  // false; then plain_string has the say.
  bool plain_word(std::string_view wanted) {
    const std::size_t end = marks_.next_stop(at_);
    if (end - at_ != wanted.size() || wanted.empty() || wanted.back() == ' ' || !begins_as_text(wanted)) return false;
    if (std::memcmp(text_.data() + at_, wanted.data(), wanted.size()) != 0) return false;
    at_ = end;
    return true;
  }

  bool plain_string(std::string_view wanted, Where where) {
    if (where != Where::flow && plain_word(wanted)) return ends_plain(where);
    if (wanted.empty() || wanted.back() == ' ' || !begins_as_text(wanted)) return false;
    const std::size_t begin = at_;
    if (!take(wanted) || !stays_plain(begin) || !ends_plain(where)) return false;
    return where != Where::flow || next_with_entry(kBracketStops, wanted, 0) == wanted.size();
  }

  // What was just taken, from `begin` on, has nothing that ends a plain text, or that some reader would not take.
  [[nodiscard]] bool stays_plain(std::size_t begin) const {
    for (std::size_t i = marks_.next_stop(begin); i < at_; i = marks_.next_stop(i + 1)) {
      const char c = text_[i];
      const auto code = static_cast<unsigned char>(c);
      if (code < 0x20 || code == 0x7F || (code >= 0x80 && is_unsafe_character(text_, i))) return false;
      if (c == ':' && (i + 1 == at_ || text_[i + 1] == ' ')) return false;
      if (c == '#' && i > begin && text_[i - 1] == ' ') return false;
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
      // Up to the next byte that has to be looked at, all stands for itself.
      const std::size_t end = next_with_entry(kQuoteStops, text_, at_ + 1);
      const std::string_view run = text_.substr(at_, end - at_);
      const std::string_view same = wanted.substr(next, run.size());
      if (same != run) {
        at_ += static_cast<std::size_t>(std::mismatch(same.begin(), same.end(), run.begin()).first - same.begin());
        return false;
      }
      next += run.size();
      at_ = end;
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
    const std::size_t end = at_ + line.size();
    for (std::size_t i = marks_.next_stop(at_); i < end; i = marks_.next_stop(i + 1)) {
      const unsigned c = byte(text_, i);
      if ((c >= 0x20 || c == '\t') && c != 0x7F && (c < 0x80 || !is_unsafe_character(text_, i))) continue;
      at_ = i;
      return false;
    }
    next += line.size();
    at_ += line.size();
    return true;
  }

  std::string_view text_;
  TextMarks marks_;
  std::size_t at_ = 0;
  KeyIndex index_;
};

}  // namespace

std::optional<std::size_t> first_difference(std::string_view written, const Node& node) {
  return Comparison(written).run(node);
}

bool reads_back(std::string_view written, const Entry& entry, std::size_t column) {
  return Comparison(written).run(entry, column);
}

}  // namespace landform::yaml
