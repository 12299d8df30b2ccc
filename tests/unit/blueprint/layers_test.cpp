// tests/cases/layers: a folder a case. blueprint.yaml (or customer/blueprint.yaml) is read with what it names; the tree
// is compared with merged.yaml, or what is wrong with blueprint.diag.
#include "blueprint/layers.h"

#include <doctest/doctest.h>

#include <ctime>
#include <filesystem>
#include <map>

#include "base/render_text.h"
#include "base/text.h"
#include "blueprint/layers_path.h"
#include "support/golden.h"
#include "yaml/write.h"

namespace landform {
namespace {

namespace fs = std::filesystem;
using base::cat;
using Files = std::map<std::string, std::string>;

struct Outcome {
  std::optional<blueprint::Layered> layered;
  std::string diagnostics;
};

Outcome read(const std::string& path, const blueprint::ReadText& read_text) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  Outcome outcome;
  outcome.layered = blueprint::read_layers(sources, path, read_text, diagnostics);
  outcome.diagnostics = base::render_text(sources, diagnostics);
  return outcome;
}

Outcome read(const Files& files, const std::string& path = "a.yaml") {
  return read(path, [&](const std::string& wanted) -> base::Result<std::string, base::DiskError> {
    const auto found = files.find(wanted);
    if (found == files.end()) return base::DiskError{base::DiskFault::not_found, wanted, "No such file or directory"};
    return found->second;
  });
}

base::Result<std::string, base::DiskError> read_below(const fs::path& folder, const std::string& path) {
  const fs::path full = folder / path;
  if (full.filename() == "secret.yaml") return base::DiskError{base::DiskFault::permission, path, "Permission denied"};
  if (!fs::exists(full)) return base::DiskError{base::DiskFault::not_found, path, "No such file or directory"};
  if (fs::is_directory(full)) return base::DiskError{base::DiskFault::not_a_file, path, "Is a directory"};
  return test::read_file(full);
}

void compare(const fs::path& golden, const std::string& actual) {
  if (actual.empty()) {
    CHECK_MESSAGE(!fs::exists(golden), golden.string(), " exists, but there is nothing to compare it with");
    return;
  }
  const std::string difference = test::compare_with_golden(golden, actual);
  CHECK_MESSAGE(difference.empty(), difference);
}

std::string merged(const Outcome& outcome) {
  return outcome.layered ? yaml::write_yaml(outcome.layered->root) : outcome.diagnostics;
}

}  // namespace

TEST_CASE("each folder of layers reads to its golden tree or diagnostics") {
  std::size_t cases = 0;
  for (const auto& entry : fs::directory_iterator(test::cases_dir("layers"))) {
    if (!entry.is_directory()) continue;
    const fs::path folder = entry.path();
    const std::string path = fs::exists(folder / "customer") ? "customer/blueprint.yaml" : "blueprint.yaml";
    ++cases;
    const Outcome outcome = read(path, [&](const std::string& wanted) { return read_below(folder, wanted); });
    compare(folder / "blueprint.diag", outcome.diagnostics);
    compare(folder / "merged.yaml", outcome.layered ? yaml::write_yaml(outcome.layered->root) : std::string());
    CHECK_MESSAGE(!(outcome.layered && !outcome.diagnostics.empty()), folder.string());
  }
  CHECK(cases > 20);
}

TEST_CASE("a file without layers comes back as it was read") {
  CHECK(merged(read({{"a.yaml", "b: 1\na: {c: [1, 2]}\n"}})) == "b: 1\na:\n  c: [1, 2]\n");
  const Outcome empty = read({{"a.yaml", ""}});
  REQUIRE(empty.layered);
  CHECK(empty.layered->root.is_null());
  const Outcome list = read({{"a.yaml", "- 1\n"}});
  REQUIRE(list.layered);
  CHECK(list.layered->root.is_sequence());
}

TEST_CASE("mappings merge, lists and values replace, null removes, several files deep") {
  const Files files = {{"a.yaml", "extends: b.yaml\nm: {x: 1, z: 3}\nl: [9]\ngone:\n"},
                       {"b.yaml", "extends: lower/c.yaml\nm: {x: 0, y: 2}\nback: here\n"},
                       {"lower/c.yaml", "m: {w: 0}\nl: [1, 2]\ngone: {a: 1}\nback: there\nkeep: true\n"}};
  const Outcome outcome = read(files);
  REQUIRE(outcome.layered);
  CHECK(merged(outcome) == "m: {w: 0, x: 1, \"y\": 2, z: 3}\nl: [9]\nback: here\nkeep: true\n");
  CHECK(outcome.layered->files == std::vector<std::string>{"a.yaml", "b.yaml", "lower/c.yaml"});
}

TEST_CASE("a null where the base has nothing stays for the decoder to judge") {
  CHECK(merged(read({{"a.yaml", "extends: b.yaml\nnew:\n"}, {"b.yaml", "old: 1\n"}})) == "old: 1\nnew: null\n");
}

TEST_CASE("a removed key can come back in a file above") {
  const Files files = {
      {"a.yaml", "extends: b.yaml\nk: {p: 1}\n"}, {"b.yaml", "extends: c.yaml\nk:\n"}, {"c.yaml", "k: {o: 1}\n"}};
  CHECK(merged(read(files)) == "k: {p: 1}\n");
}

