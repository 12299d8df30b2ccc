// The organization's policies as each account meets them. Organizations are built by hand here; whole blueprints are
// cases of the command line.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/text.h"
#include "unit/verify/organization_builder.h"
#include "verify/access.h"
#include "verify/effective_policies.h"
#include "verify/organization_policies.h"
#include "yaml/reader.h"

namespace {

using namespace landform;
using base::cat;
using policy::Decision;
using resolve::PolicyTarget;
using resolve::PolicyType;
using test::Builder;
using test::target;

Decision decide(const verify::EffectivePolicies& effective, const std::string& account, const std::string& path,
                std::string_view action, std::string_view region = "us-east-1") {
  const resolve::Account* where = effective.organization().account(account);
  REQUIRE(where != nullptr);
  const auto request = verify::make_request(effective, *where, {path, path}, {action, {}, region});
  return policy::decide(effective.chain(effective.chain_of(*where)).policies, request);
}

constexpr std::string_view kNoBuckets = R"([{Sid: NoBuckets, Effect: Deny, Action: "s3:CreateBucket", Resource: "*"}])";

TEST_CASE("a policy reaches the accounts below what it is attached to, and no others") {
  Builder builder;
  builder.account("direct", "Root");
  builder.account("shop", "Workloads/Production");
  builder.account("tests", "Workloads");
  builder.policy("at-root", PolicyType::service_control, {"Root"},
                 R"([{Sid: A, Effect: Deny, Action: "s3:DeleteBucket", Resource: "*"}])");
  builder.policy("at-unit", PolicyType::service_control, {"/Workloads/Production"}, kNoBuckets);
  builder.policy("at-account", PolicyType::service_control, {"tests"},
                 R"([{Sid: C, Effect: Deny, Action: "s3:PutObject", Resource: "*"}])");
  const verify::EffectivePolicies effective(builder.organization);
  for (const std::string account : {"direct", "shop", "tests"}) {
    CHECK(decide(effective, account, "role/x", "s3:DeleteBucket") == Decision::explicit_deny);
  }
  CHECK(decide(effective, "shop", "role/x", "s3:CreateBucket") == Decision::explicit_deny);
  CHECK(decide(effective, "tests", "role/x", "s3:CreateBucket") == Decision::allowed);
  CHECK(decide(effective, "direct", "role/x", "s3:CreateBucket") == Decision::allowed);
  CHECK(decide(effective, "tests", "role/x", "s3:PutObject") == Decision::explicit_deny);
  CHECK(decide(effective, "shop", "role/x", "s3:PutObject") == Decision::allowed);
}

TEST_CASE("what is let through everywhere is let through by every chain, and anything else may be denied somewhere") {
  Builder builder;
  builder.account("direct", "Root");
  builder.account("shop", "Workloads/Production", "111122223333");
  builder.policy("at-unit", PolicyType::service_control, {"/Workloads/Production"}, kNoBuckets);
  builder.policy("one-region", PolicyType::service_control, {"direct"},
                 R"([{Sid: Lock, Effect: Deny, Action: "sqs:*", Resource: "*",
                      Condition: {StringNotEquals: {"aws:RequestedRegion": ["us-east-1"]}}}])");
  builder.policy("own-topics", PolicyType::service_control, {"direct"},
                 R"([{Sid: Own, Effect: Deny, Action: "sns:*", Resource: "arn:aws:sns:*:111122223333:x"}])");
  builder.policy("closed", PolicyType::resource_control, {"shop"},
                 R"([{Sid: Closed, Effect: Deny, Principal: "*", Action: "kms:*", Resource: "*"}])");
  builder.policy("others", PolicyType::service_control, {"Root"},
                 R"([{Sid: Others, Effect: Deny, Action: "iam:*", Resource: "*",
                      Condition: {ArnNotLike: {"aws:PrincipalArn": "arn:*:iam::*:role/x"}}}])");
  const auto everywhere = [&](std::string_view action) {
    const verify::EffectivePolicies effective(builder.organization);
    return policy::decide(effective.everywhere(),
                          verify::make_request(effective, {}, {"role/x", "role/x"}, {action, {}, {}}));
  };
  CHECK(everywhere("ec2:CreateVpc") == Decision::allowed);
  CHECK(everywhere("iam:CreateRole") == Decision::allowed);  // of this role
  CHECK(everywhere("s3:CreateBucket") == Decision::explicit_deny);
  CHECK(everywhere("kms:CreateKey") == Decision::explicit_deny);
  CHECK(everywhere("sqs:CreateQueue") == Decision::unknown);  // by region
  CHECK(everywhere("sns:CreateTopic") == Decision::unknown);  // by resource
  builder.policy("list", PolicyType::service_control, {"shop"},
                 R"([{Sid: List, Effect: Allow, Action: ["iam:*"], Resource: "*"}])");
  CHECK(everywhere("ec2:CreateVpc") == Decision::allowed);
  builder.organization.full_access.detached = {target("shop")};
  CHECK(everywhere("ec2:CreateVpc") == Decision::implicit_deny);
  CHECK(everywhere("iam:CreateRole") == Decision::allowed);
}

