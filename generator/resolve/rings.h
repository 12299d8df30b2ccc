// The rings of a roll-out: which units a change reaches first, so that it is tried where it can do no harm.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "aws/names.h"
#include "base/diagnostic.h"
#include "blueprint/organization.h"

namespace landform::resolve {

struct Account;
struct Organization;

struct Ring {
  std::string name;
  // Sorted, "Root" never among them. The last ring also has the workloads that no ring names, and may name no unit.
  std::vector<aws::OuPath> units;
};

// As written; else the units whose names say that nothing of value runs there, in the ring "test", before all others,
// in the ring "production". No rings where no unit has such a name. `organization` has its units. Raises
// organization/ring-unknown-unit and organization/ring-twice.
std::vector<Ring> resolve_rings(const blueprint::Organization& written, const Organization& organization,
                                base::Diagnostics& diagnostics);

// The place of an account's ring, from 1. 0 for what the others stand on: the accounts of the baseline (logs, audit,
// network, backup) unless a ring names their unit, and all accounts where there are no rings.
std::uint32_t ring_of(const Organization& organization, const Account& account);

}  // namespace landform::resolve
