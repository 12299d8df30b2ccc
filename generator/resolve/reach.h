// Lists of units and accounts that something goes to (`to: [Workloads, shop]`), bound.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "blueprint/written.h"
#include "resolve/organization.h"

namespace landform::resolve {

struct Reach {
  std::vector<aws::OuPath> units;     // whole units, sorted; none lies below another
  std::vector<std::string> accounts;  // outside of `units`, by name, sorted
  bool management = false;
};

// What another target covers is left out. A name that is neither unit nor account raises `slug`.
Reach resolve_reach(const blueprint::Listed<std::string>& to, const Organization& organization, std::string_view slug,
                    base::Diagnostics& diagnostics);

// Every account whose role is workload: whole units, the highest ones, where nothing else lives, and single accounts.
Reach workload_reach(const Organization& organization);

}  // namespace landform::resolve
