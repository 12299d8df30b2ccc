#include "emit/documents/mustache.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"

namespace landform::emit {
namespace {

using base::cat;
using Piece = MustachePiece;
using Kind = MustachePiece::Kind;

constexpr std::string_view kOpen = "{{";

class MustacheReader {
 public:
  explicit MustacheReader(std::string_view source) : source_(source) {}

  std::optional<std::string> run() {
    while (true) {
      const std::size_t open = std::min(source_.find(kOpen, at_), source_.size());
      if (open == source_.size()) break;
      if (auto fault = tag(open)) return fault;
    }
    add_text(source_.size());
    if (!open_.empty()) return unclosed(open_.back());
    return std::nullopt;
  }

  std::vector<Piece> take() && { return std::move(pieces_); }

 private:
  struct OpenSection {
    std::size_t piece;
    std::size_t at;  // of its tag in the source
  };
  struct Extent {
    std::size_t begin, end;
  };

  // What stands between the last tag and the one that comes.
  void add_text(std::size_t end) {
    if (end > at_) pieces_.push_back({Kind::text, source_.substr(at_, end - at_), 0});
  }

  std::optional<std::string> tag(std::size_t open) {
    const bool three = source_.substr(open + kOpen.size()).starts_with('{');
    const std::string_view closing = three ? "}}}" : "}}";
    const std::size_t begin = open + closing.size();
    const std::size_t close = source_.find(closing, begin);
    if (close == std::string_view::npos) return cat("Unclosed tag at ", open);
    const std::string_view inside = base::trim(source_.substr(begin, close - begin));
    const std::size_t end = close + closing.size();
    const char mark = three || inside.empty() ? '\0' : inside.front();
    const bool marked = std::string_view("#^/!&>=").find(mark) != std::string_view::npos && mark != '\0';
    const std::string_view name = marked ? base::trim(inside.substr(1)) : inside;
    const bool writes = mark != '#' && mark != '^' && mark != '/' && mark != '!';
    const Extent taken = writes ? Extent{open, end} : whole_line(open, end);
    add_text(taken.begin);
    at_ = taken.end;
    switch (mark) {
      case '!':
        return std::nullopt;
      case '#':
      case '^':
        open_.push_back({pieces_.size(), open});
        pieces_.push_back({mark == '#' ? Kind::section : Kind::inverted, name, 0});
        return std::nullopt;
      case '/':
        return close_section(name, open);
      case '=':
        return cat("Set delimiter tag at ", open, ", which is not known here");
      case '>':
        pieces_.push_back({Kind::partial, name, 0});
        return std::nullopt;
      default:
        pieces_.push_back({three || mark == '&' ? Kind::unescaped : Kind::escaped, name, 0});
        return std::nullopt;
    }
  }

  // What goes with a tag that writes nothing: its line, if it has that to itself.
  [[nodiscard]] Extent whole_line(std::size_t open, std::size_t end) const {
    const std::size_t begin = open == 0 ? 0 : source_.rfind('\n', open - 1) + 1;  // npos + 1 is 0
    const std::size_t line_end = std::min(source_.find('\n', open), source_.size());
    if (end > line_end || !base::trim(source_.substr(begin, open - begin)).empty() ||
        !base::trim(source_.substr(end, line_end - end)).empty()) {
      return {open, end};
    }
    return {begin, std::min(line_end + 1, source_.size())};
  }

  std::optional<std::string> close_section(std::string_view name, std::size_t at) {
    if (open_.empty()) return cat("Unopened section \"", name, "\" at ", at);
    Piece& section = pieces_[open_.back().piece];
    if (section.text != name) return unclosed(open_.back());
    section.end = pieces_.size();
    open_.pop_back();
    pieces_.push_back({Kind::end, name, 0});
    return std::nullopt;
  }

  [[nodiscard]] std::string unclosed(const OpenSection& section) const {
    return cat("Unclosed section \"", pieces_[section.piece].text, "\" at ", section.at);
  }

  std::string_view source_;
  std::size_t at_ = 0;  // of what is not yet a piece
  std::vector<Piece> pieces_;
  std::vector<OpenSection> open_;
};

}  // namespace

base::Result<std::vector<MustachePiece>, std::string> read_mustache(std::string_view source) {
  MustacheReader reader(source);
  if (auto fault = reader.run()) return std::move(*fault);
  return std::move(reader).take();
}

}  // namespace landform::emit
