// A pattern becomes a non-deterministic automaton (Thompson's construction), which is run over the text one character
// at a time. Source: java.util.regex.Pattern, for what AllowedPattern may hold. Read: 2026-11-22.
#include "cfn/pattern.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"

namespace landform::cfn {
namespace {

// Counted repetition copies its operand; more states than this are not worth building.
constexpr std::size_t kMaxStates = 20'000;
constexpr std::size_t kMaxGroupDepth = 50;

struct Range {
  char32_t first;
  char32_t last;
};

struct CharacterSet {
  std::vector<Range> ranges;
  bool negated = false;

  [[nodiscard]] bool has(char32_t c) const {
    for (const Range& range : ranges) {
      if (c >= range.first && c <= range.last) return !negated;
    }
    return negated;
  }
};

struct State {
  enum class Kind : std::uint8_t { character, split, begin, end, accept } kind = Kind::accept;
  std::size_t set = 0;  // index of the character's set
  std::size_t next = 0;
  std::size_t other = 0;  // the second way of a split
};

// Every piece of the pattern becomes a run of states that falls through to the state behind its last.
class Compiler {
 public:
  explicit Compiler(std::u32string_view pattern) : pattern_(pattern) {}

  bool compile() {
    if (!alternatives(0) || at_ != pattern_.size()) return false;
    states.push_back({});
    return states.size() <= kMaxStates;
  }

  std::vector<State> states;
  std::vector<CharacterSet> sets;

 private:
  [[nodiscard]] bool more() const { return at_ < pattern_.size(); }
  [[nodiscard]] char32_t peek(std::size_t ahead = 0) const {
    return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : U'\0';
  }
  bool take(char32_t wanted) {
    if (!more() || peek() != wanted) return false;
    ++at_;
    return true;
  }

  void emit(State::Kind kind, std::size_t set = 0) {
    const std::size_t next = states.size() + 1;
    states.push_back({kind, set, next, next});
  }

  // Makes room for one state in front of [begin, end of states); what pointed at or behind it moves along.
  void insert_before(std::size_t begin) {
    states.insert(states.begin() + static_cast<std::ptrdiff_t>(begin), State{});
    for (std::size_t i = begin + 1; i < states.size(); ++i) {
      if (states[i].next >= begin) ++states[i].next;
      if (states[i].other >= begin) ++states[i].other;
    }
  }

  bool alternatives(std::size_t depth) {
    if (depth > kMaxGroupDepth) return false;
    const std::size_t begin = states.size();
    if (!sequence(depth)) return false;
    std::vector<std::size_t> jumps;
    std::size_t branch = begin;
    while (take(U'|')) {
      insert_before(branch);
      // Jumps of earlier branches stand before `branch` and do not move.
      const std::size_t jump = states.size();
      emit(State::Kind::split);
      states[branch].kind = State::Kind::split;
      states[branch].next = branch + 1;
      states[branch].other = jump + 1;
      jumps.push_back(jump);
      branch = states.size();
      if (!sequence(depth)) return false;
      if (states.size() > kMaxStates) return false;
    }
    for (const std::size_t jump : jumps) states[jump].next = states[jump].other = states.size();
    return true;
  }

  bool sequence(std::size_t depth) {
    while (more() && peek() != U'|' && peek() != U')') {
      const std::size_t begin = states.size();
      if (!atom(depth) || !repetitions(begin) || states.size() > kMaxStates) return false;
    }
    return true;
  }

  bool atom(std::size_t depth) {
    const char32_t c = peek();
    ++at_;
    switch (c) {
      case U'(': {
        if (take(U'?') && !take(U':')) return false;  // look-around, flags, names
        return alternatives(depth + 1) && take(U')');
      }
      case U'[':
        return character_class();
      case U'.': {
        CharacterSet any{{{U'\n', U'\n'}, {U'\r', U'\r'}, {0x85, 0x85}, {0x2028, 0x2029}}, true};
        return character(std::move(any));
      }
      case U'^':
        emit(State::Kind::begin);
        return true;
      case U'$':
        emit(State::Kind::end);
        return true;
      case U'\\':
        return escape();
      case U'*':
      case U'+':
      case U'?':
      case U'{':
        return false;
      default:
        return character({{{c, c}}, false});
    }
  }

