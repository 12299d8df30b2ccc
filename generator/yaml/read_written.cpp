#include "yaml/read_written.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "yaml/core_schema.h"
#include "yaml/key_index.h"
#include "yaml/plain_text.h"
#include "yaml/reader.h"

namespace landform::yaml {
namespace {

constexpr std::size_t kStep = 2;
// Readers look only 1024 characters far for the colon of a key (YAML 1.2.2, 8.2.2).
constexpr std::size_t kLongestKey = 1000;

constexpr std::array<bool, 256> make_suspects() {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = c != '\n';
  for (const std::size_t c : {0x7FU, 0xC2U, 0xE2U, 0xEFU}) table[c] = true;
  return table;
}
constexpr auto kSuspects = make_suspects();

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

// Every function that returns bool gives up with false; what it has built until then is of no use.
class WrittenReader {
 public:
  WrittenReader(std::string_view text, base::FileId file) : text_(text), file_(file) {}

  bool document(Node& root) {
    while (peek() == '#') at_ = text_.find('\n', at_) + 1;
    return at_ < text_.size() && block(root, 0, 1) && at_ == text_.size();
  }

 private:
  // A scalar's place: [begin, end) with its quotes.
  struct Word {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool quoted = false;
  };

  // The text ends in a line break, at which every loop stops that does not look for the end itself.
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool take(char first, char second) {
    if (peek() != first || peek(1) != second) return false;
    at_ += 2;
    return true;
  }
  [[nodiscard]] std::string_view text_of(const Word& word) const {
    return text_.substr(word.begin, word.end - word.begin);
  }
  [[nodiscard]] base::Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  // Goes behind the indentation if the line has exactly this one.
  bool indentation(std::size_t columns) {
    for (std::size_t i = 0; i < columns; ++i) {
      if (peek(i) != ' ') return false;
    }
    if (peek(columns) == ' ' || at_ + columns >= text_.size()) return false;
    at_ += columns;
    return true;
  }

  // From the first mark of a block collection to the start of the line behind it. `end_` is the end of its last value.
  bool block(Node& node, std::size_t column, std::size_t depth) {
    if (depth >= kMaxDepth) return false;
    const std::size_t begin = at_;
    node.style = Style::block;
    if (!(peek() == '-' && peek(1) == ' ' ? sequence(node, column, depth) : mapping(node, column, depth))) return false;
    node.span = span(begin, end_);
    return true;
  }

  bool sequence(Node& node, std::size_t column, std::size_t depth) {
    node.kind = Kind::sequence;
    do {
      if (!take('-', ' ') || !item(node.items.emplace_back(), column, depth)) return false;
    } while (indentation(column));
    return true;
  }

  bool item(Node& node, std::size_t column, std::size_t depth) {
    if (peek() == '[' || peek() == '{') return flow(node) && take('\n');
    const std::size_t begin = at_;
    const bool collection = (peek() == '-' && peek(1) == ' ') || (word(Context::block) && peek() == ':');
    at_ = begin;
    return collection ? block(node, column + kStep, depth + 1) : scalar(node, Context::block) && take('\n');
  }

  bool mapping(Node& node, std::size_t column, std::size_t depth) {
    node.kind = Kind::mapping;
    const std::size_t first = pending_.size();
    do {
      Entry entry;
      if (!key(entry, Context::block) || !value(entry.value, column, depth)) return false;
      pending_.push_back(std::move(entry));
    } while (indentation(column));
    return close(node, first);
  }

  bool value(Node& node, std::size_t column, std::size_t depth) {
    if (take('\n')) return indentation(column + kStep) && block(node, column + kStep, depth + 1);
    if (!take(' ')) return false;
    return (peek() == '[' || peek() == '{' ? flow(node) : scalar(node, Context::block)) && take('\n');
  }

  bool flow(Node& node) {
    const std::size_t begin = at_;
    node.style = Style::flow;
    if (take('[')) {
      node.kind = Kind::sequence;
      if (peek() != ']') {
        do {
          if (!scalar(node.items.emplace_back(), Context::flow)) return false;
        } while (take(',', ' '));
      }
      if (!take(']')) return false;
    } else {
      node.kind = Kind::mapping;
      ++at_;
      const std::size_t first = pending_.size();
      if (peek() != '}') {
        do {
          Entry entry;
          if (!key(entry, Context::flow) || !take(' ') || !scalar(entry.value, Context::flow)) return false;
          pending_.push_back(std::move(entry));
        } while (take(',', ' '));
      }
      if (!take('}') || !close(node, first)) return false;
    }
    end_ = at_;
    node.span = span(begin, end_);
    return true;
  }

