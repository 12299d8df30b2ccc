#include "cfn/name_table.h"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

using landform::cfn::NameTable;

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