  bool character(CharacterSet set) {
    sets.push_back(std::move(set));
    emit(State::Kind::character, sets.size() - 1);
    return true;
  }

  bool repetitions(std::size_t begin) {
    while (more()) {
      std::size_t least = 0;
      std::size_t most = std::string::npos;
      if (take(U'+')) {
        least = 1;
      } else if (take(U'?')) {
        most = 1;
      } else if (!take(U'*')) {
        if (!take(U'{')) return true;
        if (!counts(least, most)) return false;
      }
      if (peek() == U'+' && more()) return false;  // possessive
      take(U'?');                                  // reluctant: the same for whole matches
      if (!repeat(begin, least, most)) return false;
      // A quantifier behind a quantifier is an error in Java.
      if (more() && (peek() == U'*' || peek() == U'?' || peek() == U'{')) return false;
    }
    return true;
  }

  bool number(std::size_t& value) {
    if (peek() < U'0' || peek() > U'9') return false;
    value = 0;
    while (more() && peek() >= U'0' && peek() <= U'9') {
      value = value * 10 + static_cast<std::size_t>(peek() - U'0');
      if (value > kMaxStates) return false;
      ++at_;
    }
    return true;
  }

  bool counts(std::size_t& least, std::size_t& most) {
    if (!number(least)) return false;
    most = least;
    if (take(U',')) {
      most = std::string::npos;
      if (peek() != U'}' && !number(most)) return false;
    }
    return take(U'}') && least <= most;
  }

  // Replaces the piece from `begin` by `least` to `most` copies of itself.
  bool repeat(std::size_t begin, std::size_t least, std::size_t most) {
    const std::vector<State> piece(states.begin() + static_cast<std::ptrdiff_t>(begin), states.end());
    states.resize(begin);
    const auto copy = [&] {
      const std::size_t shift = states.size() - begin;
      for (State state : piece) {
        state.next += shift;
        state.other += shift;
        states.push_back(state);
      }
    };
    const std::size_t wanted = most == std::string::npos ? least + 1 : most;
    if (piece.size() * wanted + wanted > kMaxStates) return false;
    for (std::size_t i = 0; i < least; ++i) copy();
    if (most == std::string::npos) {
      const std::size_t fork = states.size();
      emit(State::Kind::split);
      copy();
      emit(State::Kind::split);
      states.back().next = states.back().other = fork;
      states[fork].other = states.size();
      return true;
    }
    std::vector<std::size_t> forks;
    for (std::size_t i = least; i < most; ++i) {
      forks.push_back(states.size());
      emit(State::Kind::split);
      copy();
    }
    for (const std::size_t fork : forks) states[fork].other = states.size();
    return true;
  }

  static bool shorthand(char32_t c, std::vector<Range>& ranges) {
    if (c == U'd') ranges = {{U'0', U'9'}};
    if (c == U'w') ranges = {{U'0', U'9'}, {U'A', U'Z'}, {U'_', U'_'}, {U'a', U'z'}};
    if (c == U's') ranges = {{U'\t', U'\r'}, {U' ', U' '}};
    return !ranges.empty();
  }

  bool hexadecimal(std::size_t digits, char32_t& out) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < digits; ++i, ++at_) {
      const char32_t c = peek();
      const bool digit = c >= U'0' && c <= U'9';
      const bool lower = c >= U'a' && c <= U'f';
      if (!digit && !lower && !(c >= U'A' && c <= U'F')) return false;
      value = value * 16 + static_cast<std::uint32_t>(digit ? c - U'0' : lower ? c - U'a' + 10 : c - U'A' + 10);
    }
    out = value;
    return true;
  }

  // One escaped character; false for what means more than a character.
  bool escaped_character(char32_t& out) {
    if (!more()) return false;
    const char32_t c = pattern_[at_++];
    switch (c) {
      case U't':
        out = U'\t';
        return true;
      case U'n':
        out = U'\n';
        return true;
      case U'r':
        out = U'\r';
        return true;
      case U'f':
        out = U'\f';
        return true;
      case U'x':
        return hexadecimal(2, out);
      case U'u':
        return hexadecimal(4, out);
      default:
        break;
    }
    const bool meaningful = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9');
    out = c;
    return !meaningful;
  }

