// What `landform spec TYPE` prints: a resource type, a service's actions or one action, for people. Plain text with
// lines of at most about 100 columns.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace landform::aws {

// Properties with types, what must be there, what replaces, allowed values and limits, nested definitions, attributes,
// tags and the IAM actions that a deployment calls. Nothing when the type is unknown.
std::optional<std::string> describe_resource_type(std::string_view type);

// "s3" or "s3:GetObject" or "s3:Get*": what IAM knows of it. Nothing when there is no such service or action.
std::optional<std::string> describe_iam(std::string_view text);

}  // namespace landform::aws
