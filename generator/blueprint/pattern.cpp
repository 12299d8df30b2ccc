#include "blueprint/pattern.h"

#include <cstddef>

namespace landform::blueprint {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;
constexpr std::size_t kMaxSteps = 200'000;

// What is left to match once the current piece is done: a list on the stack of the recursion.
struct Rest {
  std::string_view alternatives;  // pattern that follows
  const Rest* next = nullptr;
};

class Matcher {
 public:
  explicit Matcher(std::string_view text) : text_(text) {}

  bool alternatives(std::string_view pattern, std::size_t at, const Rest* rest) {
    std::size_t begin = 0;
    while (true) {
      const std::size_t bar = find_bar(pattern, begin);
      if (sequence(pattern.substr(begin, bar == kNowhere ? kNowhere : bar - begin), at, rest)) return true;
      if (bar == kNowhere) return false;
      begin = bar + 1;
    }
  }

 private:
  struct Atom {
    std::string_view piece;
    std::string_view after;
    std::size_t minimum = 1;
    std::size_t maximum = 1;
  };

  bool sequence(std::string_view pattern, std::size_t at, const Rest* rest) {
    if (++steps_ > kMaxSteps) return false;
    if (pattern.empty()) {
      return rest == nullptr ? at == text_.size() : sequence(rest->alternatives, at, rest->next);
    }
    const Atom atom = first_atom(pattern);
    if (atom.piece.front() == '(') return group(atom, at, rest);
    std::size_t count = 0;
    while (count < atom.maximum && at + count < text_.size() && one(atom.piece, text_[at + count])) ++count;
    for (; count >= atom.minimum; --count) {
      if (sequence(atom.after, at + count, rest)) return true;
      if (count == 0) break;
    }
    return false;
  }

  // A repeated group is unrolled: (g){n,m}rest is g(g){n-1,m-1}rest, or rest once n is 0.
  bool group(const Atom& atom, std::size_t at, const Rest* rest) {
    const Rest after{atom.after, rest};
    return group_again(atom, at, &after, 0);
  }

  bool group_again(const Atom& atom, std::size_t at, const Rest* after, std::size_t done) {
    const std::string_view inner = atom.piece.substr(1, atom.piece.size() - 2);
    if (done < atom.maximum && at < text_.size()) {
      for (std::size_t end = text_.size(); end > at; --end) {
        if (++steps_ > kMaxSteps) return false;
        if (whole(inner, at, end) && group_again(atom, end, after, done + 1)) return true;
      }
    }
    return done >= atom.minimum && sequence(after->alternatives, at, after->next);
  }

  // Whether `inner` matches exactly [at, end).
  bool whole(std::string_view inner, std::size_t at, std::size_t end) {
    Matcher part(text_.substr(at, end - at));
    part.steps_ = steps_;
    const bool found = part.alternatives(inner, 0, nullptr);
    steps_ = part.steps_;
    return found;
  }

  static std::size_t skip_escape(std::string_view pattern, std::size_t at) {
    return pattern[at] == '\\' ? at + 2 : at + 1;
  }

  static std::size_t end_of_class(std::string_view pattern, std::size_t at) {
    while (at < pattern.size() && pattern[at] != ']') at = skip_escape(pattern, at);
    return at + 1;
  }

  static std::size_t end_of_group(std::string_view pattern, std::size_t at) {
    for (std::size_t depth = 1; at < pattern.size() && depth > 0;) {
      if (pattern[at] == '[') {
        at = end_of_class(pattern, at);
        continue;
      }
      if (pattern[at] == '(') ++depth;
      if (pattern[at] == ')') --depth;
      at = skip_escape(pattern, at);
    }
    return at;
  }

  static std::size_t find_bar(std::string_view pattern, std::size_t at) {
    while (at < pattern.size()) {
      if (pattern[at] == '|') return at;
      if (pattern[at] == '[') {
        at = end_of_class(pattern, at);
      } else if (pattern[at] == '(') {
        at = end_of_group(pattern, at + 1);
      } else {
        at = skip_escape(pattern, at);
      }
    }
    return kNowhere;
  }

  static Atom first_atom(std::string_view pattern) {
    std::size_t end = skip_escape(pattern, 0);
    if (pattern.front() == '[') end = end_of_class(pattern, 1);
    if (pattern.front() == '(') end = end_of_group(pattern, 1);
    Atom atom{pattern.substr(0, end), pattern.substr(end)};
    if (atom.after.empty()) return atom;
    switch (atom.after.front()) {
      case '*':
        atom.minimum = 0, atom.maximum = kNowhere;
        break;
      case '+':
        atom.maximum = kNowhere;
        break;
      case '?':
        atom.minimum = 0;
        break;
      case '{':
        return counted(atom);
      default:
        return atom;
    }
    atom.after.remove_prefix(1);
    return atom;
  }

  static Atom counted(Atom atom) {
    std::size_t at = 1;
    const auto number = [&] {
      std::size_t value = 0;
      while (atom.after[at] >= '0' && atom.after[at] <= '9')
        value = value * 10 + static_cast<std::size_t>(atom.after[at++] - '0');
      return value;
    };
    atom.minimum = atom.maximum = number();
    if (atom.after[at] == ',') {
      ++at;
      atom.maximum = atom.after[at] == '}' ? kNowhere : number();
    }
    atom.after.remove_prefix(at + 1);
    return atom;
  }

  static bool one(std::string_view piece, char c) {
    if (piece.front() == '.') return c != '\n';
    if (piece.front() == '\\') return piece[1] == 'd' ? c >= '0' && c <= '9' : c == piece[1];
    if (piece.front() != '[') return c == piece.front();
    std::string_view body = piece.substr(1, piece.size() - 2);
    const bool negated = body.front() == '^';
    if (negated) body.remove_prefix(1);
    return in_class(body, c) != negated;
  }

  static bool in_class(std::string_view body, char c) {
    while (!body.empty()) {
      const std::size_t width = body.front() == '\\' ? 2 : 1;
      const char low = body[width - 1];
      if (width == 2 && low == 'd') {
        if (c >= '0' && c <= '9') return true;
        body.remove_prefix(2);
      } else if (body.size() > width + 1 && body[width] == '-') {
        if (c >= low && c <= body[width + 1]) return true;
        body.remove_prefix(width + 2);
      } else {
        if (c == low) return true;
        body.remove_prefix(width);
      }
    }
    return false;
  }

  std::string_view text_;
  std::size_t steps_ = 0;
};

}  // namespace

bool matches(std::string_view pattern, std::string_view text) {
  pattern.remove_prefix(1);
  pattern.remove_suffix(1);
  return Matcher(text).alternatives(pattern, 0, nullptr);
}

}  // namespace landform::blueprint
