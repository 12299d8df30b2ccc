#include "policy/split.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "policy/measure.h"
#include "unit/policy/read_text.h"

using namespace landform;
using namespace landform::policy;

namespace {

std::string pieces_of(std::string_view text, std::size_t limit) {
  const yaml::Node list = test::read_yaml(text);
  const auto pieces = split(list.items, limit);
  if (!pieces) {
    return base::cat("statement ", pieces.error().statement, " takes ", pieces.error().characters);
  }
  std::vector<std::string> texts;
  for (const Piece& piece : pieces.value()) {
    CHECK(piece.characters == organization_characters(document_of(piece.statements)));
    texts.push_back(test::json_of(document_of(piece.statements)));
  }
  return base::join(texts, "\n");
}

std::string lines(const std::vector<std::string>& texts) {
  return base::join(texts, "\n");
}

}  // namespace

TEST_CASE("characters are counted as Organizations counts them, and as IAM does") {
  const yaml::Node node = test::read_yaml(R"({a: "b c", d: [1, true]})");
  CHECK(organization_characters(node) == std::string_view(R"({"a":"b c","d":[1,true]})").size());
  CHECK(iam_characters(node) == organization_characters(node) - 1);
  CHECK(organization_characters(test::read_yaml("\"\xC3\xA9\"")) == 3);
  CHECK(iam_characters(test::read_yaml("\"a\\n\\t \\\\n\"")) == 6);  // a, two for the backslash, n, quotes
}

TEST_CASE("a look-up counts with the longest value it can have") {
  CHECK(longest_value("{{resolve:ssm:/landform/acme/organization/id}}") == 34);
  CHECK(longest_value("{{resolve:ssm:/landform/acme/organization/id:3}}") == 34);
  CHECK(longest_value("{{resolve:ssm:/landform/acme/organization/root-id}}") == 34);
  CHECK(longest_value("{{resolve:ssm:/landform/acme/units/Workloads/id}}") == 68);
  CHECK(longest_value("{{resolve:ssm:/landform/acme/accounts/log-archive/id}}") == 12);
  CHECK(longest_value("{{resolve:ssm:/other}}") == 22);
  CHECK(organization_characters(yaml::string("arn:aws:iam::{{resolve:ssm:/landform/acme/accounts/a/id}}:root")) ==
        std::string_view("\"arn:aws:iam::111122223333:root\"").size());
}

TEST_CASE("statements go into one piece while they fit, in their order") {
  const std::string_view text =
      R"([{Effect: Deny, Action: "a:b"}, {Effect: Deny, Action: "a:c"}, {Effect: Deny, Action: "a:d"}])";
  const std::string first =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"a:b"},{"Effect":"Deny","Action":"a:c"}]})";
  CHECK(pieces_of(text, 1000).find('\n') == std::string::npos);
  CHECK(pieces_of(text, first.size()) ==
        lines({first, R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"a:d"}})"}));
  CHECK(std::ranges::count(pieces_of(text, first.size() - 1), '\n') == 2);
  CHECK(pieces_of("[]", 100).empty());
}

TEST_CASE("a statement that is too long is cut along its actions, then its resources") {
  CHECK(
      pieces_of(
          R"([{Sid: D1, Effect: Deny, Action: "z:z"}, {Sid: D, Effect: Deny, Action: ["a:a", "a:b", "a:c"], Resource: "*"}])",
          105) ==
      lines(
          {R"({"Version":"2012-10-17","Statement":{"Sid":"D1","Effect":"Deny","Action":"z:z"}})",
           R"({"Version":"2012-10-17","Statement":{"Sid":"D2","Effect":"Deny","Action":["a:a","a:b"],"Resource":"*"}})",
           R"({"Version":"2012-10-17","Statement":{"Sid":"D3","Effect":"Deny","Action":"a:c","Resource":"*"}})"}));
  CHECK(pieces_of(R"([{Effect: Deny, Action: ["a:a", "a:b"], Resource: ["r1", "r2", "r3"]}])", 96) ==
        lines({R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"a:a","Resource":["r1","r2"]}})",
               R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"a:a","Resource":"r3"}})",
               R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"a:b","Resource":["r1","r2"]}})",
               R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"a:b","Resource":"r3"}})"}));
}

TEST_CASE("what cannot be cut is told with its size") {
  CHECK(pieces_of(R"([{Effect: Deny, Action: "a:b"}, {Effect: Deny, NotAction: ["aaaaaaaaaa:b", "cccccccccccccc:d"]}])",
                  80) == std::string{"statement 1 takes 102"});
  CHECK(pieces_of(R"([{Effect: Maybe, Action: ["aaaaaaaaaa:b", "cccccccccccccc:d"]}])", 80) ==
        lines({"statement 0 takes 100"}));
  CHECK(pieces_of(R"([{Effect: Deny, Action: "a:b"}])", 10) == std::string{"statement 0 takes 69"});
}
