// Every value of the output knows two places: the template's, and the blueprint's if it came from there.
#include <doctest/doctest.h>

#include <string>

#include "base/source_map.h"
#include "cfn/evaluate.h"
#include "cfn/template.h"
#include "yaml/reader.h"

namespace {

using namespace landform;

struct Evaluated {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  std::optional<cfn::Template> out;

  [[nodiscard]] const yaml::Node& property(std::string_view name) const {
    const yaml::Node* found = out->root.find("Resources")->find("R")->find("Properties")->find(name);
    REQUIRE(found);
    return *found;
  }
  [[nodiscard]] std::string span(const yaml::Node& node) const { return std::string(sources.text(node.span)); }
  [[nodiscard]] std::string cause(const yaml::Node& node) const {
    return node.cause.known() ? std::string(sources.text(node.cause)) : "";
  }
};

void evaluate(Evaluated& result, const std::string& properties, const std::string& values) {
  const auto source =
      cfn::read_template(result.sources,
                         result.sources.add("template.yaml",
                                            "Transform: AWS::LanguageExtensions\n"
                                            "Parameters: {A: {Type: String}, B: {Type: String}}\n"
                                            "Mappings: {M: {k: {V: x}}}\n"
                                            "Resources:\n  R:\n    Type: AWS::SNS::Topic\n    Properties:\n" +
                                                properties),
                         result.diagnostics);
  const auto read = yaml::read(result.sources, result.sources.add("blueprint.yaml", values), {cfn::template_tags()},
                               result.diagnostics);
  REQUIRE(source);
  REQUIRE(read);
  const yaml::Node blueprint = cfn::desugar(*read, result.diagnostics);
  cfn::Bindings bindings;
  bindings.parameters = {{"A", *blueprint.find("a")}, {"B", *blueprint.find("b")}};
  bindings.mappings = {{"M", *blueprint.find("m")}};
  result.out = cfn::evaluate(*source, bindings, {}, result.diagnostics);
  REQUIRE(result.out);
}

}  // namespace

TEST_CASE("folded values stand at the template's place and were caused by the blueprint's") {
  Evaluated result;
  evaluate(result,
           "      Ref: [!Ref A]\n"
           "      Row: !FindInMap [M, k, V]\n"
           "      Sub: !Sub \"x-${AWS::Region}-${B}-${A}\"\n"
           "      Join: !Join [\"-\", [x, !Ref B, !Ref A]]\n"
           "      Own: plain\n"
           "      Fn::ForEach::L: [I, [!Ref A], {\"Loop${I}\": !Sub \"${I}!\"}]\n",
           "a: first\nb: second\nm: {k: {V: {deep: [row]}}}\n");
  const yaml::Node& ref = result.property("Ref").items[0];
  CHECK(ref.text == "first");
  CHECK(result.span(ref) == "A");
  CHECK(result.cause(ref) == "first");
  const yaml::Node& row = result.property("Row").find("deep")->items[0];
  CHECK(row.span.file == result.property("Row").span.file);
  CHECK(result.cause(row) == "row");
  const yaml::Node& sub = *result.property("Sub").find("Fn::Sub");
  CHECK(sub.text == "x-${AWS::Region}-second-first");
  CHECK(result.cause(sub) == "second");
  CHECK(result.cause(result.property("Join")) == "second");
  CHECK(result.cause(result.property("Own")).empty());
  CHECK(result.span(result.property("Own")) == "plain");
  CHECK(result.cause(result.property("Loopfirst")) == "first");
}
