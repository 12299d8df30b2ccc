#include "verify/pattern.h"

#include <algorithm>
#include <optional>

namespace landform::verify {
namespace {

constexpr char32_t kLast = 0x10FFFF;
constexpr std::size_t kMaxProgram = 5'000;
constexpr std::size_t kMaxAtoms = 50'000;  // each again for each repetition
constexpr int kDeepestGroup = 60;
constexpr std::uint32_t kUnbounded = 0xFFFFFFFF;

using Range = Pattern::Range;
using Set = Pattern::Set;
using Instruction = Pattern::Instruction;

void add_complement(std::vector<Range> ranges, std::vector<Range>& out) {
  std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return a.first < b.first; });
  char32_t next = 0;
  for (const Range& range : ranges) {
    if (range.first > next) out.push_back({next, range.first - 1});
    next = std::max<char32_t>(next, range.last + 1);
  }
  if (next <= kLast) out.push_back({next, kLast});
}

const std::vector<Range> kDigits = {{'0', '9'}};
const std::vector<Range> kWord = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
const std::vector<Range> kSpace = {{9, 13},          {' ', ' '},       {0xA0, 0xA0},
                                   {0x2000, 0x200A}, {0x2028, 0x2029}, {0x3000, 0x3000}};

// Unicode categories, exact in ASCII and generous beyond it: a letter that we do not know of is let through.
std::optional<std::vector<Range>> category(std::u32string_view name) {
  constexpr Range kBeyond = {0x80, kLast};
  if (name == U"L" || name == U"Letter" || name == U"IsAlphabetic") return {{{'A', 'Z'}, {'a', 'z'}, kBeyond}};
  if (name == U"Lu") return {{{'A', 'Z'}, kBeyond}};
  if (name == U"Ll") return {{{'a', 'z'}, kBeyond}};
  if (name == U"N" || name == U"Nd") return {{{'0', '9'}, kBeyond}};
  if (name == U"Z" || name == U"Zs") return {{{' ', ' '}, kBeyond}};
  if (name == U"M") return {{kBeyond}};
  if (name == U"S")
    return {{{'$', '$'}, {'+', '+'}, {'<', '>'}, {'^', '^'}, {'`', '`'}, {'|', '|'}, {'~', '~'}, kBeyond}};
  if (name == U"P") {
    return {{{'!', '#'},
             {'%', '*'},
             {',', '/'},
             {':', ';'},
             {'?', '@'},
             {'[', ']'},
             {'_', '_'},
             {'{', '{'},
             {'}', '}'},
             kBeyond}};
  }
  if (name == U"Alnum" || name == U"IsAlnum") return {{{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}};
  if (name == U"Alpha") return {{{'A', 'Z'}, {'a', 'z'}}};
  if (name == U"Digit") return kDigits;
  if (name == U"ASCII") return {{{0, 0x7F}}};
  return std::nullopt;
}

}  // namespace

// Recursive descent over the pattern, emitting the automaton as it goes.
class PatternCompiler {
 public:
  explicit PatternCompiler(std::string_view text) : text_(Pattern::decode(text)) {}

  Pattern compile() {
    leading_looks();
    alternatives(0);
    if (at_ != text_.size()) fail();
    emit({Instruction::Kind::match});
    out_.understood_ = ok_;
    if (!ok_) out_.program_.clear();
    out_.read_reaches();
    return std::move(out_);
  }

 private:
  void fail() { ok_ = false; }
  bool more() const { return ok_ && at_ < text_.size(); }
  bool ahead(std::u32string_view wanted) const { return std::u32string_view(text_).substr(at_).starts_with(wanted); }

  std::uint32_t emit(Instruction instruction) {
    if (out_.program_.size() >= kMaxProgram) fail();
    if (ok_) out_.program_.push_back(instruction);
    return static_cast<std::uint32_t>(out_.program_.empty() ? 0 : out_.program_.size() - 1);
  }
  std::uint32_t here() const { return static_cast<std::uint32_t>(out_.program_.size()); }

