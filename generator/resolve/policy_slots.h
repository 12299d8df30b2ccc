// Places: how many documents a target can carry, and which stack holds a document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/diagnostic.h"
#include "resolve/lock.h"
#include "resolve/organization.h"

namespace landform::resolve {

// A stack takes 60 look-ups of ids (quota cloudformation/dynamic-references), one for each target of a document and for
// the organization's id in it. Above this a stack gets no new document, so that those in it can get further targets.
inline constexpr std::size_t kDocumentsPerShard = 40;
inline constexpr std::size_t kLookUpsPerShard = 50;

struct Slots {
  std::int64_t quota = 0;  // AWS's, or the blueprint's own
  std::int64_t built_in = 0;
  std::int64_t control_tower = 0;
  std::int64_t free = 0;  // the quota without the others; not below 0
};
Slots slots_of(const Organization& organization, PolicyType type, const PolicyTarget& target);

// guardrails/too-many-policies
void report_too_many(PolicyType type, const PolicyTarget& target, std::size_t documents, const Slots& slots,
                     base::Span span, base::Diagnostics& diagnostics);

// Fills in `shard`: where the lock has it, else the first stack with room. Raises guardrails/too-many-targets.
void place_in_stacks(const Organization& organization, const Lock& before, std::vector<OrganizationPolicy>& policies,
                     base::Diagnostics& diagnostics);

// Where FullAWSAccess is detached, another policy has to allow something: guardrails/last-scp.
void check_last_policies(const Organization& organization, const std::vector<OrganizationPolicy>& policies,
                         base::Diagnostics& diagnostics);

}  // namespace landform::resolve
