// Values that conditions compare by what they mean: numbers, dates, addresses. Nothing for a text that is none.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "aws/cidr.h"

namespace landform::policy {

// A decimal number, exact at any length.
struct Number {
  bool negative = false;
  std::string whole;     // without leading zeros
  std::string fraction;  // without trailing zeros
  friend std::strong_ordering operator<=>(const Number& a, const Number& b);
  friend bool operator==(const Number& a, const Number& b) = default;
};
std::optional<Number> read_number(std::string_view text);

// A point of time.
struct Instant {
  std::int64_t seconds = 0;  // since 1970, UTC
  std::uint32_t nanoseconds = 0;
  friend auto operator<=>(const Instant&, const Instant&) = default;
};
// ISO 8601 as "Date condition operators" take it ("2026-05-15", "2026-05-15T10:00Z", "2026-05-15T10:00:00.5+02:00"), or
// seconds since 1970. A day begins at midnight UTC.
std::optional<Instant> read_instant(std::string_view text);

// "10.0.0.0/8" or "10.1.2.3"; host bits are ignored, as IAM does.
std::optional<aws::Cidr> read_range(std::string_view text);

}  // namespace landform::policy
