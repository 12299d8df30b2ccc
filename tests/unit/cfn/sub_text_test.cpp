#include "cfn/sub_text.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace landform::cfn;

namespace {

// The pieces of a text; literals that stand beside each other are one.
struct Pieces {
  std::vector<SubPiece> variables;
  std::vector<std::string> literals;
  std::string written;
  std::string fault;
};

Pieces read(std::string_view text, Loops loops) {
  Pieces out;
  SubReader reader(text, loops);
  SubWriter writer;
  bool after_literal = false;
  for (SubPiece piece; reader.next(piece); after_literal = !piece.variable) {
    if (piece.variable) {
      out.variables.push_back(piece);
      piece.alphanumeric ? writer.alphanumeric(piece.text) : writer.variable(piece.text);
      continue;
    }
    writer.literal(piece.text);
    if (!after_literal) out.literals.emplace_back();
    out.literals.back() += piece.text;
  }
  out.written = writer.take();
  out.fault = reader.fault();
  return out;
}

}  // namespace

TEST_CASE("variables, literals and escapes come apart and together again") {
  for (const char* text : {"", "plain", "${A}", "a${A}b${B.C}c", "${AWS::Region}", "${!A}", "${!!A}", "$", "$$",
                           "$${A}", "{}", "$ {A}", "${A}${B}", "&{A}", "a & b", "100%"}) {
    CAPTURE(text);
    for (const Loops loops : {Loops::none, Loops::around}) {
      const Pieces pieces = read(text, loops);
      CHECK(pieces.fault.empty());
      CHECK(pieces.written == text);
    }
  }
}

TEST_CASE("an escaped variable is literal text") {
  const Pieces pieces = read("x ${!A} ${B}", Loops::none);
  REQUIRE(pieces.literals.size() == 1);
  CHECK(pieces.literals[0] == "x ${A} ");
  REQUIRE(pieces.variables.size() == 1);
  CHECK(pieces.variables[0].text == "B");
  CHECK(pieces.variables[0].begin == 8);
  CHECK(pieces.variables[0].size == 4);
}

TEST_CASE("two literals that look like a variable once they meet are escaped") {
  SubWriter writer;
  writer.literal("a$");
  writer.literal("{b}");
  CHECK(writer.take() == "a${!b}");
}

TEST_CASE("a literal behind a variable is not escaped for a dollar before that") {
  SubWriter writer;
  writer.literal("$");
  writer.variable("A");
  writer.literal("{b}");
  CHECK(writer.take() == "$${A}{b}");
}

TEST_CASE("identifiers of loops count only inside loops, and may stand in names") {
  CHECK(read("&{A}", Loops::none).variables.empty());
  CHECK(read("&{A}", Loops::none).literals == std::vector<std::string>{"&{A}"});
  REQUIRE(read("&{A}", Loops::around).variables.size() == 1);
  CHECK(read("&{A}", Loops::around).variables[0].alphanumeric);
  const Pieces nested = read("${Account&{A}.Arn}", Loops::around);
  REQUIRE(nested.fault.empty());
  CHECK(nested.variables[0].text == "Account&{A}.Arn");
  CHECK_FALSE(read("${Account&{A}.Arn}", Loops::none).fault.empty());
}

TEST_CASE("what cannot be read says why") {
  CHECK(read("${A", Loops::none).fault.find("never closed") != std::string::npos);
  CHECK(read("${a b}", Loops::none).fault.find("names no variable") != std::string::npos);
  CHECK_FALSE(read("${}", Loops::none).fault.empty());
}