  // ^(?!aws:)... and (?=.{2,256}$)...: conditions on the whole text, tried on their own.
  void leading_looks() {
    if (ahead(U"(?s)")) at_ += 4;
    const std::size_t start = at_;
    if (ahead(U"^")) ++at_;
    bool any = false;
    while (ahead(U"(?!") || ahead(U"(?=")) {
      const bool negative = text_[at_ + 2] == U'!';
      const std::size_t inside = at_ + 3;
      int depth = 1;
      bool in_class = false;
      std::size_t close = inside;
      for (; close < text_.size(); ++close) {
        const char32_t c = text_[close];
        if (c == U'\\') {
          ++close;
        } else if (in_class) {
          in_class = c != U']';
        } else if (c == U'[') {
          in_class = true;
        } else if (c == U'(') {
          ++depth;
        } else if (c == U')' && --depth == 0) {
          break;
        }
      }
      if (close >= text_.size()) return fail();
      PatternCompiler look("");
      look.text_ = text_.substr(inside, close - inside);
      look.depth_ = depth_ + 1;
      if (look.depth_ > kDeepestGroup) return fail();
      Pattern compiled = look.compile();
      if (!compiled.understood()) return fail();
      out_.looks_.push_back({std::make_shared<Pattern>(std::move(compiled)), negative});
      at_ = close + 1;
      any = true;
    }
    if (!any) {
      at_ = start;
      return;
    }
    // What follows a look-ahead at the beginning of the text begins there too.
    if (text_[start] != U'^') return fail();
    emit({Instruction::Kind::begin});
  }

  void alternatives(int depth) {
    if (depth + depth_ > kDeepestGroup) return fail();
    const std::uint32_t begin = here();
    std::vector<std::uint32_t> exits;
    sequence(depth);
    std::uint32_t branch = begin;
    while (more() && text_[at_] == U'|') {
      ++at_;
      // The branch before gets a split in front: shift it by one.
      insert(branch, {Instruction::Kind::split});
      for (std::uint32_t& exit : exits) exit += exit >= branch ? 1 : 0;
      exits.push_back(emit({Instruction::Kind::jump}));
      if (!ok_) return;
      out_.program_[branch].to = branch + 1;
      out_.program_[branch].other = here();
      branch = here();
      sequence(depth);
    }
    if (!ok_) return;
    for (const std::uint32_t exit : exits) out_.program_[exit].to = here();
  }

  void insert(std::uint32_t at, Instruction instruction) {
    if (out_.program_.size() >= kMaxProgram) fail();
    if (!ok_) return;
    for (std::size_t i = at; i < out_.program_.size(); ++i) {
      Instruction& later = out_.program_[i];
      if (later.kind == Instruction::Kind::jump || later.kind == Instruction::Kind::split) {
        ++later.to;
        if (later.kind == Instruction::Kind::split) ++later.other;
      }
    }
    out_.program_.insert(out_.program_.begin() + at, instruction);
  }

  void sequence(int depth) {
    while (more() && text_[at_] != U'|' && text_[at_] != U')') {
      const std::uint32_t begin = here();
      const std::size_t atoms = atoms_;
      atom(depth);
      if (ok_) quantifier(begin, atoms_ - atoms);
    }
  }

  void atom(int depth) {
    if (++atoms_ > kMaxAtoms) return fail();
    const char32_t c = text_[at_++];
    if (c == U'(') {
      if (more() && text_[at_] == U'?') {
        if (!ahead(U"?:")) return fail();
        at_ += 2;
      }
      alternatives(depth + 1);
      if (!more() || text_[at_] != U')') return fail();
      ++at_;
    } else if (c == U'[') {
      set(char_class());
    } else if (c == U'.') {
      set({{{U'\n', U'\n'}, {U'\r', U'\r'}}, true});
    } else if (c == U'^') {
      emit({Instruction::Kind::begin});
    } else if (c == U'$') {
      emit({Instruction::Kind::end});
    } else if (c == U'\\') {
      if (ahead(U"Z") || ahead(U"z")) {
        ++at_;
        emit({Instruction::Kind::end});
      } else {
        Set escaped;
        escape(escaped.ranges, /*in_class=*/false);
        set(std::move(escaped));
      }
    } else if (c == U'*' || c == U'+' || c == U'?') {
      fail();
    } else {
      set({{{c, c}}, false});
    }
  }

