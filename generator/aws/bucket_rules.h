// Names that S3 takes for a bucket. Same form as account_rules.h: nothing, or how a sentence about the name goes on.
// Source: docs/facts.md E6 (S3 bucket naming rules). Read: 2026-11-22.
#pragma once

#include <optional>
#include <string_view>

#include "aws/account_id.h"

namespace landform::aws {

std::optional<NameFault> bucket_name_fault(std::string_view name);

}  // namespace landform::aws
