#include "aws/arn.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace landform::aws;

TEST_CASE("an ARN comes apart into six parts and together again") {
  for (const char* text :
       {"arn:aws:iam::111122223333:role/path/Admin", "arn:aws-cn:s3:::bucket/key:with:colons",
        "arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws-us-gov:sns:us-gov-west-1:111122223333:topic",
        "arn:aws:cloudtrail:eu-west-1:111122223333:trail/acme"}) {
    CAPTURE(text);
    const auto arn = parse_arn(text);
    REQUIRE(arn);
    CHECK(to_text(arn.value()) == text);
  }
  CHECK(parse_arn("arn:aws:s3:::b/k:x").value().resource == "b/k:x");
}

TEST_CASE("what is no ARN is told by the first part that is wrong") {
  struct Case {
    const char* text;
    const char* reason;
  };
  const Case cases[] = {
      {"", "has not the six parts of an ARN: arn:partition:service:region:account:resource"},
      {"arn:aws:iam::111122223333", "has not the six parts of an ARN: arn:partition:service:region:account:resource"},
      {"ARN:aws:iam::111122223333:x", "has not the six parts of an ARN: arn:partition:service:region:account:resource"},
      {"arn:amazon:iam::111122223333:x", "names the partition `amazon`, which does not exist; most are `aws`"},
      {"arn:aws:::111122223333:x", "names no service in its third part"},
      {"arn:aws:sns:Ireland:111122223333:x", "has `Ireland` where a region belongs (fourth part)"},
      {"arn:aws:iam::1111:x", "has `1111` where an account id of 12 digits belongs (fifth part)"},
      {"arn:aws:iam::111122223333:", "names no resource in its last part"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    const auto arn = parse_arn(each.text);
    REQUIRE_FALSE(arn);
    CHECK(arn.error().reason == each.reason);
  }
}

TEST_CASE("a pattern only needs the shape") {
  CHECK(split_arn("arn:*:iam::*:role/*")->resource == "role/*");
  CHECK_FALSE(split_arn("*"));
  CHECK_FALSE(split_arn("arn:aws:s3"));
}

TEST_CASE("a built ARN has the partition of its region") {
  CHECK(build_arn("sns", "cn-north-1", "111122223333", "t") == "arn:aws-cn:sns:cn-north-1:111122223333:t");
  CHECK(build_arn("iam", "", "111122223333", "role/x") == "arn:aws:iam::111122223333:role/x");
}

TEST_CASE("a policy's resource meets the form of a resource type, or cannot") {
  struct Case {
    const char* policy;
    const char* form;
    bool meets;
  };
  const char* object = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
  const char* bucket = "arn:${Partition}:s3:::${BucketName}";
  const char* role = "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}";
  const Case cases[] = {
      {"*", object, true},
      {"arn:aws:s3:::logs/*", object, true},
      {"arn:aws:s3:::logs", object, false},
      {"arn:aws:s3:::logs", bucket, true},
      {"arn:*:s3:::log?", bucket, true},
      {"arn:aws:s3:::${aws:username}/home", object, true},
      {"arn:aws:sqs:*:*:queue", bucket, false},
      {"arn:aws:iam::*:role/admin/*", role, true},
      {"arn:aws:iam::111122223333:user/x", role, false},
      {"arn:aws:iam::111122223333:*", role, true},
      {"arn:aws:iam*", role, true},
      {"", role, false},
      {"arn:aws:iam::111122223333:rol?/x", role, true},
      {"arn:aws:iam::111122223333:rol/x", role, false},
      {"arn:aws:iam::1111*:role/x", role, true},
      {"arn:aws:s3:::*", role, false},
      {"arn:aws:s3:eu-west-1::logs", bucket, false},
  };
  for (const Case& each : cases) {
    CAPTURE(each.policy);
    CAPTURE(each.form);
    CHECK(arn_patterns_can_meet(each.policy, each.form) == each.meets);
  }
}

TEST_CASE("patterns meet exactly when some text matches both, tried over all short texts") {
  // All patterns and texts of up to four letters of {a, b, *, ?} and {a, b}.
  std::vector<std::string> patterns{""};
  std::vector<std::string> texts{""};
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (patterns[i].size() == 3) continue;
    for (const char c : {'a', 'b', '*', '?'}) patterns.push_back(patterns[i] + c);
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].size() == 6) continue;
    for (const char c : {'a', 'b'}) texts.push_back(texts[i] + c);
  }
  const std::string words(70, 'x');
  std::size_t wrong = 0;
  for (const std::string& one : patterns) {
    for (const std::string& other : patterns) {
      bool meets = false;
      for (const std::string& text : texts) {
        meets = meets || (wildcard_matches(one, text) && wildcard_matches(other, text));
      }
      if (arn_patterns_can_meet(one, other) != meets) ++wrong;
      // Behind what is longer than a machine word has bits.
      if (arn_patterns_can_meet(words + one, words + other) != meets) ++wrong;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("wildcards match without case and without running away") {
  CHECK(wildcard_matches("get*", "GetObject"));
  CHECK(wildcard_matches("*Object", "GetObject"));
  CHECK(wildcard_matches("Get?bject", "GetObject"));
  CHECK(wildcard_matches("*", ""));
  CHECK_FALSE(wildcard_matches("?", ""));
  CHECK_FALSE(wildcard_matches("Get", "GetObject"));
  CHECK_FALSE(wildcard_matches("", "x"));
  CHECK_FALSE(wildcard_matches("*a*a*a*a*a*a*a*b", std::string(200, 'a')));
}
