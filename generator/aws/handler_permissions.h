// The IAM actions that CloudFormation calls for a resource: what a deployment role needs, and what a policy must not
// deny to it. Table: generator/aws/data/handler_permissions.txt, from the public CloudFormation registry schemas
// (docs/facts.md); read in place, thread safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "aws/table_text.h"

namespace landform::aws {

enum class Operation : std::uint8_t { create, read, update, remove, list };

// "iam:CreateRole", sorted by bytes; service prefixes are in lower case. Empty when the type publishes none for it.
table::Pieces handler_actions(std::string_view type, Operation operation);
// Those of create, update and delete together, sorted, each once.
std::vector<std::string_view> deployment_actions(std::string_view type);

}  // namespace landform::aws
