// The exact commands of a step, as argument lists of the aws CLI, run from the out tree. What is only known at
// deployment stands as a placeholder: {ssm:NAME} a value of Parameter Store, {output:STEP/OUTPUT} an output of an
// earlier step's stack, {bucket} a bucket of the account and region for templates that are too large for a request.
#pragma once

#include <string>
#include <vector>

#include "emit/stacks.h"
#include "plan/step.h"

namespace landform::emit {

using Command = std::vector<std::string>;

bool must_be_uploaded(const EmittedStack::File& file);

// "CAPABILITY_NAMED_IAM"; sorted.
std::vector<std::string> capability_names(const verify::Capabilities& capabilities);

// Creates or updates the stack. For a stack set: first puts what it carries into the artifact bucket.
std::vector<Command> deploy_commands(const EmittedStack& emitted);

// Creates the stack from what exists. Only while there is no such stack; deploy_commands come after it.
std::vector<Command> import_commands(const EmittedStack& emitted);

}  // namespace landform::emit
