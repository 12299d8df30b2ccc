#include "emit/template_text.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/golden.h"
#include "support/template_of.h"

namespace landform::emit {
namespace {

using test::template_of;

std::vector<std::filesystem::path> example_templates() {
  std::vector<std::filesystem::path> paths;
  for (const auto& path : test::files_below(std::filesystem::path(LANDFORM_SOURCE_DIR) / "out", ".yaml")) {
    const std::string folder = path.parent_path().filename();
    if (folder == "stacks" || folder == "stack-sets") paths.push_back(path);
  }
  return paths;
}

TEST_CASE("the examples' templates have one text: in one piece, in parts, and from parts of others") {
  const auto paths = example_templates();
  CHECK(paths.size() > 100);
  KnownTexts of_all;
  for (const std::filesystem::path& path : paths) {
    CAPTURE(path.string());
    const std::string text = test::read_file(path);
    const cfn::Template read = template_of(text);
    KnownTexts known;
    CHECK(template_text(read, nullptr) == text);
    CHECK(template_text(read, &known) == text);
    CHECK(template_text(read, &known) == text);
    CHECK(template_text(read, &of_all) == text);
  }
}

// Sections that a text in parts has to leave whole, members that only look like calls, texts of several lines at a
// part's end, and conditions, whose short form stands in their section alone.
TEST_CASE("unusual templates have one text, too") {
  for (const std::string& text : std::vector<std::string>{
           "Resources: {Ref: {Type: AWS::SNS::Topic}}",
           "Description: x\nResources: {A: {Type: A::B::C, Properties: {}}}",
           "Resources:\n  A:\n    Type: A::B::C\n    Properties:\n      T: |+\n        one\n\n      U: |+\n        "
           "two\n\n"
           "  B: {Type: A::B::C}\nOutputs:\n  O:\n    Value: |-\n      x\n      y\n  P: {Value: \"z\\n\\n\"}\n",
           "Conditions:\n  One: !Equals [!Ref A, b]\n  Two: !Not [!Condition One]\n  Three: !And [!Condition One, "
           "!Condition Two]\nParameters: {A: {Type: String}}\nResources: {A1: {Type: A::B::C, Condition: One}}",
           "Conditions: {One: !Equals [a, b]}\nResources:\n  A: {Type: A::B::C, Properties: {P: !If [One, {Condition: "
           "One}, !Ref AWS::NoValue]}}",
           "Resources: {A: {Type: A::B::C}}\nOutputs: {" + std::string(200, 'O') + ": {Value: x}}",
           "Transform: AWS::LanguageExtensions\nMappings: {M: {a: {b: c}}}\nMetadata: {Resources: {a: !Sub x}}\n"
           "Resources:\n  Fn::ForEach::X:\n  - X\n  - [a, b]\n  - T${X}: {Type: A::B::C}\n"}) {
    CAPTURE(text);
    const cfn::Template read = template_of(text);
    const auto whole = template_text(read, nullptr);
    REQUIRE(whole);
    KnownTexts known;
    CHECK(template_text(read, &known) == whole);
    CHECK(template_text(read, &known) == whole);
  }
}

TEST_CASE("a member that changes from stack to stack is written anew each time") {
  KnownTexts known;
  for (int i = 0; i < 10; ++i) {
    const std::string number = std::to_string(i);
    const cfn::Template read = template_of(
        "Resources:\n  A:\n    Type: A::B::C\n    Properties:\n      Size: " + number + "\n  B:\n    Type: A::B::C\n");
    CHECK(template_text(read, &known) == "Resources:\n  A:\n    Type: A::B::C\n    Properties:\n      Size: " + number +
                                             "\n  B:\n    Type: A::B::C\n");
  }
}

TEST_CASE("what would not read back has no text, in parts neither") {
  // A node that no reader gives: an integer whose text is none.
  yaml::Node broken = yaml::integer(1);
  broken.text = "one";
  const auto with = [&](std::string_view section) {
    cfn::Template made;
    made.root = yaml::mapping({{"Description", yaml::string("x")},
                               {std::string(section), yaml::mapping({{"A", yaml::mapping({{"B", broken}})}})}});
    return made;
  };
  cfn::Template twice;
  twice.root = yaml::mapping({{"Resources", yaml::mapping({{"A", yaml::string("x")}, {"A", yaml::string("x")}})}});
  cfn::Template sections_twice;
  sections_twice.root = yaml::mapping(
      {{"Outputs", yaml::mapping({{"A", yaml::string("x")}})}, {"Outputs", yaml::mapping({{"B", yaml::string("x")}})}});
  KnownTexts known;
  for (const cfn::Template& bad : {with("Resources"), with("Metadata"), twice, sections_twice}) {
    CHECK_FALSE(template_text(bad, nullptr));
    CHECK_FALSE(template_text(bad, &known));
    CHECK_FALSE(template_text(bad, &known));
  }
}

}  // namespace
}  // namespace landform::emit
