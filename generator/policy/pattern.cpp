#include "policy/pattern.h"

#include <algorithm>

#include "base/patterns_meet.h"
#include "base/star_match.h"
#include "policy/document.h"

namespace landform::policy {
namespace {

// Beside bytes. Look-ups are kFirstLookUp and up.
constexpr char16_t kAnyRun = 0x100;
constexpr char16_t kAnyOne = 0x101;
constexpr char16_t kUnknown = 0x102;
constexpr char16_t kFirstLookUp = 0x103;
constexpr std::size_t kMostLookUps = 0xFFFF - kFirstLookUp;

constexpr std::string_view kLookUpBegin = "{{resolve:";

bool is_continuation_byte(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Behind the character (not byte) that begins at `at`.
std::size_t next_character(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size() && is_continuation_byte(text[at])) ++at;
  return at;
}

char16_t code_of(char c) {
  return static_cast<unsigned char>(c);
}

// Both sides known.
bool match_known(std::u16string_view pattern, std::string_view text) {
  const auto is_star = [&](std::size_t p) { return pattern[p] == kAnyRun; };
  const auto fits = [&](std::size_t p, std::size_t t) -> std::size_t {
    if (pattern[p] == kAnyOne) return next_character(text, t) - t;
    return pattern[p] == code_of(text[t]) ? 1 : 0;
  };
  return base::match_with_stars(pattern.size(), text.size(), is_star, fits,
                                [&](std::size_t t) { return next_character(text, t); });
}

// Characters, the codes above moved behind Unicode, look-ups numbered for both sides together.
constexpr char32_t kMoved = 0x110000;
constexpr char32_t kRun32 = kMoved + kAnyRun;
constexpr char32_t kOne32 = kMoved + kAnyOne;
constexpr char32_t kUnknown32 = kMoved + kUnknown;
constexpr char32_t kFirstLookUp32 = kMoved + kFirstLookUp;

class Symbols {
 public:
  std::u32string of(std::u16string_view codes, const std::vector<std::string>& look_ups) {
    std::u32string symbols;
    symbols.reserve(codes.size());
    for (std::size_t i = 0; i < codes.size();) {
      const char16_t code = codes[i];
      if (code >= kFirstLookUp) {
        symbols += number(look_ups[code - kFirstLookUp]);
        ++i;
      } else if (code >= kAnyRun) {
        symbols += static_cast<char32_t>(kMoved + code);
        ++i;
      } else {
        // A character as the number its bytes make: all that counts is which are equal.
        char32_t character = code;
        for (++i; i < codes.size() && codes[i] < kAnyRun && (codes[i] & 0xC0U) == 0x80U; ++i) {
          character = ((character << 6U) | (codes[i] & 0x3FU)) & 0xFFFFFU;
        }
        symbols += character;
      }
    }
    return symbols;
  }

 private:
  char32_t number(const std::string& look_up) {
    const auto found = std::find(known_.begin(), known_.end(), look_up);
    const auto index = static_cast<char32_t>(found - known_.begin());
    if (found == known_.end()) known_.push_back(look_up);
    return kFirstLookUp32 + index;
  }
  std::vector<std::string> known_;
};

// Cuts at the first five colons outside of unknown parts.
bool cut_arn(std::string_view text, std::array<std::string_view, 6>& parts) {
  std::size_t begin = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size() && count < 5; ++i) {
    if (text[i] == ':') {
      parts[count++] = text.substr(begin, i - begin);
      begin = i + 1;
    } else if (text[i] == '{') {
      const std::size_t unknown = unknown_part_at(text, i);
      if (unknown != 0) i += unknown - 1;
    }
  }
  parts[5] = text.substr(begin);
  return count == 5;
}

bool is_open(char32_t symbol) {
  return symbol >= kUnknown32;
}

// Whether they match whatever the unknown parts are: an unknown part is matched by itself and by a star only.
bool match_surely(std::u32string_view pattern, std::u32string_view text) {
  const auto is_star = [&](std::size_t p) { return pattern[p] == kRun32; };
  const auto fits = [&](std::size_t p, std::size_t t) -> std::size_t {
    if (pattern[p] == kUnknown32) return 0;
    return pattern[p] == text[t] || (pattern[p] == kOne32 && !is_open(text[t])) ? 1 : 0;
  };
  return base::match_with_stars(pattern.size(), text.size(), is_star, fits, [](std::size_t t) { return t + 1; });
}

// Takes away what both sides begin and end with in plain characters. False when those differ, so that nothing put for
// the unknown parts makes the sides match.
bool trim_plain_ends(std::u32string_view& pattern, std::u32string_view& text) {
  const auto is_plain = [](char32_t symbol) { return symbol < kMoved; };
  while (!pattern.empty() && !text.empty() && is_plain(pattern.front()) && is_plain(text.front())) {
    if (pattern.front() != text.front()) return false;
    pattern.remove_prefix(1);
    text.remove_prefix(1);
  }
  while (!pattern.empty() && !text.empty() && is_plain(pattern.back()) && is_plain(text.back())) {
    if (pattern.back() != text.back()) return false;
    pattern.remove_suffix(1);
    text.remove_suffix(1);
  }
  return true;
}

bool is_run(char32_t symbol) {
  return symbol == kRun32 || is_open(symbol);
}

struct PatternSymbol {
  char32_t character;

