// The passes from evaluate to emit, over all stacks of a plan: each stack goes through all of them by itself, beside
// the others, and then the laws over all of them hold them against each other.
#pragma once

#include <cstddef>
#include <vector>

#include "aws/quotas.h"
#include "base/diagnostic.h"
#include "base/source_map.h"
#include "cli/one_stack.h"
#include "cli/source_templates.h"
#include "plan/step.h"
#include "resolve/organization.h"
#include "verify/assertions.h"
#include "verify/organization_policies.h"

namespace landform::cli {

class StackPasses {
 public:
  // `threads`: how many may work at a time. The outcome is the same for any number, in the order of the plan.
  StackPasses(const resolve::Organization& organization, const aws::Quotas& quotas,
              verify::OrganizationPolicies& policies, std::size_t threads)
      : organization_(organization), quotas_(quotas), policies_(policies), threads_(threads) {}

  // False after errors. Faults of all stacks are reported, but of the first pass alone that found errors: what comes
  // after it is judged by what it should have been.
  bool run(const plan::Plan& plan, SourceTemplates& templates, base::SourceMap& sources,
           base::Diagnostics& diagnostics);

  // In the order of the plan.
  [[nodiscard]] std::vector<BuiltStack>& stacks() { return stacks_; }
  // What was asserted of the organization's policies.
  [[nodiscard]] std::vector<verify::CheckedAssertion>& assertions() { return assertions_; }

 private:
  static std::vector<PlannedStep> planned_steps(const plan::Plan& plan, SourceTemplates& templates);
  void build(const std::vector<PlannedStep>& steps, SourceTemplates& templates, base::SourceMap& sources);
  void verify_together(base::Diagnostics& diagnostics);

  const resolve::Organization& organization_;
  const aws::Quotas& quotas_;
  verify::OrganizationPolicies& policies_;
  std::size_t threads_;
  std::vector<BuiltStack> stacks_;
  std::vector<verify::PlannedTemplate> templates_;
  std::vector<verify::CheckedAssertion> assertions_;
};

}  // namespace landform::cli