TEST_CASE("a unit whose path begins like another's is another unit") {
  Builder builder;
  builder.account("one", "Work");
  builder.account("two", "Workloads");
  builder.policy("at-work", PolicyType::service_control, {"/Work"}, kNoBuckets);
  const verify::EffectivePolicies effective(builder.organization);
  CHECK(decide(effective, "one", "role/x", "s3:CreateBucket") == Decision::explicit_deny);
  CHECK(decide(effective, "two", "role/x", "s3:CreateBucket") == Decision::allowed);
}

TEST_CASE("accounts with the same policies at the same depth share a chain; attachments of their own part them") {
  Builder builder;
  builder.account("a", "One");
  builder.account("b", "One");
  builder.account("c", "Two");
  builder.account("d", "Two/Deep");
  builder.account("e", "One");
  builder.policy("own", PolicyType::service_control, {"e"}, kNoBuckets);
  const verify::EffectivePolicies effective(builder.organization);
  const auto chain = [&](const std::string& name) { return effective.chain_of(*builder.organization.account(name)); };
  CHECK(chain("a") == chain("b"));
  CHECK(chain("a") == chain("c"));  // another unit, but nothing is attached to either
  CHECK(chain("a") != chain("d"));
  CHECK(chain("a") != chain("e"));
  CHECK(effective.size() == 3);
}

TEST_CASE("the management account has no chain") {
  Builder builder;
  builder.account("management", "Root");
  builder.organization.accounts.back().role = resolve::AccountRole::management;
  builder.policy("at-root", PolicyType::service_control, {"Root"}, kNoBuckets);
  const verify::EffectivePolicies effective(builder.organization);
  CHECK(effective.chain_of(builder.organization.accounts.front()) == verify::kNoChain);
  CHECK(effective.policies_of(builder.organization.accounts.front()).service_control.empty());
}

TEST_CASE("where FullAWSAccess is detached only what is listed is allowed, at that level") {
  Builder builder;
  builder.account("audit", "Security");
  builder.account("shop", "Workloads/Production");
  builder.policy("list", PolicyType::service_control, {"/Workloads"},
                 R"([{Sid: List, Effect: Allow, Action: "s3:*", Resource: "*"}])");
  builder.organization.full_access.detached = {target("/Workloads")};
  const verify::EffectivePolicies effective(builder.organization);
  CHECK(decide(effective, "shop", "role/x", "s3:CreateBucket") == Decision::allowed);
  CHECK(decide(effective, "shop", "role/x", "ec2:RunInstances") == Decision::implicit_deny);
  CHECK(decide(effective, "audit", "role/x", "ec2:RunInstances") == Decision::allowed);
}

