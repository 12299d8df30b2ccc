// Guardrails packed into as few documents as their targets have places for, each staying where the lock has it.
//
// Guardrails of one type with the same targets share documents: a new one goes into the first that has room, else into
// a new one. Where a target would carry more documents than AWS lets it, guardrails with several targets are served
// target by target, the smallest first, so that they can share a document with what else the target has; in the end the
// documents there are packed anew. Types without statements have a document for each guardrail.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "resolve/lock.h"
#include "resolve/organization.h"

namespace landform::resolve {

struct PackedPolicies {
  std::vector<OrganizationPolicy> policies;  // by number
  std::vector<PolicySlots> slots;            // by type, then by target
};

// `organization` with its guardrails. Raises guardrails/too-long, too-many-policies, too-many-targets and last-scp.
// `after` gets the documents as this build leaves them.
PackedPolicies pack_policies(const Organization& organization, const Lock& before, Lock& after,
                             base::Diagnostics& diagnostics);

}  // namespace landform::resolve
