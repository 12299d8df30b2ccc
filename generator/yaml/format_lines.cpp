#include "yaml/format_lines.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "yaml/character.h"
#include "yaml/spans.h"

namespace landform::yaml {
namespace {

constexpr std::ptrdiff_t kRoot = -1;
constexpr std::size_t kCommentGap = 2;

// A column of the source and the column it becomes.
struct Column {
  std::ptrdiff_t old_column = kRoot;
  std::ptrdiff_t column = kRoot;
  bool list = false;  // of dashes, not of keys
};

struct Comment {
  std::ptrdiff_t old_column = 0;
  std::string_view text;
  bool blank_before = false;
};

class Lines {
 public:
  Lines(std::string_view text, std::ptrdiff_t root) : text_(text), root_(root) {
    out_.reserve(text.size() + text.size() / 8);
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  FormattedLines run() {
    while (at_ < text_.size()) line();
    write_comments(0, 0);
    return {std::move(out_), std::move(comments_)};
  }

  // True after a run that put a text such as `--- a` to the start of a line, where it is a mark between documents.
  [[nodiscard]] bool made_marker() const { return made_marker_; }

 private:
  [[nodiscard]] char peek(std::size_t at) const { return at < text_.size() ? text_[at] : '\n'; }
  [[nodiscard]] bool ends_word(std::size_t at) const { return at >= text_.size() || is_space(text_[at]); }
  [[nodiscard]] std::size_t line_end(std::size_t at) const { return std::min(text_.find('\n', at), text_.size()); }
  [[nodiscard]] std::ptrdiff_t old_column(std::size_t at) const {
    return static_cast<std::ptrdiff_t>(at - line_begin_);
  }
  [[nodiscard]] std::ptrdiff_t column() const { return static_cast<std::ptrdiff_t>(out_.size() - out_line_); }

  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  void next_source_line() { line_begin_ = at_ = std::min(line_end(at_) + 1, text_.size()); }
  void end_out_line() {
    while (!out_.empty() && is_blank(out_.back())) out_.pop_back();
    out_ += '\n';
    out_line_ = out_.size();
  }
  void indent(std::ptrdiff_t columns) {
    out_.append(static_cast<std::size_t>(std::max<std::ptrdiff_t>(columns, 0)), ' ');
  }

  static std::string_view right_trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
  }

  bool is_document_marker(std::size_t at) const {
    const std::string_view start = text_.substr(at, 3);
    return (start == "---" || start == "...") && ends_word(at + 3);
  }

  void line() {
    line_begin_ = at_;
    skip_blanks();
    if (at_ >= text_.size() || is_break(text_[at_])) {
      blank_ = true;
      return next_source_line();
    }
    if (text_[at_] == '#') {
      pending_.push_back({old_column(at_), right_trimmed(text_.substr(at_, line_end(at_) - at_)), blank_});
      blank_ = false;
      return next_source_line();
    }
    if (old_column(at_) == 0 && (text_[at_] == '%' || is_document_marker(at_))) return document_line();
    content();
  }

  void document_line() {
    write_comments(0, 0);
    write_blank();
    columns_.clear();
    if (text_[at_] == '%') {
      out_ += right_trimmed(text_.substr(at_, line_end(at_) - at_));
      end_out_line();
      return next_source_line();
    }
    out_ += text_.substr(at_, 3);
    at_ += 3;
    if (!value_follows()) return;
    value({}, MayBeKey::no);
  }

  void write_blank() {
    if (blank_ && !out_.empty()) end_out_line();
    blank_ = false;
  }

  // Comments stand with the line below them, unless they stand in a deeper column that the lines above have.
  void write_comments(std::ptrdiff_t next_old, std::ptrdiff_t next) {
    const bool blank_after = std::exchange(blank_, false);
    for (const Comment& comment : pending_) {
      std::ptrdiff_t place = next;
      if (comment.old_column > next_old) {
        const auto same = std::find_if(columns_.rbegin(), columns_.rend(),
                                       [&](const Column& c) { return c.old_column == comment.old_column; });
        if (same != columns_.rend()) place = same->column;
      }
      blank_ = comment.blank_before;
      write_blank();
      indent(place);
      out_ += comment.text;
      comments_.emplace_back(comment.text);
      end_out_line();
    }
    pending_.clear();
    blank_ = blank_after;
  }

