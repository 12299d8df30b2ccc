#include "support/golden.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "base/text.h"

namespace landform::test {

namespace fs = std::filesystem;

fs::path cases_dir(std::string_view room) {
  return fs::path(LANDFORM_SOURCE_DIR) / "tests" / "cases" / room;
}

std::vector<fs::path> files_below(const fs::path& dir, std::string_view ending) {
  std::vector<fs::path> found;
  if (!fs::exists(dir)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(dir)) {
    if (entry.is_regular_file() && entry.path().filename().string().ends_with(ending)) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string compare_with_golden(const fs::path& path, std::string_view actual) {
  const std::string expected = fs::exists(path) ? read_file(path) : std::string();
  if (fs::exists(path) && expected == actual) return {};
  if (const char* refresh = std::getenv("LANDFORM_REFRESH"); refresh && std::string_view(refresh) == "1") {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << actual;
    return {};
  }
  const auto want = base::split(expected, '\n');
  const auto have = base::split(actual, '\n');
  std::size_t line = 0;
  while (line < want.size() && line < have.size() && want[line] == have[line]) ++line;
  return base::cat(path.string(), ":", line + 1, ": differs from its golden\n  want: ",
                   line < want.size() ? want[line] : std::string_view("(end of file)"),
                   "\n  have: ", line < have.size() ? have[line] : std::string_view("(end of file)"),
                   "\n`./dev golden` refreshes; read the diff. All of it:\n", actual);
}

}  // namespace landform::test
