// Texts of policies as patterns: '*' and '?', and parts that nobody knows (kUnknownPart, "{{resolve:...}}"). A match is
// no, unknown or yes: yes and no hold for whatever the unknown parts turn out to be.
// Time: the length of the text times the longest piece between two stars; with unknown parts the product of both
// lengths, and beyond kMostSteps the answer is unknown.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/truth.h"

namespace landform::policy {

inline constexpr std::size_t kMostSteps = 1U << 24;

enum class Wildcards : std::uint8_t { literal, meant };

// Letter case counts; who wants it ignored gives both sides in lower case.
class Pattern {
 public:
  Pattern() = default;  // matches the empty text only
  Pattern(std::string_view text, Wildcards wildcards);

  [[nodiscard]] Truth matches(std::string_view text) const;
  [[nodiscard]] bool matches_everything() const { return kind_ == Kind::everything; }
  [[nodiscard]] bool has_unknown_part() const { return kind_ == Kind::partly_unknown; }

 private:
  friend class PatternBuilder;
  enum class Kind : std::uint8_t { everything, literal, prefix, general, partly_unknown };

  [[nodiscard]] Truth match_slowly(std::string_view text) const;

  Kind kind_ = Kind::literal;
  std::string bytes_;                  // of literal and prefix
  std::u16string codes_;               // of the others: bytes, and the codes of pattern.cpp
  std::vector<std::string> look_ups_;  // "{{resolve:...}}", by code
};

// Puts a pattern together from texts of both kinds.
class PatternBuilder {
 public:
  void add(std::string_view text, Wildcards wildcards);
  void add_unknown();  // a part of which nothing is known
  [[nodiscard]] Pattern finish() const;

  // Cuts at the first five colons that were added as text. False when there are fewer.
  [[nodiscard]] bool cut_in_six(std::array<Pattern, 6>& parts) const;

 private:
  [[nodiscard]] Pattern part(std::size_t begin, std::size_t end) const;
  std::u16string codes_;
  std::vector<std::string> look_ups_;
};

// A pattern for ARNs: each of the six parts is compared by itself, wildcards stay inside theirs; so do unknown parts of
// a text that has its five colons.
class ArnPattern {
 public:
  ArnPattern() = default;
  explicit ArnPattern(const PatternBuilder& builder);

  // No for a text that is no ARN.
  [[nodiscard]] Truth matches(std::string_view text) const;
  // Whether it is certain from the five parts before the resource that the text does not match.
  [[nodiscard]] bool is_of_another_kind(std::string_view text) const;

 private:
  Pattern whole_;
  std::array<Pattern, 6> parts_;
  bool six_ = false;
};

// The unknown part that begins at `at`: its length, or 0 when none does.
std::size_t unknown_part_at(std::string_view text, std::size_t at);

}  // namespace landform::policy