  // Where a line that starts in `old` goes. Leaves its column on top of the stack if it opens an entry.
  std::ptrdiff_t place(std::ptrdiff_t old, bool list, bool entry) {
    const auto deeper = [&](const Column& top) {
      return top.old_column > old || (top.old_column == old && top.list && !list);
    };
    std::size_t kept = columns_.size();
    while (kept > 0 && deeper(columns_[kept - 1])) --kept;
    const bool exact = kept > 0 && columns_[kept - 1].old_column == old;
    std::ptrdiff_t place = root_;
    if (exact && columns_[kept - 1].list == list) {
      place = columns_[kept - 1].column;
    } else if (kept > 0) {
      place = columns_[kept - 1].column + 2;
    }
    write_comments(old, place);
    columns_.resize(kept);
    if (entry && !(exact && columns_.back().list == list)) columns_.push_back({old, place, list});
    return place;
  }

  [[nodiscard]] bool is_indicator(std::size_t at) const {
    return (peek(at) == '-' || peek(at) == '?' || peek(at) == ':') && ends_word(at + 1);
  }

  // A line of block style from its first token.
  void content() {
    bool first = true;
    Column owner;
    while (true) {
      const bool indicator = is_indicator(at_);
      const bool list = indicator && text_[at_] == '-';
      const std::optional<std::size_t> colon = indicator ? std::nullopt : key_colon(at_);
      const bool entry = indicator || colon;
      const std::ptrdiff_t old = old_column(at_);
      if (first) {
        const std::ptrdiff_t where = place(old, list, entry);
        owner = enclosing(entry);
        write_blank();
        indent(where);
        if (where == 0 && is_document_marker(at_)) made_marker_ = true;
      } else if (entry) {
        columns_.push_back({old, column(), list});
      }
      first = false;
      if (!entry) return value(owner, MayBeKey::yes);
      owner = columns_.back();
      if (indicator) {
        out_ += text_[at_++];
      } else {
        key(*colon);
      }
      if (!value_follows()) return;
      if (!indicator) return value(owner, MayBeKey::no);
    }
  }

  // The key or dash that a value on a line of its own belongs to.
  [[nodiscard]] Column enclosing(bool entry) const {
    if (entry || columns_.empty()) return {};
    return columns_.back();
  }

  // Moves to what follows on the line, writing the blank before it. False when nothing does; the line is then ended.
  bool value_follows() {
    skip_blanks();
    if (!is_break(peek(at_)) && peek(at_) != '#') {
      out_ += ' ';
      return true;
    }
    finish_line();
    return false;
  }

  // The colon of the key that starts at `at`, if a key does.
  [[nodiscard]] std::optional<std::size_t> key_colon(std::size_t at) const {
    const std::size_t end = line_end(at);
    while (at < end && (text_[at] == '!' || text_[at] == '&')) {
      at = name_end(text_, at);
      while (at < end && is_blank(text_[at])) ++at;
    }
    if (at >= end) return std::nullopt;
    const char c = text_[at];
    if (c == '"' || c == '\'') {
      std::size_t after = quoted_end(text_, at);
      while (after < end && is_blank(text_[after])) ++after;
      return after < end && text_[after] == ':' && ends_word(after + 1) ? std::optional(after) : std::nullopt;
    }
    if (std::string_view("[{|>#").find(c) != std::string_view::npos) return std::nullopt;
    for (std::size_t i = at; i < end; ++i) {
      if (text_[i] == ':' && ends_word(i + 1)) return i;
      if (text_[i] == '#' && i > at && is_blank(text_[i - 1])) return std::nullopt;
    }
    return std::nullopt;
  }

