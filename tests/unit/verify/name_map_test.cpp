#include "verify/name_map.h"

#include <doctest/doctest.h>

#include <deque>
#include <random>
#include <string>
#include <unordered_map>

#include "base/text.h"

using landform::base::cat;
using landform::verify::NameMap;

TEST_CASE("a name map finds what was put in first, and nothing else") {
  std::mt19937 random(11);
  for (int round = 0; round < 30; ++round) {
    NameMap<int> map;
    std::unordered_map<std::string, int> expected;
    std::deque<std::string> names;
    for (int i = 0; i < 400; ++i) {
      // Names as templates have them, of any length, which differ by a letter or a digit.
      const std::string& name = names.emplace_back(cat(std::string(random() % 20, 'n'), random() % 300));
      CHECK(map.emplace(name, i) == expected.emplace(name, i).second);
    }
    CHECK(map.size() == expected.size());
    for (const auto& [name, value] : expected) {
      REQUIRE(map.contains(name));
      CHECK(*map.find(name) == value);
      CHECK_FALSE(map.contains(name + "x"));
    }
    map.clear();
    CHECK(map.size() == 0);
    CHECK_FALSE(map.contains(names.front()));
  }
}

TEST_CASE("an empty name is a name, and an empty map has none") {
  NameMap<int> map;
  CHECK_FALSE(map.contains(""));
  map.reserve(100);
  CHECK_FALSE(map.contains({}));
  CHECK(map.emplace({}, 1));
  CHECK_FALSE(map.emplace("", 2));
  CHECK(*map.find("") == 1);
}
