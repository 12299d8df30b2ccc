#include "cli/tree_writer.h"

#include <doctest/doctest.h>

#include "base/memory_disk.h"
#include "base/render_text.h"
#include "base/text.h"
#include "support/golden.h"
#include "unit/cli/tree_fixture.h"

namespace landform::cli {
namespace {

using base::MemoryDisk;
using test::placed;
using test::Texts;
using test::tree_of;

const Texts kBefore{{"docs/readme.md", "read\n"},
                    {"imports/gone.json", "[]\n"},
                    {"stacks/10-a.yaml", "a: 1\n"},
                    {"stacks/20-b.yaml", "b: 1\n"}};
const Texts kAfter{{"docs/readme.md", "read\n"},
                   {"stack-sets/c.yaml", "c: 1\n"},
                   {"stacks/10-a.yaml", "a: 2\n"},
                   {"stacks/20-b.yaml", "b: 1\n"}};
const Texts kForeign{{"notes/mine.txt", "mine"}, {"stacks/local.yaml", "local: 1\n"}};

std::optional<TreeReport> write(base::Disk& disk, const std::vector<emit::OutputFile>& files,
                                base::Diagnostics& diagnostics, Edited edited = Edited::keep,
                                std::optional<LockWrite> lock = std::nullopt) {
  return write_tree(disk, {"out/acme", files, std::move(lock), edited}, diagnostics);
}

std::string said(const base::Diagnostics& diagnostics) {
  return base::render_text({}, diagnostics);
}

// An old tree with files of others in it, and its lock.
void prepare(MemoryDisk& disk) {
  for (const auto& [path, text] : placed(tree_of(kBefore), "out/acme", kForeign)) disk.put_file(path, text);
  disk.put_directory("out/acme/empty");
  disk.put_file("blueprints/acme.lock.yaml", "old lock\n");
}

Texts with_lock(Texts texts, const std::string& lock) {
  texts.emplace("blueprints/acme.lock.yaml", lock);
  return texts;
}

TEST_CASE("a fresh tree is written whole, and nothing else is left on the disk") {
  MemoryDisk disk;
  base::Diagnostics diagnostics;
  const auto files = tree_of(kBefore);
  const auto report = write(disk, files, diagnostics);
  REQUIRE_MESSAGE(report, said(diagnostics));
  CHECK(report->created == 5);
  CHECK(disk.files() == placed(files, "out/acme"));
  CHECK_FALSE(disk.kind("out/.acme.landform").ok());
}

TEST_CASE("a tree that does not change is not written") {
  MemoryDisk disk;
  prepare(disk);
  base::Diagnostics diagnostics;
  const auto report = write(disk, tree_of(kBefore), diagnostics);
  REQUIRE(report);
  CHECK(report->unchanged == 5);
  CHECK(report->created + report->replaced + report->removed == 0);
  for (const auto& change : disk.changes())
    CHECK_MESSAGE(change.find("out/.acme.landform") != std::string::npos, change);
}

TEST_CASE("a change writes what changed, removes what is gone and leaves every other file as it was") {
  MemoryDisk disk;
  prepare(disk);
  const auto unchanged = disk.version("out/acme/stacks/20-b.yaml");
  const auto foreign = disk.version("out/acme/notes/mine.txt");
  const auto changed = disk.version("out/acme/stacks/10-a.yaml");
  base::Diagnostics diagnostics;
  const auto files = tree_of(kAfter);
  const auto report =
      write(disk, files, diagnostics, Edited::keep, LockWrite{"blueprints/acme.lock.yaml", "new lock\n"});
  REQUIRE_MESSAGE(report, said(diagnostics));
  CHECK(report->created == 1);
  CHECK(report->replaced == 2);  // the manifest too
  CHECK(report->removed == 1);
  CHECK(report->unchanged == 2);
  CHECK(disk.files() == with_lock(placed(files, "out/acme", kForeign), "new lock\n"));
  CHECK(disk.version("out/acme/stacks/20-b.yaml") == unchanged);
  CHECK(disk.version("out/acme/notes/mine.txt") == foreign);
  CHECK(disk.version("out/acme/stacks/10-a.yaml") != changed);
  CHECK(disk.kind("out/acme/empty").ok());
  CHECK_FALSE(disk.kind("out/acme/imports").ok());
}

TEST_CASE("edited output is refused, file by file, and --force gives the edits up") {
  MemoryDisk disk;
  prepare(disk);
  disk.put_file("out/acme/stacks/10-a.yaml", "a: by hand\n");
  disk.put_file("out/acme/imports/gone.json", "[1]\n");
  const auto before = disk.files();
  const auto files = tree_of(kAfter);
  base::Diagnostics refused;
  CHECK_FALSE(write(disk, files, refused, Edited::keep, LockWrite{"blueprints/acme.lock.yaml", "new lock\n"}));
  CHECK(test::compare_with_golden(test::cases_dir("cli") / "edited-output.diag", said(refused)) == "");
  CHECK(disk.files() == before);

  base::Diagnostics forced;
  REQUIRE(write(disk, files, forced, Edited::overwrite));
  CHECK(forced.empty());
  CHECK(disk.files() == with_lock(placed(files, "out/acme", kForeign), "old lock\n"));
}

TEST_CASE("an edit that says what the build says is no conflict") {
  MemoryDisk disk;
  prepare(disk);
  disk.put_file("out/acme/stacks/10-a.yaml", "a: 2\n");
  base::Diagnostics diagnostics;
  REQUIRE_MESSAGE(write(disk, tree_of(kAfter), diagnostics), said(diagnostics));
}

TEST_CASE("a generated file that somebody deleted comes back") {
  MemoryDisk disk;
  prepare(disk);
  REQUIRE(disk.remove_file("out/acme/stacks/10-a.yaml"));
  base::Diagnostics diagnostics;
  const auto files = tree_of(kBefore);
  REQUIRE_MESSAGE(write(disk, files, diagnostics), said(diagnostics));
  CHECK(disk.files() == with_lock(placed(files, "out/acme", kForeign), "old lock\n"));
}

TEST_CASE("what landform did not write is never touched, with --force neither") {
  MemoryDisk disk;
  prepare(disk);
  disk.put_file("out/acme/stack-sets/c.yaml", "somebody's\n");
  disk.put_directory("out/acme/stacks/30-d.yaml");
  disk.put_other("out/acme/policies");
  const auto before = disk.files();
  auto texts = kAfter;
  texts.emplace("stacks/30-d.yaml", "d: 1\n");
  texts.emplace("policies/p.json", "{}\n");
  base::Diagnostics diagnostics;
  CHECK_FALSE(write(disk, tree_of(texts), diagnostics, Edited::overwrite));
  CHECK(test::compare_with_golden(test::cases_dir("cli") / "foreign-file.diag", said(diagnostics)) == "");
  CHECK(disk.files() == before);
}

TEST_CASE("an edited manifest is edited output, because nothing else tells whose the files are") {
  MemoryDisk disk;
  prepare(disk);
  auto manifest = disk.read("out/acme/manifest.json").value();
  disk.put_file("out/acme/manifest.json", base::replace_all(manifest, "stacks/20-b.yaml", "stacks/20-x.yaml"));
  base::Diagnostics refused;
  CHECK_FALSE(write(disk, tree_of(kAfter), refused));
  CHECK(test::compare_with_golden(test::cases_dir("cli") / "edited-manifest.diag", said(refused)) == "");
  base::Diagnostics forced;
  REQUIRE(write(disk, tree_of(kAfter), forced, Edited::overwrite));
  // Without a manifest to trust, nothing is removed.
  CHECK(disk.read("out/acme/imports/gone.json").ok());
}

TEST_CASE("two builds into one tree at once: the second is refused") {
  MemoryDisk disk;
  prepare(disk);
  REQUIRE(disk.make_directory("out/.acme.landform"));
  const auto held = disk.hold("out/.acme.landform");
  REQUIRE(held);
  base::Diagnostics diagnostics;
  CHECK_FALSE(write(disk, tree_of(kAfter), diagnostics));
  CHECK(test::compare_with_golden(test::cases_dir("cli") / "tree-busy.diag", said(diagnostics)) == "");
}

TEST_CASE("what a killed build left is cleared, and a file that came late moves into the tree") {
  MemoryDisk disk;
  prepare(disk);
  disk.put_file("out/.acme.landform/new/stacks/10-a.yaml", "half");
  for (const auto& [path, text] : placed(tree_of(kAfter), "out/.acme.landform/ready")) disk.put_file(path, text);
  disk.put_file("out/.acme.landform/ready/late/note.txt", "late");
  base::Diagnostics diagnostics;
  const auto files = tree_of(kBefore);
  REQUIRE_MESSAGE(write(disk, files, diagnostics), said(diagnostics));
  auto others = kForeign;
  others.emplace("late/note.txt", "late");
  CHECK(disk.files() == with_lock(placed(files, "out/acme", others), "old lock\n"));
}

TEST_CASE("a full disk says so, and that the old tree is as it was") {
  MemoryDisk disk;
  prepare(disk);
  disk.fail({4, base::DiskFault::no_space, MemoryDisk::Trace::half, MemoryDisk::After::goes_on});
  base::Diagnostics diagnostics;
  CHECK_FALSE(write(disk, tree_of(kAfter), diagnostics));
  CHECK(test::compare_with_golden(test::cases_dir("cli") / "disk-failed.diag", said(diagnostics)) == "");
}

enum class Swap { one_step, two_renames };

// Every call fails once, in every way: the tree is the old one or the new one, and the next build ends with the new
// one.
void fail_each_call(Swap swap, MemoryDisk::Trace trace, MemoryDisk::After after) {
  const auto old_files = tree_of(kBefore);
  const auto new_files = tree_of(kAfter);
  const auto old_disk = with_lock(placed(old_files, "out/acme", kForeign), "old lock\n");
  const auto new_disk = with_lock(placed(new_files, "out/acme", kForeign), "new lock\n");
  const LockWrite lock{"blueprints/acme.lock.yaml", "new lock\n"};
  bool failed_once = false;
  for (std::size_t call = 1;; ++call) {
    REQUIRE(call < 200);
    MemoryDisk disk;
    prepare(disk);
    if (swap == Swap::two_renames) disk.without_exchange();
    disk.fail({call, base::DiskFault::no_space, trace, after});
    base::Diagnostics diagnostics;
    const auto report = write(disk, new_files, diagnostics, Edited::keep, lock);
    const bool reached = disk.changes().size() >= call;
    disk.heal();
    INFO("call ", call, ": ", reached ? disk.changes()[call - 1] : "never came");
    Texts tree;
    std::string lock_now;
    for (const auto& [path, text] : disk.files()) {
      if (path.starts_with("out/acme/")) tree.emplace(path, text);
      if (path == lock.path) lock_now = text;
    }
    const bool is_old = tree == placed(old_files, "out/acme", kForeign);
    const bool is_new = tree == placed(new_files, "out/acme", kForeign);
    const bool between = swap == Swap::two_renames && after == MemoryDisk::After::stays_broken && tree.empty();
    CHECK((is_old || is_new || between));
    if (report) CHECK((is_new && lock_now == "new lock\n"));
    if (!report) CHECK_FALSE(is_new);
    if (!report && after == MemoryDisk::After::goes_on) {
      CHECK(disk.files() == old_disk);
      CHECK(diagnostics.has_errors());
    }
    // No tree without the lock that records it.
    if (is_new) CHECK(lock_now == "new lock\n");

    base::Diagnostics again;
    const auto second = write(disk, new_files, again, Edited::keep, lock);
    REQUIRE_MESSAGE(second, said(again));
    CHECK(disk.files() == new_disk);
    CHECK_FALSE(disk.kind("out/.acme.landform").ok());
    failed_once = failed_once || !report;
    if (!reached) break;
  }
  CHECK(failed_once);
}

TEST_CASE("whatever call fails, the tree is the old one or the new one") {
  for (const auto swap : {Swap::one_step, Swap::two_renames}) {
    for (const auto trace : {MemoryDisk::Trace::nothing, MemoryDisk::Trace::half}) {
      for (const auto after : {MemoryDisk::After::goes_on, MemoryDisk::After::stays_broken}) {
        fail_each_call(swap, trace, after);
      }
    }
  }
}

TEST_CASE("a rehearsal reports what a build would do and changes nothing") {
  MemoryDisk disk;
  prepare(disk);
  base::Diagnostics diagnostics;
  const auto files = tree_of(kAfter);
  const auto report = rehearse_tree(disk, {"out/acme", files, std::nullopt, Edited::keep}, diagnostics);
  REQUIRE(report);
  CHECK(report->created == 1);
  CHECK(report->replaced == 2);
  CHECK(report->removed == 1);
  CHECK(disk.changes().empty());
}

}  // namespace
}  // namespace landform::cli
