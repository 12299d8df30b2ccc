// Patterns of an assertion, each turned into something that can be asked about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "resolve/assertion.h"
#include "verify/access.h"

namespace landform::verify {

// Who a word of `who` stands for in an account: "*" is a role, a user and the root user that nobody names; "deployers"
// and "break-glass" are landform's own words; "role/x", "user/x", "root"; an ARN; a bare name is a role's, or a
// break-glass user's of that name.
std::vector<Asker> represent_principals(const EffectivePolicies& effective, const std::string& who,
                                        const resolve::Account& account);

// What an action is asked on. `never`: unknown where the wildcards stand, so that a denial has to cover all of it;
// `always`: something that no policy names. Empty: not known. May hold "{account}" and "{region}".
std::string represent_resource(const EffectivePolicies& effective, const std::string& resource, std::string_view action,
                               resolve::Expectation may);

// "s3:Get*" -> every action there is; an action that the table does not know stands for itself.
std::vector<std::string> represent_actions(const std::string& pattern);

}  // namespace landform::verify
