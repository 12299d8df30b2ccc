#include "resolve/iam.h"

#include <algorithm>

namespace landform::resolve {

const IamPolicy* Iam::policy(std::string_view name) const {
  const auto found = std::lower_bound(policies.begin(), policies.end(), name,
                                      [](const IamPolicy& one, std::string_view wanted) { return one.name < wanted; });
  return found != policies.end() && found->name == name ? &*found : nullptr;
}

}  // namespace landform::resolve
