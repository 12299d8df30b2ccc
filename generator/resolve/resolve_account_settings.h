// Account settings with everything bound, and what AWS would refuse about contacts and aliases.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "resolve/account_settings.h"
#include "resolve/draft.h"

namespace landform::resolve {

// The naming convention: the slug and the account's name in AWS, in lower case, hyphens for everything but letters and
// digits. The function of templates/accounts/account-settings.yaml follows the same one.
std::string account_alias(std::string_view slug, std::string_view account_name);

// After the accounts of `draft` were bound. Raises organization/alias-shared, alias-too-long, contact-mailbox,
// contact-recipient and contact-state.
AccountSettings resolve_account_settings(const blueprint::Blueprint& blueprint, const Draft& draft,
                                         base::Diagnostics& diagnostics);

}  // namespace landform::resolve
