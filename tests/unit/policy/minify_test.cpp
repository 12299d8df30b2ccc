#include "policy/minify.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "policy/cover.h"
#include "unit/policy/read_text.h"

using namespace landform;
using namespace landform::policy;

namespace {

std::string small(std::string_view text, MergeStatements merge = MergeStatements::no) {
  return test::json_of(minify(test::read_yaml(text), merge));
}

}  // namespace

TEST_CASE("lists of one become the text, and keys stand in their order") {
  CHECK(small(R"({Statement: [{Resource: ["*"], Action: ["s3:*"], Effect: Deny, Sid: A}], Version: "2012-10-17"})") ==
        R"({"Version":"2012-10-17","Statement":{"Sid":"A","Effect":"Deny","Action":"s3:*","Resource":"*"}})");
  CHECK(small(R"({Statement: {Condition: {Bool: {k: ["true"]}, StringLike: {b: [y, x, y], a: []}}, Other: [1]}})") ==
        R"({"Statement":{"Condition":{"Bool":{"k":"true"},"StringLike":{"b":["y","x"],"a":[]}},"Other":[1]}})");
  CHECK(small(R"({Statement: [{Principal: {AWS: ["1"], Service: [a, a, b]}, Condition: {}, Effect: Allow}]})") ==
        R"({"Statement":{"Effect":"Allow","Principal":{"AWS":"1","Service":["a","b"]}}})");
}

TEST_CASE("what another entry covers goes, whatever their order") {
  CHECK(small(R"({Statement: {Effect: Deny, Action: ["s3:GetObject", "S3:get*", "s3:PutObject", "s3:*Object"]}})") ==
        R"({"Statement":{"Effect":"Deny","Action":["S3:get*","s3:*Object"]}})");
  CHECK(small(R"({Statement: {Effect: Deny, NotAction: ["s3:Get*", "*", "ec2:*"]}})") ==
        R"({"Statement":{"Effect":"Deny","NotAction":"*"}})");
  CHECK(
      small(R"({Statement: {Effect: Deny, Resource: ["arn:aws:s3:::a/b", "arn:aws:s3:::a/*", "arn:aws:s3:::A/*"]}})") ==
      R"({"Statement":{"Effect":"Deny","Resource":["arn:aws:s3:::a/*","arn:aws:s3:::A/*"]}})");
  CHECK(small(R"({Statement: {Effect: Deny, NotResource: ["arn:aws:s3:::a/*", "arn:aws:s3:::a/b"]}})") ==
        R"({"Statement":{"Effect":"Deny","NotResource":["arn:aws:s3:::a/*","arn:aws:s3:::a/b"]}})");
}

TEST_CASE("functions and what is no policy stay as they are") {
  for (const char* text : {
           R"({"Statement":{"Effect":"Deny","Action":[{"Ref":"A"}],"Resource":{"Fn::Sub":"a"}}})",
           R"({"Statement":{"Fn::If":["c",{"Action":["a"]},{"Action":["b"]}]}})",
           R"({"Statement":[{"Fn::If":["c",{"Action":["a"]},{"Ref":"AWS::NoValue"}]}]})",
           R"(["a"])",
           R"({"a":["b"]})",
           R"("text")",
           R"({"Statement":"text"})",
           R"({"Statement":[]})",
       }) {
    CHECK(small(text) == text);
  }
}

TEST_CASE("neighbours that differ in one list become one when asked") {
  const std::string text = R"({Statement: [
    {Effect: Deny, Action: "s3:Get*", Resource: "*"},
    {Effect: Deny, Action: ["s3:Put*", "s3:GetObject"], Resource: "*"},
    {Effect: Deny, Action: ["s3:Get*", "s3:Put*"], Resource: "arn:aws:s3:::a"},
    {Sid: A, Effect: Deny, Action: "ec2:*", Resource: "*"},
    {Effect: Allow, Action: "ec2:*", Resource: "*"},
    {Effect: Allow, NotAction: "ec2:*", Resource: "*"},
    {Effect: Allow, NotAction: "s3:*", Resource: "*"}]})";
  CHECK(small(text, MergeStatements::yes) ==
        R"({"Statement":[{"Effect":"Deny","Action":["s3:Get*","s3:Put*"],"Resource":"*"},)"
        R"({"Sid":"A","Effect":"Deny","Action":"ec2:*","Resource":"*"},)"
        R"({"Effect":"Allow","Action":"ec2:*","Resource":"*"},)"
        R"({"Effect":"Allow","NotAction":"ec2:*","Resource":"*"},)"
        R"({"Effect":"Allow","NotAction":"s3:*","Resource":"*"}]})");
}

TEST_CASE("spans and causes stay with what they belong to") {
  yaml::Node document = test::read_yaml(R"({Statement: [{Effect: Deny, Action: ["s3:*"]}]})");
  document.find("Statement")->items[0].cause = {base::FileId{7}, 1, 2};
  const base::Span action = document.find("Statement")->items[0].find("Action")->items[0].span;
  const yaml::Node result = minify(document);
  CHECK(result.find("Statement")->cause == base::Span{base::FileId{7}, 1, 2});
  CHECK(result.find("Statement")->find("Action")->span == action);
}

TEST_CASE("a text covers another only where that is certain") {
  struct Row {
    std::string_view wide, narrow;
    bool want;
  };
  const std::vector<Row> actions{
      {"*", "s3:Get*", true},       {"s3:*", "S3:GetObject", true}, {"s3:Get*", "s3:*", false},
      {"s3:?et*", "s3:Get*", true}, {"s3:Get*", "s3:?et*", false},  {"s3:*t", "s3:*Object", true},
      {"s3:*a*", "s3:*b*", false},  {"s3:??", "s3:*", false},       {"s3:GetObject", "s3:getobject", true},
  };
  for (const Row& row : actions) {
    CAPTURE(row.wide);
    CAPTURE(row.narrow);
    CHECK(action_covers(row.wide, row.narrow) == row.want);
  }
  const std::vector<Row> resources{
      {"*", "anything", true},
      {"arn:aws:s3:::a*", "arn:aws:s3:::ab/c", true},
      {"arn:aws:s3:::a*", "arn:aws:s3:::ab/${aws:username}", true},
      {"arn:aws:s3:::a*b", "arn:aws:s3:::a${aws:username}b", false},
      {"arn:aws:s3:::a?", "arn:aws:s3:::a{{?}}", false},
      {"arn:aws:s3:::${*}", "arn:aws:s3:::${aws:username}", false},
      {"arn:aws:sns:*:t", "arn:aws:sns:eu-west-1:111122223333:t", false},
      {"arn:aws:sns:*:*:t", "arn:aws:sns:eu-west-1:111122223333:t", true},
      {"arn:*:s3:::a", "arn:aws:s3:::a", true},
      {"arn:aws:s3:::A", "arn:aws:s3:::a", false},
  };
  for (const Row& row : resources) {
    CAPTURE(row.wide);
    CAPTURE(row.narrow);
    CHECK(resource_covers(row.wide, row.narrow) == row.want);
  }
}
