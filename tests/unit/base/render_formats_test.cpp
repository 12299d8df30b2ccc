// The renderers for programs, over the cases of the text renderer.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "base/render_github.h"
#include "base/render_json.h"
#include "base/render_sarif.h"
#include "base/slugs.h"
#include "base/text.h"
#include "render_case.h"
#include "support/golden.h"

using namespace landform::base;
using nlohmann::json;
namespace test = landform::test;

namespace {

test::RenderCase case_named(std::string_view name) {
  return test::read_render_case(test::read_file(test::cases_dir("base") / "text" / cat(name, ".case")));
}

}  // namespace

TEST_CASE("every diagnostic of every case is a line of JSON with the documented fields") {
  for (const auto& path : test::files_below(test::cases_dir("base") / "text", ".case")) {
    INFO(path.string());
    const auto render_case = test::read_render_case(test::read_file(path));
    const std::string text = render_json(render_case.sources, render_case.diagnostics);
    std::size_t lines = 0;
    for (const auto line : split(trim(text), '\n')) {
      const json value = json::parse(line);
      CHECK(value.size() == 7);
      CHECK(value.at("severity").get<std::string>().size() >= 4);
      for (const char* field : {"secondary", "notes", "helps"}) CHECK(value.at(field).is_array());
      const json& primary = value.at("primary");
      CHECK((primary.is_null() || primary.at("begin_offset") <= primary.at("end_offset")));
      ++lines;
    }
    CHECK(lines == render_case.diagnostics.sorted(render_case.sources).size());
  }
}

TEST_CASE("the columns of JSON count characters, its offsets bytes") {
  const auto render_case = case_named("tabs-and-wide-letters");
  bool seen = false;
  const std::string text = render_json(render_case.sources, render_case.diagnostics);
  for (const auto line : split(trim(text), '\n')) {
    const json value = json::parse(line);
    if (value.at("slug") != "yaml/wide") continue;
    seen = true;
    CHECK(value.at("primary") == json{{"file", "wide.yaml"},
                                      {"begin_offset", 8},
                                      {"end_offset", 14},
                                      {"begin_line", 1},
                                      {"begin_column", 5},
                                      {"end_line", 1},
                                      {"end_column", 7},
                                      {"label", "値段 is here"}});
    CHECK(value.at("secondary").at(0).at("begin_column") == 8);
  }
  CHECK(seen);
}

