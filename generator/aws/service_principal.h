// The names by which services appear in policies: "cloudtrail.amazonaws.com". AWS publishes no list of them. Known are
// the services' action prefixes (iam_actions.h), for most services are named so, and a table of the others; both with
// any partition's domain and, as some services write them, with a region ("logs.eu-west-1.amazonaws.com"). Source:
// docs/facts.md A8, E6; service-linked role and trust policy examples in the services' guides. Read: 2026-11-22.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace landform::aws {

enum class PrincipalVerdict : std::uint8_t {
  known,
  no_service_host,  // does not end in a partition's domain: "lambda", "lambda.amazon.com"
  unknown,          // the shape is right; no such service is known, perhaps it is new
};
PrincipalVerdict judge_service_principal(std::string_view text);
// Whole names, nearest first, at most four.
std::vector<std::string> near_service_principals(std::string_view text);

// The services that Organizations can be told to trust, by the name EnableAWSServiceAccess takes. Sorted.
std::span<const std::string_view> trusted_access_principals();

}  // namespace landform::aws
