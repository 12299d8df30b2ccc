#include "base/suggest.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using landform::base::did_you_mean;
using landform::base::edit_distance;
using landform::base::near_names;
using Names = std::vector<std::string_view>;

namespace {

Names near(std::string_view word, const Names& candidates) {
  return near_names(word, candidates);
}

}  // namespace

TEST_CASE("the distance counts insertions, deletions, replacements and swaps") {
  struct Row {
    std::string_view one, other;
    std::size_t distance;
  };
  const Row rows[] = {
      {"", "", 0},
      {"", "ab", 2},
      {"ab", "", 2},
      {"region", "region", 0},
      {"region", "Region", 0},
      {"regoin", "region", 1},
      {"regions", "region", 1},
      {"rgion", "region", 1},
      {"tegion", "region", 1},
      {"ca", "abc", 3},
      {"kitten", "sitting", 3},
      {"ab", "ba", 1},
      {"abcdef", "badcfe", 3},
      {"a cat", "an act", 2},
  };
  for (const Row& row : rows) {
    INFO(row.one << " " << row.other);
    CHECK(edit_distance(row.one, row.other, 5) == row.distance);
    CHECK(edit_distance(row.other, row.one, 5) == row.distance);
    // A limit below the distance gives the limit and one, a limit at it changes nothing.
    CHECK(edit_distance(row.one, row.other, row.distance) == row.distance);
    if (row.distance > 0) CHECK(edit_distance(row.one, row.other, row.distance - 1) == row.distance);
  }
}

TEST_CASE("names come nearest first, then by name") {
  CHECK(near("applications", {"security", "application", "debug"}) == Names{"application"});
  CHECK(near("colour", {"velour", "color", "colours"}) == Names{"color", "colours", "velour"});
  CHECK(near("HOME_REGION", {"home_regions", "home_region"}) == Names{"home_region", "home_regions"});
}

TEST_CASE("at most four names are given, each once") {
  CHECK(near("account", {"accounts", "accoun", "acount", "accounta", "accountb", "accounts"}) ==
        Names{"accoun", "accounta", "accountb", "accounts"});
}

TEST_CASE("a short word has near names only within a third of its length") {
  CHECK(near("ou", {"no", "on", "u", "our"}).empty());
  CHECK(near("OU", {"ou"}) == Names{"ou"});
  CHECK(near("vpc", {"vps", "v", "vpcs", "cpv"}) == Names{"vpcs", "vps"});
  CHECK(near("mfa", {"scp", "rcp"}).empty());
  CHECK(near("", {"a"}).empty());
}

TEST_CASE("words of any length and any bytes are compared") {
  const std::string word(100'000, 'x');
  CHECK(near(word, {"xxx"}).empty());
  CHECK(near_names("\xff\xff\xff", std::vector<std::string>{"\xff\xff", "abc"}) == Names{"\xff\xff"});
}

TEST_CASE("a guess is a question") {
  CHECK(did_you_mean(Names{}) == "");
  CHECK(did_you_mean(Names{"a"}) == "did you mean `a`?");
  CHECK(did_you_mean(Names{"a", "b"}) == "did you mean `a` or `b`?");
  CHECK(did_you_mean(Names{"a", "b", "c"}) == "did you mean `a`, `b` or `c`?");
}
