// The rules of AWS Config: those that the baseline requires, and those of `security.config_rules`.
#pragma once

#include "base/diagnostic.h"
#include "blueprint/blueprint.h"
#include "resolve/organization.h"

namespace landform::resolve {

// `logging.config` and `security.config_rules`, with the rules that the SOPs ask for beside them. Raises
// security/config-off, guard-text, no-remediation, rule-parameter and unknown-rule, and the warning pack-missing.
Config resolve_config(const blueprint::Blueprint& blueprint, const Organization& organization,
                      base::Diagnostics& diagnostics);

}  // namespace landform::resolve
