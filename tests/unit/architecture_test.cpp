// Holds the floor plan of docs/architecture.md: reads every #include below generator/.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "support/golden.h"

using landform::base::cat;
using landform::base::split;
using landform::base::trim;
namespace fs = std::filesystem;
namespace test = landform::test;

namespace {

// From the ground. A room includes rooms on lower floors, and itself.
const std::map<std::string, int, std::less<>> kFloors = {
    {"base", 0},    {"yaml", 1}, {"aws", 1},    {"blueprint", 2}, {"cfn", 2},  {"policy", 2},
    {"resolve", 3}, {"plan", 4}, {"stacks", 5}, {"verify", 6},    {"emit", 7}, {"cli", 8},
};

// What may be included or called only in some files: paths that start so.
struct Reserved {
  std::string_view what;
  std::vector<std::string_view> only_in;
  std::string_view why;
};

const std::vector<Reserved> kReservedHeaders = {
    {"yaml-cpp/", {"yaml/reader.cpp"}, "costs seconds to compile, and its words must not reach people"},
    {"nlohmann/", {"base/render_"}, "costs seconds to compile; JSON is yaml::Node and yaml/write.h"},
    {"CLI/", {"cli/"}, "costs seconds to compile; only cli/ knows arguments"},
    {"regex", {}, "slow to compile, slow to run, and recursive on long input"},
    {"iostream", {}, "has state that is global"},
    {"locale", {}, "the same bytes in every locale"},
    {"fmt/", {}, "base::cat builds text"},
    {"fstream", {"cli/", "base/real_disk.cpp"}, "only cli/ touches the disk"},
    {"filesystem", {"cli/", "base/real_disk.cpp"}, "only cli/ touches the disk"},
    {"chrono", {"cli/"}, "only cli/ knows the time"},
    {"ctime", {"cli/"}, "only cli/ knows the time"},
    {"time.h", {"cli/"}, "only cli/ knows the time"},
    {"random", {}, "the same blueprint gives the same bytes"},
    {"thread", {"cli/parallel.h", "cli/compile.cpp"}, "the same blueprint gives the same bytes"},
    {"unistd.h", {"cli/", "base/real_disk.cpp"}, "only cli/ touches the system"},
    {"fcntl.h", {"cli/", "base/real_disk.cpp"}, "only cli/ touches the system"},
    {"sys/", {"cli/", "base/real_disk.cpp"}, "only cli/ touches the system"},
    {"base/real_disk.h", {"cli/", "base/real_disk.cpp"}, "passes get texts"},
    {"base/memory_disk.h", {"base/memory_disk.cpp"}, "it is for tests"},
};

const std::vector<Reserved> kReservedCalls = {
    {"getenv(", {"cli/"}, "only cli/ reads the environment"},
    {"fopen(", {"cli/"}, "only cli/ touches the disk"},
    {"printf(", {"cli/"}, "only cli/ writes to people"},
    {"std::time(", {"cli/"}, "only cli/ knows the time"},
    {"system_clock", {"cli/"}, "only cli/ knows the time"},
    {"std::rand(", {}, "the same blueprint gives the same bytes"},
    {"setlocale(", {}, "the same bytes in every locale"},
    {"std::exit(", {"cli/"}, "only cli/ ends the program"},
    {"std::abort(", {}, "a fault is a diagnostic"},
};

struct Source {
  std::string name;  // "yaml/reader.cpp"
  std::string text;
};

std::vector<Source> sources() {
  const fs::path root = fs::path(LANDFORM_SOURCE_DIR) / "generator";
  std::vector<Source> found;
  for (const char* ending : {".h", ".cpp"}) {
    for (const fs::path& path : test::files_below(root, ending)) {
      found.push_back({path.lexically_relative(root).generic_string(), test::read_file(path)});
    }
  }
  return found;
}

std::string_view room_of(std::string_view path) {
  return path.substr(0, std::min(path.find('/'), path.size()));
}

// What stands between the quotes or brackets of each #include.
std::vector<std::string_view> includes_of(std::string_view text) {
  std::vector<std::string_view> found;
  for (std::string_view line : split(text, '\n')) {
    line = trim(line);
    if (!line.starts_with('#')) continue;
    line = trim(line.substr(1));
    if (!line.starts_with("include")) continue;
    const auto begin = line.find_first_of("\"<");
    const auto end = line.find_first_of("\">", begin + 1);
    if (begin != std::string_view::npos && end != std::string_view::npos) {
      found.push_back(line.substr(begin + 1, end - begin - 1));
    }
  }
  return found;
}

bool starts_with_any(std::string_view path, const std::vector<std::string_view>& starts) {
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return path.starts_with(start); });
}

// The text without comments, so that a comment may name what the code must not.
std::string code_of(std::string_view text) {
  std::string code;
  for (const std::string_view line : split(text, '\n')) code += cat(line.substr(0, line.find("//")), "\n");
  return code;
}

}  // namespace

TEST_CASE("every folder below generator/ is a room of the floor plan") {
  for (const auto& entry : fs::directory_iterator(fs::path(LANDFORM_SOURCE_DIR) / "generator")) {
    if (!entry.is_directory()) continue;
    INFO(entry.path().string());
    CHECK(kFloors.contains(entry.path().filename().string()));
  }
}

TEST_CASE("a room includes only rooms on lower floors") {
  const auto all = sources();
  REQUIRE(all.size() > 50);
  for (const Source& source : all) {
    const auto own_room = room_of(source.name);
    const auto own = kFloors.find(own_room);
    REQUIRE(own != kFloors.end());
    for (const std::string_view include : includes_of(source.text)) {
      const auto other = kFloors.find(room_of(include));
      if (other == kFloors.end() || include.find('/') == std::string_view::npos) continue;
      INFO(source.name << " includes " << include);
      CHECK((other->first == own_room || other->second < own->second));
    }
  }
}

TEST_CASE("what generator/ includes of ours is there") {
  const fs::path root = fs::path(LANDFORM_SOURCE_DIR) / "generator";
  for (const Source& source : sources()) {
    for (const std::string_view include : includes_of(source.text)) {
      if (!kFloors.contains(room_of(include)) || include.find('/') == std::string_view::npos) continue;
      INFO(source.name << " includes " << include);
      CHECK(fs::exists(root / include));
    }
  }
}

TEST_CASE("foreign libraries and the outside world have their rooms") {
  for (const Source& source : sources()) {
    for (const std::string_view include : includes_of(source.text)) {
      for (const Reserved& reserved : kReservedHeaders) {
        const bool is_folder = reserved.what.ends_with('/');
        if (is_folder ? !include.starts_with(reserved.what) : include != reserved.what) continue;
        INFO(source.name << " includes " << include << ": " << reserved.why);
        CHECK(starts_with_any(source.name, reserved.only_in));
      }
    }
  }
}

TEST_CASE("calls to the outside world have their rooms") {
  for (const Source& source : sources()) {
    const std::string code = code_of(source.text);
    for (const Reserved& reserved : kReservedCalls) {
      if (starts_with_any(source.name, reserved.only_in)) continue;
      INFO(source.name << " calls " << reserved.what << ": " << reserved.why);
      CHECK(code.find(reserved.what) == std::string::npos);
    }
  }
}

TEST_CASE("the reader of includes sees what a compiler sees") {
  CHECK(includes_of("#include \"a/b.h\"\n  #  include <c>\n// #include \"no.h\"\n#define include\n") ==
        std::vector<std::string_view>{"a/b.h", "c"});
}
