#include "policy/free_actions.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "policy/document.h"
#include "policy/situation.h"
#include "unit/policy/read_text.h"

using namespace landform;
using namespace landform::policy;

namespace {

Prepared prepared(std::string_view statements) {
  return Prepared(read_document(test::read_yaml(base::cat("{Version: \"2012-10-17\", Statement: ", statements, "}"))));
}

constexpr std::string_view kFullAccess = R"([{Effect: Allow, Action: "*", Resource: "*"}])";

Request request_of(std::string_view role) {
  Request request;
  request.principal = read_principal(base::cat("arn:aws:iam::111122223333:role/", role));
  request.principal_organization = request.resource_organization = "o-1";
  return request;
}

Policies organization() {
  Policies policies;
  policies.service_control.push_back({"Root", {prepared(kFullAccess), prepared(R"([
    {Effect: Deny, Action: "iam:*", Resource: "*",
     Condition: {ArnNotLike: {"aws:PrincipalArn": "arn:*:iam::*:role/deployer"}}},
    {Effect: Deny, Action: "s3:DeleteBucket", Resource: "arn:aws:s3:::logs"},
    {Effect: Deny, NotAction: ["iam:*", "s3:*", "sts:*"], Resource: "*",
     Condition: {StringNotEquals: {"aws:RequestedRegion": "eu-west-1"}}}])")}});
  policies.service_control.push_back(
      {"Workloads", {prepared(R"([{Effect: Allow, Action: ["iam:*", "s3:*", "sqs:*"], Resource: "*"}])")}});
  policies.resource_control.push_back({"Root", {prepared(R"([
    {Effect: Deny, Principal: "*", Action: "s3:PutObject", Resource: "*",
     Condition: {StringNotEqualsIfExists: {"aws:PrincipalOrgID": "o-2"}}},
    {Effect: Deny, Principal: "*", Action: "s3:*", Resource: "*",
     Condition: {StringNotEqualsIfExists: {"aws:PrincipalOrgID": "o-1"}}}])")}});
  return policies;
}

}  // namespace

TEST_CASE("an action is free where no statement may deny it and each level allows it") {
  const Policies policies = organization();
  const FreeActions deployer(policies, request_of("deployer"));
  CHECK(deployer.has("iam:CreateRole"));
  CHECK(deployer.has("IAM:createrole"));
  CHECK(deployer.has("s3:CreateBucket"));
  CHECK_FALSE(deployer.has("s3:DeleteBucket"));  // of one bucket
  CHECK_FALSE(deployer.has("s3:PutObject"));     // by a resource control policy
  CHECK_FALSE(deployer.has("sqs:CreateQueue"));  // in one region
  CHECK_FALSE(deployer.has("sts:AssumeRole"));   // not in the list of a level
  const FreeActions somebody(policies, request_of("somebody"));
  CHECK_FALSE(somebody.has("iam:CreateRole"));
  CHECK(somebody.has("s3:CreateBucket"));
}

TEST_CASE("what is free is allowed, whatever it is done to and wherever") {
  const Policies policies = organization();
  std::size_t free = 0;
  for (const std::string_view role : {"deployer", "somebody"}) {
    const FreeActions actions(policies, request_of(role));
    for (const std::string_view action : {"iam:CreateRole", "s3:CreateBucket", "s3:DeleteBucket", "s3:PutObject",
                                          "sqs:CreateQueue", "sts:AssumeRole"}) {
      if (!actions.has(action)) continue;
      ++free;
      for (const std::string_view resource : {"*", "arn:aws:s3:::logs", "arn:aws:s3:::other"}) {
        for (const std::string_view region : {"eu-west-1", "us-east-1"}) {
          CAPTURE(std::string(action));
          Request request = request_of(role);
          request.action = action;
          request.resource = std::string(resource);
          request.context.set("aws:RequestedRegion", region);
          CHECK(decide(policies, request) == Decision::allowed);
        }
      }
    }
  }
  CHECK(free == 3);
}
