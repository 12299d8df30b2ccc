// Accounts and the lock: which locked account each one is, what CloudFormation cannot change about it, and where it
// sits.
#pragma once

#include <map>
#include <string>

#include "base/diagnostic.h"
#include "blueprint/customer.h"
#include "resolve/draft.h"
#include "resolve/lock.h"

namespace landform::resolve {

// An account is the locked one of its name, or of the name that `was:` gives. It keeps the logical id, the name and
// address that AWS was told, its shard and its sequence; its unit may change. A new account gets them: by name order,
// into the first shard with room, at the end of that shard's chain. Accounts that have gone stay in the lock and keep
// their place, so that it is not given again and no chain is ever reordered.
// Fills `after.accounts` and the members account_name, email, unit, logical_id, shard, sequence. `renamed_units` is
// what bind_units gave. Raises lock/unknown-was, was-in-use, undeclared-rename, vanished-account, id-changed,
// email-changed, name-changed, organization/account-email, account-email-shared, email-duplicate, account-moved.
void bind_accounts(Draft& draft, const blueprint::Mailboxes& mailboxes, const Lock& before, Lock& after,
                   const std::map<std::string, std::string>& renamed_units, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
