#include "aws/cidr.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace landform::aws;

namespace {

Cidr cidr(std::string_view text) {
  const auto parsed = parse_cidr(text);
  REQUIRE(parsed);
  return parsed.value();
}

// Any range, of either family, with short and long prefixes equally likely.
Cidr random_cidr(std::mt19937_64& random) {
  const AddressFamily family = random() % 2 == 0 ? AddressFamily::ipv4 : AddressFamily::ipv6;
  const unsigned bits = address_bits(family);
  const auto prefix = static_cast<unsigned>(random() % (bits + 1));
  const Cidr whole{family, {}, 0};
  // Few distinct leading bits, so that pairs often nest.
  Cidr range = whole;
  while (range.prefix_length < prefix) range = *subrange(range, range.prefix_length + 1U, random() % 4 == 0 ? 1 : 0);
  return range;
}

}  // namespace

TEST_CASE("ranges are read and written the same") {
  for (const char* text : {"10.0.0.0/8", "0.0.0.0/0", "255.255.255.255/32", "192.168.7.128/25", "2001:db8::/32", "::/0",
                           "::1/128", "2001:db8:0:1::/64", "fd00:1:2:3:4:5:6:7/128", "2001:0:0:1::/64"}) {
    CAPTURE(text);
    CHECK(to_text(cidr(text)) == text);
  }
  CHECK(to_text(cidr("2001:0DB8:0000:0000::/32")) == "2001:db8::/32");
  CHECK(to_text(cidr("::ffff:10.0.0.0/104")) == "::ffff:a00:0/104");
  CHECK(to_text(cidr("1:0:0:2:0:0:0:0/64")) == "1:0:0:2::/64");
}

