// The principals that landform, and the services it drives, deploy with in member accounts. A guardrail that takes an
// action from them which a deployment needs locks the deployment out: presets exempt them, verify holds to it.
// Patterns for aws:PrincipalArn with ArnLike. Source: "StackSets concepts" (CloudFormation user guide), "Accessing
// member accounts" (Organizations user guide), "How AWS Control Tower works with roles" (Control Tower user guide).
#pragma once

#include <array>
#include <string_view>

namespace landform::policy {

struct Deployer {
  std::string_view pattern;
  std::string_view who;  // continues "this is ..."
};

inline constexpr std::array<Deployer, 4> kDeployers{{
    {"arn:*:iam::*:role/stacksets-exec-*", "the role that a stack set with service-managed permissions deploys with"},
    {"arn:*:iam::*:role/OrganizationAccountAccessRole",
     "the role that Organizations makes in each account it creates; the way in before anything else is there"},
    {"arn:*:iam::*:role/AWSControlTowerExecution", "the role that Control Tower enrols and updates accounts with"},
    {"arn:*:iam::*:role/landform-*", "landform's own roles"},
}};

}  // namespace landform::policy