TEST_CASE("what the upper file says alike is no override of a final value") {
  const Files files = {{"a.yaml", "extends: b.yaml\ns: {t: {days: 9}, l: [1]}\n"},
                       {"b.yaml", "final: [s]\ns: {t: {days: 9, k: 1}, l: [1]}\n"}};
  CHECK(merged(read(files)) == "s:\n  t: {days: 9, k: 1}\n  l: [1]\n");
}

TEST_CASE("a final path with a star closes each key and leaves the mapping open") {
  const auto with = [](const std::string& upper) {
    return Files{{"a.yaml", "extends: b.yaml\n" + upper}, {"b.yaml", "final: [g.*]\ng: {one: {to: [Root]}}\n"}};
  };
  CHECK(read(with("g: {two: {}}\n")).layered);
  CHECK_FALSE(read(with("g: {one: {to: []}}\n")).layered);
  CHECK_FALSE(read(with("g: {one: {except: [x]}}\n")).layered);
  CHECK_FALSE(read(with("g: {one:}\n")).layered);
  CHECK_FALSE(read(with("g:\n")).layered);
  CHECK_FALSE(read(with("g: [one]\n")).layered);
}

TEST_CASE("final holds over several files and reaches keys with dots") {
  const Files files = {{"a.yaml", "extends: b.yaml\nm: {\"x.y\": 2}\n"},
                       {"b.yaml", "extends: c.yaml\nn: 1\n"},
                       {"c.yaml", "final: ['m.\"x.y\"']\nm: {\"x.y\": 1}\n"}};
  const Outcome outcome = read(files);
  CHECK_FALSE(outcome.layered);
  CHECK(outcome.diagnostics.find("`m.\"x.y\"` is `2` here, but `c.yaml` made it final as `1`") != std::string::npos);
}

TEST_CASE("parts of one blueprint may each say the version") {
  const Files files = {{"a.yaml", "landform: 1\ninclude: [p.yaml, q.yaml]\n"},
                       {"p.yaml", "landform: 1\nx: {a: 1}\n"},
                       {"q.yaml", "landform: 1\nx: {b: 2}\n"}};
  CHECK(merged(read(files)) == "landform: 1\nx: {a: 1, b: 2}\n");
}

TEST_CASE("a part of comments only is an empty part") {
  CHECK(merged(read({{"a.yaml", "include: [p.yaml]\nx: 1\n"}, {"p.yaml", "# later\n"}})) == "x: 1\n");
}

TEST_CASE("spans point into the file that said each thing") {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const Files files = {{"a.yaml", "extends: b.yaml\nm: {x: here}\n"}, {"b.yaml", "m: {x: 0, y: there}\n"}};
  const auto layered = blueprint::read_layers(
      sources, "a.yaml",
      [&](const std::string& path) -> base::Result<std::string, base::DiskError> { return files.at(path); },
      diagnostics);
  REQUIRE(layered);
  const yaml::Node& m = *layered->root.find("m");
  CHECK(sources.file(m.find("x")->span.file).path == "a.yaml");
  CHECK(sources.text(m.find("x")->span) == "here");
  CHECK(sources.file(m.find("y")->span.file).path == "b.yaml");
  CHECK(sources.text(m.find("y")->span) == "there");
}

TEST_CASE("a chain of seventeen files is refused with the chain") {
  Files files;
  for (int i = 0; i < 20; ++i) files[cat("f", i, ".yaml")] = cat("extends: f", i + 1, ".yaml\n");
  const Outcome outcome = read(files, "f0.yaml");
  CHECK_FALSE(outcome.layered);
  compare(test::cases_dir("layers") / "too-deep.diag", outcome.diagnostics);
}

TEST_CASE("the thousand and first file is refused, once") {
  Files files;
  std::string list;
  for (int i = 0; i < 1005; ++i) {
    files[cat("parts/", i, ".yaml")] = cat("k", i, ": 1\n");
    list += cat("  - parts/", i, ".yaml\n");
  }
  files["a.yaml"] = "include:\n" + list;
  const Outcome outcome = read(files);
  CHECK_FALSE(outcome.layered);
  compare(test::cases_dir("layers") / "too-many-files.diag", outcome.diagnostics);
}

TEST_CASE("merging ten thousand keys takes linear time") {
  const auto mapping = [](int count) {
    std::string text = "m:\n";
    for (int i = 0; i < count; ++i) text += cat("  key-", i, ": {v: ", i, "}\n");
    return text;
  };
  const auto seconds = [&](int count) {
    const Files files = {{"a.yaml", "extends: b.yaml\n" + mapping(count)}, {"b.yaml", mapping(count)}};
    const std::clock_t start = std::clock();  // of this program alone, whatever else runs
    CHECK(read(files).layered);
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  };
  seconds(100);
  // Ten times the keys take ten times the time, a hundred times if the look-ups walked; thirty leaves room for noise.
  CHECK(seconds(10000) < 30 * seconds(1000) + 0.05);
}

TEST_CASE("paths are made normal by their text") {
  CHECK(blueprint::normal_path("./a//b/../c.yaml") == "a/c.yaml");
  CHECK(blueprint::normal_path("../../a") == "../../a");
  CHECK(blueprint::normal_path("a/../..") == "..");
  CHECK(blueprint::normal_path("/../a") == "/a");
  CHECK(blueprint::normal_path("a/..") == ".");
}

}  // namespace landform
