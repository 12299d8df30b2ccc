#include "verify/organization_policies.h"

#include "verify/effective_policies.h"
#include "verify/ineffective_policies.h"

namespace landform::verify {

std::vector<CheckedAssertion> verify_organization_policies(const resolve::Organization& organization,
                                                           std::span<const PlannedStack> stacks,
                                                           base::Diagnostics& diagnostics) {
  const EffectivePolicies effective(organization);
  check_lock_out(effective, stacks, diagnostics);
  check_ineffective_policies(organization, diagnostics);
  return check_assertions(effective, diagnostics);
}

}  // namespace landform::verify