  // Moves the entries from `first` on into their mapping: room is made once, for as many as there are.
  bool close(Node& node, std::size_t first) {
    const auto begin = pending_.begin() + static_cast<std::ptrdiff_t>(first);
    node.entries.assign(std::make_move_iterator(begin), std::make_move_iterator(pending_.end()));
    pending_.erase(begin, pending_.end());
    return index_.repeated(node.entries).empty();
  }

  // Up to and with the colon.
  bool key(Entry& entry, Context context) {
    if (!word(context) || word_.end - word_.begin > kLongestKey || !take(':')) return false;
    entry.key_span = span(word_.begin, word_.end);
    if (word_.quoted) return unquote(entry.key);
    if (!plain_is_safe(text_of(word_), context)) return false;
    entry.key = text_of(word_);
    return true;
  }

  bool scalar(Node& node, Context context) {
    if (!word(context)) return false;
    end_ = word_.end;
    node.span = span(word_.begin, word_.end);
    if (word_.quoted) {
      node.kind = Kind::string;
      node.style = Style::double_quoted;
      return unquote(node.text);
    }
    const std::string_view text = text_of(word_);
    node.style = Style::plain;
    node.kind = plain_is_safe(text, context) ? Kind::string : plain_kind(text);
    switch (node.kind) {
      case Kind::null:
        return text == "null";
      case Kind::boolean:
        if (text != "true" && text != "false") return false;
        break;
      case Kind::integer:
      case Kind::real:
        if (digit_loss(text) != DigitLoss::none) return false;
        break;
      default:
        if (!plain_is_safe(text, context)) return false;
    }
    node.text = text;
    return true;
  }

  // Finds the end of the scalar here; what it says is judged by those who use it.
  bool word(Context context) {
    word_.begin = at_;
    word_.quoted = peek() == '"';
    word_.end = word_.quoted ? quoted_end() : context == Context::block ? block_end() : flow_end();
    at_ = word_.end;
    return word_.end > word_.begin;
  }

  // `at_` is on the opening quote. 0 when there is no closing quote on the line.
  [[nodiscard]] std::size_t quoted_end() const {
    for (std::size_t end = at_ + 1; end < text_.size() && text_[end] != '\n'; ++end) {
      if (text_[end] == '"') return end + 1;
      if (text_[end] == '\\') ++end;
    }
    return 0;
  }

  // A colon ends a key only before a blank or the end of the line.
  [[nodiscard]] std::size_t block_end() const {
    std::size_t end = at_;
    while (text_[end] != '\n' && !(text_[end] == ':' && (text_[end + 1] == ' ' || text_[end + 1] == '\n'))) ++end;
    return end;
  }

  [[nodiscard]] std::size_t flow_end() const {
    std::size_t end = at_;
    while (text_[end] != '\n' && text_[end] != ',' && text_[end] != ':' && text_[end] != ']' && text_[end] != '}') {
      ++end;
    }
    return end;
  }

  // Only the escapes that append_quoted writes.
  bool unquote(std::string& out) const {
    std::string_view rest = text_.substr(word_.begin + 1, word_.end - word_.begin - 2);
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
  std::size_t at_ = 0;
  std::size_t end_ = 0;         // of the last value that was read
  Word word_;                   // the last one that was found
  std::vector<Entry> pending_;  // of the mappings that are open, the innermost last
  KeyIndex index_;
};

}  // namespace

std::optional<Node> read_written(const base::SourceMap& sources, base::FileId file) {
  const std::string_view text = sources.file(file).text;
  if (text.size() > kMaxFileBytes || !text.ends_with('\n') || !has_only_safe_characters(text)) return std::nullopt;
  std::optional<Node> root(std::in_place);
  if (!WrittenReader(text, file).document(*root)) root.reset();
  return root;
}

}  // namespace landform::yaml
