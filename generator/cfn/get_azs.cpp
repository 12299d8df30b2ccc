// Fn::GetAZs. What zones an account sees, and in which order, is AWS's; it folds only where the blueprint pins them.
// Source: CloudFormation template reference, "Fn::GetAZs": an empty text is the stack's own region. Read: 2026-11-22.
#include <utility>

#include "cfn/evaluation.h"

namespace landform::cfn {

using yaml::Node;

Outcome fold_get_azs(Evaluation& evaluation, const Node& call, const Scope* scope, Node& out) {
  auto region = evaluation.evaluate_text(argument(call), scope, "the region of Fn::GetAZs");
  if (region.value.failed()) return Outcome::failed;
  std::string name = region.known ? region.value.node.text : std::string();
  if (region.known && name.empty()) {
    if (const std::string* own = evaluation.pseudo("AWS::Region")) name = *own;
  }
  const auto zones = evaluation.bindings.zones.find(name);
  if (!region.known || zones == evaluation.bindings.zones.end()) {
    return left(call, std::move(region.value.node), out);
  }
  out = yaml::strings(zones->second);
  Evaluation::adopt(out, call.span);
  for (Node& zone : out.items) zone.cause = region.value.node.cause;
  out.cause = region.value.node.cause;
  return Outcome::folded;
}

}  // namespace landform::cfn
