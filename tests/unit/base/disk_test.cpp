// What the interface promises, asked of both disks; then what each has of its own.
#include "base/disk.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "base/memory_disk.h"
#include "base/real_disk.h"
#include "base/text.h"

using namespace landform::base;
namespace fs = std::filesystem;

namespace {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "landform-disk-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { fs::remove_all(path_); }
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

void with_both_disks(const std::function<void(Disk&, const TemporaryFolder&)>& promise) {
  const TemporaryFolder folder;
  SUBCASE("on the real disk") {
    RealDisk disk;
    promise(disk, folder);
  }
  SUBCASE("in memory") {
    MemoryDisk disk;
    disk.put_directory(folder / "");
    promise(disk, folder);
  }
}

template <class T>
DiskFault fault(const Result<T, DiskError>& result) {
  REQUIRE_FALSE(result.ok());
  CHECK_FALSE(result.error().reason.empty());
  CHECK_FALSE(result.error().path.empty());
  return result.error().fault;
}

std::string text_of(Disk& disk, const std::string& path) {
  const auto read = disk.read(path);
  REQUIRE(read.ok());
  return read.value();
}

std::string names_of(Disk& disk, const std::string& path) {
  const auto entries = disk.list(path);
  REQUIRE(entries.ok());
  std::string names;
  for (const auto& entry : entries.value()) {
    names += cat(entry.name, entry.kind == EntryKind::directory ? "/ " : entry.kind == EntryKind::file ? " " : "? ");
  }
  return names;
}

}  // namespace

TEST_CASE("what is written is read back, byte for byte") {
  with_both_disks([](Disk& disk, const TemporaryFolder& folder) {
    const std::string bytes("a\0b\r\n\xff", 6);
    REQUIRE(disk.write(folder / "f", bytes).ok());
    CHECK(text_of(disk, folder / "f") == bytes);
    REQUIRE(disk.write(folder / "f", "").ok());
    CHECK(text_of(disk, folder / "f") == "");
    const std::string large(3'000'000, 'x');
    REQUIRE(disk.write(folder / "f", large).ok());
    CHECK(text_of(disk, folder / "f") == large);
  });
}

TEST_CASE("files and folders that are not there, or are not what is wanted, are told apart") {
  with_both_disks([](Disk& disk, const TemporaryFolder& folder) {
    REQUIRE(disk.write(folder / "f", "x").ok());
    REQUIRE(disk.make_directory(folder / "d").ok());
    CHECK(fault(disk.read(folder / "no")) == DiskFault::not_found);
    CHECK(fault(disk.read(folder / "d")) == DiskFault::not_a_file);
    CHECK(fault(disk.read(folder / "f/x")) == DiskFault::not_a_directory);
    CHECK(fault(disk.write(folder / "d", "x")) == DiskFault::not_a_file);
    CHECK(fault(disk.write(folder / "no/f", "x")) == DiskFault::not_found);
    CHECK(fault(disk.write(folder / "f/x", "x")) == DiskFault::not_a_directory);
    CHECK(fault(disk.create(folder / "f", "x")) == DiskFault::exists);
    CHECK(fault(disk.list(folder / "no")) == DiskFault::not_found);
    CHECK(fault(disk.list(folder / "f")) == DiskFault::not_a_directory);
    CHECK(fault(disk.kind(folder / "no")) == DiskFault::not_found);
    CHECK(fault(disk.make_directory(folder / "f")) == DiskFault::not_a_directory);
    CHECK(fault(disk.make_directory(folder / "f/x")) == DiskFault::not_a_directory);
    CHECK(fault(disk.remove_file(folder / "no")) == DiskFault::not_found);
    CHECK(fault(disk.remove_file(folder / "d")) == DiskFault::not_a_file);
    CHECK(fault(disk.remove_empty_directory(folder / "f")) == DiskFault::not_a_directory);
    CHECK(fault(disk.rename(folder / "no", folder / "g")) == DiskFault::not_found);
    CHECK(fault(disk.rename(folder / "f", folder / "no/g")) == DiskFault::not_found);
    CHECK(fault(disk.link(folder / "no", folder / "g")) == DiskFault::not_found);
    CHECK(fault(disk.link(folder / "f", folder / "d")) == DiskFault::exists);
    CHECK(fault(disk.sync(folder / "no")) == DiskFault::not_found);
    CHECK(fault(disk.real_path(folder / "no")) == DiskFault::not_found);
    CHECK(fault(disk.hold(folder / "no")) == DiskFault::not_found);
    CHECK(fault(disk.hold(folder / "f")) == DiskFault::not_a_directory);
    CHECK(fault(disk.make_directory_like(folder / "d", folder / "d")) == DiskFault::exists);
    CHECK(text_of(disk, folder / "f") == "x");
  });
}

