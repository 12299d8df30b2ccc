// Every slug has one line in the table, one page, one case; and nothing has a slug, page or case of a fault that is
// none.
#include "base/slugs.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/slug_areas.h"
#include "base/text.h"
#include "support/golden.h"

using namespace landform::base;
namespace fs = std::filesystem;
namespace test = landform::test;

namespace {

const fs::path kSlugRoot = LANDFORM_SOURCE_DIR;

bool is_kebab(std::string_view text) {
  if (text.empty() || text.front() == '-' || text.back() == '-') return false;
  if (text.find("--") != std::string_view::npos) return false;
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

bool is_slug(std::string_view text) {
  const auto slash = text.find('/');
  return slash != std::string_view::npos && is_kebab(text.substr(0, slash)) && is_kebab(text.substr(slash + 1));
}

fs::path page_of(std::string_view slug) {
  return kSlugRoot / "docs" / "explain" / cat(slug, ".md");
}

std::string_view reason_heading(Severity severity) {
  if (severity == Severity::error) return "\n## Why it is refused\n";
  return severity == Severity::warning ? "\n## Why it is worth a warning\n" : "\n## Why it is worth a note\n";
}

// The literals that stand first in Diagnostic(...), over line breaks too.
std::vector<std::string> slugs_raised_in(std::string_view code) {
  constexpr std::string_view kCall = "Diagnostic(";
  std::vector<std::string> found;
  for (auto at = code.find(kCall); at != std::string_view::npos; at = code.find(kCall, at + 1)) {
    const std::string_view argument = trim(code.substr(at + kCall.size(), 200));
    if (!argument.starts_with('"')) continue;
    const std::string_view literal = argument.substr(1, argument.find('"', 1) - 1);
    if (is_slug(literal)) found.emplace_back(literal);
  }
  return found;
}

// The slugs that goldens show as raised: "[area/slug]: ". Those of base/ show how things are drawn, with slugs of their
// own.
std::set<std::string> slugs_in_cases() {
  std::set<std::string> found;
  for (const fs::path& path : test::files_below(kSlugRoot / "tests" / "cases", ".diag")) {
    const std::string text = test::read_file(path);
    for (auto begin = text.find('['); begin != std::string::npos; begin = text.find('[', begin + 1)) {
      const auto end = text.find(']', begin);
      if (end == std::string::npos) break;
      found.insert(text.substr(begin + 1, end - begin - 1));
    }
  }
  return found;
}

// The slugs that do not have it, one a line.
std::string slugs_but(const std::function<bool(const SlugInfo&)>& have_it) {
  std::string others;
  for (const SlugInfo& info : all_slugs()) {
    if (!have_it(info)) others += cat("\n", info.slug);
  }
  return others;
}

}  // namespace

TEST_CASE("the slugs of an area are sorted, unique and in kebab-case") {
  for (const auto area : slug_areas()) {
    REQUIRE_FALSE(area.empty());
    for (std::size_t i = 0; i < area.size(); ++i) {
      INFO(area[i].slug);
      CHECK(is_slug(area[i].slug));
      CHECK_FALSE(area[i].summary.empty());
      CHECK_FALSE(area[i].summary.ends_with('.'));
      if (i > 0) CHECK(area[i - 1].slug < area[i].slug);
    }
  }
}

TEST_CASE("the whole table is sorted and finds each slug, and nothing else") {
  const auto table = all_slugs();
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (i > 0) CHECK(table[i - 1].slug < table[i].slug);
    CHECK(find_slug(table[i].slug) == &table[i]);
  }
  CHECK(find_slug("") == nullptr);
  CHECK(find_slug("yaml/") == nullptr);
  CHECK(find_slug("zzz/zzz") == nullptr);
}

TEST_CASE("every slug has a page") {
  CHECK(slugs_but([](const SlugInfo& info) { return fs::exists(page_of(info.slug)); }) == "");
}

TEST_CASE("a page says what the fault is, shows it, says why, and says what to do") {
  for (const SlugInfo& info : all_slugs()) {
    INFO(info.slug);
    const std::string page = test::read_file(page_of(info.slug));
    if (page.empty()) continue;
    CHECK(page.starts_with(cat("# ", info.slug, "\n\n")));
    const auto example = page.find("\n## Example\n");
    const auto why = page.find(reason_heading(info.severity));
    const auto way_out = page.find("\n## What to do\n");
    CHECK(example != std::string::npos);
    CHECK(why != std::string::npos);
    CHECK(way_out != std::string::npos);
    CHECK((example < why && why < way_out));
    const auto lines = std::count(page.begin(), page.end(), '\n');
    CHECK(lines >= 10);
    CHECK(lines <= 60);
  }
}

TEST_CASE("every page explains a slug") {
  const fs::path root = kSlugRoot / "docs" / "explain";
  for (const fs::path& path : test::files_below(root, ".md")) {
    const std::string slug = path.lexically_relative(root).replace_extension().generic_string();
    INFO(slug);
    CHECK(find_slug(slug) != nullptr);
  }
}

TEST_CASE("every slug stands as [area/slug] in a file tests/cases/**/*.diag") {
  const auto raised = slugs_in_cases();
  CHECK(slugs_but([&](const SlugInfo& info) { return raised.contains(std::string(info.slug)); }) == "");
}

TEST_CASE("every slug that the code raises is in the table, and every slug of the table stands in the code") {
  std::string code;
  for (const char* ending : {".cpp", ".h"}) {
    for (const fs::path& path : test::files_below(kSlugRoot / "generator", ending)) {
      if (path.filename().string().starts_with("slugs_")) continue;
      const std::string text = test::read_file(path);
      for (const std::string& slug : slugs_raised_in(text)) {
        INFO(path.string() << " raises " << slug);
        CHECK(find_slug(slug) != nullptr);
      }
      code += text;
    }
  }
  CHECK(slugs_but([&](const SlugInfo& info) { return code.find(cat('"', info.slug, '"')) != std::string::npos; }) ==
        "");
}

TEST_CASE("the search for raised slugs finds them over a line break") {
  CHECK(slugs_raised_in("add(Diagnostic(\"a/b-c\", x)); Diagnostic(\n      \"d/e\", y); Diagnostic(slug, z)") ==
        std::vector<std::string>{"a/b-c", "d/e"});
}
