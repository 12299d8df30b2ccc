// What an organization's policies let somebody do whatever it is done to: found out once for who asks, then cheap for
// each of a thousand actions. Most of what landform deploys is of this kind, because guardrails exempt who deploys.
#pragma once

#include <string_view>
#include <vector>

#include "policy/evaluate.h"
#include "policy/request.h"

namespace landform::policy {

struct CompiledStatement;  // compiled.h

class FreeActions {
 public:
  // Of `policies`, the service and resource control policies count; they outlive this. `request` says who asks and what
  // is known beside that; its action and its resource are not looked at.
  FreeActions(const Policies& policies, Request request);

  // True only if decide() gives Decision::allowed for the same request with this action and any resource.
  [[nodiscard]] bool has(std::string_view action) const;

 private:
  using Statements = std::vector<const CompiledStatement*>;

  Statements denying_;                // that may concern who asks
  std::vector<Statements> allowing_;  // of each level: those that do
};

}  // namespace landform::policy
