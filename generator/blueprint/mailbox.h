// Whose mailbox an address probably is. Accounts outlive employments: a contact that is a person's mailbox ends with
// it.
#pragma once

#include <string>
#include <string_view>

namespace landform::blueprint {

// Why the address looks like a person's, to go on after "`ada.lovelace@acme.example` "; empty when it does not. What
// stands behind a `+` or in braces does not count.
std::string personal_mailbox(std::string_view address);

}  // namespace landform::blueprint
