// What is known of the parts of a source before anything is bound, and that the walk makes the same of them without.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "base/source_map.h"
#include "cfn/source_facts.h"
#include "cfn/template.h"

namespace {

using namespace landform;
using cfn::SourcePart;
using yaml::Node;

// A template whose only resource, in a loop over Item when `looped`, has this as its property.
struct Source {
  explicit Source(std::string_view property, bool looped = false) {
    std::string text =
        "Transform: AWS::LanguageExtensions\n"
        "Parameters: {One: {Type: String}, Two: {Type: String}, Items: {Type: CommaDelimitedList}}\n"
        "Mappings: {Other: {a: {b: c}}, Rows: {a: {b: c}}}\n"
        "Resources:\n";
    text += looped ? "  Fn::ForEach::Items:\n  - Item\n  - !Ref Items\n  - R${Item}:\n" : "  R:\n";
    // What is folded keeps the properties as a whole from coming out as they are.
    text += "      Type: AWS::SNS::Topic\n      Properties:\n        N: !Join [\"\", [a, b]]\n        P: ";
    text += property;
    text += "\n";
    base::Diagnostics diagnostics;
    auto read = cfn::read_template(sources, sources.add("source.yaml", text), diagnostics);
    REQUIRE(read);
    root = std::move(read->root);
    const Node& resources = *root.find("Resources");
    const Node& made = looped ? resources.entries[0].value.items[2] : resources;
    of_property = made.entries[0].value.find("Properties")->find("P");
  }

  base::SourceMap sources;
  Node root;
  const Node* of_property = nullptr;
};

const SourcePart* part_of(const cfn::SourceFacts& facts, const Node& node) {
  std::size_t next = 0;
  return facts.parts.find(node, next);
}

bool is_as_is(std::string_view property, cfn::NameBits names, bool looped = false) {
  const Source source(property, looped);
  const cfn::SourceFacts facts(source.root);
  const SourcePart* part = part_of(facts, *source.of_property);
  return part && part->kind == SourcePart::Kind::as_is && part->names == names;
}

constexpr cfn::NameBits kOne = cfn::bit_of_parameter(0);
constexpr cfn::NameBits kTwo = cfn::bit_of_parameter(1);

}  // namespace

TEST_CASE("data and calls of what has no value come out as they are") {
  CHECK(is_as_is("{a: [1, x]}", 0));
  CHECK(is_as_is("!Ref R", 0));
  CHECK(is_as_is("!GetAtt R.Arn", 0));
  CHECK(is_as_is("!Ref One", kOne));
  CHECK(is_as_is("[!Ref One, {b: !Sub \"${Two}-${AWS::Region}\"}]", kOne | kTwo | cfn::kPseudoBit));
  CHECK(is_as_is("!ImportValue x", 0));
  CHECK(is_as_is("{a: !Ref R}", 0, true));
}

TEST_CASE("what is folded does not come out as it is, nor does what holds it") {
  CHECK_FALSE(is_as_is("!If [C, 1, 2]", 0));
  CHECK_FALSE(is_as_is("[!Join [\"\", [a, b]]]", 0));
  CHECK_FALSE(is_as_is("!Ref AWS::NoValue", cfn::kPseudoBit));
  CHECK_FALSE(is_as_is("!Sub plain", 0));
  CHECK_FALSE(is_as_is("!Sub \"${!One} ${Two}\"", kTwo));
  CHECK_FALSE(is_as_is("!Sub [\"${a}\", {a: !Ref R}]", 0));
}

TEST_CASE("in a loop nothing comes out as it is that its identifier may stand in") {
  CHECK_FALSE(is_as_is("{a: \"x-${Item}\"}", 0, true));
  CHECK_FALSE(is_as_is("{\"a${Item}\": x}", 0, true));
  CHECK_FALSE(is_as_is("[!Ref Item]", 0, true));
  CHECK_FALSE(is_as_is("!Sub \"${Item}-${AWS::Region}\"", cfn::kPseudoBit, true));
  CHECK_FALSE(is_as_is("!Sub \"&{Item}-${AWS::Region}\"", cfn::kPseudoBit, true));
  CHECK(is_as_is("!Sub \"${AWS::Region}\"", cfn::kPseudoBit, true));
}

