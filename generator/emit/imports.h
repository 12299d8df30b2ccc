// Taking over what exists. An import change set may do nothing else: no resource may be made and no output added in it
// (CloudFormation answers "As part of the import operation, you cannot modify or add [Outputs]"). So the import has a
// template of its own with the imported resources only; the ordinary deployment that follows adds the rest.
// Source: CloudFormation User Guide, "Import AWS resources into a CloudFormation stack", resource import validation.
#pragma once

#include <optional>

#include "base/diagnostic.h"
#include "cfn/template.h"
#include "plan/step.h"
#include "yaml/node.h"

namespace landform::emit {

// A sequence of {ResourceType, LogicalResourceId, ResourceIdentifier}, by logical id.
yaml::Node resources_to_import(const plan::StackStep& stack);

// Properties that point at a resource which is not imported are left out: it is not there yet, and leaving them out is
// what makes the deployment that follows set them. Nothing after errors of the evaluator, which drops unused parts.
std::optional<cfn::Template> import_template(const cfn::Template& evaluated, const plan::StackStep& stack,
                                             base::Diagnostics& diagnostics);

}  // namespace landform::emit
