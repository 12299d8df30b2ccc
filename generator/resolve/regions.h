// The regions of the organization: which exist, which are governed, which is home.
#pragma once

#include <string>
#include <vector>

#include "aws/region.h"
#include "base/diagnostic.h"
#include "blueprint/organization.h"
#include "resolve/lock.h"
#include "resolve/organization.h"

namespace landform::resolve {

struct Regions {
  Located<aws::RegionName> home;
  std::vector<Located<aws::RegionName>> governed;  // sorted, home included
};

// Null for a name that AWS has no region of. Raises organization/unknown-region.
const aws::Region* known_region(const std::string& name, base::Span span, base::Diagnostics& diagnostics);

// Without `regions` the home region is governed alone. Raises organization/unknown-region, region-twice,
// home-not-governed, mixed-partitions and the note opt-in-region.
Regions resolve_regions(const blueprint::Organization& organization, base::Diagnostics& diagnostics);

// Those that the lock knows and that are governed no longer; enters the governed ones. Raises
// organization/region-removed and lock/home-region-changed.
std::vector<aws::RegionName> remember_regions(const blueprint::Organization& organization, const Regions& regions,
                                              const Lock& before, Lock& after, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