TEST_CASE("a fault says what was seen and what belongs there") {
  struct Case {
    const char* text;
    CidrFaultKind kind;
    const char* reason;
  };
  using enum CidrFaultKind;
  const Case cases[] = {
      {"", bad_address, "has 1 number in its address; IPv4 has 4"},
      {"10.0.0.0", no_prefix, "has no prefix; a range ends in /0 to /32"},
      {"::", no_prefix, "has no prefix; a range ends in /0 to /128"},
      {"10.0.0/8", bad_address, "has 3 numbers in its address; IPv4 has 4"},
      {"10.0.0.0.0/8", bad_address, "has 5 numbers in its address; IPv4 has 4"},
      {"10.0.0.256/8", bad_address, "has 256 between its dots; the numbers go from 0 to 255"},
      {"10.0.0.99999999999999999999/8", bad_address,
       "has 99999999999999999999 between its dots; the numbers go from 0 to 255"},
      {"10..0.0/8", bad_address, "has an empty number between dots"},
      {"10.x.0.0/8", bad_address, "has `x` where a number from 0 to 255 belongs"},
      {"10.010.0.0/16", bad_address, "writes the number `010` with a leading zero, which some programs read as octal"},
      {"10.0.0.0/33", bad_prefix, "has the prefix 33; IPv4 prefixes go from 0 to 32"},
      {"10.0.0.0/", bad_prefix, "ends in `/`; IPv4 prefixes go from 0 to 32"},
      {"10.0.0.0/08", bad_prefix, "writes its prefix as `08`; IPv4 prefixes go from 0 to 32"},
      {"10.0.0.0/-1", bad_prefix, "has `-1` after `/`; IPv4 prefixes go from 0 to 32"},
      {"10.0.0.0/8/8", bad_prefix, "has `8/8` after `/`; IPv4 prefixes go from 0 to 32"},
      {"10.0.0.0/99999999999999999999", bad_prefix,
       "has the prefix 99999999999999999999; IPv4 prefixes go from 0 to 32"},
      {"10.1.0.0/8", host_bits, "is an address inside 10.0.0.0/8, not the beginning of a range"},
      {"2001:db8::1/64", host_bits, "is an address inside 2001:db8::/64, not the beginning of a range"},
      {"2001:db8::/129", bad_prefix, "has the prefix 129; IPv6 prefixes go from 0 to 128"},
      {"2001:db8/32", bad_address, "has 2 groups; IPv6 has 8, or `::` once for groups of zeros"},
      {"1::2::3/64", bad_address, "has `::` more than once"},
      {"1:::2/64", bad_address, "has `::` more than once"},
      {"1:2:3:4:5:6:7:8::/64", bad_address, "has 8 groups beside `::`; IPv6 has 8 in all"},
      {"12345::/16", bad_address, "has `12345` where one to four hexadecimal digits belong"},
      {"g::/16", bad_address, "has `g` where one to four hexadecimal digits belong"},
      {" 10.0.0.0/8", bad_address, "has ` 10` where a number from 0 to 255 belongs"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    const auto parsed = parse_cidr(each.text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().kind == each.kind);
    CHECK(parsed.error().reason == each.reason);
    CHECK(parsed.error().canonical.has_value() == (each.kind == host_bits));
  }
  CHECK(parse_cidr("10.1.0.0/8").error().canonical == cidr("10.0.0.0/8"));
  CHECK(parse_cidr("::/0", AddressFamily::ipv4).error().reason == "is an IPv6 range; IPv4 is wanted here");
}

TEST_CASE("ranges contain, overlap and count") {
  CHECK(contains(cidr("10.0.0.0/8"), cidr("10.64.0.0/18")));
  CHECK(contains(cidr("10.0.0.0/8"), cidr("10.0.0.0/8")));
  CHECK_FALSE(contains(cidr("10.64.0.0/18"), cidr("10.0.0.0/8")));
  CHECK_FALSE(contains(cidr("::/0"), cidr("10.0.0.0/8")));
  CHECK(overlaps(cidr("10.64.32.0/20"), cidr("10.64.0.0/18")));
  CHECK_FALSE(overlaps(cidr("10.64.0.0/18"), cidr("10.64.64.0/18")));
  CHECK(to_text(AddressFamily::ipv4, last_address(cidr("10.64.0.0/18"))) == "10.64.63.255");
  CHECK(to_text(AddressFamily::ipv6, last_address(cidr("2001:db8::/64"))) == "2001:db8::ffff:ffff:ffff:ffff");
  CHECK(address_count(cidr("10.0.0.0/8")) == 16777216);
  CHECK(address_count(cidr("::/0")) == std::uint64_t{1} << 63);
  CHECK(usable_addresses(cidr("10.0.0.0/28")) == 11);
  CHECK(usable_addresses(cidr("10.0.0.0/30")) == 0);
}

TEST_CASE("laws of ranges hold on ten thousand random pairs") {
  std::mt19937_64 random(20261122);
  for (int i = 0; i < 10000; ++i) {
    const Cidr a = random_cidr(random);
    const Cidr b = random_cidr(random);
    CAPTURE(to_text(a));
    CAPTURE(to_text(b));
    REQUIRE(parse_cidr(to_text(a)).value() == a);
    REQUIRE(overlaps(a, b) == overlaps(b, a));
    // Ranges are nested or apart, never half over each other.
    REQUIRE(overlaps(a, b) == (contains(a, b) || contains(b, a)));
    if (a.family == b.family) {
      const bool apart = last_address(a) < b.first || last_address(b) < a.first;
      REQUIRE(overlaps(a, b) == !apart);
      const Cidr both = *enclosing(a, b);
      REQUIRE(contains(both, a));
      REQUIRE(contains(both, b));
      if (both.prefix_length < address_bits(a.family) && both != a && both != b) {
        const Cidr low = *subrange(both, both.prefix_length + 1U, 0);
        REQUIRE_FALSE((contains(low, a) && contains(low, b)));
      }
    } else {
      REQUIRE_FALSE(overlaps(a, b));
      REQUIRE_FALSE(enclosing(a, b));
    }
    if (a.prefix_length < address_bits(a.family)) {
      const Cidr low = *subrange(a, a.prefix_length + 1U, 0);
      const Cidr high = *subrange(a, a.prefix_length + 1U, 1);
      REQUIRE(contains(a, low));
      REQUIRE(contains(a, high));
      REQUIRE_FALSE(overlaps(low, high));
      REQUIRE(last_address(high) == last_address(a));
      REQUIRE_FALSE(subrange(a, a.prefix_length + 1U, 2));
    }
  }
}

TEST_CASE("subranges are counted from the beginning of the block and end with it") {
  CHECK(to_text(*subrange(cidr("10.0.0.0/16"), 18, 3)) == "10.0.192.0/18");
  CHECK_FALSE(subrange(cidr("10.0.0.0/16"), 18, 4));
  CHECK_FALSE(subrange(cidr("10.0.0.0/16"), 15, 0));
  CHECK_FALSE(subrange(cidr("10.0.0.0/16"), 33, 0));
  CHECK(to_text(*subrange(cidr("::/0"), 128, ~std::uint64_t{0})) == "::ffff:ffff:ffff:ffff/128");
  CHECK(to_text(*subrange(cidr("2001:db8::/32"), 48, 0xFFFF)) == "2001:db8:ffff::/48");
}

TEST_CASE("a block splits as Fn::Cidr splits it") {
  const auto split = split_cidr(cidr("192.168.0.0/24"), 6, 5);
  REQUIRE(split);
  CHECK(split.value().size() == 6);
  CHECK(to_text(split.value().front()) == "192.168.0.0/27");
  CHECK(to_text(split.value().back()) == "192.168.0.160/27");
  CHECK(split_cidr(cidr("10.0.0.0/16"), 256, 8).value().size() == 256);
  CHECK(to_text(split_cidr(cidr("2001:db8:1234:1a00::/56"), 2, 64).value()[1]) == "2001:db8:1234:1a01::/64");
  CHECK(split_cidr(cidr("10.0.0.0/16"), 257, 8).error().reason == "Fn::Cidr gives 1 to 256 ranges; 257 were asked for");
  CHECK(split_cidr(cidr("10.0.0.0/16"), 0, 8).error().reason == "Fn::Cidr gives 1 to 256 ranges; 0 were asked for");
  CHECK(split_cidr(cidr("10.0.0.0/24"), 2, 8).error().reason == "10.0.0.0/24 does not hold 2 ranges of /24");
  CHECK(split_cidr(cidr("10.0.0.0/24"), 1, 9).error().reason == "10.0.0.0/24 does not hold 1 range of /23");
  CHECK(split_cidr(cidr("10.0.0.0/24"), 1, 33).error().reason ==
        "the third value of Fn::Cidr is the number of host bits, 1 to 32; found 33");
}

TEST_CASE("EC2's refused ranges come before those to avoid") {
  CHECK(find_restriction(cidr("10.0.0.0/16")) == nullptr);
  CHECK(find_restriction(cidr("127.0.0.0/16"))->restriction == Restriction::refused);
  CHECK(find_restriction(cidr("172.31.0.0/20"))->restriction == Restriction::avoid);
  CHECK(find_restriction(cidr("0.0.0.0/0"))->restriction == Restriction::refused);
  CHECK(find_restriction(cidr("::/0")) == nullptr);
  bool seen_avoid = false;
  for (const RestrictedRange& row : restricted_ranges()) {
    seen_avoid = seen_avoid || row.restriction == Restriction::avoid;
    CHECK((row.restriction == Restriction::avoid || !seen_avoid));
    CHECK_FALSE(row.why.empty());
    CHECK_FALSE(row.source.empty());
  }
}

TEST_CASE("a second range of a VPC is refused by the kind of the first") {
  struct Case {
    const char* primary;
    const char* added;
    bool refused;
  };
  const Case cases[] = {
      {"10.1.0.0/16", "10.2.0.0/16", false},        {"10.1.0.0/16", "172.16.0.0/16", true},
      {"10.1.0.0/16", "192.168.0.0/16", true},      {"10.1.0.0/16", "198.19.0.0/16", true},
      {"10.1.0.0/16", "100.64.0.0/16", false},      {"10.1.0.0/16", "10.0.0.0/16", true},
      {"10.2.0.0/16", "10.0.0.0/16", false},        {"172.16.0.0/16", "172.20.0.0/16", false},
      {"172.16.0.0/16", "172.31.0.0/16", true},     {"172.16.0.0/16", "10.0.0.0/16", true},
      {"192.168.0.0/20", "192.168.64.0/20", false}, {"192.168.0.0/20", "10.0.0.0/16", true},
      {"100.64.0.0/16", "10.0.0.0/16", true},       {"100.64.0.0/16", "100.65.0.0/16", false},
      {"198.19.0.0/16", "10.0.0.0/16", true},       {"54.0.0.0/16", "172.16.0.0/16", true},
  };
  for (const Case& each : cases) {
    CAPTURE(each.primary);
    CAPTURE(each.added);
    const Cidr present[] = {cidr(each.primary)};
    CHECK(added_range_fault(present, cidr(each.added)).has_value() == each.refused);
  }
  const Cidr primary[] = {cidr("10.1.0.0/16")};
  CHECK(*added_range_fault(primary, cidr("192.168.0.0/20")) ==
        "a VPC whose first range is in 10.0.0.0/8 takes no second one in 192.168.0.0/16");
  CHECK_FALSE(added_range_fault({}, cidr("10.0.0.0/16")));
}
