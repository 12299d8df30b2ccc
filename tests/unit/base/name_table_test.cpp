#include "base/name_table.h"

#include <doctest/doctest.h>

#include <deque>
#include <map>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"

using landform::base::cat;
using landform::base::NameTable;

TEST_CASE("a name table holds what a map holds, however many names there are and however alike") {
  std::vector<std::string> names;
  for (int i = 0; i < 600; ++i) {
    names.push_back("TransitRoute" + std::to_string(i) + "InTheSameRegion");
    names.push_back(std::string(static_cast<std::size_t>(i % 30), 'a'));
  }
  for (const bool reserved : {false, true}) {
    NameTable<int> table;
    std::map<std::string, int> expected;
    if (reserved) table.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto value = static_cast<int>(i);
      const auto [kept, is_new] = table.add(names[i], value);
      CHECK(is_new == expected.emplace(names[i], value).second);
      CHECK(*kept == expected.at(names[i]));
    }
    CHECK(table.size() == expected.size());
    for (const auto& [name, value] : expected) {
      REQUIRE(table.contains(name));
      CHECK(*table.find(name) == value);
      CHECK_FALSE(table.contains(name + "?"));
    }
  }
}

TEST_CASE("a name table is walked in the order in which the names came") {
  NameTable<int> table;
  const std::vector<std::string> names = {"z", "", "middle", "a", "one", "two", "three", "four", "five", "six"};
  for (const std::string& name : names) table.add(name, 0);
  std::vector<std::string> walked;
  for (const auto& [name, value] : table) walked.emplace_back(name);
  CHECK(walked == names);
}

TEST_CASE("a name table finds what was put in first, and nothing else") {
  std::mt19937 random(11);
  for (int round = 0; round < 30; ++round) {
    NameTable<int> table;
    std::unordered_map<std::string, int> expected;
    std::deque<std::string> names;
    for (int i = 0; i < 400; ++i) {
      // Names as templates have them, of any length, which differ by a letter or a digit.
      const std::string& name = names.emplace_back(cat(std::string(random() % 20, 'n'), random() % 300));
      CHECK(table.add(name, i).second == expected.emplace(name, i).second);
    }
    CHECK(table.size() == expected.size());
    for (const auto& [name, value] : expected) {
      REQUIRE(table.contains(name));
      CHECK(*table.find(name) == value);
      CHECK_FALSE(table.contains(name + "x"));
    }
    table.clear();
    CHECK(table.size() == 0);
    CHECK_FALSE(table.contains(names.front()));
    CHECK(table.add(names.front(), 1).second);
  }
}

TEST_CASE("an empty name is a name, and an empty table has none") {
  NameTable<int> table;
  CHECK_FALSE(table.contains(""));
  table.reserve(100);
  CHECK_FALSE(table.contains({}));
  CHECK(table.add({}, 1).second);
  CHECK_FALSE(table.add("", 2).second);
  CHECK(*table.find("") == 1);
}
