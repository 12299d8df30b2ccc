// tests/cases/write: each *.yaml is read and written again; .yaml-out, .json-out and .min-out beside it are what comes
// out. tests/cases/format: each *.yaml is formatted; .formatted is what comes out, and formatting it changes nothing.
#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <string>

#include "base/render_text.h"
#include "support/golden.h"
#include "yaml/format.h"
#include "yaml/read_back.h"
#include "yaml/reader.h"
#include "yaml/write.h"

namespace landform::yaml {
namespace {

std::optional<std::string> format_text(const std::string& text) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const base::FileId file = sources.add("case.yaml", text);
  std::optional<std::string> formatted = format(sources, file, diagnostics);
  CHECK_MESSAGE(diagnostics.empty(), base::render_text(sources, diagnostics));
  return formatted;
}

std::optional<Node> read_text(const std::string& text) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  std::optional<Node> node = read(sources, sources.add("case.yaml", text), {{}, UnknownTags::keep}, diagnostics);
  CHECK_MESSAGE(diagnostics.empty(), base::render_text(sources, diagnostics));
  return node;
}

void compare(std::filesystem::path path, std::string_view ending, const std::string& actual) {
  const std::string difference = test::compare_with_golden(path.replace_extension(ending), actual);
  CHECK_MESSAGE(difference.empty(), difference);
}

TEST_CASE("every file of tests/cases/write is written as its goldens say and reads back") {
  const auto files = test::files_below(test::cases_dir("write"), ".yaml");
  CHECK(files.size() >= 6);
  for (const auto& path : files) {
    CAPTURE(path.string());
    const std::optional<Node> node = read_text(test::read_file(path));
    REQUIRE(node);
    const std::string yaml = write_yaml(*node);
    compare(path, ".yaml-out", yaml);
    compare(path, ".json-out", write_json(*node, JsonLayout::pretty));
    compare(path, ".min-out", write_json(*node, JsonLayout::minified));
    CHECK(first_difference(yaml, *node).value_or(yaml.size()) == yaml.size());
    const std::optional<Node> again = read_text(yaml);
    REQUIRE(again);
    CHECK(same_value(*node, *again));
  }
}

TEST_CASE("every file of tests/cases/format is laid out as its golden says, once and for all") {
  const auto files = test::files_below(test::cases_dir("format"), ".yaml");
  CHECK(files.size() >= 5);
  for (const auto& path : files) {
    CAPTURE(path.string());
    const std::optional<std::string> formatted = format_text(test::read_file(path));
    REQUIRE(formatted);
    compare(path, ".formatted", *formatted);
    CHECK(format_text(*formatted) == formatted);
  }
}

TEST_CASE("the example blueprints are in the one layout") {
  const auto dir = std::filesystem::path(LANDFORM_SOURCE_DIR) / "blueprints";
  for (const std::string_view name : {"acme.yaml", "minimal.yaml"}) {
    const std::string text = test::read_file(dir / name);
    CHECK(format_text(text) == text);
  }
}

TEST_CASE("every file of tests/cases/read that can be read keeps what it says when formatted") {
  for (const auto& path : test::files_below(test::cases_dir("read"), ".yaml")) {
    CAPTURE(path.string());
    base::SourceMap sources;
    base::Diagnostics diagnostics;
    const base::FileId file = sources.add("case.yaml", test::read_file(path));
    const std::optional<std::string> formatted = format(sources, file, diagnostics);
    for (const base::Diagnostic& said : diagnostics.all()) CHECK(said.slug != "yaml/format-changes");
    if (!formatted) continue;
    base::SourceMap again;
    CHECK(format(again, again.add("case.yaml", *formatted), diagnostics) == formatted);
  }
}

}  // namespace
}  // namespace landform::yaml