  void key(std::size_t colon) {
    while (text_[at_] == '!' || text_[at_] == '&') {
      const std::size_t end = name_end(text_, at_);
      out_ += text_.substr(at_, end - at_);
      out_ += ' ';
      at_ = end;
      skip_blanks();
    }
    const bool alias = text_[at_] == '*';
    out_ += right_trimmed(text_.substr(at_, colon - at_));
    out_ += alias ? " :" : ":";
    at_ = colon + 1;
  }

  // Behind the last token of a line: its comment, if there is one.
  void finish_line() {
    skip_blanks();
    if (peek(at_) == '#') {
      const std::string_view text = right_trimmed(text_.substr(at_, line_end(at_) - at_));
      while (is_blank(out_.back())) out_.pop_back();
      indent(std::max<std::ptrdiff_t>(column() + static_cast<std::ptrdiff_t>(kCommentGap), old_column(at_)) - column());
      out_ += text;
      comments_.emplace_back(text);
    }
    end_out_line();
    next_source_line();
  }

  // Whether a key could stand where a value does: at the start of a line, and behind a dash, `?` or `:` that starts it.
  enum class MayBeKey { yes, no };

  // A value of `owner`, which may run over further lines, and what is left of its last line.
  void value(const Column& owner, MayBeKey may_be_key) {
    // yaml-cpp takes a tag for the start of a key as long as one could stand there, and wants what continues a text
    // deeper than that.
    const bool deeper = may_be_key == MayBeKey::yes && (peek(at_) == '!' || peek(at_) == '&');
    const std::ptrdiff_t continued = owner.column + (deeper ? 4 : 2);
    while (peek(at_) == '!' || peek(at_) == '&') {
      const std::size_t end = std::max(name_end(text_, at_), at_ + 1);
      out_ += text_.substr(at_, end - at_);
      at_ = end;
      if (!value_follows()) return;
    }
    const char c = text_[at_];
    if (c == '|' || c == '>') return block_text(owner);
    if (c == '[' || c == '{') {
      flow(owner);
    } else if (c == '"' || c == '\'') {
      quoted(continued);
    } else {
      plain(owner, continued);
    }
    finish_line();
  }

  // Line breaks inside quotes stay; the blanks around them say nothing.
  void quoted(std::ptrdiff_t continued) {
    const std::size_t end = std::min(quoted_end(text_, at_), text_.size());
    while (true) {
      const std::size_t stop = std::min(line_end(at_), end);
      std::string_view piece = text_.substr(at_, stop - at_);
      if (stop < end) {
        const std::string_view trimmed = right_trimmed(piece);
        // A blank behind a backslash is part of the text.
        piece = trimmed.ends_with('\\') ? piece.substr(0, piece.size() - (piece.ends_with('\r') ? 1 : 0)) : trimmed;
      }
      out_ += piece;
      at_ = stop;
      if (stop == end) return;
      out_ += '\n';
      out_line_ = out_.size();
      next_source_line();
      skip_blanks();
      if (!is_break(peek(at_))) indent(continued);
    }
  }

  void plain(const Column& owner, std::ptrdiff_t continued) {
    while (true) {
      const std::size_t end = line_end(at_);
      std::size_t stop = at_;
      while (stop < end && !(text_[stop] == '#' && is_blank(text_[stop - 1]))) ++stop;
      out_ += right_trimmed(text_.substr(at_, stop - at_));
      at_ = stop;
      if (stop < end) return;
      const std::size_t next = continuation(owner.old_column);
      if (next == text_.size()) return;
      to_continuation(next, continued);
    }
  }

  // To the line of a text that goes on at `next`, over the empty ones before it, which are line breaks of the text.
  void to_continuation(std::size_t next, std::ptrdiff_t column) {
    while (line_end(at_) < next) {
      end_out_line();
      next_source_line();
    }
    at_ = next;
    indent(column);
  }

