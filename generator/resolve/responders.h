// Responders: who may take the role that approves and starts the runbooks of incident response in every account. They
// are people in the audit account, and the permission sets that they sign in with tell them from others there.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "blueprint/identity.h"
#include "blueprint/incidents.h"
#include "resolve/organization.h"
#include "yaml/node.h"

namespace landform::resolve {

// "acme-incident-responder"
std::string responder_role(const Organization& organization);

// What lets a permission set take the role in any account; `may_assume_anything`: it does so already.
yaml::Node responder_statement(const Organization& organization);
bool may_assume_anything(const PermissionSet& set);

// Wants the Identity Center of the organization bound. By name; raises incidents/responder and no-responder.
std::vector<Located<std::string>> resolve_responders(const blueprint::Incidents& written,
                                                     const blueprint::Identity& identity,
                                                     const Organization& organization, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
