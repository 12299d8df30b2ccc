#include "emit/documents/render.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "emit/documents/markdown.h"

namespace landform::emit {
namespace {

yaml::Node data_of(std::string_view name, yaml::Node value) {
  return yaml::mapping({{std::string(name), std::move(value)}});
}

std::string rendered(std::string_view source, const yaml::Node& data, Escape escape = Escape::markdown) {
  auto text = render(source, data, escape);
  return text ? text.value() : "fault: " + text.error().what;
}

TEST_CASE("two braces escape, three do not") {
  const auto data = data_of("a", yaml::string("*a* | `b`"));
  CHECK(rendered("{{a}} {{{a}}}", data) == R"(\*a\* \| \`b\` *a* | `b`)");
  const auto html = data_of("a", yaml::string(R"(<b class="x">'&')"));
  CHECK(rendered("{{a}}", html, Escape::html) == "&lt;b class=&quot;x&quot;&gt;&#39;&amp;&#39;");
}

TEST_CASE("a section is written for what is, an inverted one for what is not") {
  struct Row {
    yaml::Node value;
    std::string_view want;
  };
  const Row rows[] = {
      {yaml::null(), "no"},
      {yaml::boolean(false), "no"},
      {yaml::sequence(), "no"},
      {yaml::boolean(true), "yes"},
      {yaml::mapping(), "yes"},
      {yaml::string("text"), "yes"},
      {yaml::strings({"a", "b"}), "yesyes"},
  };
  for (const Row& row : rows) {
    INFO(row.want << ' ' << row.value.text);
    CHECK(rendered("{{#a}}yes{{/a}}{{^a}}no{{/a}}", data_of("a", row.value)) == row.want);
  }
}

TEST_CASE("a line of nothing but a tag leaves no line behind, whether or not the section is written") {
  constexpr std::string_view kSource = "| a |\n|---|\n  {{#b}}\n| b |\n{{/b}}\n| c |\n\ntext\n";
  CHECK(rendered(kSource, data_of("b", yaml::boolean(false))) == "| a |\n|---|\n| c |\n\ntext\n");
  CHECK(rendered(kSource, data_of("b", yaml::boolean(true))) == "| a |\n|---|\n| b |\n| c |\n\ntext\n");
  CHECK(rendered("{{! why }}\nx{{#b}} y{{/b}}\n", data_of("b", yaml::boolean(true))) == "x y\n");
}

TEST_CASE("an empty line after a section stays") {
  CHECK(rendered("{{#b}}\n| b |\n{{/b}}\n\ntext\n", data_of("b", yaml::boolean(true))) == "| b |\n\ntext\n");
}

TEST_CASE("a name that is nowhere is a fault, in text, sections and partials") {
  const auto data = data_of("account", yaml::string("shop"));
  CHECK(rendered("{{acount}}", data) == "fault: it uses the name `acount`, which its data does not have");
  CHECK(rendered("{{#acount}}x{{/acount}}", data) == "fault: it uses the name `acount`, which its data does not have");
  CHECK(rendered("{{^acount}}x{{/acount}}", data) == "fault: it uses the name `acount`, which its data does not have");
  CHECK(rendered("{{> account}}", data) == "fault: it uses the name `> account`, which its data does not have");
}

TEST_CASE("a source that is no mustache is a fault") {
  for (const std::string_view source : {"{{#a}}", "{{/a}}", "{{a", "{{{a}}", "{{", "{{}}", "{{=x}}"}) {
    INFO(source);
    const auto text = render(source, data_of("a", yaml::boolean(true)), Escape::markdown);
    CHECK((source == "{{}}" || !text.ok()));
  }
}

TEST_CASE("names are looked up from the inside outwards") {
  auto data = data_of("rows", yaml::sequence({data_of("name", yaml::string("inner")), yaml::mapping()}));
  data.add("name", yaml::string("outer"));
  CHECK(rendered("{{#rows}}{{name}} {{/rows}}{{name}}", data) == "inner outer outer");
  CHECK(rendered("{{#texts}}{{.}};{{/texts}}", data_of("texts", yaml::strings({"a", "b"}))) == "a;b;");
}

TEST_CASE("of two values of one name the later one counts, and a dotted name goes down") {
  auto data = data_of("regions", yaml::string("all"));
  data.add("regions", yaml::string("one"));
  data.add("has", yaml::mapping({{"trail", yaml::boolean(true)}, {"name", yaml::string("t")}}));
  CHECK(rendered("{{regions}} {{#has.trail}}{{has.name}}{{/has.trail}}", data) == "one t");
  CHECK(rendered("{{has.other}}", data) == "fault: it uses the name `has.other`, which its data does not have");
}

TEST_CASE("a fault of the source is told with its place") {
  struct Row {
    std::string_view source;
    std::string_view want;
  };
  const Row rows[] = {
      {"text\n{{a", "Unclosed tag at 5"},          {"{{{a}}", "Unclosed tag at 0"},
      {"x{{#a}}y", "Unclosed section \"a\" at 1"}, {"{{#a}}{{#b}}{{/a}}{{/b}}", "Unclosed section \"b\" at 6"},
      {"x{{/a}}", "Unopened section \"a\" at 1"},  {"{{=<% %>=}}", "Set delimiter tag at 0, which is not known here"},
  };
  for (const Row& row : rows) {
    CHECK(rendered(row.source, data_of("a", yaml::boolean(true))) ==
          base::cat("fault: it is not well-formed mustache: ", row.want));
  }
}

TEST_CASE("blanks inside of a tag do not count, and a comment writes nothing") {
  const auto data = data_of("a", yaml::string("x"));
  CHECK(rendered("{{ a }}{{{ a }}}{{& a }}{{# a }}y{{/ a }}{{! a\nb }}", data) == "xxxy");
}

TEST_CASE("prose escapes what could begin markup, and nothing else") {
  struct Row {
    std::string_view text;
    std::string_view want;
  };
  const Row rows[] = {
      {"", ""},
      {"plain text, with (brackets).", "plain text, with (brackets)."},
      {"a|b", R"(a\|b)"},
      {"a\nb\r\nc", "a b c"},
      {"`code`", R"(\`code\`)"},
      {"snake_case", "snake_case"},
      {"_emphasis_", R"(\_emphasis\_)"},
      {"<script>", R"(\<script>)"},
      {"[x](y)", R"(\[x\](y))"},
      {"a\\b", R"(a\\b)"},
      {"R&D, Q & A", R"(R\&D, Q & A)"},
      {"+1 555 0100", "+1 555 0100"},
      {"# no heading", R"(\# no heading)"},
      {"- no list", R"(\- no list)"},
      {"log-archive+x@acme.example", "log-archive+x@acme.example"},
      {"M\xC3\xBCller", "M\xC3\xBCller"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(markdown::prose(row.text) == row.want);
  }
}

TEST_CASE("what we write ourselves keeps its code, and fits into a cell") {
  CHECK(markdown::written("`a` *b*") == "`a` *b*");
  CHECK(markdown::written("`a|b`\nc") == R"(`a\|b` c)");
  CHECK(markdown::written(R"(a\|b)") == R"(a\|b)");
}

TEST_CASE("code has as many backticks as its text needs") {
  CHECK(markdown::code("a") == "`a`");
  CHECK(markdown::code("a`b") == "``a`b``");
  CHECK(markdown::code("`a") == "`` `a ``");
  CHECK(markdown::code("a|b") == R"(`a\|b`)");
  CHECK(markdown::code("a\nb") == "`a b`");
  CHECK(markdown::code("") == "(empty)");
}

TEST_CASE("lists read as English does") {
  CHECK(markdown::listed({}) == "none");
  CHECK(markdown::listed({"a"}) == "a");
  CHECK(markdown::listed({"a", "b"}) == "a and b");
  CHECK(markdown::codes({"a", "b", "c"}) == "`a`, `b` and `c`");
}

TEST_CASE("a shell command has quotes where a shell needs them") {
  CHECK(markdown::shell({"aws", "s3", "cp", "a b", "s3://{bucket}/x"}) == "aws s3 cp 'a b' s3://{bucket}/x");
  CHECK(markdown::shell({"echo", "it's", "", "$HOME", "{a,b}", "*"}) == R"(echo 'it'\''s' '' '$HOME' '{a,b}' '*')");
}

TEST_CASE("tidy puts empty lines and trailing blanks right, but not in code") {
  CHECK(markdown::tidy("\n\na  \n\n\n\nb\n```\n\n\nx\n```\n\n\n") == "a\n\nb\n```\n\n\nx\n```\n");
  CHECK(markdown::tidy("a") == "a\n");
}

}  // namespace
}  // namespace landform::emit
