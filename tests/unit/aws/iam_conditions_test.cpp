#include "aws/iam_conditions.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"

using namespace landform::aws;

TEST_CASE("global condition keys are sorted without case, each once, and found") {
  const auto out_of_order = [](const ConditionKey& a, const ConditionKey& b) {
    return landform::base::to_lower(a.key) >= landform::base::to_lower(b.key);
  };
  CHECK(std::ranges::adjacent_find(all_global_condition_keys(), out_of_order) == all_global_condition_keys().end());
  for (const ConditionKey& row : all_global_condition_keys()) CHECK(find_global_condition_key(row.key)->key == row.key);
}

TEST_CASE("operators come apart into set, comparison and IfExists") {
  const auto parsed = parse_condition_operator("ForAnyValue:StringLikeIfExists");
  REQUIRE(parsed);
  CHECK(parsed->set == SetOperator::for_any_value);
  CHECK(parsed->condition->name == "StringLike");
  CHECK(parsed->condition->wildcards);
  CHECK(parsed->if_exists);
  CHECK(parse_condition_operator("stringequals")->condition->name == "StringEquals");
  CHECK(parse_condition_operator("ForAllValues:StringEquals")->set == SetOperator::for_all_values);
  CHECK(parse_condition_operator("ArnNotLike")->condition->negated);
  CHECK(parse_condition_operator("Null")->condition->type == ConditionValue::null);
  for (const char* bad : {"", "IfExists", "NullIfExists", "StringEqual", "ForSomeValues:StringEquals", "ForAnyValue:",
                          "ForAnyValue:ForAnyValue:StringLike", "StringLikeIfExistsIfExists", ":StringLike"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_condition_operator(bad));
  }
  CHECK(near_condition_operators("StringEqual").front() == "StringEquals");
}

TEST_CASE("keys with a part that the author chooses fit any text there, but not none") {
  CHECK(key_fits("aws:RequestTag/${TagKey}", "aws:requesttag/Team"));
  CHECK_FALSE(key_fits("aws:RequestTag/${TagKey}", "aws:RequestTag/"));
  CHECK_FALSE(key_fits("aws:RequestTag/${TagKey}", "aws:RequestTag"));
  CHECK(key_fits("a/${x}.value", "a/b.c.value"));
  CHECK_FALSE(key_fits("a/${x}.value", "a/.value"));
  CHECK(key_fits("${a}:${b}", "x:y"));
  CHECK_FALSE(key_fits("${a}:${b}", ":y"));
}

TEST_CASE("values fit the operator's type, and variables fit all") {
  struct Case {
    ConditionValue type;
    const char* value;
    bool fits;
  };
  using enum ConditionValue;
  const Case cases[] = {
      {string, "anything at all", true},
      {boolean, "true", true},
      {boolean, "False", true},
      {boolean, "yes", false},
      {null, "true", true},
      {null, "1", false},
      {numeric, "12", true},
      {numeric, "-1.5", true},
      {numeric, "1.", false},
      {numeric, "", false},
      {numeric, "ten", false},
      {date, "2026-05-15", true},
      {date, "2026-05-15T10:00Z", true},
      {date, "2026-05-15T10:00:00Z", true},
      {date, "2026-05-15T10:00:00.25+02:00", true},
      {date, "1763769600", true},
      {date, "2026-05", true},
      {date, "2026-05-15T10:00", false},
      {date, "2026-05-15T10", false},
      {date, "15.5.2026", false},
      {date, "2026-05-15T10:00:00", false},
      {date, "2026-05-15T10:00:00.Z", false},
      {date, "", false},
      {ip_address, "203.0.113.0/24", true},
      {ip_address, "203.0.113.7", true},
      {ip_address, "203.0.113.7/24", true},
      {ip_address, "2001:db8::/32", true},
      {ip_address, "203.0.113", false},
      {ip_address, "203.0.113.0/33", false},
      {arn, "arn:aws:iam::*:role/x", true},
      {arn, "*", true},
      {arn, "role/x", false},
      {binary, "aGVsbG8=", true},
      {binary, "aGVsbG8", false},
      {binary, "a===", false},
      {numeric, "${aws:username}", true},
  };
  for (const Case& each : cases) {
    CAPTURE(each.value);
    CHECK(condition_value_fault(each.type, each.value).empty() == each.fits);
  }
}
