#include "cfn/passes.h"
namespace landform::cfn {
void check_functions(const yaml::Node&, const Bindings&, base::Diagnostics&) {}
}  // namespace landform::cfn