TEST_CASE("the size of a part is what stands below it") {
  const Source source("{ab: [x, !Ref One], c: !GetAtt R.Arn}");
  const cfn::SourceFacts facts(source.root);
  const SourcePart* part = part_of(facts, *source.of_property);
  REQUIRE(part);
  // A list, a text, a Ref with its name; a call with a resource and an attribute. Its list of two is never counted.
  CHECK(part->nodes == 7);
  CHECK(part->bytes == std::string_view("xOneRArn").size());
  CHECK(part->depth == 3);
}

TEST_CASE("a Ref knows its parameter, or how far out its loop is") {
  const Source source("[!Ref Two, !Ref Item]", true);
  const cfn::SourceFacts facts(source.root);
  const SourcePart* parameter = part_of(facts, source.of_property->items[0]);
  REQUIRE(parameter);
  CHECK(parameter->parameter == 1);
  const SourcePart* loop = part_of(facts, source.of_property->items[1]);
  REQUIRE(loop);
  CHECK(loop->kind == SourcePart::Kind::loop);
  CHECK(loop->loops_out == 0);
}

TEST_CASE("a look-up knows its mapping and what its keys are") {
  const Source source("!FindInMap [Rows, !Ref Item, b]", true);
  const cfn::SourceFacts facts(source.root);
  const SourcePart* part = part_of(facts, *source.of_property);
  REQUIRE(part);
  REQUIRE(part->kind == SourcePart::Kind::look_up);
  const cfn::SourceParts::LookUp& look_up = facts.parts.look_up(part->look_up);
  CHECK(look_up.mapping == 1);
  CHECK(look_up.row.text == nullptr);
  CHECK(look_up.row.loops_out == 0);
  REQUIRE(look_up.column.text);
  CHECK(look_up.column.text->text == "b");
  // A key that is a parameter's value takes a closer look.
  const Source computed("!FindInMap [Rows, !Ref One, b]");
  CHECK(part_of(cfn::SourceFacts(computed.root), *computed.of_property) == nullptr);
}

TEST_CASE("a Fn::Sub knows its pieces while all of its variables may have a text") {
  const Source source("!Sub \"a-${One}-${!b}&{Item}${Item}\"", true);
  const cfn::SourceFacts facts(source.root);
  const SourcePart* part = part_of(facts, *source.of_property);
  REQUIRE(part);
  REQUIRE(part->kind == SourcePart::Kind::text);
  std::string read;
  for (const cfn::SourceParts::Piece& piece : facts.parts.text(part->text)) {
    using enum cfn::SourceParts::Piece::Kind;
    read += piece.kind == literal     ? piece.literal
            : piece.kind == parameter ? "<One>"
            : piece.kind == loop      ? "<Item>"
                                      : "<letters of Item>";
  }
  CHECK(read == "a-<One>-${b}<letters of Item><Item>");
  const Source beside("!Sub \"${One}-${AWS::Region}\"");
  const cfn::SourceFacts of_beside(beside.root);
  const SourcePart* other = part_of(of_beside, *beside.of_property);
  REQUIRE(other);
  CHECK(other->text == SourcePart::kNone);
}

TEST_CASE("parts are found in any order") {
  const Source source("[!Ref One, !Join [\"\", [x]], !Ref Two]");
  const cfn::SourceFacts facts(source.root);
  const auto& items = source.of_property->items;
  std::size_t next = 0;
  for (const std::size_t i : {0U, 2U, 0U, 0U, 2U}) {
    const SourcePart* part = facts.parts.find(items[i], next);
    REQUIRE(part);
    CHECK(part->parameter == (i == 0 ? 0 : 1));
  }
  CHECK(facts.parts.find(items[1], next) == nullptr);
}

TEST_CASE("parameters beyond the sixty-second share a bit") {
  CHECK(cfn::bit_of_parameter(61) != cfn::bit_of_parameter(62));
  CHECK(cfn::bit_of_parameter(62) == cfn::bit_of_parameter(300));
  CHECK(cfn::bit_of_parameter(300) != cfn::kPseudoBit);
}
