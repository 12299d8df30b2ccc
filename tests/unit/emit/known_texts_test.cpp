#include "emit/known_texts.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "yaml/node.h"

namespace landform::emit {
namespace {

using yaml::Entry;
using yaml::Node;

Entry a_member(std::string name, Node value) {
  return {std::move(name), {}, std::move(value)};
}

void add_to(KnownTexts& known, std::string_view section, const Entry& entry, std::string text) {
  known.add(section, entry.key, KnownTexts::form_of(entry), std::move(text));
}

TEST_CASE("a member is known in its section, by its name, with what it says") {
  KnownTexts known;
  const Entry one = a_member("One", yaml::string("x"));
  CHECK(known.find("Outputs", one).text == nullptr);
  CHECK(known.find("Outputs", one).wanted);
  add_to(known, "Outputs", one, "  One: x\n");
  REQUIRE(known.find("Outputs", one).text != nullptr);
  CHECK(*known.find("Outputs", one).text == "  One: x\n");
  CHECK(known.find("Resources", one).text == nullptr);
  CHECK(known.find("Outputs", a_member("Two", yaml::string("x"))).text == nullptr);
}

TEST_CASE("trees that a writer would tell apart are told apart, all others are not") {
  Node flow = yaml::strings({"a"});
  flow.style = yaml::Style::flow;
  Node tagged = yaml::string("a");
  tagged.tag = std::string_view("!Ref");
  Node moved = yaml::string("a");
  moved.span = {base::FileId{1}, 2, 3};
  const std::vector<Node> differ{yaml::string("a"),
                                 yaml::string(""),
                                 yaml::string("1"),
                                 yaml::integer(1),
                                 yaml::boolean(true),
                                 yaml::string("true"),
                                 yaml::null(),
                                 yaml::sequence(),
                                 yaml::mapping(),
                                 yaml::strings({"a"}),
                                 yaml::strings({"a", "a"}),
                                 yaml::strings({"a", ""}),
                                 yaml::strings({"", "a"}),
                                 yaml::strings({"aa"}),
                                 yaml::mapping({{"a", yaml::string("bc")}}),
                                 yaml::mapping({{"ab", yaml::string("c")}}),
                                 yaml::mapping({{"a", yaml::string("b")}, {"c", yaml::string("d")}}),
                                 yaml::mapping({{"c", yaml::string("d")}, {"a", yaml::string("b")}}),
                                 yaml::sequence({yaml::sequence(), yaml::string("a")}),
                                 yaml::sequence({yaml::strings({"a"})}),
                                 flow,
                                 tagged};
  for (std::size_t i = 0; i < differ.size(); ++i) {
    for (std::size_t k = 0; k < differ.size(); ++k) {
      KnownTexts known;
      add_to(known, "Resources", a_member("A", differ[i]), "text");
      CAPTURE(i);
      CAPTURE(k);
      CHECK((known.find("Resources", a_member("A", differ[k])).text != nullptr) == (i == k));
    }
  }
  KnownTexts known;
  add_to(known, "Resources", a_member("A", yaml::string("a")), "text");
  CHECK(known.find("Resources", a_member("A", moved)).text != nullptr);
}

TEST_CASE("of a name that says something else each time, few are kept") {
  KnownTexts known;
  std::size_t added = 0;
  while (added < 100 && known.find("Outputs", a_member("A", yaml::integer(static_cast<int>(added)))).wanted) {
    add_to(known, "Outputs", a_member("A", yaml::integer(static_cast<int>(added))), std::to_string(added));
    ++added;
  }
  CHECK(added == 4);
  add_to(known, "Outputs", a_member("A", yaml::integer(7)), "7");
  CHECK(known.find("Outputs", a_member("A", yaml::integer(7))).text == nullptr);
  for (int i = 0; i < 2; ++i) {
    const auto found = known.find("Outputs", a_member("A", yaml::integer(i)));
    REQUIRE(found.text != nullptr);
    CHECK(*found.text == std::to_string(i));
  }
  CHECK(known.find("Outputs", a_member("B", yaml::integer(1))).wanted);
}

TEST_CASE("what is never met again is not looked at for ever, what is met now and then stays known") {
  const auto look_in_vain = [](const KnownTexts& known, int times) {
    for (int i = 0; i < times; ++i) CHECK(known.find("Outputs", a_member("A", yaml::integer(100 + i))).text == nullptr);
  };
  KnownTexts known;
  add_to(known, "Outputs", a_member("A", yaml::integer(1)), "1");
  for (int i = 0; i < 5; ++i) {
    look_in_vain(known, 7);
    CHECK(known.find("Outputs", a_member("A", yaml::integer(1))).text != nullptr);
  }
  look_in_vain(known, 8);
  CHECK(known.find("Outputs", a_member("A", yaml::integer(1))).text == nullptr);
  // It counts among those of its name as before.
  for (int i = 2; i < 5; ++i) {
    CHECK(known.find("Outputs", a_member("A", yaml::integer(i))).wanted);
    add_to(known, "Outputs", a_member("A", yaml::integer(i)), std::to_string(i));
  }
  CHECK_FALSE(known.find("Outputs", a_member("A", yaml::integer(5))).wanted);
}

TEST_CASE("of very many names not all are kept, and all that are kept are found") {
  KnownTexts known;
  int added = 0;
  for (; added < 10'000; ++added) {
    const Entry entry = a_member("N" + std::to_string(added), yaml::integer(added));
    if (!known.find("Resources", entry).wanted) break;
    add_to(known, "Resources", entry, std::to_string(added));
  }
  CHECK(added == 2048);
  for (int i = 0; i < added; ++i) {
    const auto found = known.find("Resources", a_member("N" + std::to_string(i), yaml::integer(i)));
    REQUIRE(found.text != nullptr);
    CHECK(*found.text == std::to_string(i));
  }
}

}  // namespace
}  // namespace landform::emit
