#include "base/render_text.h"

#include <doctest/doctest.h>

#include "render_case.h"
#include "support/golden.h"

using landform::base::Diagnostic;
using landform::base::Diagnostics;
using landform::base::FileId;
using landform::base::SourceMap;
namespace test = landform::test;

TEST_CASE("every case of the text renderer gives its golden") {
  const auto cases = test::files_below(test::cases_dir("base") / "text", ".case");
  REQUIRE(cases.size() >= 15);
  for (const auto& path : cases) {
    INFO(path.string());
    const auto render_case = test::read_render_case(test::read_file(path));
    auto golden = path;
    golden.replace_extension(".txt");
    CHECK(test::compare_with_golden(
              golden, render_text(render_case.sources, render_case.diagnostics, render_case.options)) == "");
  }
}

TEST_CASE("nothing to say is said with nothing") {
  CHECK(render_text(SourceMap(), Diagnostics()) == "");
}

TEST_CASE("a line of a mebibyte is shown as its window") {
  SourceMap sources;
  std::string text(1U << 20U, 'x');
  text[700'000] = '!';
  const FileId file = sources.add("long.yaml", text);
  Diagnostics diagnostics;
  diagnostics.add(Diagnostic("yaml/duplicate-key", {file, 700'000, 700'001}, "a mark in the middle").label("here"));
  const std::string rendered = render_text(sources, diagnostics);
  CHECK(rendered.size() < 600);
  CHECK(rendered.find("xxx!xxx") != std::string::npos);
  CHECK(rendered.find("long.yaml:1:700001") != std::string::npos);
}

TEST_CASE("a span of a file that nobody added is a fault without a place") {
  Diagnostics diagnostics;
  diagnostics.add(Diagnostic("yaml/duplicate-key", {}, "from nowhere").label("said all the same").help("look\n\nhere"));
  CHECK(render_text(SourceMap(), diagnostics) ==
        "error[yaml/duplicate-key]: from nowhere\n"
        "    = note: said all the same\n"
        "    = help: look\n"
        "\n"
        "            here\n"
        "\n"
        "1 error\n");
}
