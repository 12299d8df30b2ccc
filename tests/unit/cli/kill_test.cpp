// A build that is killed at any moment, on a real disk: a child writes two trees in turn, for ever, and dies somewhere.
#include <doctest/doctest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "base/real_disk.h"
#include "cli/tree_writer.h"
#include "support/golden.h"
#include "unit/cli/tree_fixture.h"

namespace landform::cli {
namespace {

namespace fs = std::filesystem;

using test::Texts;

// Removed with all it holds when the test is over.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (fs::temp_directory_path() / "landform-kill-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Texts tree_text(const std::string& mark) {
  Texts texts;
  for (int i = 0; i < 12; ++i)
    texts.emplace("stacks/" + mark + std::to_string(i) + ".yaml", std::string(3000, mark[0]));
  for (int i = 0; i < 12; ++i) texts.emplace("docs/page" + std::to_string(i) + ".md", mark);
  texts.emplace("docs/same.md", "the same in both");
  return texts;
}

Texts read_tree(const fs::path& root) {
  Texts texts;
  if (!fs::exists(root)) return texts;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file()) texts.emplace(entry.path().lexically_relative(root).string(), test::read_file(entry));
  }
  return texts;
}

Texts with_note(const std::vector<emit::OutputFile>& files) {
  Texts texts{{"note.txt", "somebody's"}};
  for (const auto& file : files) texts.emplace(file.path, file.bytes);
  return texts;
}

[[noreturn]] void write_for_ever(const std::string& root, const std::vector<emit::OutputFile>& one,
                                 const std::vector<emit::OutputFile>& other) {
  base::RealDisk disk;
  while (true) {
    for (const auto* files : {&one, &other}) {
      base::Diagnostics diagnostics;
      if (!write_tree(disk, {root, *files, std::nullopt, Edited::keep}, diagnostics)) ::_exit(1);
    }
  }
}

TEST_CASE("a build killed at any moment leaves the old tree or the new one, and the next build clears up") {
  const ScratchFolder scratch;
  REQUIRE(fs::exists(scratch.path()));
  const fs::path root = scratch.path() / "acme";
  const auto one = test::tree_of(tree_text("one"));
  const auto other = test::tree_of(tree_text("two"));
  base::RealDisk disk;
  base::Diagnostics first;
  REQUIRE(write_tree(disk, {root.string(), one, std::nullopt, Edited::keep}, first));
  std::ofstream(root / "note.txt") << "somebody's";
  const auto note_time = fs::last_write_time(root / "note.txt");
  const auto same_time = fs::last_write_time(root / "docs/same.md");

  std::mt19937 random(20261122);
  std::uniform_int_distribution<int> microseconds(0, 40'000);
  for (int round = 0; round < 40; ++round) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) write_for_ever(root.string(), one, other);
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds(random)));
    REQUIRE(::kill(child, SIGKILL) == 0);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    // It was killed; it did not give up before.
    REQUIRE(WIFSIGNALED(status));
    const auto now = read_tree(root);
    INFO("round ", round);
    REQUIRE((now == with_note(one) || now == with_note(other)));
  }

  base::Diagnostics last;
  REQUIRE(write_tree(disk, {root.string(), other, std::nullopt, Edited::keep}, last));
  CHECK(read_tree(root) == with_note(other));
  CHECK_FALSE(fs::exists(scratch.path() / ".acme.landform"));
  CHECK(fs::last_write_time(root / "note.txt") == note_time);
  CHECK(fs::last_write_time(root / "docs/same.md") == same_time);
}

TEST_CASE("an out tree that is a link to a folder elsewhere stays a link") {
  const ScratchFolder scratch;
  fs::create_directories(scratch.path() / "elsewhere/tree");
  fs::create_directory_symlink("elsewhere/tree", scratch.path() / "acme");
  base::RealDisk disk;
  base::Diagnostics diagnostics;
  const auto files = test::tree_of({{"a.yaml", "a: 1\n"}});
  REQUIRE(write_tree(disk, {(scratch.path() / "acme").string(), files, std::nullopt, Edited::keep}, diagnostics));
  CHECK(fs::is_symlink(scratch.path() / "acme"));
  CHECK(fs::exists(scratch.path() / "elsewhere/tree/manifest.json"));
}

}  // namespace
}  // namespace landform::cli
