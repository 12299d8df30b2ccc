// The regions of the organization: which exist, which are governed, which is home.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "blueprint/organization.h"
#include "resolve/organization.h"

namespace landform::resolve {

struct Regions {
  Located<aws::RegionName> home;
  std::vector<Located<aws::RegionName>> governed;  // sorted, home included
};

// Without `regions` the home region is governed alone. Raises organization/unknown-region, region-twice,
// home-not-governed, mixed-partitions and the note opt-in-region.
Regions resolve_regions(const blueprint::Organization& organization, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
