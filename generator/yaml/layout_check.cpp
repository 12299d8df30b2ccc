#include "yaml/layout_check.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"
#include "yaml/character.h"
#include "yaml/escapes.h"
#include "yaml/scalar_faults.h"
#include "yaml/spans.h"

namespace landform::yaml {
namespace {

using base::cat;
using base::Diagnostic;

constexpr std::ptrdiff_t kNone = -2;       // no such column
constexpr std::ptrdiff_t kRootLevel = -1;  // the parent of a value at the top
constexpr std::size_t kMostRunaways = 20;

class LayoutCheck {
 public:
  LayoutCheck(ReaderInput& input, base::Diagnostics& diagnostics)
      : input_(input), text_(input.text), diagnostics_(diagnostics) {}

  bool run() {
    while (at_ < text_.size() && !too_deep_ && runaways_ < kMostRunaways) line();
    if (directive_) report_directive(*directive_);
    report_tabs();
    return !too_deep_ && runaways_ == 0 && tab_lines_ == 0 && !bad_value_;
  }

 private:
  char peek(std::size_t at) const { return at < text_.size() ? text_[at] : '\n'; }
  bool ends_word(std::size_t at) const { return at >= text_.size() || is_space(text_[at]); }
  std::size_t line_end(std::size_t at) const { return std::min(text_.find('\n', at), text_.size()); }
  std::ptrdiff_t column(std::size_t at) const { return static_cast<std::ptrdiff_t>(at - line_begin_); }

  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  void next_line() { at_ = std::min(line_end(at_) + 1, text_.size()); }

  // One line from its start; a quoted text or brackets may carry it over to further lines.
  void line() {
    line_begin_ = at_;
    depth_at_line_ = depth_;
    if (text_[at_] == '%') return directive();
    if (depth_ > 0) return flow_line();
    std::size_t mark = at_;
    while (mark < text_.size() && text_[mark] == ' ') ++mark;
    const std::ptrdiff_t spaces = column(mark);
    std::size_t word = mark;
    while (word < text_.size() && is_blank(text_[word])) ++word;
    if (word >= text_.size() || is_break(text_[word])) return next_line();
    if (block_parent_ != kNone) {
      if (spaces > block_parent_ && !is_document_marker(at_)) return next_line();
      if (text_[mark] == '\t') {
        note_tab(mark);
        return next_line();
      }
      block_parent_ = kNone;
    }
    if (text_[word] == '#') return next_line();
    if (plain_parent_ != kNone && spaces > plain_parent_ && !is_document_marker(at_)) return continue_plain(word);
    plain_parent_ = kNone;
    if (text_[mark] == '\t') {
      note_tab(mark);
      return next_line();
    }
    at_ = mark;
    structure();
  }

  bool is_document_marker(std::size_t at) const {
    const std::string_view start = text_.substr(at, 3);
    return (start == "---" || start == "...") && ends_word(at + 3);
  }

  // A further line of a plain text: nothing in it opens anything.
  void continue_plain(std::size_t word) {
    if (tag_of_plain_) input_.hidden_tags.push_back(*tag_of_plain_);
    tag_of_plain_.reset();
    const std::size_t end = line_end(word);
    for (std::size_t i = word; i < end; ++i) {
      if (text_[i] == '#' && is_blank(text_[i - 1])) plain_parent_ = kNone;
    }
    next_line();
  }

  // Wherever a line starts with `%`, yaml-cpp passes over it in silence.
  void directive() {
    const std::size_t begin = at_;
    next_line();
    if (begun_) {
      report_directive(begin);
    } else if (!directive_) {
      directive_ = begin;
    }
  }

  // At the first token of a line that is not a directive.
  void begin_content(bool marker) {
    if (directive_ && !marker) report_directive(*directive_);
    directive_.reset();
    begun_ = !marker || text_[at_] == '-';
  }

  void report_directive(std::size_t at) {
    bad_value_ = true;
    const std::size_t end = std::min(text_.find_first_of(" \t\r\n", at), text_.size());
    diagnostics_.add(Diagnostic("yaml/syntax", input_.span(at, end),
                                cat("`", text_.substr(at, end - at),
                                    "` starts with the mark of a directive; directives stand before the `---` of a "
                                    "document only"))
                         .help("put quotes around the text that it starts"));
  }

