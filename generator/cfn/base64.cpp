// Fn::Base64. Source: RFC 4648, section 4; CloudFormation template reference, "Fn::Base64".
#include <cstdint>
#include <string>
#include <utility>

#include "cfn/evaluation.h"

namespace landform::cfn {

using yaml::Node;

namespace {

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    const std::size_t count = bytes.size() - at < 3 ? bytes.size() - at : 3;
    for (std::size_t i = 0; i < 3; ++i) {
      group = group << 8U | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) out += i <= count ? kDigits[group >> (18 - 6 * i) & 63U] : '=';
  }
  return out;
}

}  // namespace

Outcome fold_base64(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  auto text = evaluation.evaluate_text(argument(call), scope, "the argument of Fn::Base64");
  if (text.value.failed()) return Outcome::failed;
  // CloudFormation looks for dynamic references before it encodes.
  if (!text.known || has_dynamic_reference(text.value.node.text)) {
    return left(call, std::move(text.value.node), out);
  }
  out = yaml::string(base64(text.value.node.text));
  out.span = call.span;
  out.cause = text.value.node.cause;
  if (!evaluation.spend(0, out.text.size(), call.span)) return Outcome::failed;
  return Outcome::folded;
}

}  // namespace landform::cfn
