// The documents of `identity.iam.policies`: statements, a preset of templates/iam-policies/, or a file.
#pragma once

#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "blueprint/identity.h"
#include "resolve/organization.h"
#include "resolve/policy_sources.h"

namespace landform::resolve {

// A policy as the blueprint writes it. Raises identity/parameters-without-preset, policy-shape,
// policy-source and unknown-preset.
std::optional<IamPolicy> written_policy(const blueprint::NamedItem<blueprint::IamPolicy>& item,
                                        const Organization& organization, const PolicySources& sources,
                                        base::Diagnostics& diagnostics);

// A preset under the policy's name. Nothing when it could not be read, or with parameters that are refused. Raises
// identity/broken-preset, parameter-type and unknown-parameter, and what cfn::evaluate says of values.
struct IamPresetUse {
  std::string name;  // of the policy
  std::string preset;
  const yaml::Node* parameters = nullptr;  // as the blueprint writes them, or null
  base::Span span;                         // what asks for it
};
std::optional<IamPolicy> preset_policy(const IamPresetUse& use, const Organization& organization,
                                       const PolicySources& sources, base::Diagnostics& diagnostics);

// Whether there is a preset of that name, read or not.
bool is_iam_preset(std::string_view name, const PolicySources& sources);

// An Allow of everything a service can do, on everything: identity/wide-statement.
void warn_of_wide_statements(const IamPolicy& policy, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
