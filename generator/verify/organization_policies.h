// The laws over what the organization's policies come to, all of them: whether they lock somebody out who is needed,
// whether they have an effect, whether the assertions hold.
#pragma once

#include <span>
#include <vector>

#include "base/diagnostic.h"
#include "verify/assertions.h"
#include "verify/lock_out.h"

namespace landform::verify {

// `organization` with its guardrails packed; `stacks` in the order of the plan. Gives what was asserted.
std::vector<CheckedAssertion> verify_organization_policies(const resolve::Organization& organization,
                                                           std::span<const PlannedStack> stacks,
                                                           base::Diagnostics& diagnostics);

}  // namespace landform::verify