  [[nodiscard]] bool is_run() const { return policy::is_run(character); }
};

// Those of a pattern, one after the other.
class PatternSymbols {
 public:
  explicit PatternSymbols(std::u32string_view pattern) : rest_(pattern) {}
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  PatternSymbol next() {
    const PatternSymbol first{rest_.front()};
    rest_.remove_prefix(1);
    return first;
  }

 private:
  std::u32string_view rest_;
};

bool can_match_short(std::u32string_view pattern, std::u32string_view text) {
  base::Places runs = 0;
  for (std::size_t t = 0; t < text.size(); ++t) runs |= is_run(text[t]) ? base::place(t) : 0;
  return base::patterns_meet(PatternSymbols(pattern), text.size(), runs, [&](PatternSymbol symbol, std::size_t at) {
    return is_run(text[at]) || symbol.character == kOne32 || symbol.character == text[at];
  });
}

// Whether some text, put for the unknown parts, makes them match: both sides are patterns then.
bool can_match(std::u32string_view pattern, std::u32string_view text) {
  if (text.size() <= base::kMostSymbols) return can_match_short(pattern, text);
  std::vector<char> below(text.size() + 1, 0);  // row p + 1
  std::vector<char> row(text.size() + 1, 0);
  for (std::size_t p = pattern.size() + 1; p-- > 0;) {
    for (std::size_t t = text.size() + 1; t-- > 0;) {
      const bool at_pattern = p < pattern.size();
      const bool at_text = t < text.size();
      bool can = !at_pattern && !at_text;
      if (at_pattern && is_run(pattern[p])) can = below[t] != 0 || (at_text && row[t + 1] != 0);
      if (!can && at_text && is_run(text[t])) can = row[t + 1] != 0 || (at_pattern && below[t] != 0);
      if (!can && at_pattern && at_text && !is_run(pattern[p]) && !is_run(text[t])) {
        can = (pattern[p] == kOne32 || pattern[p] == text[t]) && below[t + 1] != 0;
      }
      row[t] = can ? 1 : 0;
    }
    std::swap(row, below);
  }
  return below[0] != 0;
}

}  // namespace

std::size_t unknown_part_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with(kUnknownPart)) return kUnknownPart.size();
  if (!rest.starts_with(kLookUpBegin)) return 0;
  const std::size_t close = rest.find("}}");
  return close == std::string_view::npos ? 0 : close + 2;
}

bool has_unknown_part(std::string_view text) {
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 1)) {
    if (unknown_part_at(text, at) != 0) return true;
  }
  return false;
}

Pattern::Pattern(std::string_view text, Wildcards wildcards) {
  PatternBuilder builder;
  builder.add(text, wildcards);
  *this = builder.finish();
}

Truth Pattern::matches(std::string_view text) const {
  if (kind_ == Kind::everything) return Truth::yes;
  if (kind_ == Kind::partly_unknown || policy::has_unknown_part(text)) return match_slowly(text);
  if (kind_ == Kind::literal) return truth_of(text == bytes_);
  if (kind_ == Kind::prefix) return truth_of(text.starts_with(bytes_));
  return truth_of(match_known(codes_, text));
}

Truth Pattern::match_slowly(std::string_view text) const {
  std::u16string codes = codes_;
  for (const char c : bytes_) codes += code_of(c);
  if (kind_ == Kind::prefix) codes += kAnyRun;
  PatternBuilder builder;
  builder.add(text, Wildcards::literal);
  const Pattern other = builder.finish();
  std::u16string other_codes = other.codes_;
  for (const char c : other.bytes_) other_codes += code_of(c);

  Symbols symbols;
  const std::u32string all_left = symbols.of(codes, look_ups_);
  const std::u32string all_right = symbols.of(other_codes, other.look_ups_);
  std::u32string_view left = all_left;
  std::u32string_view right = all_right;
  if (!trim_plain_ends(left, right)) return Truth::no;
  if (match_surely(left, right)) return Truth::yes;
  if (left.size() > kMostSteps / (right.size() + 1)) return Truth::unknown;
  return can_match(left, right) ? Truth::unknown : Truth::no;
}

