// Amazon resource names: taking apart, putting together with the right partition, and whether two patterns can meet.
// Source: "Identify AWS resources with Amazon Resource Names (ARNs)" (IAM reference); ids in docs/facts.md A3.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "aws/account_id.h"
#include "base/result.h"

namespace landform::aws {

// Views into the text that was parsed.
struct Arn {
  std::string_view partition;  // "aws"
  std::string_view service;    // "iam"
  std::string_view region;     // may be empty
  std::string_view account;    // may be empty; "aws" for what AWS owns
  std::string_view resource;   // "role/Admin"; may hold ':' and '/'
};

// A concrete ARN: six parts, a partition that exists, account empty, "aws", "cloudfront", "aws-managed" or 12 digits,
// no wildcard before the resource. The reason continues a sentence that begins with the text.
base::Result<Arn, NameFault> parse_arn(std::string_view text);

// Six parts, each of which may hold wildcards and policy variables, as in a policy's Resource: only the shape is
// checked. "*" alone is not an ARN. Nothing when the text does not have six parts or does not begin with "arn:".
std::optional<Arn> split_arn(std::string_view text);

std::string to_text(const Arn& arn);
// With the partition of the region; partition "aws" when the region is empty.
std::string build_arn(std::string_view service, std::string_view region, std::string_view account,
                      std::string_view resource);

// True when a text exists that both match. `policy` has the wildcards of a policy ('*', '?', and variables "${...}"
// which may be anything, across ':' too); `form` is the ARN of a resource type as the service reference writes it, with
// "${Name}" for the parts that vary, which stay between their colons but in the last part. Letter case counts.
bool arn_patterns_can_meet(std::string_view policy, std::string_view form);
// The same for two texts with '*' and '?' only, letters compared without case: action names.
bool wildcard_matches(std::string_view pattern, std::string_view text);

}  // namespace landform::aws
