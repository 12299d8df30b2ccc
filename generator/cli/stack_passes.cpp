#include "cli/stack_passes.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>

#include "cli/parallel.h"

namespace landform::cli {
namespace {

SourceTemplates::Index name_template(SourceTemplates& templates, const std::string& path, bool customers,
                                     base::Span written_at) {
  return customers ? templates.name_customers(path, written_at) : templates.name(path);
}

// For the templates that several stacks are made from.
std::map<SourceTemplates::Index, emit::KnownTexts> share_texts(std::vector<PlannedStep>& steps) {
  constexpr std::size_t kEnough = 16;
  std::map<SourceTemplates::Index, std::size_t> uses;
  for (const PlannedStep& planned : steps) ++uses[planned.own];
  std::map<SourceTemplates::Index, emit::KnownTexts> shared;
  for (PlannedStep& planned : steps) {
    if (uses[planned.own] >= kEnough) planned.known_texts = &shared[planned.own];
  }
  return shared;
}

}  // namespace

std::vector<PlannedStep> StackPasses::planned_steps(const plan::Plan& plan, SourceTemplates& templates) {
  std::vector<PlannedStep> steps;
  for (const plan::Step& step : plan.steps) {
    const auto* stack = std::get_if<plan::StackStep>(&step.what);
    if (stack == nullptr) continue;
    PlannedStep& planned = steps.emplace_back(PlannedStep{&step, steps.size()});
    if (stack->stack_set) {
      const plan::StackSet& set = *stack->stack_set;
      planned.carried = name_template(templates, set.template_path, set.customer_template, set.template_span);
    }
    planned.own = name_template(templates, stack->template_path, stack->customer_template, stack->template_span);
  }
  return steps;
}

void StackPasses::build(const std::vector<PlannedStep>& steps, SourceTemplates& templates, base::SourceMap& sources) {
  verify::KnownTypes known_types;
  verify::KnownPolicies known_policies;
  const StackWorkshop workshop{organization_, quotas_, templates, known_types, known_policies, policies_.lock_out()};
  std::vector<std::optional<BuiltStack>> built(steps.size());
  const std::size_t pairs = (steps.size() + 1) / 2;
  in_parallel(pairs + 1, threads_, [&](std::size_t i) {
    if (i == 0) {
      policies_.judge();  // waits for no stack, and no stack for it
      return;
    }
    const std::size_t begin = 2 * (i - 1);
    const std::size_t end = std::min(begin + 2, steps.size());
    for (std::size_t each = begin; each < end; ++each) built[each] = build_stack(steps[each], workshop, nullptr);
    take_hashes(std::span(built).subspan(begin, end - begin));
  });
  stacks_.reserve(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    // Templates inside templates are rare.
    if (!built[i]) {
      built[i] = build_stack(steps[i], workshop, &sources);
      take_hashes({&built[i], 1});
    }
    stacks_.push_back(std::move(*built[i]));
  }
}

// What the stacks are to each other, and to the organization's policies.
void StackPasses::verify_together(base::Diagnostics& diagnostics) {
  std::vector<verify::PlannedStack> asked;
  for (BuiltStack& stack : stacks_) {
    std::move(stack.templates.begin(), stack.templates.end(), std::back_inserter(templates_));
    asked.push_back(std::move(stack.asked));
  }
  verify::verify_plan(templates_, diagnostics);
  // Only what is told here may silence an assertion.
  base::Diagnostics of_policies;
  assertions_ = policies_.tell(std::move(asked), of_policies);
  diagnostics.add_all(of_policies);
}

bool StackPasses::run(const plan::Plan& plan, SourceTemplates& templates, base::SourceMap& sources,
                      base::Diagnostics& diagnostics) {
  std::vector<PlannedStep> steps = planned_steps(plan, templates);
  const auto known_texts = share_texts(steps);
  build(steps, templates, sources);
  std::vector<SourceTemplates::Index> used;
  for (const PlannedStep& planned : steps) {
    if (std::get<plan::StackStep>(planned.step->what).stack_set) used.push_back(planned.carried);
    used.push_back(planned.own);
  }
  templates.tell_faults(std::move(used), diagnostics);
  for (const BuiltStack& stack : stacks_) diagnostics.add_all(stack.evaluating);
  if (diagnostics.has_errors()) return false;
  for (const BuiltStack& stack : stacks_) diagnostics.add_all(stack.verifying);
  verify_together(diagnostics);
  if (diagnostics.has_errors()) return false;
  for (const BuiltStack& stack : stacks_) diagnostics.add_all(stack.emitting);
  return !diagnostics.has_errors();
}

}  // namespace landform::cli
