#include "resolve/iam.h"

#include <algorithm>

namespace landform::resolve {

const IamPolicy* Iam::policy(std::string_view name) const {
  const auto found = std::lower_bound(policies.begin(), policies.end(), name,
                                      [](const IamPolicy& one, std::string_view wanted) { return one.name < wanted; });
  return found != policies.end() && found->name == name ? &*found : nullptr;
}

PolicyPresence presence_of_policy(const Iam& iam, std::string_view name) {
  const IamPolicy* policy = iam.policy(name);
  if (policy == nullptr) return PolicyPresence::nowhere;
  return policy->everywhere ? PolicyPresence::everywhere : PolicyPresence::management;
}

}  // namespace landform::resolve
