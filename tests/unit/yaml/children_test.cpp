#include "yaml/children.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "yaml/node.h"
#include "yaml/tag.h"

namespace {

using landform::yaml::Children;
using landform::yaml::Node;
using landform::yaml::Tag;
using Texts = Children<std::string>;

// Long enough to be on the heap, so that the sanitizer sees what is lost or freed twice.
std::string text(int number) {
  return "a text that is too long for a small string: " + std::to_string(number);
}

Texts numbered(int count) {
  Texts texts;
  for (int i = 0; i < count; ++i) texts.push_back(text(i));
  return texts;
}

std::vector<std::string> all(const Texts& texts) {
  return {texts.begin(), texts.end()};
}

}  // namespace

TEST_CASE("children are eight bytes, and none cost nothing more") {
  CHECK(sizeof(Texts) == sizeof(void*));
  const Texts none;
  CHECK(none.empty());
  CHECK(none.begin() == none.end());
  CHECK(none.capacity() == 0);
}

TEST_CASE("children grow, shrink and keep their order") {
  Texts texts = numbered(9);
  CHECK(texts.size() == 9);
  CHECK(texts.front() == text(0));
  CHECK(texts.back() == text(8));
  texts.erase(texts.begin() + 1, texts.begin() + 4);
  CHECK(all(texts) == std::vector{text(0), text(4), text(5), text(6), text(7), text(8)});
  texts.erase(texts.end() - 1);
  texts.pop_back();
  CHECK(erase_if(texts, [](const std::string& each) { return each == text(5); }) == 1);
  CHECK(all(texts) == std::vector{text(0), text(4), text(6)});
  CHECK(*texts.insert(texts.begin() + 1, text(9)) == text(9));
  const std::vector more{text(20), text(21)};
  CHECK(*texts.insert(texts.begin(), more.begin(), more.end()) == text(20));
  CHECK(all(texts) == std::vector{text(20), text(21), text(0), text(9), text(4), text(6)});
  texts.resize(7);
  CHECK(texts.back().empty());
  texts.resize(2);
  CHECK(all(texts) == more);
  texts.clear();
  CHECK(texts.empty());
}

TEST_CASE("a child may be added that is one of the children") {
  Texts texts = numbered(4);
  CHECK(texts.size() == texts.capacity());
  texts.push_back(texts[1]);
  CHECK(texts.back() == text(1));
  CHECK(texts[1] == text(1));
}

TEST_CASE("children are copied one by one and moved as a whole") {
  Texts first = numbered(3);
  Texts second = first;
  second[0] = "other";
  CHECK(first[0] == text(0));
  const std::string* const place = first.data();
  Texts third = std::move(first);
  CHECK(third.data() == place);
  CHECK(first.empty());
  second = third;
  CHECK(second == third);
  second = std::move(third);
  CHECK(second.data() == place);
  const Texts& itself = second;
  second = itself;
  CHECK(all(second) == std::vector{text(0), text(1), text(2)});
}

TEST_CASE("a node can take the place of the node that holds it") {
  Node outer = landform::yaml::sequence({landform::yaml::sequence({landform::yaml::string(text(1))})});
  outer = Node(outer.items.front());
  CHECK(outer.items.front().text == text(1));
  outer.items = landform::yaml::Nodes(outer.items);
  CHECK(outer.items.size() == 1);
}

TEST_CASE("children that cannot be copied are moved") {
  Children<std::unique_ptr<int>> owners;
  for (int i = 0; i < 5; ++i) owners.push_back(std::make_unique<int>(i));
  const auto moved = std::move(owners);
  CHECK(*moved[4] == 4);
}

TEST_CASE("a tag is its text, and no tag is an empty one") {
  Tag tag;
  CHECK(tag.empty());
  CHECK(tag == Tag(""));
  tag = Tag("!Sub");
  const Tag copy = tag;
  tag.clear();
  CHECK(copy == "!Sub");
  CHECK(tag.view().empty());
  CHECK_FALSE(copy == tag);
}
