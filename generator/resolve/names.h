// The names of the organization: its units as paths, its accounts, and their roles.
#pragma once

#include "aws/quotas.h"
#include "base/diagnostic.h"
#include "blueprint/organization.h"
#include "resolve/draft.h"

namespace landform::resolve {

// Units to AWS's depth, accounts unique over the whole organization, names apart enough for logical ids, each special
// role at most once. Where no account has the role log-archive or audit, adds one of that name to the unit `Security`.
// Raises organization/unit-depth, duplicate-account, names-collide, name-too-long, role-twice, role-management,
// default-account, too-many-units, too-many-accounts, account-quota.
Draft draft_names(const blueprint::Organization& organization, const aws::Quotas& quotas,
                  base::Diagnostics& diagnostics);

}  // namespace landform::resolve
