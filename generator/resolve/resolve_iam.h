// `identity.iam` with everything bound.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "blueprint/blueprint.h"
#include "resolve/organization.h"
#include "resolve/policy_sources.h"

namespace landform::resolve {

// Wants an organization whose units and accounts are resolved. Without presets in `sources` there is nothing of the
// baseline that needs one. Raises identity/*, and what cfn::evaluate says of presets.
Iam resolve_iam(const blueprint::Blueprint& blueprint, const Organization& organization, const PolicySources& sources,
                base::Diagnostics& diagnostics);

// Names behind which a preset may stand: those that policies ask for, and those that groups, users, roles and
// permission sets name without a policy of the blueprint. Sorted. For cli/, which reads the presets.
std::vector<std::string> asked_iam_presets(const blueprint::Identity& identity);

}  // namespace landform::resolve
