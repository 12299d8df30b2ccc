// `customizations`: the customer's own CloudFormation, aimed at units, accounts and regions that exist.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "blueprint/customizations.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Wants an organization whose units, accounts and regions are resolved. Sorted by name. Raises customization/*.
std::vector<Customization> resolve_customizations(const blueprint::Customizations& written,
                                                  const Organization& organization, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
