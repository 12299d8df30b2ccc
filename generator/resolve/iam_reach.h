// Where IAM entities are made: `to` of groups, users and roles.
#pragma once

#include <string>

#include "base/diagnostic.h"
#include "blueprint/identity.h"
#include "resolve/organization.h"

namespace landform::resolve {

// `whose` is for messages: "group `admins`". Raises identity/unknown-target and identity/twice.
IamReach reach_of(const blueprint::Listed<std::string>& written, const std::string& whose,
                  const Organization& organization, base::Diagnostics& diagnostics);

// Whether a place lies at or below another one; the management account lies below nothing.
bool is_within(const PolicyTarget& place, const PolicyTarget& target, const Organization& organization);
// Whether everything of `part` lies in `whole`.
bool covers(const IamReach& whole, const IamReach& part, const Organization& organization);
// Adds what `whole` has not, and drops what is covered then.
void unite(IamReach& whole, const IamReach& part, const Organization& organization);

}  // namespace landform::resolve
