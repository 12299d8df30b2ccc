// Files as expectations. A mismatch prints the first difference and the command that refreshes; with
// LANDFORM_REFRESH=1 in the environment the file is rewritten instead (`./dev golden` does that).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace landform::test {

// <source>/tests/cases/<room>
std::filesystem::path cases_dir(std::string_view room);
// Files below `dir` whose name ends in `ending`, sorted by path.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& dir, std::string_view ending);
std::string read_file(const std::filesystem::path& path);
// Empty when `actual` is what `path` holds; else what to tell the developer. Refreshing makes it empty.
std::string compare_with_golden(const std::filesystem::path& path, std::string_view actual);

}  // namespace landform::test