  // A line in block context.
  void structure() {
    const bool marker = column(at_) == 0 && is_document_marker(at_);
    begin_content(marker);
    if (column(at_) <= parent_) parent_ = kRootLevel;
    if (marker) at_ += 3;
    Item item;
    item.may_be_key = !marker;
    while (at_ < text_.size()) {
      skip_blanks();
      if (at_ >= text_.size() || is_break(text_[at_])) return next_line();
      const char c = text_[at_];
      if (c == '#') return next_line();
      if ((c == '-' || c == '?' || c == ':') && ends_word(at_ + 1)) {
        parent_ = std::max(parent_, column(at_));
        item = {true, true, 0, 0, 0, 0};
        ++at_;
      } else if (c == '!' || c == '&') {
        property(item);
      } else if (c == '[' || c == '{') {
        flow_parent_ = parent_;
        flow_line();
        return;
      } else if ((c == '|' || c == '>') && is_block_header(at_)) {
        block_parent_ = parent_;
        hide_before_block(item);
        return next_line();
      } else if (c == '"' || c == '\'') {
        const std::ptrdiff_t start = column(item.begin(at_));
        if (!quoted(parent_)) return next_line();
        skip_blanks();
        if (peek(at_) == ':' && ends_word(at_ + 1)) {
          parent_ = start;
          item = {};
          ++at_;
        } else if (!is_break(peek(at_)) && peek(at_) != '#') {
          return next_line();  // the parser says what is wrong here
        }
      } else if (const std::size_t value = at_; plain(item)) {
        item = {};
      } else {
        note_tag_of_plain(item, value);
        return next_line();
      }
    }
  }

  // What was read of a value, as long as it is no more than tags and anchors.
  struct Item {
    bool may_be_key = false;   // it starts the line, or stands behind a dash, `?` or `:` that does
    bool behind_mark = false;  // behind a dash, `?` or `:`
    std::size_t tag_begin = 0;
    std::size_t tag_end = 0;
    std::size_t anchor_begin = 0;
    std::size_t anchor_end = 0;

    // Where it begins, if the rest of it does at `at`.
    [[nodiscard]] std::size_t begin(std::size_t at) const {
      if (tag_end > tag_begin) at = std::min(at, tag_begin);
      if (anchor_end > anchor_begin) at = std::min(at, anchor_begin);
      return at;
    }
  };

  // Over a tag, an anchor or an alias. `!Sub"x"` would hide the quote.
  void take_property() {
    constexpr std::string_view kTagMarks = "-#;/?:@&=+$_.~*'()%!<>";
    const std::size_t begin = at_;
    at_ = std::max(name_end(text_, at_), at_ + 1);
    if (text_[begin] != '!') return;
    for (std::size_t i = begin; i < at_; ++i) {
      const char c = text_[i];
      const bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (word || kTagMarks.find(c) != std::string_view::npos) continue;
      bad_value_ = true;
      diagnostics_.add(
          Diagnostic("yaml/syntax", input_.span(begin, i),
                     cat("the tag `", text_.substr(begin, i - begin), "` is not set apart from the value behind it"))
              .help(cat("put a blank behind `", text_.substr(begin, i - begin), "`")));
      return;
    }
  }

  void property(Item& item) {
    const std::size_t begin = at_;
    take_property();
    // Of two tags the parser says that they are one too many.
    if (text_[begin] == '!' && item.tag_end > item.tag_begin) item.may_be_key = false;
    (text_[begin] == '!' ? item.tag_begin : item.anchor_begin) = begin;
    (text_[begin] == '!' ? item.tag_end : item.anchor_end) = at_;
  }

  // `- !Sub |`: where a key could stand, yaml-cpp 0.7 takes a tag or an anchor for its start and counts the indentation
  // of the text from there. Tags are hidden from it, anchors cannot be.
  void hide_before_block(const Item& item) {
    if (!item.may_be_key) return;
    if (item.anchor_end > item.anchor_begin) {
      bad_value_ = true;
      diagnostics_.add(Diagnostic("yaml/syntax", input_.span(item.anchor_begin, item.anchor_end),
                                  "an anchor cannot stand before a block of text without a key on the same line")
                           .help("write it behind its key, as `key: &name |`, or write the text in double quotes"));
    } else if (item.tag_end > item.tag_begin) {
      input_.hidden_tags.push_back({item.tag_begin, item.tag_end, at_, item.tag_begin});
    }
  }