  void set(Set value) {
    if (!ok_) return;
    Instruction instruction{Instruction::Kind::set};
    instruction.set = static_cast<std::uint32_t>(out_.sets_.size());
    for (const Range& range : value.ranges) {
      for (char32_t c = range.first; c <= range.last && c < value.ascii.size(); ++c) value.ascii.set(c);
    }
    if (value.negated) value.ascii.flip();
    out_.sets_.push_back(std::move(value));
    emit(instruction);
  }

  // Behind the backslash. Adds what it stands for; gives the one character, if it is one.
  std::optional<char32_t> escape(std::vector<Range>& ranges, bool in_class) {
    if (at_ >= text_.size()) {
      fail();
      return std::nullopt;
    }
    const char32_t c = text_[at_++];
    const auto add = [&](const std::vector<Range>& some) { ranges.insert(ranges.end(), some.begin(), some.end()); };
    switch (c) {
      case U'd':
        add(kDigits);
        return std::nullopt;
      case U'w':
        add(kWord);
        return std::nullopt;
      case U's':
        add(kSpace);
        return std::nullopt;
      case U'D':
        add_complement(kDigits, ranges);
        return std::nullopt;
      case U'W':
        add_complement(kWord, ranges);
        return std::nullopt;
      case U'S':
        add_complement(kSpace, ranges);
        return std::nullopt;
      case U'p':
        return property(ranges);
      case U'u':
        return hexadecimal(ranges, 4);
      case U'x':
        return hexadecimal(ranges, 2);
      default:
        break;
    }
    constexpr std::u32string_view kNames = U"tnrfv";
    constexpr std::u32string_view kMeanings = U"\t\n\r\f\v";
    char32_t meant = c;
    if (const auto name = kNames.find(c); name != std::u32string_view::npos) {
      meant = kMeanings[name];
    } else if ((c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z')) {
      if (!in_class || c != U'b') fail();
      meant = U'\b';
    }
    ranges.push_back({meant, meant});
    return meant;
  }

  std::optional<char32_t> property(std::vector<Range>& ranges) {
    const std::size_t close = text_.find(U'}', at_);
    if (!ahead(U"{") || close == std::u32string::npos) {
      fail();
      return std::nullopt;
    }
    const auto found = category(std::u32string_view(text_).substr(at_ + 1, close - at_ - 1));
    at_ = close + 1;
    if (!found) {
      fail();
    } else {
      ranges.insert(ranges.end(), found->begin(), found->end());
    }
    return std::nullopt;
  }

  std::optional<char32_t> hexadecimal(std::vector<Range>& ranges, std::size_t digits) {
    char32_t value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      const char32_t c = at_ < text_.size() ? text_[at_++] : U'?';
      if (c >= U'0' && c <= U'9')
        value = value * 16 + (c - U'0');
      else if (c >= U'a' && c <= U'f')
        value = value * 16 + (c - U'a' + 10);
      else if (c >= U'A' && c <= U'F')
        value = value * 16 + (c - U'A' + 10);
      else
        fail();
    }
    // Halves of surrogate pairs stand for everything beyond the basic plane.
    if (value >= 0xD800 && value <= 0xDFFF) {
      ranges.push_back({0x10000, kLast});
      return 0xFFFF;
    }
    ranges.push_back({value, value});
    return value;
  }

  Set char_class() {
    Set out;
    if (ahead(U"^")) {
      out.negated = true;
      ++at_;
    }
    bool first = true;
    while (true) {
      if (!more()) {
        fail();
        return out;
      }
      char32_t c = text_[at_++];
      if (c == U']' && !first) return out;
      if (c == U'[' || (c == U'&' && ahead(U"&"))) {
        // Java nests and intersects classes, ECMA does not: stay out of it, but for a plain bracket inside.
        if (c != U'[' || ahead(U":")) fail();
      }
      first = false;
      std::optional<char32_t> low = c;
      std::vector<Range> escaped;
      if (c == U'\\') low = escape(escaped, /*in_class=*/true);
      const bool range = low && at_ + 1 < text_.size() && text_[at_] == U'-' && text_[at_ + 1] != U']';
      if (!range) {
        if (c == U'\\')
          out.ranges.insert(out.ranges.end(), escaped.begin(), escaped.end());
        else
          out.ranges.push_back({c, c});
        continue;
      }
      ++at_;
      char32_t high = text_[at_++];
      if (high == U'\\') {
        std::vector<Range> upper;
        const auto one = escape(upper, /*in_class=*/true);
        if (!one) {  // [a-\d]: the hyphen is itself
          out.ranges.insert(out.ranges.end(), upper.begin(), upper.end());
          out.ranges.push_back({*low, *low});
          out.ranges.push_back({U'-', U'-'});
          continue;
        }
        high = *one;
      }
      if (high < *low) fail();
      out.ranges.push_back({*low, high});
    }
  }

