// Where guardrails are attached.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "blueprint/guardrails.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Sorted, each once. `guardrail` is for messages. Raises guardrails/unknown-target and twice.
std::vector<PolicyTarget> policy_targets(const blueprint::Listed<std::string>& written, const std::string& guardrail,
                                         const Organization& organization, base::Diagnostics& diagnostics);

bool is_management(const PolicyTarget& target);

// Service and resource control policies do not reach the management account: guardrails/no-effect-on-management.
void warn_of_management(const Guardrail& guardrail, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