TEST_CASE("a verdict leads back to the guardrail of its statement, and to the names of the account's levels") {
  Builder builder;
  builder.account("shop", "Workloads/Production");
  builder.policy("no-buckets", PolicyType::service_control, {"/Workloads"}, kNoBuckets);
  const verify::EffectivePolicies effective(builder.organization);
  const resolve::Account& shop = builder.organization.accounts.front();
  const policy::Policies policies = effective.policies_of(shop);
  const auto request =
      verify::make_request(effective, shop, {"role/x", "role/x"}, {"s3:CreateBucket", {}, "us-east-1"});
  const policy::Verdict verdict = policy::evaluate(policies, request);
  REQUIRE(verdict.decided_by);
  CHECK(policies.service_control[verdict.decided_by->level].name == "Workloads");
  const verify::PolicyOrigin origin = effective.origin(effective.chain_of(shop), *verdict.decided_by);
  REQUIRE(origin.guardrail != nullptr);
  CHECK(origin.guardrail->name == "no-buckets");
  CHECK(origin.document->name == "acme-no-buckets");
}

TEST_CASE("accounts are told apart only where a policy names their ids") {
  Builder builder;
  builder.account("known", "W", "111122223333");
  builder.account("named", "W", "444455556666");
  builder.account("other", "W", "777788889999");
  builder.account("unknown", "W");
  builder.policy("but-one", PolicyType::service_control, {"Root"},
                 R"([{Sid: ButOne, Effect: Deny, Action: "s3:CreateBucket", Resource: "*",
                      Condition: {StringNotEquals: {"aws:PrincipalAccount": "444455556666"}}}])");
  const verify::EffectivePolicies effective(builder.organization);
  std::vector<const resolve::Account*> accounts;
  for (const auto& account : builder.organization.accounts) accounts.push_back(&account);
  const auto groups = verify::group_accounts(effective, accounts);
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].count == 2);
  CHECK(decide(effective, "known", "role/x", "s3:CreateBucket") == Decision::explicit_deny);
  CHECK(decide(effective, "named", "role/x", "s3:CreateBucket") == Decision::allowed);
  CHECK(decide(effective, "unknown", "role/x", "s3:CreateBucket") == Decision::unknown);
}

TEST_CASE("a stack set's role is exempt by its pattern although its whole name is unknown") {
  Builder builder;
  builder.account("shop", "W");
  builder.policy("all", PolicyType::service_control, {"Root"},
                 R"([{Sid: All, Effect: Deny, Action: "*", Resource: "*",
                      Condition: {ArnNotLike: {"aws:PrincipalArn": ["arn:*:iam::*:role/stacksets-exec-*"]}}}])");
  const verify::EffectivePolicies effective(builder.organization);
  const std::string role = cat("role/stacksets-exec-", policy::kUnknownPart);
  CHECK(decide(effective, "shop", role, "s3:CreateBucket") == Decision::allowed);
  CHECK(decide(effective, "shop", "role/somebody-else", "s3:CreateBucket") == Decision::explicit_deny);
}

TEST_CASE("global services are asked in the region of their endpoint") {
  Builder builder;
  builder.account("shop", "W");
  builder.policy("lock", PolicyType::service_control, {"Root"},
                 R"([{Sid: Lock, Effect: Deny, Action: "*", Resource: "*",
                      Condition: {StringNotEquals: {"aws:RequestedRegion": ["us-east-1"]}}}])");
  const verify::EffectivePolicies effective(builder.organization);
  CHECK(decide(effective, "shop", "role/x", "iam:CreateRole", "eu-west-1") == Decision::allowed);
  CHECK(decide(effective, "shop", "role/x", "ec2:RunInstances", "eu-west-1") == Decision::explicit_deny);
  CHECK(decide(effective, "shop", "role/x", "globalaccelerator:CreateAccelerator", "us-east-1") ==
        Decision::explicit_deny);
}

TEST_CASE("resource control policies deny what comes from outside of the organization, and its own people nothing") {
  Builder builder;
  builder.account("shop", "W");
  builder.policy("perimeter", PolicyType::resource_control, {"Root"},
                 R"([{Sid: Own, Effect: Deny, Principal: "*", Action: "s3:*", Resource: "*",
           Condition: {StringNotEquals: {"aws:PrincipalOrgID": "{{resolve:ssm:/landform/acme/organization/id}}"}}}])");
  const verify::EffectivePolicies effective(builder.organization);
  CHECK(decide(effective, "shop", "role/x", "s3:PutObject") == Decision::allowed);
  CHECK(effective.chain(0).policies.service_control.empty());
}

}  // namespace
