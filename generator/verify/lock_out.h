// Whether the organization's policies let through what is deployed: each stack and stack set in each account and region
// that it goes to, by the role that deploys it; and what people do in an emergency. What is denied for certain is an
// error; what depends on something unknown is not told.
// Raises guardrails/locks-out-deployment, region-forbidden and locks-out-break-glass.
#pragma once

#include <span>

#include "base/diagnostic.h"
#include "cfn/template.h"
#include "plan/step.h"
#include "verify/effective_policies.h"

namespace landform::verify {

// A stack step with its templates as they are deployed.
struct PlannedStack {
  const plan::Step* step = nullptr;        // its `what` is a StackStep
  const cfn::Template* own = nullptr;      // null: not evaluated
  const cfn::Template* carries = nullptr;  // of a stack set
};

// One diagnostic for each stack and denying statement.
void check_lock_out(const EffectivePolicies& effective, std::span<const PlannedStack> stacks,
                    base::Diagnostics& diagnostics);

}  // namespace landform::verify
