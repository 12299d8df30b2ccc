// Address ranges: parsing with precise faults, the set relations, splitting as Fn::Cidr does, and the ranges that VPCs
// may not or should not use. IPv4 and IPv6. Source: docs/facts.md F1 ("vpc-cidr-blocks"), B3 (Fn::Cidr).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace landform::aws {

enum class AddressFamily : std::uint8_t { ipv4, ipv6 };

// 128 bits, the most significant half first. An IPv4 address is the low 32 bits.
struct Address {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend constexpr auto operator<=>(const Address&, const Address&) = default;
};

// Invariant: the host bits of `first` are zero; prefix_length <= bits(family). Order: family, first address, then the
// larger range before those inside it.
struct Cidr {
  AddressFamily family = AddressFamily::ipv4;
  Address first;
  std::uint8_t prefix_length = 0;
  friend constexpr auto operator<=>(const Cidr&, const Cidr&) = default;
};

constexpr unsigned address_bits(AddressFamily family) {
  return family == AddressFamily::ipv4 ? 32 : 128;
}
constexpr Cidr ipv4_cidr(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d, std::uint8_t prefix_length) {
  return {AddressFamily::ipv4,
          {0, std::uint64_t{a} << 24 | std::uint64_t{b} << 16 | std::uint64_t{c} << 8 | std::uint64_t{d}},
          prefix_length};
}

enum class CidrFaultKind {
  no_prefix,    // "10.0.0.0"
  bad_address,  // "10.0.0/8", "10.0.0.256/8", "10.01.0.0/16"
  bad_prefix,   // "10.0.0.0/33", "10.0.0.0/08"
  host_bits,    // "10.0.0.1/8"; `canonical` is what was probably meant
};

struct CidrFault {
  CidrFaultKind kind;
  std::string reason;             // continues a sentence that begins with the text: "has 3 numbers; IPv4 has 4"
  std::optional<Cidr> canonical;  // only for host_bits
};

base::Result<Cidr, CidrFault> parse_cidr(std::string_view text);
base::Result<Cidr, CidrFault> parse_cidr(std::string_view text, AddressFamily wanted);

// "10.0.0.0/8"; IPv6 as RFC 5952 writes it: "2001:db8::/32".
std::string to_text(const Cidr& cidr);
std::string to_text(AddressFamily family, const Address& address);

Address last_address(const Cidr& cidr);
// 2^63 and more is given as 2^63.
std::uint64_t address_count(const Cidr& cidr);
// Subnets lose five addresses to AWS (network, router, DNS, reserved, broadcast). Zero where fewer are left.
std::uint64_t usable_addresses(const Cidr& subnet);

bool contains(const Cidr& outer, const Cidr& inner);  // true for equal ranges; false for two families
bool contains(const Cidr& range, AddressFamily family, const Address& address);
bool overlaps(const Cidr& left, const Cidr& right);

// The index-th range of `prefix_length` inside `block`, from 0; nothing when it is shorter than the block's or there
// are not so many.
std::optional<Cidr> subrange(const Cidr& block, unsigned prefix_length, std::uint64_t index);
// The smallest range that holds both; nothing for two families.
std::optional<Cidr> enclosing(const Cidr& left, const Cidr& right);

struct SplitFault {
  std::string reason;  // a whole sentence, lower case: "Fn::Cidr gives 1 to 256 ranges; 300 were asked for"
};
// Fn::Cidr: `count` ranges (1 to 256) with `host_bits` host bits each, from the beginning of the block.
base::Result<std::vector<Cidr>, SplitFault> split_cidr(const Cidr& block, std::uint64_t count, std::uint64_t host_bits);

enum class Restriction {
  refused,  // EC2 does not make such a VPC
  avoid,    // works, and collides with something later
};

struct RestrictedRange {
  Cidr range;
  Restriction restriction;
  std::string_view why;  // "loopback"
  std::string_view source;
};
std::span<const RestrictedRange> restricted_ranges();
// The first that the range overlaps, refused ones first; null when it is free to use.
const RestrictedRange* find_restriction(const Cidr& vpc);

// Why EC2 refuses `added` in a VPC that has the ranges `present`, the primary one first; nothing when it takes it.
// Overlaps are not looked at. A clause, lower case: "a VPC whose first range is in 10.0.0.0/8 takes no second one in
// ...".
std::optional<std::string> added_range_fault(std::span<const Cidr> present, const Cidr& added);

}  // namespace landform::aws
