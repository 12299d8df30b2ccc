// The customer's own statements and documents, as IAM and AWS Organizations write them.
#pragma once

#include <cstddef>
#include <string>

#include "base/diagnostic.h"
#include "blueprint/guardrails.h"
#include "resolve/policies.h"
#include "yaml/node.h"

namespace landform::resolve {

// {Sid, Effect, Principal, Action, Resource, Condition}, each node at its place in the blueprint. A statement of a
// resource control policy gets the Principal "*", which the language does not have.
yaml::Node statement_node(const blueprint::Statement& written, PolicyType type, base::Span span);

// The statements of a whole document. Raises guardrails/policy-shape.
yaml::Nodes statements_of(const yaml::Node& document, const std::string& guardrail, base::Diagnostics& diagnostics);

// Nothing of a policy may be left to CloudFormation: its length and what it does would not be known. Raises
// guardrails/not-final; false then.
bool check_final(const yaml::Node& tree, const std::string& guardrail, base::Diagnostics& diagnostics);

// Lets the principals through: an ArnNotLike of aws:PrincipalArn in each Deny, one list with those that stand there.
// How many Deny statements there were.
std::size_t exempt_principals(yaml::Nodes& statements, const yaml::Nodes& patterns);

// "deployer" and "role/deployer" -> "arn:*:iam::*:role/deployer", "user/ada" -> "arn:*:iam::*:user/ada"; an ARN stays.
std::string principal_pattern(const std::string& written);

// Gives every node without a cause one: `cause`, or its own place while that is unknown.
void set_causes(yaml::Node& tree, base::Span cause);

}  // namespace landform::resolve
