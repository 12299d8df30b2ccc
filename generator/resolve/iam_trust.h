// Who may assume a role: `trust` of `identity.iam.roles`, checked against those who would take more than was meant.
#pragma once

#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "blueprint/blueprint.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Raises identity/no-trust, two-trusts, trust-key, unknown-account, no-external-id, wide-subject, unknown-provider and
// unknown-service. Nothing after errors.
std::optional<IamTrust> resolve_trust(const blueprint::Trust& written, const std::string& role, base::Span role_span,
                                      const blueprint::Iam& iam, const Organization& organization,
                                      base::Diagnostics& diagnostics);

}  // namespace landform::resolve
