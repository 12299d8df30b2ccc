// How long a policy is, as AWS counts it.
// Source: "Quotas and service limits for AWS Organizations" (every character counts, white space too), "IAM and AWS STS
// quotas" (white space does not).
#pragma once

#include <cstddef>
#include <string_view>

#include "yaml/node.h"

namespace landform::policy {

// Characters (not bytes) of the minified JSON text, which is what CloudFormation sends for an object. A text
// "{{resolve:ssm:...}}" counts with the longest value it can have: an organization's id 34, an account's 12, a root's
// 34, a unit's 68; one that says nothing of itself counts as written, or with 34 when that is shorter.
std::size_t organization_characters(const yaml::Node& document);
// The same without white space, inside strings too.
std::size_t iam_characters(const yaml::Node& document);

// The longest value of the look-up "{{resolve:ssm:/landform/acme/organization/id}}", told by its last words.
std::size_t longest_value(std::string_view look_up);

}  // namespace landform::policy