  bool escape() {
    if (!more()) return false;
    const char32_t c = peek();
    const bool upper = c == U'D' || c == U'W' || c == U'S';
    std::vector<Range> ranges;
    if (shorthand(upper ? c - U'A' + U'a' : c, ranges)) {
      ++at_;
      return character({std::move(ranges), upper});
    }
    if (c == U'A' || c == U'z' || c == U'Z') {
      ++at_;
      emit(c == U'A' ? State::Kind::begin : State::Kind::end);
      return true;
    }
    char32_t one = 0;
    return escaped_character(one) && character({{{one, one}}, false});
  }

  bool character_class() {
    CharacterSet set;
    set.negated = take(U'^');
    if (peek() == U']') return false;
    while (more() && peek() != U']') {
      std::vector<Range> ranges;
      if (peek() == U'[' || (peek() == U'&' && peek(1) == U'&')) return false;  // union and intersection
      if (peek() == U'\\' && shorthand(peek(1), ranges)) {
        at_ += 2;
        set.ranges.insert(set.ranges.end(), ranges.begin(), ranges.end());
        continue;
      }
      char32_t low = 0;
      if (!class_character(low)) return false;
      char32_t high = low;
      if (peek() == U'-' && peek(1) != U']' && at_ + 1 < pattern_.size()) {
        ++at_;
        if (peek() == U'[' || !class_character(high) || high < low) return false;
      }
      set.ranges.push_back({low, high});
    }
    return take(U']') && character(std::move(set));
  }

  bool class_character(char32_t& out) {
    if (take(U'\\')) return escaped_character(out);
    if (!more()) return false;
    out = pattern_[at_++];
    return true;
  }

  std::u32string_view pattern_;
  std::size_t at_ = 0;
};

std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const base::Decoded decoded = base::decode_utf8(utf8, at);
    out += decoded.valid ? decoded.code_point : U'\uFFFD';
    at += decoded.size;
  }
  return out;
}

// Marches through the text with all states that are possible at once.
class Run {
 public:
  Run(const Compiler& automaton, std::size_t length)
      : automaton_(automaton), length_(length), seen_(automaton.states.size(), kNever) {}

  bool matches(std::u32string_view text) {
    std::vector<std::size_t> now;
    reach(0, 0, now);
    for (std::size_t at = 0; at < text.size(); ++at) {
      std::vector<std::size_t> next;
      for (const std::size_t state : now) {
        const State& from = automaton_.states[state];
        if (from.kind == State::Kind::character && automaton_.sets[from.set].has(text[at]))
          reach(from.next, at + 1, next);
      }
      now = std::move(next);
      if (now.empty()) return false;
    }
    for (const std::size_t state : now) {
      if (automaton_.states[state].kind == State::Kind::accept) return true;
    }
    return false;
  }

 private:
  static constexpr std::size_t kNever = static_cast<std::size_t>(-1);

  // All states that can be reached from `state` without reading; each once a position.
  void reach(std::size_t state, std::size_t position, std::vector<std::size_t>& out) {
    std::vector<std::size_t> waiting{state};
    while (!waiting.empty()) {
      const std::size_t at = waiting.back();
      waiting.pop_back();
      if (seen_[at] == position) continue;
      seen_[at] = position;
      const State& here = automaton_.states[at];
      const bool passes = here.kind == State::Kind::split || (here.kind == State::Kind::begin && position == 0) ||
                          (here.kind == State::Kind::end && position == length_);
      if (!passes) {
        out.push_back(at);
        continue;
      }
      waiting.push_back(here.other);
      if (here.next != here.other) waiting.push_back(here.next);
    }
  }

  const Compiler& automaton_;
  std::size_t length_;
  std::vector<std::size_t> seen_;
};

}  // namespace

std::optional<bool> matches_whole(std::string_view pattern, std::string_view text) {
  const std::u32string wide = code_points(pattern);
  Compiler compiler(wide);
  if (!compiler.compile()) return std::nullopt;
  const std::u32string subject = code_points(text);
  return Run(compiler, subject.size()).matches(subject);
}

}  // namespace landform::cfn
