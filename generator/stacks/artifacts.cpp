// The bucket through which templates over 51,200 bytes reach CloudFormation (aws-facts.md B1).
#include "stacks/capabilities.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

void add_artifacts(const resolve::Organization& organization, plan::Plan& plan) {
  plan::Step step;
  step.name = "artifacts";
  step.number = number::kArtifacts;
  step.title = "Bucket for deployment artifacts";
  step.why = "A template over 51,200 bytes reaches CloudFormation only through a bucket.";
  step.controls = {"org.consistent-setup"};
  step.what = management_stack(organization, step.name, "delivery/artifacts.yaml");
  plan.steps.push_back(std::move(step));
}

}  // namespace landform::stacks
