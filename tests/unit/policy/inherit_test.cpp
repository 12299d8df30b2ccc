// The examples are those of "Inheritance examples" (Organizations user guide), in substance.
#include "policy/inherit.h"

#include <doctest/doctest.h>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "unit/policy/read_text.h"

using namespace landform;
using namespace landform::policy;

namespace {

// Levels of texts; the policies of level 1 are called 1a, 1b, ...
std::string effective(const std::vector<std::vector<std::string_view>>& texts) {
  std::deque<yaml::Node> nodes;
  std::vector<ManagementLevel> levels;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    ManagementLevel level{base::cat("level ", i), {}};
    for (const std::string_view text : texts[i]) {
      nodes.push_back(test::read_yaml(text));
      level.policies.push_back({base::cat(i, static_cast<char>('a' + level.policies.size())), &nodes.back()});
    }
    levels.push_back(std::move(level));
  }
  const EffectivePolicy result = inherit(levels);
  std::string text = test::json_of(result.content);
  for (const InheritanceFault& fault : result.faults) {
    const std::string_view kind = fault.kind == InheritanceFaultKind::conflict      ? "conflict"
                                  : fault.kind == InheritanceFaultKind::not_allowed ? "not allowed"
                                                                                    : "wrong value";
    text += base::cat("\n", kind, ": ", fault.path, " ", fault.operator_text, " in ", fault.policy, " against ",
                      fault.other_policy);
    CHECK(fault.span.known());
  }
  return text;
}

constexpr std::string_view kRoot =
    R"({tags: {costcenter: {tag_key: {"@@assign": CostCenter}, tag_value: {"@@assign": [Development, Support]}}}})";

}  // namespace

TEST_CASE("a child overwrites values and adds settings") {
  CHECK(
      effective(
          {{kRoot},
           {R"({tags: {costcenter: {tag_value: {"@@assign": [Sandbox]}, enforced_for: {"@@assign": ["dynamodb:table"]}}}})"}}) ==
      R"({"tags":{"costcenter":{"enforced_for":["dynamodb:table"],"tag_key":"CostCenter","tag_value":["Sandbox"]}}})");
  CHECK(effective({{}, {kRoot}, {}}) ==
        R"({"tags":{"costcenter":{"tag_key":"CostCenter","tag_value":["Development","Support"]}}})");
  CHECK(effective({}) == "{}");
}

TEST_CASE("a child adds to inherited values and takes some away") {
  CHECK(effective({{kRoot}, {R"({tags: {costcenter: {tag_value: {"@@append": [Marketing, Support]}}}})"}}) ==
        R"({"tags":{"costcenter":{"tag_key":"CostCenter","tag_value":["Development","Support","Marketing"]}}})");
  CHECK(effective({{kRoot}, {R"({tags: {costcenter: {tag_value: {"@@remove": [Development, Other]}}}})"}}) ==
        R"({"tags":{"costcenter":{"tag_key":"CostCenter","tag_value":["Support"]}}})");
  CHECK(effective({{kRoot}, {R"({tags: {costcenter: {tag_value: {"@@remove": [Development, Support]}}}})"}}) ==
        R"({"tags":{"costcenter":{"tag_key":"CostCenter"}}})");
  CHECK(effective({{R"({tags: {a: {tag_value: {"@@append": x}}}})"}}) == R"({"tags":{"a":{"tag_value":["x"]}}})");
  CHECK(effective({{R"({tags: {a: {tag_value: {"@@remove": x}}}})"}}) == "{}");
}

TEST_CASE("two policies of one level add up whatever their order") {
  const std::string_view more = R"({tags: {costcenter: {tag_value: {"@@append": [Ops]}}}})";
  const std::string want =
      R"({"tags":{"costcenter":{"tag_key":"CostCenter","tag_value":["Development","Support","Ops"]}}})";
  CHECK(effective({{kRoot, more}}) == want);
  CHECK(effective({{more, kRoot}}) == want);
}

