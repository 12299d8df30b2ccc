#include "policy/truth.h"

#include <doctest/doctest.h>

#include <array>

using namespace landform::policy;
using enum Truth;

TEST_CASE("the truth tables of three values are the written ones") {
  struct Row {
    Truth a, b, conjunction, disjunction;
  };
  constexpr std::array<Row, 9> kRows{{
      {no, no, no, no},
      {no, unknown, no, unknown},
      {no, yes, no, yes},
      {unknown, no, no, unknown},
      {unknown, unknown, unknown, unknown},
      {unknown, yes, unknown, yes},
      {yes, no, no, yes},
      {yes, unknown, unknown, yes},
      {yes, yes, yes, yes},
  }};
  for (const Row& row : kRows) {
    CHECK(both(row.a, row.b) == row.conjunction);
    CHECK(either(row.a, row.b) == row.disjunction);
  }
  CHECK(inverse(no) == yes);
  CHECK(inverse(unknown) == unknown);
  CHECK(inverse(yes) == no);
}
