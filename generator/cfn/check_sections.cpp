#include "cfn/passes.h"
namespace landform::cfn {
void check_sections(const yaml::Node&, base::Diagnostics&) {}
Value fold_rule_only(Evaluation& evaluation, const yaml::Node& call, const Scope* scope) {
  return fold_arguments(evaluation, call, scope);
}
}  // namespace landform::cfn
