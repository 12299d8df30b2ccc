#include "verify/verify.h"

#include "verify/index.h"
#include "verify/known_policies.h"
#include "verify/list.h"
#include "verify/policy.h"

namespace landform::verify {

void verify_template(const cfn::Template& source, const Context& context, base::Diagnostics& diagnostics) {
  if (!source.root.is_mapping()) return;  // read_template says so
  verify_template(index_template(source), context, diagnostics);
}

void verify_template(const Index& index, const Context& context, base::Diagnostics& diagnostics) {
  const std::size_t told = diagnostics.all().size();
  const Policies policies = find_policies(index, context.known_policies, diagnostics);
  NearNames near_names;
  const Input input{index, policies, context, near_names};
  for (const Law& law : all_laws()) {
    if (law.check != nullptr) law.check(input, diagnostics);
  }
  const bool faultless = diagnostics.all().size() == told;
  if (faultless && context.known_policies != nullptr) context.known_policies->add(policies);
}

}  // namespace landform::verify
