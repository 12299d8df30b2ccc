#include "aws/cidr.h"

#include <algorithm>
#include <array>
#include <bit>

#include "aws/quotas.h"
#include "base/ascii.h"
#include "base/text.h"

namespace landform::aws {
namespace {

// The low `count` bits set.
constexpr Address low_ones(unsigned count) {
  constexpr std::uint64_t kAll = ~std::uint64_t{0};
  if (count == 0) return {0, 0};
  if (count <= 64) return {0, kAll >> (64 - count)};
  return {kAll >> (128 - count), kAll};
}

constexpr Address operator|(const Address& a, const Address& b) {
  return {a.high | b.high, a.low | b.low};
}
constexpr Address operator&(const Address& a, const Address& b) {
  return {a.high & b.high, a.low & b.low};
}
constexpr Address operator~(const Address& a) {
  return {~a.high, ~a.low};
}

constexpr Address shifted_left(std::uint64_t value, unsigned count) {
  if (count >= 128) return {0, 0};
  if (count >= 64) return {value << (count - 64), 0};
  return {count == 0 ? 0 : value >> (64 - count), value << count};
}

constexpr unsigned host_bits_of(const Cidr& cidr) {
  return address_bits(cidr.family) - cidr.prefix_length;
}

// The number that begins at `at`, of digits only and below `limit`; the reason when there is none.
struct Number {
  std::uint32_t value = 0;
  std::string reason;
};

Number parse_octet(std::string_view text) {
  if (text.empty()) return {0, "has an empty number between dots"};
  std::uint32_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return {0, base::cat("has `", text, "` where a number from 0 to 255 belongs")};
    if (value <= 255) value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  if (text.size() > 1 && text.front() == '0') {
    return {0, base::cat("writes the number `", text, "` with a leading zero, which some programs read as octal")};
  }
  if (value > 255) return {0, base::cat("has ", text, " between its dots; the numbers go from 0 to 255")};
  return {value, {}};
}

// Four numbers as they are usually written; nothing when something about the text is unusual.
std::optional<std::uint64_t> plain_ipv4(std::string_view text) {
  std::uint64_t value = 0;
  std::size_t at = 0;
  for (int octets = 0; octets < 4; ++octets) {
    if (octets > 0 && (at == text.size() || text[at++] != '.')) return std::nullopt;
    const std::size_t begin = at;
    std::uint64_t octet = 0;
    while (at < text.size() && at - begin < 4 && base::is_digit(text[at])) {
      octet = octet * 10 + static_cast<std::uint64_t>(text[at++] - '0');
    }
    if (at == begin || octet > 255 || (text[begin] == '0' && at - begin > 1)) return std::nullopt;
    value = value << 8 | octet;
  }
  return at == text.size() ? std::optional(value) : std::nullopt;
}

base::Result<Address, std::string> parse_ipv4(std::string_view text) {
  if (const auto value = plain_ipv4(text)) return Address{0, *value};
  const auto parts = base::split(text, '.');
  if (parts.size() != 4) {
    return base::cat("has ", base::count_of(parts.size(), "number"), " in its address; IPv4 has 4");
  }
  std::uint64_t value = 0;
  for (const std::string_view part : parts) {
    Number octet = parse_octet(part);
    if (!octet.reason.empty()) return std::move(octet.reason);
    value = value << 8 | octet.value;
  }
  return Address{0, value};
}

std::optional<std::uint16_t> parse_group(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return static_cast<std::uint16_t>(value);
}

// Groups of one side of "::"; the last may be a dotted IPv4 address. False leaves the reason.
bool parse_groups(std::string_view text, bool may_end_in_ipv4, std::vector<std::uint16_t>& groups,
                  std::string& reason) {
  if (text.empty()) return true;
  const auto parts = base::split(text, ':');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (may_end_in_ipv4 && i + 1 == parts.size() && parts[i].find('.') != std::string_view::npos) {
      auto dotted = parse_ipv4(parts[i]);
      if (!dotted) {
        reason = dotted.error();
        return false;
      }
      groups.push_back(static_cast<std::uint16_t>(dotted.value().low >> 16));
      groups.push_back(static_cast<std::uint16_t>(dotted.value().low & 0xFFFF));
      continue;
    }
    const auto group = parse_group(parts[i]);
    if (!group) {
      reason = base::cat("has `", parts[i], "` where one to four hexadecimal digits belong");
      return false;
    }
    groups.push_back(*group);
  }
  return true;
}

base::Result<Address, std::string> parse_ipv6(std::string_view text) {
  constexpr std::size_t kGroups = 8;
  const std::size_t gap = text.find("::");
  std::vector<std::uint16_t> before;
  std::vector<std::uint16_t> after;
  std::string reason;
  if (gap == std::string_view::npos) {
    if (!parse_groups(text, true, before, reason)) return reason;
    if (before.size() != kGroups) {
      return base::cat("has ", base::count_of(before.size(), "group"),
                       "; IPv6 has 8, or `::` once for groups of zeros");
    }
  } else {
    const std::string_view rest = text.substr(gap + 2);
    if (rest.find("::") != std::string_view::npos || rest.starts_with(':')) {
      return std::string("has `::` more than once");
    }
    if (!parse_groups(text.substr(0, gap), false, before, reason) || !parse_groups(rest, true, after, reason)) {
      return reason;
    }
    if (before.size() + after.size() >= kGroups) {
      return base::cat("has ", base::count_of(before.size() + after.size(), "group"),
                       " beside `::`; IPv6 has 8 in all");
    }
    before.resize(kGroups - after.size(), 0);
    before.insert(before.end(), after.begin(), after.end());
  }
  Address address;
  for (std::size_t i = 0; i < kGroups; ++i) {
    std::uint64_t& half = i < 4 ? address.high : address.low;
    half = half << 16 | before[i];
  }
  return address;
}

// The prefix's number; the reason when it is none.
Number parse_prefix(std::string_view text, AddressFamily family) {
  const unsigned bits = address_bits(family);
  const std::string_view kind = family == AddressFamily::ipv4 ? "IPv4" : "IPv6";
  const std::string range = base::cat("; ", kind, " prefixes go from 0 to ", bits);
  if (text.empty()) return {0, base::cat("ends in `/`", range)};
  std::uint32_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return {0, base::cat("has `", text, "` after `/`", range)};
    if (value <= bits) value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  if (value > bits) return {0, base::cat("has the prefix ", text, range)};
  if (text.size() > 1 && text.front() == '0') return {0, base::cat("writes its prefix as `", text, "`", range)};
  return {value, {}};
}

Cidr without_host_bits(AddressFamily family, const Address& address, unsigned prefix_length) {
  return {family, address & ~low_ones(address_bits(family) - prefix_length), static_cast<std::uint8_t>(prefix_length)};
}

// An IPv4 range without a fault, as nearly all are; nothing when something about the text is unusual.
std::optional<Cidr> plain_ipv4_cidr(std::string_view text) {
  constexpr std::string_view kBehind = ".../";  // what stands behind each number but the last
  std::uint64_t address = 0;
  std::uint32_t number = 0;
  std::size_t digits = 0;
  std::size_t numbers = 0;
  for (const char c : text) {
    if (base::is_digit(c)) {
      if (digits++ > 0 && number == 0) return std::nullopt;  // a leading zero
      number = number * 10 + static_cast<std::uint32_t>(c - '0');
      if (number > 255) return std::nullopt;
    } else {
      if (digits == 0 || numbers == kBehind.size() || c != kBehind[numbers++]) return std::nullopt;
      address = address << 8 | number;
      number = 0;
      digits = 0;
    }
  }
  constexpr std::uint32_t kBits = address_bits(AddressFamily::ipv4);
  if (numbers != kBehind.size() || digits == 0 || number > kBits) return std::nullopt;
  const std::uint64_t host_bits = (std::uint64_t{1} << (kBits - number)) - 1;
  if ((address & host_bits) != 0) return std::nullopt;
  return Cidr{AddressFamily::ipv4, {0, address}, static_cast<std::uint8_t>(number)};
}

std::string hexadecimal(std::uint16_t group) {
  char buffer[8];
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, group, 16);
  return std::string(buffer, result.ptr);
}

