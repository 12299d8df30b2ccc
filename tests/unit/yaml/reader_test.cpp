// What the reader promises and a case file cannot show: limits, options, kinds, and that it stays linear.
#include "yaml/reader.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "base/render_text.h"
#include "support/golden.h"
#include "yaml/core_schema.h"
#include "yaml/format.h"
#include "yaml/node.h"

namespace landform::yaml {
namespace {

struct Reading {
  std::optional<Node> node;
  std::string said;
};

Reading reading_of(std::string text, const ReadOptions& options = {}) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const base::FileId file = sources.add("test.yaml", std::move(text));
  Reading reading{read(sources, file, options, diagnostics), {}};
  reading.said = base::render_text(sources, diagnostics);
  return reading;
}

std::string repeat(std::string_view piece, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

TEST_CASE("a file above 16 MiB is refused before it is read") {
  const std::string text = "# " + std::string(kMaxFileBytes, 'x') + "\n";
  const Reading reading = reading_of(text);
  CHECK(!reading.node);
  const auto golden = test::cases_dir("read") / "generated" / "file_too_large.diag";
  const std::string difference = test::compare_with_golden(golden, reading.said);
  CHECK_MESSAGE(difference.empty(), difference);
}

TEST_CASE("text that formatting changed is told apart from text that says the same") {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const base::FileId file = sources.add("test.yaml", "a:  1  # one\nb: x\n");
  CHECK(says_the_same(sources, file, "a: 1  # one\nb: x\n", diagnostics));
  CHECK(diagnostics.empty());
  for (const std::string_view changed : {"a: 2  # one\nb: x\n", "a: 1\nb: x\n", "b: x\na: 1  # one\n", "a: [\n"}) {
    CAPTURE(changed);
    base::Diagnostics said;
    CHECK(!says_the_same(sources, file, changed, said));
    CHECK(said.errors() == 1);
  }
  says_the_same(sources, file, "a: 2\n", diagnostics);
  const auto golden = test::cases_dir("format") / "generated" / "format_changes.diag";
  const std::string difference = test::compare_with_golden(golden, base::render_text(sources, diagnostics));
  CHECK_MESSAGE(difference.empty(), difference);
}

TEST_CASE("tags are refused, allowed by name, or kept") {
  constexpr std::string_view kSub = "!Sub";
  CHECK(!reading_of("a: !Sub x\n").node);
  CHECK(reading_of("a: !Sub x\n", {{&kSub, 1}}).node);
  CHECK(!reading_of("a: !Ref x\n", {{&kSub, 1}}).node);
  const Reading kept = reading_of("a: !Ref x\n", {{}, UnknownTags::keep});
  REQUIRE(kept.node);
  CHECK(kept.node->find("a")->tag == "!Ref");
}

TEST_CASE("plain texts get their kind by the core schema of YAML 1.2") {
  struct Row {
    std::string_view text;
    Kind kind;
  };
  constexpr Row kRows[] = {
      {"", Kind::null},
      {"~", Kind::null},
      {"null", Kind::null},
      {"Null", Kind::null},
      {"NULL", Kind::null},
      {"nULL", Kind::string},
      {"true", Kind::boolean},
      {"True", Kind::boolean},
      {"TRUE", Kind::boolean},
      {"tRUE", Kind::string},
      {"false", Kind::boolean},
      {"yes", Kind::string},
      {"on", Kind::string},
      {"0", Kind::integer},
      {"-0", Kind::integer},
      {"+12", Kind::integer},
      {"0123", Kind::string},
      {"0o17", Kind::integer},
      {"0o18", Kind::string},
      {"0x1F", Kind::integer},
      {"0xg", Kind::string},
      {"1.", Kind::real},
      {".5", Kind::real},
      {".", Kind::string},
      {"-", Kind::string},
      {"1e3", Kind::real},
      {"1e", Kind::string},
      {"1e+3", Kind::real},
      {".inf", Kind::real},
      {"-.INF", Kind::real},
      {".nan", Kind::real},
      {"-.nan", Kind::string},
      {"1_000", Kind::string},
      {"12:30", Kind::string},
      {"2012-10-17", Kind::string},
      {"1.2.3", Kind::string},
      {"111122223333", Kind::integer},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(plain_kind(row.text) == row.kind);
  }
}

TEST_CASE("numbers lose digits by leading zeros, beyond 64 bits and beyond a floating point number") {
  struct Row {
    std::string_view text;
    DigitLoss loss;
  };
  constexpr Row kRows[] = {
      {"0", DigitLoss::none},
      {"-0", DigitLoss::none},
      {"00", DigitLoss::leading_zero},
      {"012345670123", DigitLoss::leading_zero},
      {"+08", DigitLoss::leading_zero},
      {"0o17", DigitLoss::leading_zero},
      {"18446744073709551615", DigitLoss::none},
      {"18446744073709551616", DigitLoss::beyond_64_bits},
      {"-9223372036854775808", DigitLoss::none},
      {"-9223372036854775809", DigitLoss::beyond_64_bits},
      {"0xFFFFFFFFFFFFFFFF", DigitLoss::none},
      {"0x10000000000000000", DigitLoss::beyond_64_bits},
      {"0.1", DigitLoss::none},
      {"01.5", DigitLoss::none},
      {"1e308", DigitLoss::none},
      {"1e309", DigitLoss::beyond_double},
      {"1e-400", DigitLoss::beyond_double},
      {"0e999", DigitLoss::none},
      {"1.2345678901234567", DigitLoss::none},
      {"1.23456789012345678", DigitLoss::beyond_double},
      {"1.50000000000000000000000", DigitLoss::none},
      {"007a", DigitLoss::none},
      {"2010-09-09", DigitLoss::none},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(digit_loss(row.text) == row.loss);
  }
}

TEST_CASE("depth is refused without following it, in brackets and dashes") {
  for (const std::string_view piece : {"[", "{a: ", "- ", "[{a: "}) {
    CAPTURE(piece);
    const Reading reading = reading_of(repeat(piece, 200'000));
    CHECK(!reading.node);
    CHECK(reading.said.find("[yaml/too-deep]") != std::string::npos);
  }
}

TEST_CASE("hostile repetition ends in reasonable time") {
  const std::string_view pieces[] = {"a: \"\n", "'", "\"", "a: 'x\n",   "''\n", "&a ", "*a ", "!!", "a:\n", "- |\n",
                                     "a: |\n",  "#", "\t", "\\",        "[a, ", "]",   "}",   ": ", "? ",   "a: *a\n",
                                     "a: &a\n", "%", "@",  "\"\\u0001", "- - ", "x\n", ", ",  "|",  ">\n",  "a: [\"\n"};
  for (const std::string_view piece : pieces) {
    CAPTURE(piece);
    reading_of(repeat(piece, 60'000 / piece.size()));
    reading_of("k: " + repeat(piece, 60'000 / piece.size()));
  }
}

TEST_CASE("a long mapping with many keys is read without comparing each with each") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "key-" + std::to_string(i) + ": 1\n";
  const Reading reading = reading_of(text);
  REQUIRE(reading.node);
  CHECK(reading.node->entries.size() == 100'000);
}

TEST_CASE("an unreadable file adds errors and no node; earlier diagnostics do not count against it") {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  CHECK(!read(sources, sources.add("bad.yaml", "a: [\n"), {}, diagnostics));
  CHECK(diagnostics.errors() == 1);
  CHECK(read(sources, sources.add("good.yaml", "a: 1\n"), {}, diagnostics));
  CHECK(diagnostics.errors() == 1);
}

}  // namespace
}  // namespace landform::yaml
