// The documents of the examples, as a reader of Markdown sees them: tables that are tables, links that lead somewhere,
// nothing left of the source's braces, no credential.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "emit/documents/document.h"
#include "support/golden.h"

using landform::base::split;
using landform::base::trim;
namespace fs = std::filesystem;
namespace test = landform::test;

namespace {

const fs::path kOut = fs::path(LANDFORM_SOURCE_DIR) / "out";

std::vector<fs::path> documents() {
  std::vector<fs::path> found;
  for (fs::path& path : test::files_below(kOut, ".md")) found.push_back(std::move(path));
  return found;
}

// How many cells a row has: bars that no backslash escapes, less the two at its ends.
std::ptrdiff_t cells(std::string_view row) {
  std::ptrdiff_t bars = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '\\') {
      ++i;
    } else if (row[i] == '|') {
      ++bars;
    }
  }
  return bars - 1;
}

// The lines outside of code blocks; those inside are empty.
std::vector<std::string_view> prose_lines(std::string_view text, bool& closed) {
  std::vector<std::string_view> lines;
  bool in_code = false;
  for (const std::string_view line : split(text, '\n')) {
    if (trim(line).starts_with("```")) {
      in_code = !in_code;
      lines.emplace_back();
    } else {
      lines.push_back(in_code ? std::string_view() : line);
    }
  }
  closed = !in_code;
  return lines;
}

std::string first_bad_table_line(const std::vector<std::string_view>& lines) {
  std::ptrdiff_t width = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].starts_with('|')) {
      width = 0;
      continue;
    }
    if (!lines[i].ends_with('|')) return std::string(lines[i]);
    if (width == 0) {
      width = cells(lines[i]);
      const bool has_rule = i + 1 < lines.size() && lines[i + 1].starts_with('|') &&
                            lines[i + 1].find_first_not_of("|-: ") == std::string_view::npos;
      const bool stands_free = i == 0 || trim(lines[i - 1]).empty();
      if (!has_rule || !stands_free) return std::string(lines[i]);
    }
    if (cells(lines[i]) != width) return std::string(lines[i]);
  }
  return {};
}

std::vector<std::string> link_targets(const std::vector<std::string_view>& lines) {
  std::vector<std::string> found;
  for (const std::string_view line : lines) {
    for (auto at = line.find("]("); at != std::string_view::npos; at = line.find("](", at + 1)) {
      const auto end = line.find(')', at);
      if (end != std::string_view::npos) found.emplace_back(line.substr(at + 2, end - at - 2));
    }
  }
  return found;
}

}  // namespace

TEST_CASE("every example has its documents") {
  const auto all = documents();
  CHECK(all.size() >= 3 * 10);
}

TEST_CASE("tables of documents are tables, and code blocks end") {
  for (const fs::path& path : documents()) {
    INFO(path.string());
    bool closed = false;
    const std::string text = test::read_file(path);
    const auto lines = prose_lines(text, closed);
    CHECK(closed);
    CHECK(first_bad_table_line(lines) == "");
    CHECK(text.starts_with("# "));
    CHECK(text.find("{{") == std::string::npos);
    CHECK(text.find("\n\n\n") == std::string::npos);
  }
}

TEST_CASE("links of documents lead to documents and headings") {
  for (const fs::path& path : documents()) {
    bool closed = false;
    const std::string text = test::read_file(path);
    for (const std::string& target : link_targets(prose_lines(text, closed))) {
      if (target.starts_with("http") || target.starts_with('#')) continue;
      INFO(path.string() << " links to " << target);
      CHECK(fs::exists(path.parent_path() / target.substr(0, target.find('#'))));
    }
  }
}

TEST_CASE("no document holds a credential") {
  for (const fs::path& path : documents()) {
    const std::string text = test::read_file(path);
    INFO(path.string());
    for (const std::string_view mark : {"-----BEGIN", "aws_secret_access_key", "AKIA"}) {
      CHECK(text.find(mark) == std::string::npos);
    }
  }
}

TEST_CASE("the table of documents names each once, with a control of the catalogue") {
  std::set<std::string_view> names;
  for (const landform::emit::Document& document : landform::emit::all_documents()) {
    INFO(document.name);
    CHECK(names.insert(document.name).second);
    CHECK((document.data != nullptr));
    CHECK(std::is_sorted(document.controls.begin(), document.controls.end()));
    for (const std::string_view control : document.controls) CHECK(landform::aws::find_control(control) != nullptr);
    CHECK(fs::exists(fs::path(LANDFORM_SOURCE_DIR) / "templates" / landform::emit::document_source(document)));
  }
}

TEST_CASE("the check of tables sees what is wrong") {
  const auto bad = [](std::string_view text) {
    bool closed = false;
    return first_bad_table_line(prose_lines(text, closed));
  };
  CHECK(bad("| a | b |\n|---|---|\n| 1 | 2 |\n").empty());
  CHECK(bad("| a | b |\n|---|---|\n| 1 \\| 2 | 3 |\n").empty());
  CHECK(bad("| a | b |\n|---|---|\n| 1 |\n") == "| 1 |");
  CHECK(bad("| a | b |\n| 1 | 2 |\n") == "| a | b |");
  CHECK(bad("text\n| a |\n|---|\n") == "| a |");
}