std::string ipv6_text(const Address& address) {
  std::array<std::uint16_t, 8> groups{};
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::uint64_t half = i < 4 ? address.high : address.low;
    groups[i] = static_cast<std::uint16_t>(half >> (48 - 16 * (i % 4)));
  }
  // RFC 5952: the longest run of two or more zeros becomes "::", the first of several.
  std::size_t gap = groups.size();
  std::size_t gap_length = 1;
  for (std::size_t i = 0; i < groups.size();) {
    std::size_t end = i;
    while (end < groups.size() && groups[end] == 0) ++end;
    if (end - i > gap_length) {
      gap = i;
      gap_length = end - i;
    }
    i = std::max(end, i + 1);
  }
  std::string text;
  for (std::size_t i = 0; i < groups.size();) {
    if (i == gap) {
      text += "::";
      i += gap_length;
      continue;
    }
    if (!text.empty() && !text.ends_with(':')) text += ':';
    text += hexadecimal(groups[i]);
    ++i;
  }
  return text;
}

}  // namespace

base::Result<Cidr, CidrFault> parse_cidr(std::string_view text) {
  if (const auto plain = plain_ipv4_cidr(text)) return *plain;
  const std::size_t slash = text.find('/');
  const std::string_view address_text = text.substr(0, slash);
  const AddressFamily family =
      address_text.find(':') == std::string_view::npos ? AddressFamily::ipv4 : AddressFamily::ipv6;
  auto address = family == AddressFamily::ipv4 ? parse_ipv4(address_text) : parse_ipv6(address_text);
  if (!address) return CidrFault{CidrFaultKind::bad_address, address.error(), std::nullopt};
  if (slash == std::string_view::npos) {
    return CidrFault{CidrFaultKind::no_prefix,
                     base::cat("has no prefix; a range ends in /0 to /", address_bits(family)), std::nullopt};
  }
  const Number prefix = parse_prefix(text.substr(slash + 1), family);
  if (!prefix.reason.empty()) return CidrFault{CidrFaultKind::bad_prefix, prefix.reason, std::nullopt};
  const Cidr canonical = without_host_bits(family, address.value(), prefix.value);
  if (canonical.first != address.value()) {
    return CidrFault{CidrFaultKind::host_bits,
                     base::cat("is an address inside ", to_text(canonical), ", not the beginning of a range"),
                     canonical};
  }
  return canonical;
}

