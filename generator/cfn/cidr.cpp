// Fn::Cidr: the first `count` blocks of a larger one. The third argument counts host bits: 8 makes /24 of IPv4 and /120
// of IPv6. The arithmetic is aws/cidr's. Source: CloudFormation template reference, "Fn::Cidr". Read: 2026-11-22.
#include "aws/cidr.h"

#include <charconv>
#include <optional>
#include <utility>

#include "base/text.h"
#include "cfn/evaluation.h"

namespace landform::cfn {

using base::cat;
using yaml::Node;

namespace {

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return {};
  return value;
}

// Nothing after a diagnostic.
std::optional<std::vector<aws::Cidr>> blocks_of(Evaluation& evaluation, const Node& call, const Node& list) {
  const yaml::Nodes& values = list.items;
  const auto refuse = [&](std::size_t at, std::string message) {
    evaluation.diagnostics.add(about("cfn/cidr", values[at], argument(call).items[at].span, std::move(message)));
    return std::nullopt;
  };
  const auto block = aws::parse_cidr(values[0].text);
  if (!block) return refuse(0, cat("the block of Fn::Cidr, ", described(values[0]), ", ", block.error().reason));
  std::uint64_t numbers[2] = {0, 0};
  for (const std::size_t at : {std::size_t{1}, std::size_t{2}}) {
    const auto number = whole_number(values[at].text);
    if (!number) {
      return refuse(at, cat("the ", at == 1 ? "count" : "number of host bits", " of Fn::Cidr is ",
                            described(values[at]), "; it must be a whole number"));
    }
    numbers[at - 1] = *number;
  }
  auto blocks = aws::split_cidr(block.value(), numbers[0], numbers[1]);
  if (!blocks) return refuse(1, blocks.error().reason);
  return std::move(blocks.value());
}

}  // namespace

Outcome fold_cidr(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  const Node& parts = argument(call);
  if (!parts.is_sequence() || parts.items.size() < 2 || parts.items.size() > 3) return Outcome::failed;
  Node values;
  begin_like(parts, values);
  // Without host bits the size of the blocks is AWS's choice.
  bool known = parts.items.size() == 3;
  for (const Node& item : parts.items) {
    auto text = evaluation.evaluate_text(item, scope, "an argument of Fn::Cidr");
    if (text.value.failed()) return Outcome::failed;
    known &= text.known && !has_dynamic_reference(text.value.node.text);
    values.items.push_back(std::move(text.value.node));
  }
  if (!known) return left(call, std::move(values), out);
  const auto blocks = blocks_of(evaluation, call, values);
  if (!blocks || !evaluation.spend(blocks->size(), 0, call.span)) return Outcome::failed;
  out = yaml::sequence();
  out.span = call.span;
  out.cause = values.items[0].cause;
  for (const aws::Cidr& one : *blocks) {
    Node item = yaml::string(aws::to_text(one));
    item.span = call.span;
    item.cause = out.cause;
    out.items.push_back(std::move(item));
  }
  return Outcome::folded;
}

}  // namespace landform::cfn
