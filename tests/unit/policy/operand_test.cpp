#include "policy/operand.h"

#include <doctest/doctest.h>

using namespace landform::policy;

TEST_CASE("numbers compare exactly at any length") {
  CHECK(*read_number("10") == *read_number("+010.00"));
  CHECK(*read_number("-0") == *read_number("0.0"));
  CHECK(*read_number("9007199254740993") > *read_number("9007199254740992"));
  CHECK(*read_number("0.1") < *read_number("0.11"));
  CHECK(*read_number("0.2") > *read_number("0.11"));
  CHECK(*read_number("-2") < *read_number("-1"));
  CHECK(*read_number("-1.5") < *read_number("1"));
  CHECK(*read_number("99") < *read_number("100"));
  for (const char* text : {"", "-", ".", "1.", ".5", "1e3", "0x1", "1,0", " 1", "one"}) {
    CAPTURE(text);
    CHECK_FALSE(read_number(text).has_value());
  }
}

TEST_CASE("dates are points of time whatever way they are written") {
  CHECK(read_instant("1970-01-01")->seconds == 0);
  CHECK(*read_instant("2026-05-15T10:00:00Z") == *read_instant("1778839200"));
  CHECK(*read_instant("2026-05-15T10:00Z") == *read_instant("2026-05-15T12:00:00+02:00"));
  CHECK(*read_instant("2026-05-15T10:00:00.5Z") > *read_instant("2026-05-15T10:00:00Z"));
  CHECK(*read_instant("2026-05") == *read_instant("2026-05-01T00:00:00Z"));
  CHECK(*read_instant("2000-03-01") > *read_instant("2000-02-29"));
  CHECK(read_instant("1969-12-31T23:59:59Z")->seconds == -1);
  CHECK(read_instant("0000-01-01")->seconds == -62167219200);
  for (const char* text :
       {"", "2026-5-1", "2026-13-01", "2026-02-29", "2026-05-15T10:00:00", "2026-05-15 10:00Z", "2026-05-15T24:00Z",
        "2026-05-15T10:00:00.Z", "-1", "99999999999999999999", "2026-05-15TZ"}) {
    CAPTURE(text);
    CHECK_FALSE(read_instant(text).has_value());
  }
}

TEST_CASE("addresses and ranges are read alike") {
  CHECK(read_range("10.0.0.1")->prefix_length == 32);
  CHECK(landform::aws::to_text(*read_range("10.0.0.1/8")) == "10.0.0.0/8");
  CHECK(read_range("2001:db8::1")->prefix_length == 128);
  CHECK_FALSE(read_range("10.0.0").has_value());
  CHECK_FALSE(read_range("").has_value());
}
