// The truth tables of the three-valued conditions, written out. `y` is known to be true, `n` to be false, `?` unknown.
#include <doctest/doctest.h>

#include <string>

#include "cfn/evaluate.h"
#include "yaml/node.h"

namespace {

using namespace landform;
using yaml::Node;

Node call(const char* function, yaml::Nodes items) {
  return yaml::mapping({{function, yaml::sequence(std::move(items))}});
}

Node ref(const char* name) {
  return yaml::mapping({{"Ref", yaml::string(name)}});
}

// {Fn::Equals: [value, "y"]}: the value is known unless it is `?`, which is an open parameter.
Node operand(char truth) {
  Node value = truth == '?' ? ref("Open") : yaml::string(std::string(1, truth));
  return call("Fn::Equals", {std::move(value), yaml::string("y")});
}

// What a condition decides: 'y', 'n' or '?' as seen by a property {Fn::If: [C, y, n]}.
char decided(Node condition) {
  cfn::Template source;
  Node open = yaml::mapping({{"Open", yaml::mapping({{"Type", yaml::string("String")}})}});
  Node property = call("Fn::If", {yaml::string("C"), yaml::string("y"), yaml::string("n")});
  Node resource = yaml::mapping(
      {{"Type", yaml::string("AWS::SNS::Topic")}, {"Properties", yaml::mapping({{"A", std::move(property)}})}});
  source.root = yaml::mapping({{"Parameters", std::move(open)},
                               {"Conditions", yaml::mapping({{"C", std::move(condition)}})},
                               {"Resources", yaml::mapping({{"R", std::move(resource)}})}});
  base::Diagnostics diagnostics;
  cfn::Bindings bindings;
  bindings.open.insert("Open");
  const auto result = cfn::evaluate(source, bindings, {}, diagnostics);
  REQUIRE(result);
  const Node* a = result->root.find("Resources")->find("R")->find("Properties")->find("A");
  CHECK((result->root.find("Conditions") != nullptr) == a->is_mapping());
  return a->is_mapping() ? '?' : a->text[0];
}

struct Row {
  char left;
  char right;
  char want;
};

}  // namespace

TEST_CASE("And is false as soon as one side is, and true only when both are") {
  for (const Row& row :
       {Row{'y', 'y', 'y'}, Row{'y', 'n', 'n'}, Row{'y', '?', '?'}, Row{'n', 'y', 'n'}, Row{'n', 'n', 'n'},
        Row{'n', '?', 'n'}, Row{'?', 'y', '?'}, Row{'?', 'n', 'n'}, Row{'?', '?', '?'}}) {
    CAPTURE(row.left);
    CAPTURE(row.right);
    CHECK(decided(call("Fn::And", {operand(row.left), operand(row.right)})) == row.want);
  }
}

TEST_CASE("Or is true as soon as one side is, and false only when both are") {
  for (const Row& row :
       {Row{'y', 'y', 'y'}, Row{'y', 'n', 'y'}, Row{'y', '?', 'y'}, Row{'n', 'y', 'y'}, Row{'n', 'n', 'n'},
        Row{'n', '?', '?'}, Row{'?', 'y', 'y'}, Row{'?', 'n', '?'}, Row{'?', '?', '?'}}) {
    CAPTURE(row.left);
    CAPTURE(row.right);
    CHECK(decided(call("Fn::Or", {operand(row.left), operand(row.right)})) == row.want);
  }
}

TEST_CASE("Not turns what is known and leaves what is not") {
  CHECK(decided(call("Fn::Not", {operand('y')})) == 'n');
  CHECK(decided(call("Fn::Not", {operand('n')})) == 'y');
  CHECK(decided(call("Fn::Not", {operand('?')})) == '?');
}

TEST_CASE("Equals is known when both sides are; equal open sides are still unknown") {
  CHECK(decided(call("Fn::Equals", {yaml::string("a"), yaml::string("a")})) == 'y');
  CHECK(decided(call("Fn::Equals", {yaml::string("a"), yaml::string("b")})) == 'n');
  CHECK(decided(call("Fn::Equals", {yaml::string("a"), ref("Open")})) == '?');
  CHECK(decided(call("Fn::Equals", {ref("Open"), yaml::string("a")})) == '?');
  CHECK(decided(call("Fn::Equals", {ref("Open"), ref("Open")})) == '?');
  CHECK(decided(call("Fn::Equals", {ref("AWS::Region"), yaml::string("a")})) == '?');
}

TEST_CASE("a dynamic reference is not its text") {
  CHECK(decided(call("Fn::Equals", {yaml::string("{{resolve:ssm:/a}}"), yaml::string("y")})) == '?');
}
