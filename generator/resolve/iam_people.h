// IAM users and groups, with the baseline's where a blueprint has none.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "blueprint/identity.h"
#include "resolve/iam_policies.h"
#include "resolve/organization.h"

namespace landform::resolve {

struct IamPeople {
  std::vector<IamGroup> groups;
  std::vector<IamUser> users;
};

// Raises identity/group-not-there, names-collide, too-many-attached, twice, unknown-group, and what reach_of and the
// policies raise.
IamPeople resolve_iam_people(const blueprint::Iam& written, const Organization& organization, IamPolicies& policies,
                             base::Diagnostics& diagnostics);

}  // namespace landform::resolve
