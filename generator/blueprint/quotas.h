// `quotas`: AWS's limits that were raised for this customer, by quota id.
#pragma once

#include <cstdint>

#include "blueprint/written.h"

namespace landform::blueprint {

// Which ids there are and which may be overridden is the quota table's to say; resolve asks it.
using Quotas = Named<std::int64_t>;

}  // namespace landform::blueprint