TEST_CASE("a folder is made with its parents, listed by name, and removed only when it is empty") {
  with_both_disks([](Disk& disk, const TemporaryFolder& folder) {
    REQUIRE(disk.make_directory(folder / "a/b/c/").ok());
    REQUIRE(disk.make_directory(folder / "a/b").ok());
    for (const char* name : {"a/z", "a/B", "a/b-c", "a/.hidden"}) REQUIRE(disk.create(folder / name, name).ok());
    CHECK(names_of(disk, folder / "a") == ".hidden B b/ b-c z ");
    CHECK(names_of(disk, folder / "a/b/c") == "");
    CHECK(fault(disk.remove_empty_directory(folder / "a/b")) == DiskFault::exists);
    REQUIRE(disk.remove_empty_directory(folder / "a/b/c").ok());
    REQUIRE(disk.remove_empty_directory(folder / "a/b").ok());
    REQUIRE(disk.remove_file(folder / "a/z").ok());
    CHECK(names_of(disk, folder / "a") == ".hidden B b-c ");
    CHECK(disk.kind(folder / "a").value() == EntryKind::directory);
    CHECK(disk.kind(folder / "a/B").value() == EntryKind::file);
  });
}

TEST_CASE("a rename replaces a file, moves a folder, and spares a folder that is not empty") {
  with_both_disks([](Disk& disk, const TemporaryFolder& folder) {
    REQUIRE(disk.make_directory(folder / "d/e").ok());
    REQUIRE(disk.make_directory(folder / "empty").ok());
    REQUIRE(disk.write(folder / "d/e/f", "inside").ok());
    REQUIRE(disk.write(folder / "new", "new").ok());
    REQUIRE(disk.write(folder / "old", "old").ok());
    REQUIRE(disk.rename(folder / "new", folder / "old").ok());
    CHECK(text_of(disk, folder / "old") == "new");
    CHECK(fault(disk.read(folder / "new")) == DiskFault::not_found);
    CHECK(fault(disk.rename(folder / "empty", folder / "d")) == DiskFault::exists);
    CHECK(fault(disk.rename(folder / "old", folder / "d")) == DiskFault::not_a_file);
    CHECK(fault(disk.rename(folder / "d", folder / "old")) == DiskFault::not_a_directory);
    CHECK(fault(disk.rename(folder / "d", folder / "d/e/x")) == DiskFault::other);
    REQUIRE(disk.rename(folder / "d", folder / "empty").ok());
    CHECK(text_of(disk, folder / "empty/e/f") == "inside");
    CHECK(fault(disk.kind(folder / "d")) == DiskFault::not_found);
  });
}

TEST_CASE("two folders are swapped in one step, where the disk can") {
  with_both_disks([](Disk& disk, const TemporaryFolder& folder) {
    REQUIRE(disk.make_directory(folder / "one").ok());
    REQUIRE(disk.make_directory(folder / "two/deep").ok());
    REQUIRE(disk.write(folder / "one/f", "of one").ok());
    REQUIRE(disk.write(folder / "two/deep/f", "of two").ok());
    const auto swapped = disk.exchange(folder / "one", folder / "two");
    if (!swapped && swapped.error().fault == DiskFault::unsupported) return;
    REQUIRE(swapped.ok());
    CHECK(text_of(disk, folder / "two/f") == "of one");
    CHECK(text_of(disk, folder / "one/deep/f") == "of two");
    CHECK(names_of(disk, folder / "two") == "f ");
    CHECK(fault(disk.exchange(folder / "one", folder / "no")) == DiskFault::not_found);
  });
}

TEST_CASE("a link is a second name: removing the first leaves it") {
  with_both_disks([](Disk& disk, const TemporaryFolder& folder) {
    REQUIRE(disk.write(folder / "f", "x").ok());
    REQUIRE(disk.link(folder / "f", folder / "g").ok());
    REQUIRE(disk.remove_file(folder / "f").ok());
    CHECK(text_of(disk, folder / "g") == "x");
  });
}

TEST_CASE("one at a time holds a folder, until it lets go") {
  with_both_disks([](Disk& disk, const TemporaryFolder& folder) {
    auto first = disk.hold(folder / "");
    REQUIRE(first.ok());
    CHECK(fault(disk.hold(folder / "")) == DiskFault::busy);
    first.value().reset();
    CHECK(disk.hold(folder / "").ok());
  });
}