  // The first mark of the line that continues a plain text of the key or dash in column `parent`; the end of the text
  // if none does.
  [[nodiscard]] std::size_t continuation(std::ptrdiff_t parent) const {
    std::size_t begin = std::min(line_end(at_) + 1, text_.size());
    while (begin < text_.size()) {
      std::size_t mark = begin;
      while (mark < text_.size() && is_blank(text_[mark])) ++mark;
      if (!is_break(peek(mark))) {
        const bool inside = static_cast<std::ptrdiff_t>(mark - begin) > parent && !is_document_marker(begin);
        return inside && text_[mark] != '#' ? mark : text_.size();
      }
      begin = std::min(line_end(mark) + 1, text_.size());
    }
    return text_.size();
  }

  struct BlockHeader {
    std::size_t end = 0;       // in the source
    std::size_t out_end = 0;   // in what is written
    std::ptrdiff_t digit = 0;  // 0: the first line sets the indentation
    char chomp = ' ';          // '-' or '+'
  };

  BlockHeader block_header() {
    BlockHeader header{at_ + 1, 0, 0, ' '};
    for (; !ends_word(header.end); ++header.end) {
      const char c = text_[header.end];
      if (c >= '1' && c <= '9') header.digit = c - '0';
      if (c == '-' || c == '+') header.chomp = c;
    }
    out_ += text_.substr(at_, header.end - at_);
    header.out_end = out_.size();
    at_ = header.end;
    finish_line();
    return header;
  }

  // `|` or `>` with its lines, which keep everything behind their indentation.
  void block_text(const Column& owner) {
    const BlockHeader header = block_header();
    bool known = header.digit > 0;
    std::ptrdiff_t old = std::max<std::ptrdiff_t>(owner.old_column, 0) + (known ? header.digit : 1);
    const std::ptrdiff_t now = std::max<std::ptrdiff_t>(owner.column, 0) + (known ? header.digit : 2);
    std::size_t blanks = 0;
    bool cut = false;  // the file ends within the last line
    while (at_ < text_.size()) {
      std::size_t mark = at_;
      while (mark < text_.size() && text_[mark] == ' ') ++mark;
      const std::ptrdiff_t spaces = static_cast<std::ptrdiff_t>(mark - at_);
      if (is_break(peek(mark)) && (!known || spaces <= old)) {
        if (mark < text_.size()) ++blanks;
        next_source_line();
        continue;
      }
      if (spaces < old || is_document_marker(at_)) break;
      if (!known) old = spaces;
      known = true;
      for (; blanks > 0; --blanks) end_verbatim_line();
      const std::size_t begin = at_ + static_cast<std::size_t>(old);
      const std::size_t end = line_end(at_);
      cut = end == text_.size();
      indent(now);
      out_ += text_.substr(begin, (end > begin && text_[end - 1] == '\r' ? end - 1 : end) - begin);
      end_verbatim_line();
      next_source_line();
    }
    for (; header.chomp == '+' && blanks > 0; --blanks) end_verbatim_line();
    if (blanks > 0) blank_ = true;
    if (cut) strip_last_break(header);
  }

  // The text has no line break at its end, since the file has none; the file gets one, so the header must say so.
  void strip_last_break(const BlockHeader& header) {
    if (header.chomp == '-') return;
    if (header.chomp == '+') {
      out_[out_.find('+', header.out_end - 2)] = '-';
    } else {
      out_.insert(header.out_end, 1, '-');
      ++out_line_;
    }
  }

  void end_verbatim_line() {
    out_ += '\n';
    out_line_ = out_.size();
  }