  // `- !Sub a`, whose text may go on in the next line, where it need not be indented deeper than the tag.
  void note_tag_of_plain(const Item& item, std::size_t value) {
    tag_of_plain_.reset();
    const bool has_one = item.tag_end > item.tag_begin && item.anchor_end == item.anchor_begin;
    if (!item.may_be_key || !item.behind_mark || !has_one) return;
    tag_of_plain_ = HiddenTag{item.tag_begin, item.tag_end, value, value};
  }

  bool is_block_header(std::size_t at) const {
    ++at;
    while (at < text_.size() && std::string_view("0123456789+-").find(text_[at]) != std::string_view::npos) ++at;
    return ends_word(at);
  }

  // True if the plain text was a key. Else it may go on in the next line.
  bool plain(const Item& item) {
    const std::ptrdiff_t start = column(item.begin(at_));
    bool comment = false;
    while (at_ < text_.size() && !is_break(text_[at_])) {
      const char c = text_[at_];
      if (c == ':' && ends_word(at_ + 1)) {
        parent_ = start;
        ++at_;
        return true;
      }
      if (c == '#' && is_blank(text_[at_ - 1])) {
        comment = true;
        break;
      }
      ++at_;
    }
    if (!comment) plain_parent_ = parent_;
    return false;
  }

  // Inside brackets, until they close or the line ends.
  void flow_line() {
    while (at_ < text_.size() && !is_break(text_[at_])) {
      const char c = text_[at_];
      if (is_blank(c) || c == ',') {
        ++at_;
      } else if (c == '#') {
        break;
      } else if (c == '[' || c == '{') {
        if (++depth_ > kMaxDepth) {
          too_deep_ = true;
          report_too_deep(input_.span(at_, at_ + 1), diagnostics_);
          return;
        }
        ++at_;
      } else if (c == ']' || c == '}') {
        if (depth_ > 0) --depth_;
        ++at_;
        if (depth_ == 0) break;  // what follows a closed list or mapping, the parser judges
      } else if (c == '"' || c == '\'') {
        if (!quoted(flow_parent_)) break;
      } else if (c == '!' || c == '&' || c == '*') {
        take_property();
      } else {
        flow_plain();
      }
    }
    next_line();
  }

  // A plain text in brackets; it ends at a bracket, a comma, a colon or a comment and may hold quotes.
  void flow_plain() {
    const std::size_t start = at_;
    while (at_ < text_.size() && !is_break(text_[at_])) {
      const char c = text_[at_];
      if (is_flow_mark(c)) return;
      // Only behind a quoted key may the value touch the colon: {"a":"b"}.
      if (c == ':' && (at_ == start || ends_word(at_ + 1) || is_flow_mark(peek(at_ + 1)))) {
        ++at_;
        return;
      }
      if (c == '#' && is_blank(text_[at_ - 1])) return;
      ++at_;
    }
  }

  // Moves behind a quoted text. False when its closing quote is missing, which is reported; the rest of its line is
  // then left alone.
  bool quoted(std::ptrdiff_t parent) {
    const std::size_t open = at_;
    const std::size_t opening_line_end = line_end(open);
    const std::size_t end = quoted_end(text_, open);
    if (end <= opening_line_end) {
      at_ = end;
      return escapes(open, end);
    }
    if (end != std::string_view::npos && end <= text_.size() && may_span_lines(opening_line_end, end, parent)) {
      at_ = end;
      line_begin_ = text_.rfind('\n', end - 1) + 1;
      return escapes(open, end);
    }
    ++runaways_;
    report_runaway(open, end);
    depth_ = depth_at_line_;
    return false;
  }

  // Always true: a wrong escape does not hide where the text ends.
  bool escapes(std::size_t open, std::size_t end) {
    if (text_[open] == '"' && !check_escapes(input_, open, end, input_.pairs, diagnostics_)) bad_value_ = true;
    return true;
  }

  // Every further line stands deeper than the key, and nothing but the end of a value follows the closing quote.
  bool may_span_lines(std::size_t at, std::size_t end, std::ptrdiff_t parent) const {
    while (at < end) {
      const std::size_t begin = at + 1;
      std::size_t mark = begin;
      while (mark < end && is_blank(text_[mark])) ++mark;
      if (mark < end && !is_break(text_[mark]) && static_cast<std::ptrdiff_t>(mark - begin) <= parent) return false;
      at = std::min(text_.find('\n', mark), text_.size());
    }
    std::size_t next = end;
    while (next < text_.size() && is_blank(text_[next])) ++next;
    const char c = peek(next);
    if (is_break(c) || (c == '#' && next > end)) return true;
    return (depth_ > 0 && (c == ',' || c == ']' || c == '}')) || (c == ':' && depth_ > 0);
  }

