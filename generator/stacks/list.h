// The capabilities, in the order in which their steps appear, with the reason for that order.
#pragma once

#include <span>
#include <string_view>

#include "base/diagnostic.h"
#include "base/embedded.h"
#include "plan/step.h"
#include "resolve/organization.h"

namespace landform::stacks {

// The plan in deployment order. Reports plan/* faults. The organization has to outlive the plan, whose steps look at it
// when they complete their bindings.
plan::Plan build_plan(const resolve::Organization& organization, base::Diagnostics& diagnostics);

// The template files that the executable carries, paths as in plan::StackStep::template_path, sorted.
std::span<const base::EmbeddedFile> embedded_files();

}  // namespace landform::stacks
