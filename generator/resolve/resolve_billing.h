// Billing with everything bound.
#pragma once

#include "base/diagnostic.h"
#include "blueprint/blueprint.h"
#include "resolve/billing.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Wants units, accounts, packed policies and those of IAM. Raises billing/*.
Billing resolve_billing(const blueprint::Blueprint& blueprint, const Organization& organization,
                        base::Diagnostics& diagnostics);

}  // namespace landform::resolve