  // Brackets to the last closing one, on as many lines as they have.
  void flow(const Column& owner) {
    const std::ptrdiff_t base = std::max<std::ptrdiff_t>(owner.column, 0);
    const std::ptrdiff_t least = owner.column == kRoot ? 0 : 1;
    std::ptrdiff_t depth = 0;
    bool glued = true;       // no blank before the next token
    bool may_touch = false;  // behind a quoted or bracketed key a colon may stand without a blank
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is_blank(c)) {
        skip_blanks();
      } else if (is_break(c) || c == '#') {
        flow_line_end(base, least, depth);
        glued = true;
      } else if (c == '[' || c == '{') {
        if (!glued) out_ += ' ';
        out_ += c;
        ++at_;
        ++depth;
        glued = true;
        may_touch = false;
      } else if (c == ']' || c == '}') {
        out_ += c;
        ++at_;
        glued = false;
        may_touch = true;
        if (--depth == 0) return;
      } else if (c == ',' || (c == ':' && (may_touch || ends_flow_plain(at_)))) {
        if (c == ':' && name_) out_ += ' ';
        out_ += c;
        ++at_;
        glued = false;
        may_touch = false;
        name_ = false;
      } else {
        if (!glued) out_ += ' ';
        glued = false;
        may_touch = flow_token(base + 2 * std::max(depth, least));
      }
    }
  }

  // True for quoted text.
  bool flow_token(std::ptrdiff_t continued) {
    const char c = text_[at_];
    name_ = c == '!' || c == '&' || c == '*';
    if (c == '"' || c == '\'') {
      quoted(continued);
      return true;
    }
    if (name_) {
      const std::size_t end = std::max(name_end(text_, at_), at_ + 1);
      out_ += text_.substr(at_, end - at_);
      at_ = end;
    } else {
      flow_plain(continued);
    }
    return false;
  }

  [[nodiscard]] bool ends_flow_plain(std::size_t at) const {
    const char c = text_[at];
    return is_flow_mark(c) || (c == ':' && (ends_word(at + 1) || is_flow_mark(peek(at + 1)))) ||
           (c == '#' && is_space(text_[at - 1]));
  }

  // A plain text inside brackets. It runs over lines until one of its own marks ends it: a quote in it opens nothing.
  void flow_plain(std::ptrdiff_t continued) {
    while (true) {
      const std::size_t stop = line_end(at_);
      std::size_t end = at_ + 1;
      while (end < stop && !ends_flow_plain(end)) ++end;
      out_ += right_trimmed(text_.substr(at_, end - at_));
      at_ = end;
      const std::size_t next = std::min(text_.find_first_not_of(" \t\r\n", end), text_.size());
      if (end < stop || next == text_.size() || ends_flow_plain(next)) return;
      to_continuation(next, continued);
    }
  }

  // The rest of a line inside brackets, empty lines and comments below it, and the indentation of the next one.
  void flow_line_end(std::ptrdiff_t base, std::ptrdiff_t least, std::ptrdiff_t depth) {
    finish_line();
    while (at_ < text_.size()) {
      skip_blanks();
      if (peek(at_) == '#') {
        indent(base + 2 * std::max(depth, least));
        out_ += right_trimmed(text_.substr(at_, line_end(at_) - at_));
        comments_.emplace_back(right_trimmed(text_.substr(at_, line_end(at_) - at_)));
      } else if (!is_break(peek(at_))) {
        break;
      }
      end_out_line();
      next_source_line();
    }
    std::ptrdiff_t closing = 0;
    for (std::size_t i = at_; i < text_.size() && (text_[i] == ']' || text_[i] == '}' || is_blank(text_[i])); ++i) {
      if (!is_blank(text_[i])) ++closing;
    }
    indent(base + 2 * std::max(depth - closing, least));
  }

  std::string_view text_;
  std::ptrdiff_t root_;  // the column of what stands at the top
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;
  std::string out_;
  std::size_t out_line_ = 0;
  std::vector<Column> columns_;
  std::vector<Comment> pending_;  // lines of comments whose place depends on the next line
  std::vector<std::string> comments_;
  bool blank_ = false;  // an empty line was read and not yet written
  bool name_ = false;   // the last token inside brackets was a tag, an anchor or an alias
  bool made_marker_ = false;
};

}  // namespace

FormattedLines format_lines(std::string_view text) {
  Lines lines(text, 0);
  FormattedLines formatted = lines.run();
  return lines.made_marker() ? Lines(text, 2).run() : formatted;
}

}  // namespace landform::yaml
