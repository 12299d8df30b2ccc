// How long a policy is, as AWS counts it.
// Source: "Quotas and service limits for AWS Organizations" (every character counts, white space too), "IAM and AWS STS
// quotas" (white space does not).
#pragma once

#include <cstddef>
#include <string_view>

#include "yaml/node.h"

namespace landform::policy {

// Characters (not bytes) of the minified JSON text, which is what CloudFormation sends for an object. A look-up
// "{{resolve:ssm:...}}" counts with the longest value it can have (longest_value).
std::size_t organization_characters(const yaml::Node& document);
// The same without white space, inside strings too.
std::size_t iam_characters(const yaml::Node& document);

// Of "{{resolve:ssm:/landform/acme/organization/id}}": 34, told by the parameter's name. A root's id has 34 characters
// at most, a unit's 68, an account's 12; a look-up that says nothing of its value counts as written.
std::size_t longest_value(std::string_view look_up);

}  // namespace landform::policy
