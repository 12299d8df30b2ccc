#include "resolve/unit_paths.h"

#include <doctest/doctest.h>

#include <string>

namespace landform {
namespace {

std::vector<aws::OuPath> paths(std::initializer_list<const char*> texts) {
  std::vector<aws::OuPath> result;
  for (const char* text : texts) result.emplace_back(text);
  return result;
}

}  // namespace

TEST_CASE("a path lies in a unit when it is the unit or stands below it, and always in Root") {
  const struct {
    const char* path;
    const char* unit;
    bool lies;
  } rows[] = {
      {"Workloads", "Workloads", true},
      {"Workloads/Production", "Workloads", true},
      {"Workloads/Production/EU", "Workloads", true},
      {"Workloads/Production/EU", "Workloads/Production", true},
      {"Workloads", "Workloads/Production", false},
      {"Workloads2", "Workloads", false},
      {"Workloads-old/Production", "Workloads", false},
      {"Old/Workloads", "Workloads", false},
      {"Workloads/Production2", "Workloads/Production", false},
      {"workloads", "Workloads", false},
      {"Workloads", "Root", true},
      {"Workloads/Production", "Root", true},
      {"Root", "Root", true},
      {"Root", "Workloads", false},
      {"Rooted", "Root", true},
      {"Rooted/Deep", "Rooted", true},
  };
  for (const auto& row : rows) {
    CAPTURE(row.path);
    CAPTURE(row.unit);
    CHECK(resolve::lies_in(aws::OuPath(row.path), aws::OuPath(row.unit)) == row.lies);
    CHECK(resolve::lies_in(std::string_view(row.path), std::string_view(row.unit)) == row.lies);
    CHECK(resolve::lies_in_any(aws::OuPath(row.path), paths({"Elsewhere", row.unit})) == row.lies);
  }
  CHECK_FALSE(resolve::lies_in_any(aws::OuPath("Workloads"), {}));
}

TEST_CASE("what lies below another unit of a list is left out, and all but Root beside Root") {
  CHECK(resolve::without_covered({}).empty());
  CHECK(resolve::without_covered(paths({"B/C", "A", "B", "A/D/E", "A"})) == paths({"A", "B"}));
  CHECK(resolve::without_covered(paths({"A-old", "A/B", "A"})) == paths({"A", "A-old"}));
  CHECK(resolve::without_covered(paths({"Audit", "Root", "Workloads"})) == paths({"Root"}));
}

TEST_CASE("Root is a path of its own") {
  CHECK(resolve::root_path().str() == "Root");
  CHECK(resolve::is_root(resolve::root_path()));
  CHECK_FALSE(resolve::is_root(aws::OuPath("Workloads")));
  CHECK_FALSE(resolve::is_root(aws::OuPath("root")));
}

}  // namespace landform
