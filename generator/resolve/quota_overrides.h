// `quotas:`: AWS's limits with those that were raised for this customer.
#pragma once

#include "aws/quotas.h"
#include "base/diagnostic.h"
#include "blueprint/quotas.h"

namespace landform::resolve {

// Raises organization/unknown-quota and quota-override.
aws::Quotas resolve_quotas(const blueprint::Quotas& written, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
