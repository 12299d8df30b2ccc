// What a formatter does not see.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "base/utf8.h"
#include "support/golden.h"

using namespace landform::base;
namespace fs = std::filesystem;
namespace test = landform::test;

namespace {

const fs::path kStyleRoot = LANDFORM_SOURCE_DIR;

constexpr std::ptrdiff_t kMostLines = 600;

// Sources and the documents that people write. Cases and goldens hold whatever they are about.
std::vector<fs::path> written_files() {
  std::vector<fs::path> found;
  for (const char* folder : {"generator", "templates", "cmake", "docs", "tests/unit", "tests/support", "tests/laws",
                             "tests/fuzz", "tests/bench"}) {
    for (const char* ending : {".h", ".cpp", ".cmake", ".yaml", ".json", ".md", ".sh"}) {
      for (fs::path& path : test::files_below(kStyleRoot / folder, ending)) found.push_back(std::move(path));
    }
  }
  for (const char* file : {"dev", ".ci/run", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CMakeLists.txt"}) {
    found.push_back(kStyleRoot / file);
  }
  return found;
}

// How often `name` stands in `text` as a word of its own.
std::size_t uses_of(std::string_view text, std::string_view name) {
  const auto is_part = [](char c) { return is_alphanumeric(c) || c == '_'; };
  std::size_t uses = 0;
  for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + name.size())) {
    const std::size_t end = at + name.size();
    if (at > 0 && is_part(text[at - 1])) continue;
    if (end < text.size() && is_part(text[end])) continue;
    ++uses;
  }
  return uses;
}

}  // namespace

TEST_CASE("no file of the generator is longer than a reader can hold") {
  for (const char* ending : {".h", ".cpp"}) {
    for (const fs::path& path : test::files_below(kStyleRoot / "generator", ending)) {
      const std::string text = test::read_file(path);
      INFO(path.string());
      CHECK(std::count(text.begin(), text.end(), '\n') <= kMostLines);
    }
  }
}

// The linter reads a dozen files as one and cannot tell.
TEST_CASE("every name that a file of the generator takes over with `using` is used there") {
  std::size_t seen = 0;
  for (const fs::path& path : test::files_below(kStyleRoot / "generator", ".cpp")) {
    const std::string text = test::read_file(path);
    for (const std::string_view line : split(text, '\n')) {
      if (!line.starts_with("using ") || !line.ends_with(';') || line.find("::") == std::string_view::npos) continue;
      if (line.starts_with("using namespace ") || line.find('=') != std::string_view::npos) continue;
      const std::size_t colons = line.rfind("::");
      const std::string_view name = line.substr(colons + 2, line.size() - colons - 3);
      ++seen;
      INFO(path.string(), ": ", std::string(line));
      CHECK(uses_of(text, name) > 1);
    }
  }
  CHECK(seen > 100);
}

TEST_CASE("files have no trailing space, no tabs, good UTF-8 and a line break at their end") {
  const auto files = written_files();
  REQUIRE(files.size() > 50);
  for (const fs::path& path : files) {
    INFO(path.string());
    const std::string text = test::read_file(path);
    REQUIRE_FALSE(text.empty());
    CHECK(text.ends_with('\n'));
    CHECK_FALSE(text.ends_with("\n\n"));
    CHECK(find_bad_utf8(text) == std::string_view::npos);
    // A page may show a tab where tabs are its subject.
    if (path.extension() != ".md") CHECK(text.find('\t') == std::string::npos);
    CHECK(text.find(" \n") == std::string::npos);
    CHECK(text.find('\r') == std::string::npos);
  }
}

TEST_CASE("what is left to do names its condition") {
  constexpr std::string_view kMark =
      "TO"
      "DO";
  for (const fs::path& path : written_files()) {
    const std::string text = test::read_file(path);
    for (auto at = text.find(kMark); at != std::string::npos; at = text.find(kMark, at + 1)) {
      INFO(path.string() << " at byte " << at);
      CHECK(std::string_view(text).substr(at).starts_with(cat(kMark, "(when ")));
    }
  }
}

TEST_CASE("every header is read once and says what it is for") {
  for (const fs::path& path : test::files_below(kStyleRoot / "generator", ".h")) {
    const std::string text = test::read_file(path);
    INFO(path.string());
    CHECK(text.starts_with("// "));
    CHECK(text.find("\n#pragma once\n") != std::string::npos);
  }
}
