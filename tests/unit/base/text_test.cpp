#include "base/text.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>

using namespace landform::base;

TEST_CASE("cat writes numbers the same in every locale") {
  CHECK(cat() == "");
  CHECK(cat("a", 'b', std::string("c"), 1'234'567, -1) == "abc1234567-1");
  CHECK(cat(std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::uint64_t>::max()) ==
        "-922337203685477580818446744073709551615");
}

TEST_CASE("split gives every part, empty ones too, and join puts them back") {
  CHECK(split("", ',').size() == 1);
  CHECK(split("a,,b,", ',') == std::vector<std::string_view>{"a", "", "b", ""});
  CHECK(join({}, ", ") == "");
  CHECK(join({"a"}, ", ") == "a");
  CHECK(join({"a", "", "a"}, ", ") == "a, , a");
}

TEST_CASE("trim takes blank space from both ends only") {
  CHECK(trim("") == "");
  CHECK(trim(" \t\r\n") == "");
  CHECK(trim("\t a b \n") == "a b");
}

TEST_CASE("replacing does not look at what it has put in") {
  CHECK(replace_all("aaa", "a", "aa") == "aaaaaa");
  CHECK(replace_all("${A}/${B}", "${A}", "${B}") == "${B}/${B}");
  CHECK(replace_all("abc", "", "x") == "abc");
  CHECK(replace_all("aaa", "aa", "b") == "ba");
}

TEST_CASE("lower case is that of ASCII") {
  CHECK(to_lower("AZaz09-\xc3\x84") == "azaz09-\xc3\x84");
}

TEST_CASE("counts agree with their noun") {
  CHECK(count_of(0, "stack") == "0 stacks");
  CHECK(count_of(1, "stack") == "1 stack");
  CHECK(count_of(2, "policy", "policies") == "2 policies");
  CHECK(count_of(1, "policy", "policies") == "1 policy");
}
