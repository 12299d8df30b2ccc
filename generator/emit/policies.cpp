#include "emit/policies.h"

#include "base/text.h"
#include "yaml/write.h"

namespace landform::emit {

void emit_policies(const resolve::Organization& organization, std::vector<OutputFile>& files) {
  for (const resolve::OrganizationPolicy& policy : organization.policies) {
    files.push_back(output_file(base::cat("policies/", policy.name, ".json"),
                                yaml::write_json(policy.content, yaml::JsonLayout::pretty)));
  }
}

}  // namespace landform::emit
