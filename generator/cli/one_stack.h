// What one stack of a plan goes through by itself: from its source templates to the files that are written. Each tree
// is evaluated, verified, asked about and written in a row, while it is at hand, and goes: what is told or compared
// later is kept as values.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "aws/quotas.h"
#include "base/diagnostic.h"
#include "base/source_map.h"
#include "cli/source_templates.h"
#include "emit/known_texts.h"
#include "emit/output_file.h"
#include "emit/stacks.h"
#include "plan/step.h"
#include "resolve/organization.h"
#include "verify/known_policies.h"
#include "verify/known_type.h"
#include "verify/lock_out.h"
#include "verify/plan_laws.h"

namespace landform::cli {

struct PlannedStep {
  const plan::Step* step = nullptr;  // its `what` is a StackStep
  std::size_t order = 0;             // among the stacks of the plan
  SourceTemplates::Index own = 0;
  SourceTemplates::Index carried = 0;       // only of a stack set
  emit::KnownTexts* known_texts = nullptr;  // of `own`, where enough stacks are made from it
};

// What all stacks share; any thread may use it.
struct StackWorkshop {
  const resolve::Organization& organization;
  const aws::Quotas& quotas;
  SourceTemplates& templates;
  verify::KnownTypes& known_types;
  verify::KnownPolicies& known_policies;
  verify::LockOut& lock_out;
};

struct BuiltStack {
  emit::EmittedStack emitted;
  std::vector<emit::OutputFile> files;
  std::vector<verify::PlannedTemplate> templates;  // its own, then what it carries
  verify::PlannedStack asked;
  // What each pass found. Those of a later one count only if the earlier ones found no error in any stack.
  base::Diagnostics evaluating, verifying, emitting;
};

// Nothing when the stack carries templates inside of its templates and there are no `sources` to add them to, which one
// thread alone may do.
std::optional<BuiltStack> build_stack(const PlannedStep& planned, const StackWorkshop& workshop,
                                      base::SourceMap* sources);

// Of the stacks' own templates, where there are some: what build_stack leaves for two stacks at a time.
void take_hashes(std::span<std::optional<BuiltStack>> stacks);

}  // namespace landform::cli
