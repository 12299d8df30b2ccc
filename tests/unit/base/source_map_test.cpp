#include "base/source_map.h"

#include <doctest/doctest.h>

#include <memory>
#include <string_view>

#include "base/diagnostic.h"
#include "base/located.h"
#include "base/slugs.h"

using namespace landform::base;

TEST_CASE("positions count lines and bytes from one") {
  SourceMap sources;
  const FileId file = sources.add("a", "ab\r\n\nc");
  struct Row {
    std::uint32_t offset, line, column;
  };
  for (const Row& row : {Row{0, 1, 1}, Row{2, 1, 3}, Row{3, 1, 4}, Row{4, 2, 1}, Row{5, 3, 1}, Row{6, 3, 2}}) {
    INFO(row.offset);
    const Position position = sources.position(file, row.offset);
    CHECK(position.line == row.line);
    CHECK(position.column == row.column);
  }
}

TEST_CASE("a line comes without its break") {
  SourceMap sources;
  const FileId file = sources.add("a", "ab\r\n\nc\r");
  CHECK(sources.line(file, 0) == "");
  CHECK(sources.line(file, 1) == "ab");
  CHECK(sources.line(file, 2) == "");
  CHECK(sources.line(file, 3) == "c");
  CHECK(sources.line(file, 4) == "");
  const FileId empty = sources.add("b", "");
  CHECK(sources.line(empty, 1) == "");
}

TEST_CASE("adding a file leaves the texts of the others where they are") {
  SourceMap sources;
  const FileId first = sources.add("a", "short");
  const char* place = sources.file(first).text.data();
  for (int i = 0; i < 1000; ++i) sources.add("b", "x");
  CHECK(sources.file(first).text.data() == place);
  CHECK(sources.text({first, 1, 3}) == "ho");
  CHECK(sources.text({}) == "");
}

TEST_CASE("a copy of the sources has the same texts, and outlives them") {
  auto sources = std::make_unique<SourceMap>();
  const FileId owned = sources->add("a", "one\ntwo");
  static constexpr std::string_view kCarried = "three\nfour\n";
  const FileId carried = sources->add_carried("b", kCarried);
  CHECK(sources->file(carried).text.data() == kCarried.data());
  const SourceMap copy = *sources;
  const char* place = sources->file(owned).text.data();
  sources.reset();
  CHECK(copy.file(owned).text.data() == place);
  CHECK(copy.line(owned, 2) == "two");
  CHECK(copy.line(carried, 2) == "four");
  CHECK(copy.position(carried, 6).line == 2);
}

TEST_CASE("a span is put inside its file, whatever it says") {
  SourceMap sources;
  const FileId file = sources.add("a", "12345");
  CHECK(clamped(sources, {file, 1, 3}) == Span{file, 1, 3});
  CHECK(clamped(sources, {file, 3, 1}) == Span{file, 3, 3});
  CHECK(clamped(sources, {file, 4, 99}) == Span{file, 4, 5});
  CHECK(clamped(sources, {file, 99, 99}) == Span{file, 5, 5});
  CHECK_FALSE(clamped(sources, {static_cast<FileId>(1), 0, 0}).known());
  CHECK_FALSE(clamped(sources, {}).known());
}

TEST_CASE("characters are counted right in any order of asking") {
  SourceMap sources;
  const FileId file = sources.add("a", "値x\n値\xff");
  CharacterColumns columns(sources);
  CHECK(columns(file, {1, 4}) == 2);
  CHECK(columns(file, {1, 5}) == 3);
  CHECK(columns(file, {1, 1}) == 1);
  CHECK(columns(file, {1, 2}) == 1);  // inside the letter: its own column
  CHECK(columns(file, {2, 4}) == 2);
  CHECK(columns(file, {2, 5}) == 3);
  CHECK(columns(file, {2, 99}) == 3);
}

TEST_CASE("diagnostics come by path, place, slug and message; equal ones once, those without a place first") {
  SourceMap sources;
  const FileId later = sources.add("b.yaml", "12345");
  const FileId earlier = sources.add("a.yaml", "12345");
  Diagnostics diagnostics;
  diagnostics.add(Diagnostic("x/y", {later, 0, 1}, "5"));
  diagnostics.add(Diagnostic("x/y", {earlier, 2, 3}, "4"));
  diagnostics.add(Diagnostic("x/y", {earlier, 2, 3}, "4"));
  diagnostics.add(Diagnostic("x/a", {earlier, 2, 3}, "3"));
  diagnostics.add(Diagnostic("x/z", {earlier, 0, 3}, "2"));
  diagnostics.add(Diagnostic("x/z", {}, "1"));
  std::string order;
  for (const Diagnostic& diagnostic : diagnostics.sorted(sources)) order += diagnostic.message;
  CHECK(order == "12345");
}

TEST_CASE("a diagnostic has the severity of its slug, and the sink counts by it") {
  Diagnostics diagnostics;
  CHECK(diagnostics.empty());
  std::size_t errors = 0;
  std::size_t warnings = 0;
  for (const SlugInfo& info : all_slugs()) {
    diagnostics.add(Diagnostic(info.slug, {}, "m"));
    CHECK(diagnostics.all().back().severity == info.severity);
    errors += info.severity == Severity::error ? 1 : 0;
    warnings += info.severity == Severity::warning ? 1 : 0;
  }
  CHECK(diagnostics.errors() == errors);
  CHECK(diagnostics.warnings() == warnings);
  CHECK(diagnostics.has_errors());
  CHECK(warnings > 0);
}
