// Guardrails that change nothing where they are attached. (Actions that do not exist, and services that resource
// control policies do not cover, are told by the laws over templates.) Raises guardrails/allow-without-effect and
// guardrails/redundant.
#pragma once

#include "base/diagnostic.h"
#include "resolve/organization.h"

namespace landform::verify {

void check_ineffective_policies(const resolve::Organization& organization, base::Diagnostics& diagnostics);

}  // namespace landform::verify
