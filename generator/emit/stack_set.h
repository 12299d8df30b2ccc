// From what a stack set carries to the values of the stack set's own template, templates/delivery/stack-set.yaml.
#pragma once

#include "cfn/evaluate.h"
#include "emit/stacks.h"
#include "plan/step.h"
#include "resolve/organization.h"

namespace landform::emit {

// Adds targets, regions, capabilities, parameters and the hash of the template that `carried` describes.
void bind_stack_set(const plan::StackSet& set, const Carried& carried, const resolve::Organization& organization,
                    cfn::Bindings& bindings);

}  // namespace landform::emit
