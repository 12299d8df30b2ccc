// What resolve needs of guardrails beside the blueprint: the presets and the customer's policy files, read by cli/.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cfn/template.h"
#include "yaml/node.h"

namespace landform::resolve {

struct PolicySources {
  // Every preset there is, for "did you mean"; sorted.
  std::vector<std::string> names;
  // Those that this blueprint needs, by name. A name of `names` that is missing here could not be read, and that was
  // reported.
  std::map<std::string, const cfn::Template*, std::less<>> presets;
  // The documents behind `file`, by the guardrail's name. One that is missing was reported.
  std::map<std::string, yaml::Node, std::less<>> files;
  // The same for the policies of `identity.iam.policies`.
  std::vector<std::string> iam_names;
  std::map<std::string, const cfn::Template*, std::less<>> iam_presets;
  std::map<std::string, yaml::Node, std::less<>> iam_files;
  // Metadata documents of `identity.iam.saml_providers`, by the provider's name. One that is missing was reported.
  std::map<std::string, std::string, std::less<>> saml_files;
};

// Guardrails that hold at Root although a blueprint does not mention them. Each is a preset.
inline constexpr std::string_view kBaselineGuardrails[] = {"deny-leave-organization", "deny-root-access-keys",
                                                           "deny-root-user",          "protect-backups",
                                                           "protect-baseline",        "s3-block-public-access"};
// The preset behind `tagging.enforce: [service-control]`.
inline constexpr std::string_view kRequireTags = "require-tags";

}  // namespace landform::resolve
