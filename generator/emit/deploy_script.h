// deploy.sh: the deployment as data, a function a step, in front of the program that carries it out
// (templates/deploy/engine.sh, the same for every customer). It needs bash and the aws CLI, nothing that reads JSON, so
// what manifest.json says stands here a second time, in a form that a person can read in a review.
#pragma once

#include <string_view>
#include <vector>

#include "emit/output_file.h"
#include "emit/stacks.h"
#include "plan/step.h"
#include "resolve/organization.h"

namespace landform::emit {

inline constexpr std::string_view kDeployScriptPath = "deploy.sh";

struct DeployScriptInput {
  const resolve::Organization& organization;
  const plan::Plan& plan;
  const std::vector<EmittedStack>& stacks;  // in the order of the plan
  std::string_view engine;                  // the program's text
};

OutputFile emit_deploy_script(const DeployScriptInput& input);

}  // namespace landform::emit