void PatternBuilder::add(std::string_view text, Wildcards wildcards) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t unknown = text[i] == '{' ? unknown_part_at(text, i) : 0;
    if (unknown != 0) {
      const std::string_view part = text.substr(i, unknown);
      i += unknown - 1;
      if (part == kUnknownPart || look_ups_.size() >= kMostLookUps) {
        add_unknown();
      } else {
        codes_ += static_cast<char16_t>(kFirstLookUp + look_ups_.size());
        look_ups_.emplace_back(part);
      }
    } else if (wildcards == Wildcards::meant && text[i] == '*') {
      if (codes_.empty() || codes_.back() != kAnyRun) codes_ += kAnyRun;
    } else if (wildcards == Wildcards::meant && text[i] == '?') {
      codes_ += kAnyOne;
    } else {
      codes_ += code_of(text[i]);
    }
  }
}

void PatternBuilder::add_unknown() {
  codes_ += kUnknown;
}

Pattern PatternBuilder::part(std::size_t begin, std::size_t end) const {
  using Kind = Pattern::Kind;
  const auto codes = std::u16string_view(codes_).substr(begin, end - begin);
  Pattern pattern;
  const auto first_special = std::find_if(codes.begin(), codes.end(), [](char16_t code) { return code >= kAnyRun; });
  const auto to_bytes = [](std::u16string_view from) {
    std::string bytes;
    for (const char16_t code : from) bytes += static_cast<char>(code);
    return bytes;
  };
  if (first_special == codes.end()) {
    pattern.bytes_ = to_bytes(codes);
  } else if (std::any_of(first_special, codes.end(), [](char16_t code) { return code >= kUnknown; })) {
    pattern.kind_ = Kind::partly_unknown;
    pattern.codes_ = codes;
    pattern.look_ups_ = look_ups_;
  } else if (codes.size() == 1 && codes[0] == kAnyRun) {
    pattern.kind_ = Kind::everything;
    pattern.codes_ = codes;
  } else if (first_special + 1 == codes.end() && *first_special == kAnyRun) {
    pattern.kind_ = Kind::prefix;
    pattern.bytes_ = to_bytes(codes.substr(0, codes.size() - 1));
  } else {
    pattern.kind_ = Kind::general;
    pattern.codes_ = codes;
  }
  return pattern;
}

Pattern PatternBuilder::finish() const {
  return part(0, codes_.size());
}

bool PatternBuilder::cut_in_six(std::array<Pattern, 6>& parts) const {
  std::array<std::size_t, 7> edges{};
  for (std::size_t i = 1; i < 6; ++i) {
    const std::size_t colon = codes_.find(u':', edges[i - 1]);
    if (colon == std::u16string::npos) return false;
    edges[i] = colon + 1;
  }
  edges[6] = codes_.size() + 1;
  for (std::size_t i = 0; i < 6; ++i) parts[i] = part(edges[i], edges[i + 1] - 1);
  return true;
}

ArnPattern::ArnPattern(const PatternBuilder& builder) : whole_(builder.finish()) {
  six_ = builder.cut_in_six(parts_);
}

bool ArnPattern::is_of_another_kind(std::string_view text) const {
  std::array<std::string_view, 6> parts;
  if (!six_) return false;
  if (!cut_arn(text, parts)) return !policy::has_unknown_part(text);
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (parts_[i].matches(parts[i]) == Truth::no) return true;
  }
  return false;
}

Truth ArnPattern::matches(std::string_view text) const {
  std::array<std::string_view, 6> parts;
  const bool text_six = cut_arn(text, parts);
  if (six_ && text_six) {
    Truth truth = Truth::yes;
    for (std::size_t i = 0; i < parts.size() && truth != Truth::no; ++i)
      truth = both(truth, parts_[i].matches(parts[i]));
    return truth;
  }
  // What is no ARN as it stands may become one where a part is unknown.
  if (!whole_.has_unknown_part() && !policy::has_unknown_part(text)) return Truth::no;
  return whole_.matches(text) == Truth::no ? Truth::no : Truth::unknown;
}

}  // namespace landform::policy