  void report_runaway(std::size_t open, std::size_t end) {
    const auto line_number = [&](std::size_t at) {
      return std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
    };
    const bool closed = end != std::string_view::npos && end <= text_.size();
    const auto first = line_number(open);
    Diagnostic fault("yaml/quote-spans-lines", input_.span(open, open + 1),
                     closed ? cat("this quoted value runs from line ", first, " to line ", line_number(end - 1),
                                  "; its closing quote is probably missing")
                            : cat("this quoted value starts in line ", first, " and its closing quote is missing"));
    fault.primary.text = "opened here";
    if (closed) {
      std::size_t rest_end = line_end(end);
      if (rest_end > end && text_[rest_end - 1] == '\r') --rest_end;
      const std::string_view rest = base::trim(text_.substr(end, rest_end - end));
      fault.secondary.push_back({input_.span(end - 1, end), rest.empty()
                                                                ? std::string("closed here")
                                                                : cat("closed here, leaving ", rest, " over")});
    }
    diagnostics_.add(std::move(fault).help(cat("close it on its own line: ", closed_line(open))));
  }

  // The line of the opening quote with its closing quote where it was probably meant.
  std::string closed_line(std::size_t open) const {
    const std::size_t end = line_end(open);
    const std::size_t text_end = end > open && text_[end - 1] == '\r' ? end - 1 : end;
    std::size_t close = text_end;
    const std::size_t comment = text_.find(" #", open);
    if (comment < end) close = comment;
    if (depth_ > 0) {
      const std::size_t comma = text_.find(',', open);
      const std::size_t bracket = text_.substr(0, close).find_last_of("]}");
      if (comma < close) {
        close = comma;
      } else if (bracket != std::string_view::npos && bracket > open) {
        close = bracket;
      }
    }
    while (close > open + 1 && is_space(text_[close - 1])) --close;
    const std::size_t begin = text_.find_first_not_of(" \t", line_begin_);
    return cat(text_.substr(begin, close - begin), text_.substr(open, 1), text_.substr(close, text_end - close));
  }

  void note_tab(std::size_t at) {
    if (tab_lines_++ == 0) first_tab_ = at;
  }

  void report_tabs() {
    if (tab_lines_ == 0) return;
    const std::size_t end = std::min(text_.find_first_not_of('\t', first_tab_), text_.size());
    Diagnostic fault("yaml/tab-indentation", input_.span(first_tab_, end),
                     "a tab stands in the indentation; YAML counts blanks only");
    if (tab_lines_ > 1) fault.notes.push_back(cat("the same in ", base::count_of(tab_lines_ - 1, "further line")));
    diagnostics_.add(
        std::move(fault).help("replace each tab by two blanks, and let your editor indent .yaml files with blanks"));
  }

  ReaderInput& input_;
  std::string_view text_;
  base::Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;
  std::size_t depth_ = 0;                    // open brackets
  std::size_t depth_at_line_ = 0;            // as the line began
  std::ptrdiff_t parent_ = kRootLevel;       // column of the key or dash that the next value belongs to
  std::ptrdiff_t flow_parent_ = kRootLevel;  // column of the key or dash before the outermost open bracket
  std::ptrdiff_t block_parent_ = kNone;      // inside `|` or `>`: lines deeper than this column belong to it
  std::ptrdiff_t plain_parent_ = kNone;      // behind a plain text: lines deeper than this column continue it
  std::optional<HiddenTag> tag_of_plain_;    // of that text
  std::size_t runaways_ = 0;
  std::size_t tab_lines_ = 0;
  std::size_t first_tab_ = 0;
  std::optional<std::size_t> directive_;  // the first one, as long as no `---` follows it
  bool begun_ = false;                    // a document has
  bool too_deep_ = false;
  bool bad_value_ = false;
};

}  // namespace

bool check_layout(ReaderInput& input, base::Diagnostics& diagnostics) {
  return LayoutCheck(input, diagnostics).run();
}

}  // namespace landform::yaml
