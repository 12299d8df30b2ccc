// Large elements come to their places without a second list.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "resolve/put_in_order.h"

namespace landform {
namespace {

using Moved = std::unique_ptr<std::string>;

std::vector<Moved> all_of(const std::vector<std::string>& texts) {
  std::vector<Moved> all;
  for (const std::string& text : texts) all.push_back(std::make_unique<std::string>(text));
  return all;
}

std::string joined(const std::vector<Moved>& all) {
  std::string text;
  for (const Moved& one : all) text += one ? *one : "?";
  return text;
}

}  // namespace

TEST_CASE("each place gets what the sequence says, in circles of any length") {
  const auto put = [](std::vector<std::size_t> sequence) {
    auto all = all_of({"a", "b", "c", "d", "e"});
    resolve::put_in_order(all, std::move(sequence));
    return joined(all);
  };
  CHECK(put({0, 1, 2, 3, 4}) == "abcde");
  CHECK(put({1, 0, 2, 4, 3}) == "baced");
  CHECK(put({2, 0, 1, 3, 4}) == "cabde");
  CHECK(put({4, 3, 2, 1, 0}) == "edcba");
  CHECK(put({1, 2, 3, 4, 0}) == "bcdea");
  std::vector<Moved> none;
  resolve::put_in_order(none, {});
  CHECK(none.empty());
}

TEST_CASE("equal ones stay in the order that they had") {
  auto all = all_of({"b2", "a1", "b1", "a2", "a0"});
  resolve::sort_large(all, [](const Moved& x, const Moved& y) { return x->front() < y->front(); });
  CHECK(joined(all) == "a1a2a0b2b1");
  resolve::sort_large(all, [](const Moved& x, const Moved& y) { return x->front() < y->front(); });
  CHECK(joined(all) == "a1a2a0b2b1");
}

}  // namespace landform