TEST_CASE("permissions on the real disk do not depend on the umask") {
  const TemporaryFolder folder;
  RealDisk disk;
  const mode_t before = ::umask(0077);
  REQUIRE(disk.make_directory(folder / "a/b").ok());
  REQUIRE(disk.write(folder / "a/f", "text").ok());
  REQUIRE(disk.create(folder / "a/deploy.sh", "#!/bin/sh\n").ok());
  ::chmod((folder / "a/b").c_str(), 0700);
  ::umask(0);
  REQUIRE(disk.make_directory_like(folder / "a/b", folder / "a/c").ok());
  ::umask(before);
  const auto mode = [&](const std::string& name) {
    return static_cast<unsigned>(fs::status(folder / name).permissions());
  };
  CHECK(mode("a") == 0755);
  CHECK(mode("a/f") == 0644);
  CHECK(mode("a/deploy.sh") == 0755);
  CHECK(mode("a/c") == 0700);
}

TEST_CASE("the real disk waits for no pipe and follows no link that it lists") {
  const TemporaryFolder folder;
  RealDisk disk;
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK(fault(disk.read(folder / "pipe")) == DiskFault::not_a_file);
  CHECK(fault(disk.write(folder / "pipe", "x")) == DiskFault::not_a_file);
  REQUIRE(disk.make_directory(folder / "d").ok());
  REQUIRE(disk.write(folder / "d/f", "x").ok());
  fs::create_directory_symlink(folder / "d", folder / "link");
  fs::create_symlink("nowhere", folder / "dangling");
  CHECK(names_of(disk, folder / "") == "d/ dangling? link? pipe? ");
  CHECK(disk.kind(folder / "link").value() == EntryKind::directory);
  CHECK(disk.real_path(folder / "link").value() == disk.real_path(folder / "d").value());
  REQUIRE(disk.link(folder / "dangling", folder / "dangling-too").ok());
  CHECK(fs::is_symlink(folder / "dangling-too"));
  CHECK(fault(disk.create(folder / "dangling", "x")) == DiskFault::exists);
}

TEST_CASE("a file that is too large is refused before it is read") {
  const TemporaryFolder folder;
  RealDisk disk;
  REQUIRE(disk.write(folder / "f", "x").ok());
  fs::resize_file(folder / "f", kMaxFileBytes + 1);
  const auto read = disk.read(folder / "f");
  CHECK(fault(read) == DiskFault::other);
  CHECK(read.error().reason == "larger than 256 MiB");
}

TEST_CASE("the disk in memory fails the call it is told to fail, half done if wished") {
  MemoryDisk disk;
  disk.put_file("old", "before");
  SUBCASE("once") {
    disk.fail({.call = 2, .fault = DiskFault::no_space});
    CHECK(disk.write("a", "first").ok());
    CHECK(fault(disk.write("b", "second")) == DiskFault::no_space);
    CHECK(disk.write("c", "third").ok());
    CHECK(disk.files() == std::map<std::string, std::string>{{"a", "first"}, {"c", "third"}, {"old", "before"}});
    CHECK(disk.changes() == std::vector<std::string>{"write a", "write b", "write c"});
  }
  SUBCASE("with half of a file") {
    disk.fail({.call = 1, .fault = DiskFault::other, .trace = MemoryDisk::Trace::half});
    CHECK(fault(disk.write("old", "ABCD")) == DiskFault::other);
    CHECK(text_of(disk, "old") == "AB");
  }
  SUBCASE("with the first of the folders") {
    disk.fail({.call = 1, .fault = DiskFault::no_space, .trace = MemoryDisk::Trace::half});
    CHECK(fault(disk.make_directory("a/b/c")) == DiskFault::no_space);
    CHECK(disk.directories() == std::vector<std::string>{"a"});
  }
  SUBCASE("and everything after it") {
    disk.fail({.call = 1, .fault = DiskFault::permission, .after = MemoryDisk::After::stays_broken});
    CHECK(fault(disk.rename("old", "new")) == DiskFault::permission);
    CHECK(fault(disk.remove_file("old")) == DiskFault::permission);
    CHECK(text_of(disk, "old") == "before");
    disk.heal();
    CHECK(disk.remove_file("old").ok());
  }
}

TEST_CASE("the disk in memory knows a file again that was only moved or linked") {
  MemoryDisk disk;
  disk.put_file("a", "same");
  const auto version = disk.version("a");
  REQUIRE(disk.link("a", "b").ok());
  REQUIRE(disk.rename("a", "c").ok());
  CHECK(disk.version("b") == version);
  CHECK(disk.version("c") == version);
  REQUIRE(disk.write("b", "same").ok());
  CHECK(disk.version("b") != version);
  CHECK(disk.version("a") == 0);
}

TEST_CASE("the disk in memory takes one path for another that means the same") {
  MemoryDisk disk;
  disk.put_file("./a//b/f", "x");
  CHECK(text_of(disk, "a/b/f") == "x");
  CHECK(names_of(disk, ".") == "a/ ");
  disk.put_file("/root/f", "y");
  CHECK(names_of(disk, "/") == "root/ ");
  CHECK(names_of(disk, "") == "a/ ");
  disk.put_other("a/socket");
  CHECK(names_of(disk, "a/") == "b/ socket? ");
}