TEST_CASE("the columns of many diagnostics in one long line are found in one pass over it") {
  SourceMap sources;
  const FileId file = sources.add("one-line.json", std::string(4U << 20U, 'x'));
  Diagnostics diagnostics;
  for (std::uint32_t i = 0; i < 20'000; ++i) diagnostics.add(Diagnostic("a/b", {file, i * 200, i * 200 + 5}, "m"));
  const std::string text = render_json(sources, diagnostics);
  const auto last = text.rfind("\"begin_column\":");
  CHECK(text.substr(last, 22) == "\"begin_column\":3999801");
}

TEST_CASE("SARIF names every slug as a rule and every place as a location") {
  const auto render_case = case_named("many-files");
  SarifOptions options;
  options.version = "1.2.3";
  options.help_base_uri = "https://docs.example/explain/";
  options.page = [](std::string_view slug) { return slug.starts_with("yaml/") ? "# a page" : ""; };
  const json log = json::parse(render_sarif(render_case.sources, render_case.diagnostics, options));
  CHECK(log.at("version") == "2.1.0");
  const json& run = log.at("runs").at(0);
  const json& driver = run.at("tool").at("driver");
  CHECK(driver.at("version") == "1.2.3");
  REQUIRE(driver.at("rules").size() == all_slugs().size());
  for (std::size_t i = 0; i < all_slugs().size(); ++i) {
    const json& rule = driver.at("rules").at(i);
    const std::string slug(all_slugs()[i].slug);
    CHECK(rule.at("id") == slug);
    CHECK(rule.at("helpUri") == "https://docs.example/explain/" + slug + ".md");
    CHECK(rule.at("help").at("text") == (slug.starts_with("yaml/") ? "# a page" : "landform explain " + slug));
  }
  const json& result = run.at("results").at(0);
  CHECK(result.at("level") == "error");
  CHECK(result.at("locations").at(0).at("physicalLocation") == json{{"artifactLocation", {{"uri", "customer.yaml"}}},
                                                                    {"region",
                                                                     {{"startLine", 2},
                                                                      {"startColumn", 17},
                                                                      {"endLine", 2},
                                                                      {"endColumn", 22},
                                                                      {"byteOffset", 36},
                                                                      {"byteLength", 5}}}});
  REQUIRE(result.at("relatedLocations").size() == 4);
  CHECK(result.at("relatedLocations").at(1).at("message").at("text") == "built with this");
}

TEST_CASE("a result of SARIF points at its rule") {
  SourceMap sources;
  Diagnostics diagnostics;
  const std::string_view slug = all_slugs().back().slug;
  diagnostics.add(Diagnostic(slug, {}, "found").note("a rule").help("a way out"));
  const json run = json::parse(render_sarif(sources, diagnostics)).at("runs").at(0);
  const json& result = run.at("results").at(0);
  CHECK(result.at("ruleIndex") == all_slugs().size() - 1);
  CHECK(run.at("tool").at("driver").at("rules").at(result.at("ruleIndex").get<std::size_t>()).at("id") == slug);
  CHECK(result.at("message").at("text") == "found\nnote: a rule\nhelp: a way out");
  CHECK_FALSE(result.contains("locations"));
}

TEST_CASE("paths are URIs in SARIF") {
  SourceMap sources;
  const FileId relative = sources.add("my blueprints/größe#1.yaml", "a");
  const FileId absolute = sources.add("/srv/a.yaml", "a");
  Diagnostics diagnostics;
  diagnostics.add(Diagnostic("a/b", {relative, 0, 1}, "one"));
  diagnostics.add(Diagnostic("a/b", {absolute, 0, 1}, "two"));
  const std::string text = render_sarif(sources, diagnostics);
  CHECK(text.find("\"my%20blueprints/gr%C3%B6%C3%9Fe%231.yaml\"") != std::string::npos);
  CHECK(text.find("\"file:///srv/a.yaml\"") != std::string::npos);
}

TEST_CASE("annotations escape what the runner would read as its own") {
  SourceMap sources;
  const FileId file = sources.add("a,b:c%.yaml", "key: 値\nb: 1\n");
  Diagnostics diagnostics;
  diagnostics.add(Diagnostic("a/b", {file, 5, 8}, "50%, or: less").label("here").help("one\r\ntwo"));
  diagnostics.add(Diagnostic("a/c", {file, 0, 12}, "two lines").also({file, 9, 10}, "why").note("so"));
  Diagnostic warning("a/a", {}, "::error::no");
  warning.severity = Severity::warning;
  diagnostics.add(std::move(warning));
  Diagnostic note("a/n", {file, 9, 9}, "empty");
  note.severity = Severity::note;
  diagnostics.add(std::move(note));
  CHECK(render_github(sources, diagnostics) ==
        "::error file=a%2Cb%3Ac%25.yaml,line=1,endLine=2,title=a/c::two lines%0Aa,b:c%25.yaml:2:1: why%0Anote: so\n"
        "::error file=a%2Cb%3Ac%25.yaml,line=1,endLine=1,col=6,endColumn=6,title=a/b::"
        "50%25, or: less%0Ahere%0Ahelp: one%0D%0Atwo\n"
        "::warning title=a/a::::error::no\n"
        "::notice file=a%2Cb%3Ac%25.yaml,line=2,endLine=2,col=1,endColumn=1,title=a/n::empty\n");
}

TEST_CASE("every case has annotations of one line each") {
  for (const auto& path : test::files_below(test::cases_dir("base") / "text", ".case")) {
    INFO(path.string());
    const auto render_case = test::read_render_case(test::read_file(path));
    const std::string text = render_github(render_case.sources, render_case.diagnostics);
    for (const auto line : split(trim(text), '\n')) CHECK(line.starts_with("::"));
  }
}
