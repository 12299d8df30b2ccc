#include "verify/organization_policies.h"

#include <utility>

#include "verify/ineffective_policies.h"

namespace landform::verify {

OrganizationPolicies::OrganizationPolicies(const resolve::Organization& organization)
    : effective_(organization), lock_out_(effective_) {}

void OrganizationPolicies::judge() {
  assertions_ = check_assertions(effective_);
  check_ineffective_policies(effective_.organization(), ineffective_);
}

std::vector<CheckedAssertion> OrganizationPolicies::tell(std::vector<PlannedStack> stacks,
                                                         base::Diagnostics& diagnostics) {
  lock_out_.tell(std::move(stacks), diagnostics);
  diagnostics.add_all(ineffective_);
  tell_assertions(assertions_, diagnostics);
  return std::move(assertions_.checked);
}

}  // namespace landform::verify
