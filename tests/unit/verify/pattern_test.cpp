// The matcher for AWS's patterns: a truth table, and how many of the published patterns are outside of its subset.
#include "verify/pattern.h"

#include <doctest/doctest.h>

#include <string>

#include "aws/table_text.h"
#include "base/text.h"

using landform::verify::Pattern;
using Extent = Pattern::Extent;

namespace {

struct Row {
  const char* pattern;
  const char* text;
  bool anywhere;
  bool whole;
};

}  // namespace

TEST_CASE("patterns match what ECMA says they match") {
  const Row rows[] = {
      {"abc", "xabcx", true, false},
      {"abc", "abc", true, true},
      {"^[a-z]+$", "abc", true, true},
      {"^[a-z]+$", "abC", false, false},
      {"[\\w+=,.@-]+", "a.b-c@d", true, true},
      {"a|bc|d", "bc", true, true},
      {"^(a|b)*c?$", "ababc", true, true},
      {"^(a|b)*c?$", "abca", false, false},
      {"^x{2,3}$", "x", false, false},
      {"^x{2,3}$", "xxx", true, true},
      {"^x{2,3}$", "xxxx", false, false},
      {"^x{2,}$", "xxxxx", true, true},
      {"^(?!aws:).*$", "aws:x", false, false},
      {"^(?!aws:).*$", "own:x", true, true},
      {"^(?=.{3,5}$)[a-z]+$", "ab", false, false},
      {"^(?=.{3,5}$)[a-z]+$", "abcd", true, true},
      {"^\\d{12}$", "012345678901", true, true},
      {"[^/]+/\\S*", "a/b c", true, false},
      {"[\\u0020-\\u007E]+", "\xC3\xA9", false, false},
      {"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*", "caf\xC3\xA9 1", true, true},
      {"^$|^a.?b$", "", true, true},
      {"^[0-9a-zA-Z-_.]+$", "a-b_c.d", true, true},
      {".*\\S.*", "   ", false, false},
      {"^(ab?)+?$", "aaba", true, true},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.pattern));
    CAPTURE(std::string(row.text));
    const Pattern pattern = Pattern::compile(row.pattern);
    REQUIRE(pattern.understood());
    CHECK(pattern.matches(row.text, Extent::anywhere) == row.anywhere);
    CHECK(pattern.matches(row.text, Extent::whole) == row.whole);
    // Too long for the states to be the bits of a word; the second alternative matches none of the texts.
    const Pattern longer = Pattern::compile(landform::base::cat(row.pattern, "|", std::string(70, '~')));
    REQUIRE(longer.understood());
    CHECK(longer.matches(row.text, Extent::anywhere) == row.anywhere);
    CHECK(longer.matches(row.text, Extent::whole) == row.whole);
  }
}

TEST_CASE("what is outside of the subset is not understood, and never blows up") {
  for (const char* text : {"(a)\\1", "(?<=a)b", "a(?!b)c", "\\bword", "[[:alpha:]&&[^a]]", "(", "[a", "a{3", "*a",
                           "a**b", "((a{1,99}){1,99}){1,99}", "(){99999999}", "a{2}{3}{4}++"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(Pattern::compile(text).understood());
  }
}

TEST_CASE("matching takes linear time where backtracking would take exponential") {
  const Pattern pattern = Pattern::compile("^(a+)+$");
  REQUIRE(pattern.understood());
  CHECK_FALSE(pattern.matches(std::string(5000, 'a') + "b", Extent::anywhere));
}

TEST_CASE("all but a few of the patterns in the registry schemas are understood") {
  std::size_t patterns = 0;
  std::size_t skipped = 0;
  for (const std::string_view line :
       landform::base::split(landform::aws::table::embedded_text("property_constraints.txt"), '\n')) {
    const std::size_t at = line.find("\tpattern=");
    if (at == std::string_view::npos) continue;
    ++patterns;
    if (!Pattern::compile(line.substr(at + 9)).understood()) ++skipped;
  }
  CHECK(patterns > 300);
  CHECK(skipped == 13);
}