  void quantifier(std::uint32_t begin, std::size_t atoms) {
    if (!more()) return;
    std::uint32_t least = 1;
    std::uint32_t most = 1;
    const char32_t c = text_[at_];
    if (c == U'*')
      least = 0, most = kUnbounded, ++at_;
    else if (c == U'+')
      most = kUnbounded, ++at_;
    else if (c == U'?')
      least = 0, ++at_;
    else if (c != U'{' || !counted(least, most))
      return;
    if (more() && (text_[at_] == U'?' || text_[at_] == U'+')) {
      if (text_[at_] == U'+') return fail();  // possessive
      ++at_;
    }
    repeat(begin, atoms, least, most);
  }

  // {n}, {n,} or {n,m}; a brace that is none of them is itself.
  bool counted(std::uint32_t& least, std::uint32_t& most) {
    std::size_t at = at_ + 1;
    const auto number = [&]() -> std::optional<std::uint32_t> {
      std::uint32_t value = 0;
      const std::size_t begin = at;
      while (at < text_.size() && text_[at] >= U'0' && text_[at] <= U'9' && at - begin < 8) {
        value = value * 10 + static_cast<std::uint32_t>(text_[at++] - U'0');
      }
      return at == begin ? std::nullopt : std::optional(value);
    };
    const auto low = number();
    if (!low) {
      fail();
      return false;
    }
    least = most = *low;
    if (at < text_.size() && text_[at] == U',') {
      ++at;
      most = number().value_or(kUnbounded);
    }
    if (at >= text_.size() || text_[at] != U'}' || most < least) {
      fail();
      return false;
    }
    at_ = at + 1;
    return true;
  }

  // The atom stands once at `begin`; write it again as often as needed.
  void repeat(std::uint32_t begin, std::size_t atoms, std::uint32_t least, std::uint32_t most) {
    if (most == 1 && least == 1) return;
    const std::vector<Instruction> once(out_.program_.begin() + begin, out_.program_.end());
    out_.program_.resize(begin);
    const auto again = [&] {
      atoms_ += atoms;
      if (atoms_ > kMaxAtoms) return fail();
      const std::uint32_t shift = here() - begin;
      for (Instruction instruction : once) {
        instruction.to += shift;
        instruction.other += shift;
        emit(instruction);
      }
    };
    for (std::uint32_t i = 0; i < least && ok_; ++i) again();
    if (most == kUnbounded) {
      const std::uint32_t split = emit({Instruction::Kind::split});
      again();
      Instruction back{Instruction::Kind::jump};
      back.to = split;
      emit(back);
      if (!ok_) return;
      out_.program_[split].to = split + 1;
      out_.program_[split].other = here();
      return;
    }
    std::vector<std::uint32_t> skips;
    for (std::uint32_t i = least; i < most && ok_; ++i) {
      skips.push_back(emit({Instruction::Kind::split}));
      again();
    }
    if (!ok_) return;
    for (const std::uint32_t skip : skips) {
      out_.program_[skip].to = skip + 1;
      out_.program_[skip].other = here();
    }
  }

  std::u32string text_;
  std::size_t at_ = 0;
  std::size_t atoms_ = 0;
  int depth_ = 0;
  bool ok_ = true;
  Pattern out_;
};

Pattern Pattern::compile(std::string_view text) {
  return PatternCompiler(text).compile();
}

}  // namespace landform::verify
