// A blueprint's text, as the plan of all its steps: for tests of capabilities.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "plan/step.h"
#include "stacks/list.h"
#include "support/resolved.h"

namespace landform::test {

inline resolve::Organization organization_of(std::string blueprint) {
  Resolved resolved = resolve_text(std::move(blueprint), {});
  REQUIRE_MESSAGE(resolved.organization.has_value(), resolved.said);
  return std::move(*resolved.organization);
}

inline plan::Plan plan_of(std::string blueprint) {
  base::Diagnostics diagnostics;
  plan::Plan plan = stacks::build_plan(organization_of(std::move(blueprint)), diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  return plan;
}

// Nothing where the plan has no step of the name.
inline const plan::Step* find_step(const plan::Plan& plan, std::string_view name) {
  for (const plan::Step& step : plan.steps) {
    if (step.name == name) return &step;
  }
  return nullptr;
}

inline const plan::Step& step_of(const plan::Plan& plan, std::string_view name) {
  const plan::Step* step = find_step(plan, name);
  REQUIRE_MESSAGE(step != nullptr, name);
  return *step;
}

inline const plan::StackStep& stack_of(const plan::Plan& plan, std::string_view name) {
  return std::get<plan::StackStep>(step_of(plan, name).what);
}

// With what is bound late; the organization of the plan has to be there.
inline cfn::Bindings bindings_of(const plan::StackStep& stack) {
  cfn::Bindings bindings = stack.bindings;
  if (stack.bind_late) stack.bind_late(bindings);
  return bindings;
}

inline const plan::StackSet& stack_set_of(const plan::Plan& plan, std::string_view name) {
  const plan::StackStep& stack = stack_of(plan, name);
  REQUIRE_MESSAGE(stack.stack_set.has_value(), name);
  return *stack.stack_set;
}

}  // namespace landform::test
