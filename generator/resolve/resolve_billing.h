// Billing with everything bound.
#pragma once

#include "base/diagnostic.h"
#include "blueprint/billing.h"
#include "resolve/billing.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Wants units, accounts and packed policies. Raises billing/*.
Billing resolve_billing(const blueprint::Billing& written, const Organization& organization,
                        base::Diagnostics& diagnostics);

}  // namespace landform::resolve
