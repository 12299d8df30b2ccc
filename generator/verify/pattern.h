// A matcher for the patterns that AWS publishes for property values and that templates write as AllowedPattern: regular
// expressions in the common subset of ECMA and Java. Linear in the text: an automaton is run, nothing backtracks.
// Understood: alternatives, groups, quantifiers (greedy or lazy, which is the same for a yes or no), classes, escapes
// \d \w \s \uXXXX \xXX \p{L} and its like, anchors, and look-aheads at the very beginning. Not understood: other
// look-arounds, back references, \b, and repetitions that would blow up; such patterns are never held against a value.
#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace landform::verify {

class Pattern {
 public:
  static Pattern compile(std::string_view text);
  // False for what is outside the subset; then nothing may be concluded.
  [[nodiscard]] bool understood() const { return understood_; }
  enum class Extent : std::uint8_t { anywhere, whole };
  // Room for matching, for those who match often.
  class Scratch;
  [[nodiscard]] bool matches(std::string_view text, Extent extent, Scratch& scratch) const;
  [[nodiscard]] bool matches(std::string_view text, Extent extent) const;

  struct Range {
    char32_t first = 0;
    char32_t last = 0;
  };
  struct Instruction {
    enum class Kind : std::uint8_t { set, split, jump, begin, end, match } kind = Kind::match;
    std::uint32_t to = 0;     // jump, split
    std::uint32_t other = 0;  // split
    std::uint32_t set = 0;    // index into sets_
  };
  struct Set {
    std::vector<Range> ranges;
    bool negated = false;
    std::bitset<128> ascii{};  // the same for the characters that nearly all texts are made of
  };

 private:
  friend class PatternCompiler;
  struct Look {
    std::shared_ptr<Pattern> inside;
    bool negative = false;
  };
  static std::u32string decode(std::string_view text);
  [[nodiscard]] bool begins_at_begin() const;
  template <class Text>
  [[nodiscard]] bool matches_decoded(const Text& text, Extent extent, Scratch& scratch) const;
  template <class Text>
  [[nodiscard]] bool run(const Text& text, bool anchored, bool whole, Scratch& scratch) const;
  template <class Text>
  [[nodiscard]] bool run_short(const Text& text, bool anchored, bool whole) const;
  void read_reaches();

  // Instructions as the bits of a word, for the programs that are so short: most are.
  using States = std::uint64_t;
  static constexpr std::size_t kShortProgram = 64;
  // From an instruction on, without the text's next character: those that wait for it, and the match.
  [[nodiscard]] States reach(std::size_t instruction, bool at_begin, bool at_end) const;

  std::vector<Instruction> program_;
  std::vector<Set> sets_;
  std::vector<Look> looks_;  // at the beginning of the text
  // Of each instruction behind the text's first character: before its end and at its end. Empty for longer programs.
  std::vector<States> reaches_, reaches_at_end_;
  bool understood_ = false;
};

// The states that are alive, each once; states that consume nothing are followed at once.
class Pattern::Scratch {
 private:
  friend class Pattern;
  void begin(const std::vector<Instruction>& program);
  void next_position();
  void add(const std::vector<Instruction>& program, std::uint32_t state, bool at_begin, bool at_end);

  std::vector<std::uint32_t> alive_;
  std::vector<std::uint32_t> before_;  // those of the position before
  std::vector<std::uint32_t> waiting_;
  std::vector<std::uint32_t> seen_;  // the round in which a state was met last
  std::uint32_t round_ = 0;
  bool matched_ = false;
};

}  // namespace landform::verify
