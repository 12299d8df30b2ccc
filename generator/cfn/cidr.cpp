// Fn::Cidr: the first `count` blocks of a larger one. The third argument counts host bits: 8 makes /24 of IPv4 and /120
// of IPv6. Source: CloudFormation template reference, "Fn::Cidr": count is 1 to 256. Read: 2026-11-22.
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "base/text.h"
#include "cfn/evaluation.h"

namespace landform::cfn {

using base::cat;
using base::Diagnostic;
using yaml::Node;

namespace {

constexpr std::size_t kMaxBlocks = 256;

// 32 or 128 bits, most significant byte first.
struct Block {
  std::array<std::uint8_t, 16> bytes{};
  std::size_t bits = 32;
  std::size_t prefix = 0;
};

std::optional<std::size_t> whole_number(std::string_view text, std::size_t most) {
  std::size_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size() || value > most) return {};
  return value;
}

bool read_ipv4(std::string_view text, std::uint8_t* bytes) {
  const auto parts = base::split(text, '.');
  if (parts.size() != 4) return false;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto octet = whole_number(parts[i], 255);
    if (!octet || (parts[i].size() > 1 && parts[i][0] == '0')) return false;
    bytes[i] = static_cast<std::uint8_t>(*octet);
  }
  return true;
}

// The groups of one side of "::", at most eight.
bool read_groups(std::string_view text, std::vector<std::uint16_t>& groups) {
  if (text.empty()) return true;
  for (const std::string_view part : base::split(text, ':')) {
    std::uint16_t group = 0;
    const auto read = std::from_chars(part.data(), part.data() + part.size(), group, 16);
    if (part.empty() || part.size() > 4 || read.ec != std::errc() || read.ptr != part.data() + part.size())
      return false;
    groups.push_back(group);
  }
  return groups.size() <= 8;
}

bool read_ipv6(std::string_view text, std::array<std::uint8_t, 16>& bytes) {
  const std::size_t gap = text.find("::");
  std::vector<std::uint16_t> head;
  std::vector<std::uint16_t> tail;
  if (!read_groups(text.substr(0, gap), head)) return false;
  if (gap != std::string_view::npos && !read_groups(text.substr(gap + 2), tail)) return false;
  const std::size_t count = head.size() + tail.size();
  if (gap == std::string_view::npos ? count != 8 : count > 7) return false;
  head.resize(8 - tail.size());
  head.insert(head.end(), tail.begin(), tail.end());
  for (std::size_t i = 0; i < 8; ++i) {
    bytes[2 * i] = static_cast<std::uint8_t>(head[i] >> 8U);
    bytes[2 * i + 1] = static_cast<std::uint8_t>(head[i] & 0xFFU);
  }
  return true;
}

std::optional<Block> read_block(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return {};
  Block block;
  const std::string_view address = text.substr(0, slash);
  if (address.find(':') == std::string_view::npos) {
    if (!read_ipv4(address, block.bytes.data())) return {};
  } else {
    block.bits = 128;
    if (!read_ipv6(address, block.bytes)) return {};
  }
  const auto prefix = whole_number(text.substr(slash + 1), block.bits);
  if (!prefix) return {};
  block.prefix = *prefix;
  return block;
}

bool has_host_bits(const Block& block) {
  for (std::size_t bit = block.prefix; bit < block.bits; ++bit) {
    if ((block.bytes[bit / 8] >> (7 - bit % 8) & 1U) != 0) return true;
  }
  return false;
}

// RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups as "::".
std::string ipv6_text(const std::array<std::uint8_t, 16>& bytes) {
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < 8; ++i) groups[i] = static_cast<unsigned>(bytes[2 * i] << 8U | bytes[2 * i + 1]);
  std::size_t run_begin = 8;
  std::size_t run_length = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t length = 0;
    while (i + length < 8 && groups[i + length] == 0) ++length;
    if (length > run_length) {
      run_begin = i;
      run_length = length;
    }
  }
  std::string out;
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == run_begin) {
      out += "::";
      i += run_length - 1;
      continue;
    }
    if (!out.empty() && out.back() != ':') out += ':';
    std::array<char, 4> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), groups[i], 16).ptr;
    out.append(digits.data(), end);
  }
  return out;
}

