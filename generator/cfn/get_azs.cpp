// Fn::GetAZs. What zones an account sees, and in which order, is AWS's; it folds only where the blueprint pins them.
// Source: CloudFormation template reference, "Fn::GetAZs": an empty text is the stack's own region. Read: 2026-11-22.
#include <utility>

#include "cfn/evaluation.h"

namespace landform::cfn {

using yaml::Node;

Value fold_get_azs(Evaluation& evaluation, const Node& call, const Scope* scope) {
  auto region = evaluation.evaluate_text(argument(call), scope, "the region of Fn::GetAZs");
  if (region.value.failed()) return Value::failure();
  std::string name = region.known ? region.value.node.text : std::string();
  if (region.known && name.empty()) {
    const auto own = evaluation.bindings.pseudo.find("AWS::Region");
    if (own != evaluation.bindings.pseudo.end()) name = own->second;
  }
  const auto zones = evaluation.bindings.zones.find(name);
  if (!region.known || zones == evaluation.bindings.zones.end()) {
    return Value::left(rebuilt(call, std::move(region.value.node)));
  }
  Node out = yaml::strings(zones->second);
  Evaluation::adopt(out, call.span);
  for (Node& zone : out.items) zone.cause = region.value.node.cause;
  out.cause = region.value.node.cause;
  return Value::of(std::move(out));
}

}  // namespace landform::cfn
