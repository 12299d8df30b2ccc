// The laws over what the organization's policies come to, all of them: whether they lock somebody out who is needed,
// whether they have an effect, whether the assertions hold.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "verify/assertions.h"
#include "verify/effective_policies.h"
#include "verify/lock_out.h"

namespace landform::verify {

// Once this is made, stacks are asked about, in any order and number at a time, and `judge` once, beside them; in the
// end everything is told.
class OrganizationPolicies {
 public:
  // `organization` with its guardrails packed; it outlives this.
  explicit OrganizationPolicies(const resolve::Organization& organization);

  [[nodiscard]] LockOut& lock_out() { return lock_out_; }
  // What needs the organization alone: which policies have no effect, which assertions hold.
  void judge();
  // After `judge`. `stacks` in the order of the plan. Gives what was asserted.
  std::vector<CheckedAssertion> tell(std::vector<PlannedStack> stacks, base::Diagnostics& diagnostics);

 private:
  EffectivePolicies effective_;
  LockOut lock_out_;
  base::Diagnostics ineffective_;
  AssertionReport assertions_;
};

}  // namespace landform::verify