base::Result<Cidr, CidrFault> parse_cidr(std::string_view text, AddressFamily wanted) {
  if (wanted == AddressFamily::ipv4) {
    if (const auto plain = plain_ipv4_cidr(text)) return *plain;
  }
  auto parsed = parse_cidr(text);
  if (parsed && parsed.value().family != wanted) {
    const bool is_ipv4 = wanted == AddressFamily::ipv6;
    return CidrFault{
        CidrFaultKind::bad_address,
        base::cat("is an ", is_ipv4 ? "IPv4" : "IPv6", " range; ", is_ipv4 ? "IPv6" : "IPv4", " is wanted here"),
        std::nullopt};
  }
  return parsed;
}

std::string to_text(AddressFamily family, const Address& address) {
  if (family == AddressFamily::ipv6) return ipv6_text(address);
  return base::cat(address.low >> 24 & 0xFF, '.', address.low >> 16 & 0xFF, '.', address.low >> 8 & 0xFF, '.',
                   address.low & 0xFF);
}

std::string to_text(const Cidr& cidr) {
  return base::cat(to_text(cidr.family, cidr.first), '/', std::uint32_t{cidr.prefix_length});
}

Address last_address(const Cidr& cidr) {
  return cidr.first | low_ones(host_bits_of(cidr));
}

std::uint64_t address_count(const Cidr& cidr) {
  return std::uint64_t{1} << std::min(host_bits_of(cidr), 63U);
}

std::uint64_t usable_addresses(const Cidr& subnet) {
  constexpr auto kReserved = static_cast<std::uint64_t>(quota("vpc/reserved-addresses").value);
  const std::uint64_t count = address_count(subnet);
  return count > kReserved ? count - kReserved : 0;
}

bool contains(const Cidr& range, AddressFamily family, const Address& address) {
  return range.family == family && (address & ~low_ones(host_bits_of(range))) == range.first;
}

bool contains(const Cidr& outer, const Cidr& inner) {
  return outer.prefix_length <= inner.prefix_length && contains(outer, inner.family, inner.first);
}

bool overlaps(const Cidr& left, const Cidr& right) {
  return contains(left, right) || contains(right, left);
}

std::optional<Cidr> subrange(const Cidr& block, unsigned prefix_length, std::uint64_t index) {
  const unsigned bits = address_bits(block.family);
  if (prefix_length < block.prefix_length || prefix_length > bits) return std::nullopt;
  const unsigned index_bits = prefix_length - block.prefix_length;
  if (index_bits < 64 && index >> index_bits != 0) return std::nullopt;
  return Cidr{block.family, block.first | shifted_left(index, bits - prefix_length),
              static_cast<std::uint8_t>(prefix_length)};
}

std::optional<Cidr> enclosing(const Cidr& left, const Cidr& right) {
  if (left.family != right.family) return std::nullopt;
  const Address differ{left.first.high ^ right.first.high, left.first.low ^ right.first.low};
  const unsigned used = differ.high != 0 ? 64 + static_cast<unsigned>(std::bit_width(differ.high))
                                         : static_cast<unsigned>(std::bit_width(differ.low));
  const unsigned common = address_bits(left.family) - used;
  const unsigned prefix = std::min({common, unsigned{left.prefix_length}, unsigned{right.prefix_length}});
  return without_host_bits(left.family, left.first, prefix);
}

base::Result<std::vector<Cidr>, SplitFault> split_cidr(const Cidr& block, std::uint64_t count,
                                                       std::uint64_t host_bits) {
  constexpr auto kMost = static_cast<std::uint64_t>(quota("cloudformation/cidr-count").value);
  const unsigned bits = address_bits(block.family);
  if (count < 1 || count > kMost) {
    return SplitFault{base::cat("Fn::Cidr gives 1 to ", kMost, " ranges; ", count, " were asked for")};
  }
  if (host_bits < 1 || host_bits > bits) {
    return SplitFault{
        base::cat("the third value of Fn::Cidr is the number of host bits, 1 to ", bits, "; found ", host_bits)};
  }
  const unsigned prefix = bits - static_cast<unsigned>(host_bits);
  if (prefix < block.prefix_length || !subrange(block, prefix, count - 1)) {
    return SplitFault{base::cat(to_text(block), " does not hold ", base::count_of(count, "range"), " of /", prefix)};
  }
  std::vector<Cidr> ranges;
  ranges.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) ranges.push_back(*subrange(block, prefix, i));
  return ranges;
}

}  // namespace landform::aws
