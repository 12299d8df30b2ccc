// What the writers and the check before each write decide, as tables.
#include "yaml/write.h"

#include <doctest/doctest.h>

#include <string>

#include "yaml/json_number.h"
#include "yaml/json_text.h"
#include "yaml/plain_text.h"
#include "yaml/read_back.h"

namespace landform::yaml {
namespace {

Node number(Kind kind, std::string text) {
  Node node;
  node.kind = kind;
  node.text = std::move(text);
  return node;
}

Node tagged(std::string_view tag, Node node) {
  node.tag = tag;
  return node;
}

TEST_CASE("texts that some reader takes for something else are quoted") {
  for (const std::string_view text : {"",
                                      "~",
                                      "null",
                                      "Null",
                                      "yes",
                                      "No",
                                      "on",
                                      "OFF",
                                      "y",
                                      "N",
                                      "true",
                                      "FALSE",
                                      "4.0",
                                      "0123",
                                      "0o17",
                                      "0x1f",
                                      "0b1",
                                      "1_000",
                                      "1,000",
                                      "1e3",
                                      "E3005",
                                      "e-7",
                                      ".5",
                                      ".inf",
                                      "+1",
                                      "-1",
                                      "12:30",
                                      "2012-10-17",
                                      "111122223333",
                                      "=",
                                      "<<",
                                      "- x",
                                      "-",
                                      "? x",
                                      ": x",
                                      "#x",
                                      "a #b",
                                      "a: b",
                                      "a:",
                                      " x",
                                      "x ",
                                      "&x",
                                      "*x",
                                      "!x",
                                      "|",
                                      ">",
                                      "%x",
                                      "@x",
                                      "`x",
                                      "'x'",
                                      "\"x\"",
                                      "[x]",
                                      "{x}",
                                      ",x",
                                      "---",
                                      "...",
                                      "a\tb",
                                      "a\nb",
                                      "\xC2\x85",
                                      "\xE2\x80\xA8",
                                      "\xEF\xBB\xBF",
                                      "\x7F"}) {
    CAPTURE(text);
    CHECK(!plain_is_safe(text, Context::block));
  }
}

TEST_CASE("texts that every reader takes for text stay plain") {
  for (const std::string_view text : {"a",
                                      "Acme Corporation",
                                      "arn:aws:s3:::bucket/*",
                                      "10.0.0.0/16",
                                      "us-east-1",
                                      "a#b",
                                      "it's",
                                      "say \"x\"",
                                      "${A}-${B}",
                                      "a,b",
                                      "a[0]",
                                      "größe",
                                      "t3.micro",
                                      "nonsense",
                                      "yesterday",
                                      "v1.2",
                                      "AWS::S3::Bucket",
                                      "(x)",
                                      "/path",
                                      "a:b",
                                      "_x",
                                      "1.5GB"}) {
    CAPTURE(text);
    CHECK(plain_is_safe(text, Context::block));
  }
  for (const std::string_view text : {"a,b", "a[0]", "${A}", "a:b", "a?b"}) {
    CAPTURE(text);
    CHECK(!plain_is_safe(text, Context::flow));
  }
}

TEST_CASE("numbers take JSON's form where it has one") {
  struct Row {
    std::string_view yaml;
    std::string_view json;  // empty: written as text
  };
  constexpr Row kRows[] = {{"0", "0"},
                           {"-1", "-1"},
                           {"+1", "1"},
                           {".5", "0.5"},
                           {"-.5", "-0.5"},
                           {"1.", "1.0"},
                           {"1.e3", "1.0e3"},
                           {"1E+3", "1E+3"},
                           {"007", "7"},
                           {"00.5", "0.5"},
                           {"0x1F", "31"},
                           {"0o17", "15"},
                           {"1_000", ""},
                           {".inf", ""},
                           {"-.inf", ""},
                           {".nan", ""},
                           {"", ""},
                           {".", ""},
                           {"1e", ""},
                           {"0xFFFFFFFFFFFFFFFFF", ""},
                           {"18446744073709551616", "18446744073709551616"}};
  for (const Row& row : kRows) {
    CAPTURE(row.yaml);
    CHECK(to_json_number(row.yaml).value_or("") == row.json);
    const std::string written = write_json(number(Kind::real, std::string(row.yaml)), JsonLayout::minified);
    CHECK(written == (row.json.empty() ? "\"" + std::string(row.yaml) + "\"" : std::string(row.json)));
  }
}

TEST_CASE("a tag that is still there is seen in JSON") {
  CHECK(write_json(tagged("!Sub", string("x")), JsonLayout::minified) == R"({"!Sub":"x"})");
}

TEST_CASE("the check before writing finds the first byte that says something else") {
  const Node node = mapping({{"a", integer(1)}, {"b", sequence({string("x"), string("yes")})}});
  const std::string text = "a: 1\nb:\n  - x\n  - \"yes\"\n";
  CHECK(write_yaml(node) == text);
  CHECK(reads_back(text, node));
  struct Row {
    std::string_view text;
    std::size_t offset;
  };
  constexpr Row kRows[] = {
      {"a: 2\nb:\n  - x\n  - \"yes\"\n", 3},        {"a: 1\nb:\n  - x\n  - yes\n", 18},       {"a: 1\nb:\n  - x\n", 14},
      {"a: 1\nb:\n - x\n - \"yes\"\n", 9},          {"a: 1\nb:\n  - x\n  - \"yes\"\n\n", 24}, {"", 0},
      {"a: 1\nb:\n  - x\n  - \"yes\"\nc: 1\n", 24},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    REQUIRE(first_difference(row.text, node));
    CHECK(*first_difference(row.text, node) == row.offset);
  }
}

TEST_CASE("what reads back depends on the beginning of a plain text, and on its length where it could be a word") {
  struct Row {
    std::string_view text;
    bool is_text;
  };
  constexpr Row kRows[] = {
      {"E3005", false}, {"e-7", false}, {"e", true},     {"Effect", true}, {"E-x", true},   {"n", false},
      {"No", false},    {"off", false}, {"null", false}, {"False", false}, {"never", true}, {"offer", true},
      {"~", false},     {"~x", true},   {"=", false},    {"<<", false},    {"<a", true},    {".5", false},
      {".x", true},     {"-", false},   {"-x", true},    {"- x", false},   {"---", false},  {"1.2.3.4/8", true},
      {":x", true},     {"a:b", true},  {"a: b", false}, {"a #b", false},  {"a#b", true},   {"a\tb", false},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(reads_back("- " + std::string(row.text) + "\n", sequence({string(std::string(row.text))})) == row.is_text);
  }
}

TEST_CASE("a block of text is compared line by line") {
  const auto difference = [](std::string_view written, std::string text) {
    return first_difference(written, mapping({{"k", string(std::move(text))}}));
  };
  CHECK_FALSE(difference("k: |\n  a\n  b\n", "a\nb\n"));
  CHECK_FALSE(difference("k: |\n  a\tb # c: [d]\n", "a\tb # c: [d]\n"));
  CHECK(difference("k: |\n  a\n  bx\n", "a\nbc\n") == 12);
  CHECK(difference("k: |\n  a\n  b\n", "a\nbc\n") == 13);  // where the block ends
  CHECK(difference("k: |\n  a\n  \tb\n", "a\n\tb\n") == 11);
  CHECK(difference("k: |\n  a\x01\n", "a\x01\n") == 8);
  CHECK(difference("k: |\n  a\xC2\x85\n", "a\xC2\x85\n") == 8);
  CHECK(difference("k: |\n  a\n ", "a\n"));
}

TEST_CASE("what a reader could not take as this node does not read back, however it is written") {
  CHECK(!reads_back("- 5\n", sequence({string("5")})));
  CHECK(!reads_back("- on\n", sequence({string("on")})));
  CHECK(!reads_back("- 2012-10-17\n", sequence({string("2012-10-17")})));
  CHECK(!reads_back("- a: b\n", sequence({string("a: b")})));
  CHECK(!reads_back("- a #b\n", sequence({string("a #b")})));
  CHECK(!reads_back("- 0123\n", sequence({number(Kind::integer, "0123")})));
  CHECK(!reads_back("- !Sub 5\n", sequence({tagged("!Sub", integer(5))})));
  Node twice = mapping();
  twice.add("a", integer(1));
  twice.add("a", integer(2));
  CHECK(!reads_back("a: 1\na: 2\n", twice));
}

TEST_CASE("a list or mapping of scalars stays on one line where it fits") {
  Node list = strings({"one", "two"});
  list.style = Style::flow;
  CHECK(write_yaml(mapping({{"a", list}})) == "a: [one, two]\n");
  list = strings(std::vector<std::string>(30, "a longer word"));
  list.style = Style::flow;
  CHECK(write_yaml(mapping({{"a", list}})).starts_with("a:\n  - a longer word\n"));
  Node nested = sequence({sequence({string("x")})});
  nested.style = Style::flow;
  CHECK(write_yaml(nested) == "- - x\n");
}

TEST_CASE("JSON said piece by piece is what its tree would be") {
  const auto say = [](JsonText json) {
    json.open_object();
    json.string("text", "a \"b\"\n");
    json.integer("number", -12);
    json.boolean("yes", true);
    json.open_object("nothing");
    json.close();
    json.open_list("list");
    json.open_list();
    json.close();
    json.string("one");
    json.integer(2);
    json.plain("3.5");
    json.open_object();
    json.key("deep");
    json.boolean(false);
    json.close();
    json.close();
    json.close();
    return std::move(json).take();
  };
  const Node tree = mapping({{"text", string("a \"b\"\n")},
                             {"number", integer(-12)},
                             {"yes", boolean(true)},
                             {"nothing", mapping()},
                             {"list", sequence({sequence(), string("one"), integer(2), number(Kind::real, "3.5"),
                                                mapping({{"deep", boolean(false)}})})}});
  for (const JsonLayout layout : {JsonLayout::pretty, JsonLayout::minified}) {
    CHECK(say(JsonText(layout)) == write_json(tree, layout));
  }
  CHECK(say(JsonText(JsonLayout::minified)) ==
        R"({"text":"a \"b\"\n","number":-12,"yes":true,"nothing":{},"list":[[],"one",2,3.5,{"deep":false}]})");
}

TEST_CASE("JSON of any length is what its tree would be, whatever length was expected") {
  for (const std::size_t expected : {0U, 10U, 40'000U, 1'000'000U}) {
    CAPTURE(expected);
    JsonText json(JsonLayout::pretty, expected);
    Node tree = mapping();
    std::string before;
    json.open_object();
    for (int i = 0; i < 3000; ++i) {
      const std::string name = "key-" + std::to_string(i);
      // Some are longer than what is kept back.
      const std::string text(i % 1000 == 7 ? 50'000 : 20, 'x');
      json.string(name, text);
      tree.add(name, string(text));
      if (i == 1500) before = json.so_far();
    }
    json.close();
    const std::string whole = std::move(json).take();
    CHECK(whole == write_json(tree, JsonLayout::pretty));
    CHECK(before.size() > 100'000);
    CHECK(whole.starts_with(before));
  }
}

}  // namespace
}  // namespace landform::yaml
