#include "blueprint/pattern.h"

#include <doctest/doctest.h>

#include <string>

namespace landform::blueprint {

TEST_CASE("a pattern matches whole texts only") {
  CHECK(matches("^abc$", "abc"));
  CHECK_FALSE(matches("^abc$", "abcd"));
  CHECK_FALSE(matches("^abc$", "xabc"));
  CHECK(matches("^$", ""));
  CHECK_FALSE(matches("^$", "a"));
}

TEST_CASE("classes hold ranges, negations, escapes and literal hyphens") {
  CHECK(matches("^[a-z0-9_-]+$", "a-9_z"));
  CHECK_FALSE(matches("^[a-z0-9_-]+$", "A"));
  CHECK(matches("^[^ @]+$", "\xc3\xa9"));
  CHECK_FALSE(matches("^[^ @]+$", "a b"));
  CHECK(matches("^[)(]+$", "()"));
  CHECK(matches("^[\\]x]$", "]"));
  CHECK(matches("^\\d{2}[.]\\d$", "12.3"));
  CHECK_FALSE(matches("^\\d{2}[.]\\d$", "12x3"));
}

TEST_CASE("counted quantifiers keep their bounds") {
  CHECK_FALSE(matches("^a{2,3}$", "a"));
  CHECK(matches("^a{2,3}$", "aa"));
  CHECK(matches("^a{2,3}$", "aaa"));
  CHECK_FALSE(matches("^a{2,3}$", "aaaa"));
  CHECK(matches("^a{2,}$", "aaaaaa"));
  CHECK(matches("^(ab){2}$", "abab"));
  CHECK_FALSE(matches("^(ab){2}$", "ababab"));
}

TEST_CASE("groups alternate, repeat, nest and give back") {
  CHECK(matches("^(a|bc)+d?$", "abca"));
  CHECK(matches("^(a|ab)(c|bcd)$", "abcd"));
  CHECK(matches("^[a-z]+(-[a-z]+)*-[1-9]$", "us-gov-west-1"));
  CHECK(matches("^((a|b)-)*x$", "a-b-x"));
  CHECK_FALSE(matches("^((a|b)-)*x$", "a-c-x"));
  CHECK(matches("^(x)?y$", "y"));
  CHECK(matches("^[a-z]*z$", "zzz"));
}

TEST_CASE("a text that would take for ever does not match") {
  CHECK_FALSE(matches("^((a|a)*)*$", std::string(200, 'a') + "b"));
}

}  // namespace landform::blueprint
