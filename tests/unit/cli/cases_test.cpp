// Cases as data: tests/cases/cli/<name>/ holds `args` (one word a line), `files/` (the disk before), and what comes of
// it: `exit`, `stdout`, `stderr.diag` and `disk` (the paths that are there afterwards, with a mark for what is new,
// changed or gone). `input` is standard input.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <set>

#include "base/memory_disk.h"
#include "base/text.h"
#include "cli/run.h"
#include "support/golden.h"

namespace landform::cli {
namespace {

namespace fs = std::filesystem;
using Texts = std::map<std::string, std::string>;

std::string disk_change(const Texts& before, const Texts& after) {
  std::string text;
  Texts all = before;
  all.insert(after.begin(), after.end());
  for (const auto& [path, bytes] : all) {
    const auto old = before.find(path);
    const auto now = after.find(path);
    if (now == after.end()) {
      text += base::cat("- ", path, '\n');
    } else if (old == before.end()) {
      text += base::cat("+ ", path, '\n');
    } else if (old->second != now->second) {
      text += base::cat("~ ", path, '\n');
    }
  }
  return text;
}

void expect(const fs::path& path, const std::string& actual) {
  // What a case says nothing about is empty.
  if (actual.empty() && !fs::exists(path)) return;
  CHECK(test::compare_with_golden(path, actual) == "");
}

void run_case(const fs::path& folder) {
  base::MemoryDisk disk;
  for (const auto& path : test::files_below(folder / "files", "")) {
    disk.put_file(path.lexically_relative(folder / "files").string(), test::read_file(path));
  }
  const Texts before = disk.files();
  std::vector<std::string> words;
  const std::string args = test::read_file(folder / "args");
  for (const auto word : base::split(args, '\n')) {
    if (!word.empty()) words.emplace_back(word);
  }
  std::string out;
  std::string err;
  World world{disk,
              [&] { return base::Result<std::string, base::DiskError>(test::read_file(folder / "input")); },
              [&](std::string_view text) { out += text; },
              [&](std::string_view text) { err += text; },
              false,
              100};
  const Exit exit = run(world, words);
  expect(folder / "exit", base::cat(static_cast<int>(exit), '\n'));
  expect(folder / "stdout", out);
  expect(folder / "stderr.diag", err);
  expect(folder / "disk", disk_change(before, disk.files()));
}

TEST_CASE("every case of the command line ends as it should") {
  std::size_t cases = 0;
  for (const auto& args : test::files_below(test::cases_dir("cli"), "args")) {
    const fs::path folder = args.parent_path();
    if (folder.filename() == "files") continue;
    INFO(folder.string());
    run_case(folder);
    ++cases;
  }
  CHECK(cases > 10);
}

}  // namespace
}  // namespace landform::cli
