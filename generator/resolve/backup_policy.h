// Backup plans as policies of the organization, for `backup.delivery: organization-policy`.
#pragma once

#include <vector>

#include "resolve/organization.h"

namespace landform::resolve {

// One policy a plan, since each is counted by itself; none when plans come by stack sets. Vault and role have to be in
// the accounts before: stacks/backup.cpp puts them there under the names that are used here.
std::vector<Guardrail> backup_policies(const Organization& organization);

}  // namespace landform::resolve
