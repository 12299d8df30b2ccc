#include "policy/document.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "base/render_text.h"
#include "base/source_map.h"
#include "yaml/reader.h"

using namespace landform;
using namespace landform::policy;

namespace {

Document read(std::string_view text) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto node = yaml::read(sources, sources.add("policy.yaml", std::string(text)), {}, diagnostics);
  REQUIRE_MESSAGE(node, base::render_text(sources, diagnostics));
  return read_document(*node);
}

}  // namespace

TEST_CASE("a document is read whatever form its parts have") {
  const Document document = read(R"(
Version: "2012-10-17"
Statement:
  Sid: One
  Effect: Deny
  NotAction: "iam:*"
  Resource: ["a", "b"]
  Principal: {AWS: ["*", "111122223333"], Service: s3.amazonaws.com}
  Condition: {Bool: {aws:SecureTransport: false}, NumericLessThan: {s3:max-keys: 10}}
)");
  CHECK(document.variables);
  REQUIRE(document.statements.size() == 1);
  const Statement& statement = document.statements[0];
  CHECK(statement.sid == "One");
  CHECK(statement.effect == Effect::deny);
  CHECK(statement.actions.choice == Choice::all_but);
  CHECK(statement.resources.texts.size() == 2);
  REQUIRE(statement.principals.entries.size() == 3);
  CHECK(statement.principals.entries[0].form == PrincipalForm::everyone);
  CHECK(statement.principals.entries[1].form == PrincipalForm::aws);
  CHECK(statement.principals.entries[2].form == PrincipalForm::service);
  REQUIRE(statement.conditions.size() == 2);
  CHECK(statement.conditions[0].values[0].text == "false");
  CHECK(statement.conditions[1].values[0].text == "10");
  CHECK(statement.span.known());
  CHECK_FALSE(statement.conditions_unclear);
}

TEST_CASE("a document without a version is the old one, without variables") {
  CHECK(read("{Statement: []}").version == "2008-10-17");
  CHECK_FALSE(read("{Statement: []}").variables);
  CHECK(read("{Version: {Ref: V}, Statement: []}").variables);
  CHECK(read("{Version: '2012-10-17'}").statements.empty());
  CHECK(read("").statements.empty());
}

TEST_CASE("functions become what is known of their text") {
  const Document document = read(R"(
Statement:
  - Effect: Allow
    Action: "s3:*"
    Resource:
      - Fn::Sub: "arn:${AWS::Partition}:s3:::b/${!aws:username}/*"
      - Fn::GetAtt: [Bucket, Arn]
      - Ref: AWS::NoValue
  - {Ref: AWS::NoValue}
  - Fn::If: [c, {Effect: Deny, Action: "*", Resource: "*"}, {Ref: AWS::NoValue}]
)");
  REQUIRE(document.statements.size() == 2);
  const Selection& resources = document.statements[0].resources;
  REQUIRE(resources.texts.size() == 2);
  CHECK(resources.texts[0].text == "arn:{{?}}:s3:::b/${aws:username}/*");
  CHECK(resources.texts[1].text == kUnknownPart);
  CHECK(resources.choice == Choice::only);
  CHECK(document.statements[1].effect == Effect::unclear);
  CHECK(document.statements[1].conditions_unclear);
}

TEST_CASE("what is not understood is unclear, never dropped") {
  const Document document = read(R"(
- {Effect: Alow, Action: "*", Resource: "*"}
- {Effect: Allow, Action: "*", NotAction: "s3:*", Resource: "*"}
- {Effect: Allow, Resource: "*"}
- {Effect: Allow, Action: {a: b}, Resource: []}
- {Effect: Allow, Action: "*", Resource: "*", Condition: {StringEqual: {a: b}}}
- {Effect: Allow, Action: "*", Resource: "*", Condition: [x]}
- {Effect: Allow, Action: "*", Resource: "*", Condition: {StringEquals: {a: [b, {c: d}]}}}
- {Effect: Allow, Action: "*", Resource: "*", Conditions: {}}
- {Effect: Allow, Action: "*", Resource: "*", Principal: x}
- {Effect: Allow, Action: "*", Resource: "*", Principal: {Aws: x}}
- just text
)");
  REQUIRE(document.statements.size() == 11);
  CHECK(document.statements[0].effect == Effect::unclear);
  CHECK(document.statements[1].actions.choice == Choice::unclear);
  CHECK(document.statements[2].actions.choice == Choice::unclear);
  CHECK(document.statements[3].actions.choice == Choice::unclear);
  CHECK(document.statements[3].resources.choice == Choice::unclear);
  CHECK_FALSE(document.statements[4].conditions[0].condition_operator.has_value());
  CHECK(document.statements[5].conditions_unclear);
  CHECK(document.statements[6].conditions[0].values_unclear);
  CHECK(document.statements[7].conditions_unclear);
  CHECK(document.statements[8].principals.choice == Choice::unclear);
  CHECK(document.statements[9].principals.choice == Choice::unclear);
  CHECK(document.statements[10].effect == Effect::unclear);
}
