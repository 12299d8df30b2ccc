// The passes that each stack of a plan goes through by itself, and therefore beside the others: evaluate, verify, emit.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "aws/quotas.h"
#include "base/diagnostic.h"
#include "base/source_map.h"
#include "cfn/template.h"
#include "cli/source_templates.h"
#include "emit/output_file.h"
#include "emit/stacks.h"
#include "plan/step.h"
#include "resolve/organization.h"
#include "verify/assertions.h"

namespace landform::cli {

// A template and what is bound in it, evaluated.
struct EvaluatedTemplate {
  const cfn::Template* source = nullptr;
  std::optional<cfn::Template> result;
};

struct BuiltStack {
  const plan::Step* step = nullptr;
  EvaluatedTemplate own;
  EvaluatedTemplate carries;  // of a stack set; its source is null for others
  emit::EmittedStack emitted;
  std::vector<emit::OutputFile> files;
};

class StackPasses {
 public:
  // `threads`: how many may work at a time. The outcome is the same for any number, in the order of the plan.
  StackPasses(const resolve::Organization& organization, std::size_t threads, base::Diagnostics& diagnostics)
      : organization_(organization), threads_(threads), diagnostics_(diagnostics) {}

  // Each is false after errors, which ends the run: faults of all stacks are reported. To be called in this order.
  bool evaluate(const plan::Plan& plan, SourceTemplates& templates);
  bool verify(const aws::Quotas& quotas, base::SourceMap& sources);
  // Takes the evaluated trees of the stacks apart: no other pass comes after it.
  bool emit(const aws::Quotas& quotas);

  [[nodiscard]] std::vector<BuiltStack>& stacks() { return stacks_; }
  // What was asserted of the organization's policies, once verify has run.
  [[nodiscard]] std::vector<verify::CheckedAssertion>& assertions() { return assertions_; }

 private:
  template <class Pass>
  bool each_stack(std::size_t threads, const Pass& pass);
  void report(const std::vector<base::Diagnostics>& found);

  const resolve::Organization& organization_;
  std::size_t threads_;
  base::Diagnostics& diagnostics_;
  std::vector<BuiltStack> stacks_;  // in the order of the plan
  std::vector<verify::CheckedAssertion> assertions_;
};

}  // namespace landform::cli
