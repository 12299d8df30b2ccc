// The addresses of accounts: as the blueprint gives them, unique the way AWS compares them.
#pragma once

#include <string>

#include "base/diagnostic.h"
#include "blueprint/customer.h"
#include "resolve/draft.h"
#include "resolve/lock.h"

namespace landform::resolve {

// "aws+{account}@acme.example" and "shop" give "aws+shop@acme.example".
std::string expand_mailbox(const std::string& root, const std::string& account);

// Raises organization/account-email-shared when `root` has no {account} and several accounts would get its address.
void check_root_mailbox(const Draft& draft, const blueprint::Mailboxes& mailboxes, base::Diagnostics& diagnostics);

// AWS's rules for each address, and that no two accounts share one, those included that the lock knows and the
// blueprint has no more. Raises organization/account-email and email-duplicate.
void check_emails(const Draft& draft, const blueprint::Mailboxes& mailboxes, const Lock& after,
                  base::Diagnostics& diagnostics);

}  // namespace landform::resolve
