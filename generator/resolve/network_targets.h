// Units and accounts that parts of the network are for: pools, shared subnets.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "blueprint/written.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Sorted, each once, none covered by another. What is not in the organization is network/unknown-target.
SharedTo bind_targets(const blueprint::Listed<std::string>& written, const Organization& organization,
                      base::Diagnostics& diagnostics);
// Whether the account is one of them or lies in one of the units.
bool covers(const SharedTo& targets, const Account& account);
SharedTo joined(const SharedTo& one, const SharedTo& other, const Organization& organization);

// The account of that name; null after network/unknown-account.
const Account* find_account(const std::string& name, base::Span span, const Organization& organization,
                            base::Diagnostics& diagnostics);

// False after network/region-not-governed.
bool check_governed(const aws::RegionName& region, base::Span span, const Organization& organization,
                    base::Diagnostics& diagnostics);

}  // namespace landform::resolve
