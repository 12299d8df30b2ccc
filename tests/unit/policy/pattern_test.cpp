#include "policy/pattern.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "policy/document.h"

using namespace landform::policy;
using enum Truth;

namespace {

Truth match(std::string_view pattern, std::string_view text) {
  return Pattern(pattern, Wildcards::meant).matches(text);
}

Truth match_arn(std::string_view pattern, std::string_view text) {
  PatternBuilder builder;
  builder.add(pattern, Wildcards::meant);
  return ArnPattern(builder).matches(text);
}

struct Row {
  std::string_view pattern;
  std::string_view text;
  Truth want;
};

}  // namespace

TEST_CASE("stars and question marks match as IAM's do") {
  const std::vector<Row> rows{
      {"", "", yes},
      {"", "a", no},
      {"a", "a", yes},
      {"a", "A", no},
      {"*", "", yes},
      {"*", "a:b/c", yes},
      {"?", "", no},
      {"?", "a", yes},
      {"?", "ab", no},
      {"??*", "a", no},
      {"??*", "ab", yes},
      {"a*", "a", yes},
      {"a*", "ba", no},
      {"*a", "ba", yes},
      {"*a", "ab", no},
      {"a*b*c", "a1b2b3c", yes},
      {"a*b*c", "a1b2b3", no},
      {"a**c", "abc", yes},
      {"*ab", "aab", yes},
      {"*aab", "aaab", yes},
      {"a?c*e", "abcdde", yes},
      {"s3:Get*", "s3:GetObject", yes},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b/x/y:z", yes},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b", no},
      {"?", "\xC3\xA9", yes},  // one character of two bytes
      {"??", "\xC3\xA9", no},
      {"*?", "\xC3\xA9", yes},
      {"*??", "\xC3\xA9", no},
      {"a?b",
       "a\xF0\x9F\x98\x80"
       "b",
       yes},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.text);
    CHECK(match(row.pattern, row.text) == row.want);
  }
  CHECK(Pattern("a*", Wildcards::literal).matches("a*") == yes);
  CHECK(Pattern("a*", Wildcards::literal).matches("ab") == no);
  CHECK(Pattern().matches("") == yes);
}

TEST_CASE("an unknown part matches surely only itself and a star") {
  const std::vector<Row> rows{
      {"{{?}}", "a", unknown},
      {"{{?}}", "{{?}}", unknown},
      {"*", "{{?}}", yes},
      {"a*", "{{?}}", unknown},
      {"a*", "a{{?}}", yes},
      {"a*", "b{{?}}", no},
      {"a?", "a{{?}}", unknown},
      {"a?", "{{?}}bc", no},
      {"{{resolve:ssm:/x}}", "{{resolve:ssm:/x}}", yes},
      {"{{resolve:ssm:/x}}", "{{resolve:ssm:/y}}", unknown},
      {"{{resolve:ssm:/x}}", "o-abc", unknown},
      {"{{resolve:ssm:/x}}/*", "{{resolve:ssm:/x}}/r-1/", yes},
      {"{{resolve:ssm:/x}}/a", "{{resolve:ssm:/x}}/b", no},
      {"arn:aws:iam::{{?}}:role/a", "arn:aws:iam::111122223333:role/a", unknown},
      {"arn:aws:iam::{{?}}:role/a", "arn:aws:iam::111122223333:role/b", no},
      {"arn:aws:iam::{{?}}:role/a", "arn:aws:s3:::bucket", no},
      {"arn:aws:iam::*:role/a", "arn:aws:iam::{{?}}:role/a", yes},
      {"arn:aws:iam::*:role/b", "arn:aws:iam::{{?}}:role/a", no},
      {"{{", "{{", yes},
      {"{{resolve:x", "{{resolve:x", yes},  // not closed: text
      {"{{other}}", "x", no},
      {"\xC3\xA9{{?}}", "?x", no},
      {"?{{resolve:a}}", "\xC3\xA9{{resolve:a}}", yes},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.text);
    CHECK(match(row.pattern, row.text) == row.want);
  }
}

TEST_CASE("the parts of an ARN are matched by themselves") {
  const std::vector<Row> rows{
      {"arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/a", yes},
      {"arn:*:iam::*:role/*", "arn:aws:iam::111122223333:role/p/a", yes},
      {"arn:aws:iam::*:role/a", "arn:aws:iam::1:2:role/a", no},  // a star stays in its part
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b/x:y", yes},           // but the last part takes colons
      {"arn:aws:sns:*:*:t", "arn:aws:sns:eu-west-1:111122223333:t", yes},
      {"arn:aws:sns:*:t", "arn:aws:sns:eu-west-1:111122223333:t", no},  // five parts
      {"*", "arn:aws:sns:eu-west-1:111122223333:t", no},
      {"arn:aws:s3:::b", "not an ARN", no},
      {"arn:aws:iam::{{?}}:role/a", "arn:aws:iam::111122223333:role/a", unknown},
      {"arn:aws:iam::{{?}}:role/b", "arn:aws:iam::111122223333:role/a", no},
      {"arn:aws:iam::{{resolve:ssm:/id}}:role/b", "arn:aws:iam::{{resolve:ssm:/id}}:role/b", yes},
      {"arn:*:iam::*:role/*", "arn:aws:iam::{{resolve:ssm:/id}}:role/b", yes},
      {"{{?}}", "arn:aws:iam::111122223333:role/a", unknown},
      {"arn:aws:s3:::b", "{{?}}", unknown},
      {"arn:aws:s3:::b", "x{{?}}", no},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.text);
    CHECK(match_arn(row.pattern, row.text) == row.want);
  }
}

TEST_CASE("a pattern made to go back and forth comes back in time") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "a*";
  pattern += 'b';
  const std::string text(20'000, 'a');
  const auto begin = std::chrono::steady_clock::now();
  CHECK(match(pattern, text) == no);
  CHECK(match(pattern + "{{?}}", text + "{{?}}") == unknown);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
}

TEST_CASE("unknown parts are found where they are") {
  CHECK(has_unknown_part("a{{?}}"));
  CHECK(has_unknown_part("{{{?}}"));
  CHECK(has_unknown_part("{{x{{resolve:ssm:/a}}"));
  CHECK_FALSE(has_unknown_part("{{resolve:ssm:/a}"));
  CHECK_FALSE(has_unknown_part("{?}"));
}

TEST_CASE("texts with unknown parts match alike whether they are short or long") {
  struct Case {
    std::string pattern;
    std::string text;
    Truth want;
  };
  const std::string u(kUnknownPart);
  const std::vector<Case> cases{
      {"a*c", "a" + u + "c", yes},     {"*", u, yes},          {"ab*", "a" + u, unknown},
      {"ab", "a" + u, unknown},        {"", u, unknown},       {"a?c", "a" + u + "c", unknown},
      {"*x*y", u + "y" + u, unknown},  {"ab", "b" + u, no},    {"ac", "a" + u + "bc", no},
      {"a*b?", "a" + u + "cb", no},    {"?", u + "ab", no},    {"x" + u, "x" + u, unknown},
      {"x" + u + "y", "xay", unknown}, {"x" + u, "y" + u, no},
  };
  // No run stands in what is put before, so it changes nothing.
  const std::string any(70, '?');
  const std::string some(70, 'x');
  for (const Case& one : cases) {
    CAPTURE(one.pattern);
    CAPTURE(one.text);
    CHECK(match(one.pattern, one.text) == one.want);
    CHECK(match(any + one.pattern, some + one.text) == one.want);
  }
}