TEST_CASE("a parent says what children may do") {
  constexpr std::string_view kLocked = R"({tags: {project: {
    tag_key: {"@@operators_allowed_for_child_policies": ["@@none"], "@@assign": Project},
    tag_value: {"@@operators_allowed_for_child_policies": ["@@append"], "@@assign": [Maintenance]}}}})";
  CHECK(effective({{kLocked},
                   {R"({tags: {project: {tag_key: {"@@assign": PROJECT}, tag_value: {"@@append": [Upgrade]}}}})"}}) ==
        R"({"tags":{"project":{"tag_key":"Project","tag_value":["Maintenance","Upgrade"]}}})"
        "\nnot allowed: tags.project.tag_key @@assign in 1a against 0a");
  CHECK(effective({{kLocked}, {R"({tags: {project: {tag_value: {"@@remove": [Maintenance]}}}})"}}) ==
        R"({"tags":{"project":{"tag_key":"Project","tag_value":["Maintenance"]}}})"
        "\nnot allowed: tags.project.tag_value @@remove in 1a against 0a");
}

TEST_CASE("what is said for a part holds below it until something nearer is said") {
  constexpr std::string_view kDefault = R"({services: {"@@operators_allowed_for_child_policies": ["@@none"],
    default: {opt_out_policy: {"@@assign": optOut}},
    lex: {"@@operators_allowed_for_child_policies": ["@@all"], opt_out_policy: {"@@assign": optOut}}}})";
  CHECK(
      effective(
          {{kDefault},
           {R"({services: {lex: {opt_out_policy: {"@@assign": optIn}}, polly: {opt_out_policy: {"@@assign": optIn}}}})"}}) ==
      R"({"services":{"default":{"opt_out_policy":"optOut"},"lex":{"opt_out_policy":"optIn"}}})"
      "\nnot allowed: services.polly.opt_out_policy @@assign in 1a against 0a");
}

TEST_CASE("a level below cannot allow again what one above forbids") {
  CHECK(effective({{R"({a: {"@@operators_allowed_for_child_policies": "@@append", v: {"@@assign": [x]}}})"},
                   {R"({a: {v: {"@@operators_allowed_for_child_policies": "@@all", "@@append": [y]}}})"},
                   {R"({a: {v: {"@@assign": [z]}}})"}}) == R"({"a":{"v":["x","y"]}})"
                                                           "\nnot allowed: a.v @@assign in 2a against 0a");
}

TEST_CASE("of several policies at one level children may do what all allow") {
  CHECK(
      effective({{R"({a: {v: {"@@operators_allowed_for_child_policies": ["@@assign", "@@append"], "@@assign": [x]}}})",
                  R"({a: {v: {"@@operators_allowed_for_child_policies": ["@@append", "@@remove"]}}})"},
                 {R"({a: {v: {"@@append": [y]}}})"},
                 {R"({a: {v: {"@@remove": [x]}}})"}}) == R"({"a":{"v":["x","y"]}})"
                                                         "\nnot allowed: a.v @@remove in 2a against 0a");
}

TEST_CASE("two policies of one level that assign different values are a conflict; the first stands") {
  CHECK(effective({{kRoot, R"({tags: {costcenter: {tag_key: {"@@assign": costcenter}}}})"}}) ==
        R"({"tags":{"costcenter":{"tag_key":"CostCenter","tag_value":["Development","Support"]}}})"
        "\nconflict: tags.costcenter.tag_key @@assign in 0b against 0a");
  CHECK(effective({{kRoot, kRoot}}) ==
        R"({"tags":{"costcenter":{"tag_key":"CostCenter","tag_value":["Development","Support"]}}})");
}

TEST_CASE("what makes no sense is told and left out") {
  CHECK(effective({{kRoot}, {R"({tags: {costcenter: {tag_key: {"@@append": [x]}}}})"}}) ==
        R"({"tags":{"costcenter":{"tag_key":"CostCenter","tag_value":["Development","Support"]}}})"
        "\nwrong value: tags.costcenter.tag_key @@append in 1a against 0a");
  CHECK(effective({{kRoot}, {R"({tags: {costcenter: {"@@assign": x}}})"}}) ==
        R"({"tags":{"costcenter":{"tag_key":"CostCenter","tag_value":["Development","Support"]}}})"
        "\nwrong value: tags.costcenter @@assign in 1a against ");
  CHECK(effective({{R"({tags: {a: {"@@assign": {b: c}}, d: e}})"}}) ==
        "{}\nwrong value: tags.d d in 0a against \nwrong value: tags.a @@assign in 0a against ");
}
