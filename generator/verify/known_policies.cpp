#include "verify/known_policies.h"

namespace landform::verify {
namespace {

// Not those that stood as text. Identity policies count together, for the principal that has them, and what regions
// there are concerns organization policies.
bool can_be_known(const PolicyDocument& policy) {
  return policy.characters == 0 && policy.kind != PolicyKind::identity && policy.kind != PolicyKind::management;
}

}  // namespace

bool KnownPolicies::has(PolicyKind kind, std::string_view type, const yaml::Node& document) const {
  const std::size_t count = count_.load(std::memory_order_acquire);
  for (std::size_t i = 0; i < count; ++i) {
    const Known& known = *known_[i];
    if (known.kind == kind && known.type == type && yaml::same_value(known.document, document)) return true;
  }
  return false;
}

void KnownPolicies::add(const Policies& policies) {
  for (const PolicyDocument& policy : policies.documents) {
    if (!can_be_known(policy)) continue;
    const std::lock_guard lock(adding_);
    const std::size_t count = count_.load(std::memory_order_relaxed);
    if (count == kMost) return;
    if (has(policy.kind, policy.resource->type, *policy.document)) continue;
    known_[count] =
        std::make_unique<const Known>(Known{policy.kind, std::string(policy.resource->type), *policy.document});
    count_.store(count + 1, std::memory_order_release);
  }
}

}  // namespace landform::verify
