#include "base/patterns_meet.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <string_view>

namespace landform::base {
namespace {

struct Letter {
  char letter;
  [[nodiscard]] bool is_run() const { return letter == '*'; }
};

class Letters {
 public:
  explicit Letters(std::string_view text) : rest_(text) {}
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  Letter next() {
    const Letter first{rest_.front()};
    rest_.remove_prefix(1);
    return first;
  }

 private:
  std::string_view rest_;
};

bool meet(std::string_view one, std::string_view other) {
  Places runs = 0;
  for (std::size_t i = 0; i < other.size(); ++i) runs |= other[i] == '*' ? place(i) : 0;
  return patterns_meet(Letters(one), other.size(), runs,
                       [&](Letter letter, std::size_t at) { return other[at] == '*' || other[at] == letter.letter; });
}

TEST_CASE("two patterns meet where one text is of both") {
  CHECK(meet("", ""));
  CHECK(meet("abc", "abc"));
  CHECK(meet("*", ""));
  CHECK(meet("", "*"));
  CHECK(meet("a*", "*b"));
  CHECK(meet("a*c", "ab*"));
  CHECK(meet("*x*", "a*"));
  CHECK(meet("**", "**"));
  CHECK_FALSE(meet("a", ""));
  CHECK_FALSE(meet("", "a"));
  CHECK_FALSE(meet("a*", "b*"));
  CHECK_FALSE(meet("*a", "*b"));
  CHECK_FALSE(meet("ab", "a"));
}

TEST_CASE("they meet the same from both sides, at the last place, too") {
  const std::string_view longest = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz*";
  REQUIRE(longest.size() == kMostSymbols);
  CHECK(meet("abc*", longest));
  CHECK(meet(longest, "*z"));
  CHECK_FALSE(meet("*1z", "abc*2z"));
  CHECK_FALSE(meet("abcd", longest));
}

}  // namespace
}  // namespace landform::base