std::string text_of(const Block& block) {
  if (block.bits == 128) return cat(ipv6_text(block.bytes), "/", block.prefix);
  const auto& b = block.bytes;
  return cat(unsigned{b[0]}, ".", unsigned{b[1]}, ".", unsigned{b[2]}, ".", unsigned{b[3]}, "/", block.prefix);
}

// Adds one to the part of the address that the prefix covers.
void advance(Block& block) {
  for (std::size_t bit = block.prefix; bit-- > 0;) {
    const auto mask = static_cast<std::uint8_t>(1U << (7 - bit % 8));
    block.bytes[bit / 8] ^= mask;
    if ((block.bytes[bit / 8] & mask) != 0) return;
  }
}

struct Request {
  Block block;
  std::size_t count = 0;
  std::size_t host_bits = 0;
};

// Nothing after a diagnostic.
std::optional<Request> request_of(Evaluation& evaluation, const Node& call, const std::vector<Node>& values) {
  const auto refuse = [&](std::size_t at, std::string message) {
    evaluation.diagnostics.add(about("cfn/cidr", values[at], argument(call).items[at].span, std::move(message)));
    return std::nullopt;
  };
  const auto block = read_block(values[0].text);
  if (!block)
    return refuse(0, cat("Fn::Cidr is given ", described(values[0]), "; it wants a block such as 10.0.0.0/16"));
  if (has_host_bits(*block)) {
    return refuse(0, cat("the block ", values[0].text, " of Fn::Cidr has bits set behind its prefix /", block->prefix));
  }
  const auto count = whole_number(values[1].text, kMaxBlocks);
  if (!count || *count == 0) {
    return refuse(1, cat("the count of Fn::Cidr is ", described(values[1]), "; it must be 1 to ", kMaxBlocks));
  }
  const auto host_bits = whole_number(values[2].text, block->bits);
  if (!host_bits || *host_bits == 0 || *host_bits > block->bits - block->prefix) {
    return refuse(2, cat("Fn::Cidr asks for blocks with ", described(values[2]), " host bits; ", values[0].text,
                         " has ", block->bits - block->prefix));
  }
  const std::size_t free_bits = block->bits - block->prefix - *host_bits;
  if (free_bits < 9 && *count > std::size_t{1} << free_bits) {
    return refuse(1, cat("Fn::Cidr asks for ", *count, " blocks of /", block->bits - *host_bits, "; ", values[0].text,
                         " holds ", std::size_t{1} << free_bits));
  }
  return Request{*block, *count, *host_bits};
}

}  // namespace

Value fold_cidr(Evaluation& evaluation, const Node& call, const Scope* scope) {
  const Node& parts = argument(call);
  if (!parts.is_sequence() || parts.items.size() < 2 || parts.items.size() > 3) return Value::failure();
  std::vector<Node> values;
  // Without host bits the size of the blocks is AWS's choice.
  bool known = parts.items.size() == 3;
  for (const Node& item : parts.items) {
    auto text = evaluation.evaluate_text(item, scope, "an argument of Fn::Cidr");
    if (text.value.failed()) return Value::failure();
    known &= text.known && !has_dynamic_reference(text.value.node.text);
    values.push_back(std::move(text.value.node));
  }
  if (!known) {
    Node list = yaml::sequence(std::move(values));
    list.style = parts.style;
    list.span = parts.span;
    return Value::left(rebuilt(call, std::move(list)));
  }
  const auto request = request_of(evaluation, call, values);
  if (!request) return Value::failure();
  Node out = yaml::sequence();
  out.span = call.span;
  out.cause = values[0].cause;
  Block block = request->block;
  block.prefix = block.bits - request->host_bits;
  for (std::size_t i = 0; i < request->count; ++i) {
    Node item = yaml::string(text_of(block));
    item.span = call.span;
    item.cause = out.cause;
    out.items.push_back(std::move(item));
    advance(block);
  }
  if (!evaluation.spend(out.items.size(), 0, call.span)) return Value::failure();
  return Value::of(std::move(out));
}

}  // namespace landform::cfn
