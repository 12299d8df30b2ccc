#include "cfn/sub_text.h"

#include <doctest/doctest.h>

using namespace landform::cfn;

TEST_CASE("variables, literals and escapes come apart and together again") {
  for (const char* text : {"", "plain", "${A}", "a${A}b${B.C}c", "${AWS::Region}", "${!A}", "${!!A}", "$", "$$",
                           "$${A}", "{}", "$ {A}", "${A}${B}", "&{A}", "a & b", "100%"}) {
    const SubText sub = parse_sub(text, Loops::none);
    CAPTURE(text);
    CHECK(sub.fault.empty());
    CHECK(write_sub(sub) == text);
  }
}

TEST_CASE("an escaped variable is literal text") {
  const SubText sub = parse_sub("x ${!A} ${B}", Loops::none);
  REQUIRE(sub.parts.size() == 2);
  CHECK(sub.parts[0].text == "x ${A} ");
  CHECK(sub.parts[1].variable);
  CHECK(sub.parts[1].begin == 8);
  CHECK(sub.parts[1].size == 4);
}

TEST_CASE("two literals that look like a variable once they meet are escaped") {
  SubText sub;
  sub.literal("a$");
  sub.literal("{b}");
  CHECK(write_sub(sub) == "a${!b}");
}

TEST_CASE("identifiers of loops count only inside loops, and may stand in names") {
  CHECK(parse_sub("&{A}", Loops::none).parts.size() == 1);
  CHECK_FALSE(parse_sub("&{A}", Loops::none).parts[0].variable);
  CHECK(parse_sub("&{A}", Loops::around).parts[0].alphanumeric);
  const SubText nested = parse_sub("${Account&{A}.Arn}", Loops::around);
  REQUIRE(nested.fault.empty());
  CHECK(nested.parts[0].text == "Account&{A}.Arn");
  CHECK_FALSE(parse_sub("${Account&{A}.Arn}", Loops::none).fault.empty());
}

TEST_CASE("what cannot be read says why") {
  CHECK(parse_sub("${A", Loops::none).fault.find("never closed") != std::string::npos);
  CHECK(parse_sub("${a b}", Loops::none).fault.find("names no variable") != std::string::npos);
  CHECK_FALSE(parse_sub("${}", Loops::none).fault.empty());
}
