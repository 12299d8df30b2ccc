// Guardrails with everything bound: presets with their parameters, the customer's own statements, where each is
// attached. pack_policies.h makes documents of them.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "blueprint/blueprint.h"
#include "resolve/organization.h"
#include "resolve/policy_sources.h"

namespace landform::resolve {

struct Guardrails {
  std::vector<Guardrail> guardrails;  // by name
  FullAccess full_access;
};

// Those of the blueprint, the baseline's that it does not mention, and those that `tagging` asks for. Without presets
// in `sources` there is no baseline. Raises guardrails/*, and what cfn::evaluate says of a preset's parameters.
Guardrails resolve_guardrails(const blueprint::Blueprint& blueprint, const Organization& organization,
                              const PolicySources& sources, base::Diagnostics& diagnostics);

// Whether a preset is asked for by this name: for cli/, which reads those.
bool asks_for_preset(const blueprint::Guardrail& written);

}  // namespace landform::resolve
