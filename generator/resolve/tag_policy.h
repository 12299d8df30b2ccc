// `tagging` as organization policies.
#pragma once

#include <vector>

#include "blueprint/tagging.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Where `tagging.enforce` asks for this; the place of the keys when it holds by default, unknown when it does not.
base::Span enforcement(const blueprint::Tagging& tagging, blueprint::TagEnforcement means);

// The tag policies of `tagging.keys`, named `tagging.keys`, `tagging.keys.2`, ...: as many as the length of a document
// asks for. None when tag policies are not asked for, or there is no key.
std::vector<Guardrail> tag_policies(const blueprint::Tagging& tagging, const Organization& organization);

// The keys that are to be activated for cost allocation, sorted.
std::vector<Located<std::string>> cost_allocation_keys(const blueprint::Tagging& tagging);

}  // namespace landform::resolve
