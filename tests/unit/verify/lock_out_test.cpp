// Whether the policies let through what is deployed. Whole blueprints are cases of the command line.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "unit/verify/organization_builder.h"
#include "verify/index.h"
#include "verify/organization_policies.h"

namespace {

using namespace landform;
using base::cat;
using resolve::PolicyType;
using test::Builder;

constexpr std::string_view kBuckets =
    "Resources:\n"
    "  Bucket: {Type: \"AWS::S3::Bucket\", Properties: {BucketName: data}}\n"
    "  Role: {Type: \"AWS::IAM::Role\", Properties: {RoleName: reader, AssumeRolePolicyDocument: {}}}\n";

std::vector<base::Diagnostic> tell(verify::LockOut& lock_out, std::vector<verify::PlannedStack> stacks) {
  base::Diagnostics diagnostics;
  lock_out.tell(std::move(stacks), diagnostics);
  return diagnostics.all();
}

std::vector<base::Diagnostic> told_without_stacks(const resolve::Organization& organization) {
  const verify::EffectivePolicies effective(organization);
  verify::LockOut lock_out(effective);
  return tell(lock_out, {});
}

class Planned {
 public:
  explicit Planned(std::string_view text) : source{test::read(text)} {}

  Planned& stack_set(std::vector<std::string> units, std::vector<std::string> regions = {"us-east-1"}) {
    plan::StackStep stack;
    stack.target = {"management", aws::RegionName("us-east-1")};
    stack.stack_set.emplace();
    for (const std::string& unit : units) stack.stack_set->units.emplace_back(unit);
    for (const std::string& region : regions) stack.stack_set->regions.emplace_back(region);
    return take(std::move(stack));
  }
  Planned& stack(const std::string& account) {
    plan::StackStep stack;
    stack.target = {account, aws::RegionName("us-east-1")};
    return take(std::move(stack));
  }

  [[nodiscard]] std::vector<base::Diagnostic> check(const resolve::Organization& organization) const {
    const verify::EffectivePolicies effective(organization);
    verify::LockOut lock_out(effective);
    return tell(lock_out, {asked(lock_out)});
  }

  [[nodiscard]] verify::PlannedStack asked(verify::LockOut& lock_out) const {
    const bool carries = std::get<plan::StackStep>(step.what).stack_set.has_value();
    const verify::Index index = verify::index_template(source);
    return {&step, false, carries ? lock_out.carried(step, index) : lock_out.own(step, index)};
  }

  cfn::Template source;
  plan::Step step;

 private:
  Planned& take(plan::StackStep stack) {
    step.name = "baseline";
    step.what = std::move(stack);
    return *this;
  }
};

std::string first_message(const std::vector<base::Diagnostic>& all) {
  return all.empty() ? std::string() : cat(all.front().slug, ": ", all.front().message);
}

bool has_note(const base::Diagnostic& diagnostic, std::string_view text) {
  return std::any_of(diagnostic.notes.begin(), diagnostic.notes.end(),
                     [&](const std::string& note) { return note.find(text) != std::string::npos; });
}

Builder three_accounts() {
  Builder builder;
  builder.account("audit", "Security", "111122223333");
  builder.account("shop-prod", "Workloads/Production");
  builder.account("shop-test", "Workloads");
  return builder;
}

TEST_CASE("without policies nothing is denied") {
  CHECK(Planned(kBuckets).stack_set({"Root"}).check(three_accounts().organization).empty());
}

TEST_CASE("a certain denial is told once for a stack and statement, with an example and counts") {
  Builder builder = three_accounts();
  builder.policy("no-roles", PolicyType::service_control, {"/Workloads"},
                 R"([{Sid: NoRoles, Effect: Deny, Action: "iam:*Role", Resource: "*"}])");
  const auto told = Planned(kBuckets).stack_set({"Root"}, {"eu-west-1", "us-east-1"}).check(builder.organization);
  REQUIRE(told.size() == 1);
  CHECK(first_message(told) ==
        "guardrails/locks-out-deployment: stack `baseline` cannot be deployed to account `shop-prod`: statement "
        "`NoRoles` of guardrail `no-roles` denies iam:CreateRole to role/stacksets-exec-*");
  CHECK(told[0].severity == base::Severity::error);
  CHECK(has_note(told[0], "in 2 accounts, in eu-west-1, us-east-1"));
  CHECK(has_note(told[0], "`Role` (AWS::IAM::Role) needs it"));
  CHECK(has_note(told[0], "attached to `Workloads`"));
  CHECK(told[0].helps.back() == "exempt it: `exempt: [\"stacksets-exec-*\"]` of guardrail `no-roles`");
}

TEST_CASE("accounts that the stack does not go to are not asked about") {
  Builder builder = three_accounts();
  builder.policy("no-roles", PolicyType::service_control, {"/Workloads"},
                 R"([{Sid: NoRoles, Effect: Deny, Action: "iam:*Role", Resource: "*"}])");
  CHECK(Planned(kBuckets).stack_set({"Security"}).check(builder.organization).empty());
  CHECK(Planned(kBuckets).stack("audit").check(builder.organization).empty());
  CHECK(Planned(kBuckets).stack("management").check(builder.organization).empty());
  CHECK(Planned(kBuckets).stack("shop-test").check(builder.organization).size() == 1);
}

TEST_CASE("the role that deploys is exempt when the policy says so, and another role's exemption does not help it") {
  const std::string statement =
      R"([{Sid: NoRoles, Effect: Deny, Action: "iam:*Role", Resource: "*",
           Condition: {ArnNotLike: {"aws:PrincipalArn": ["arn:*:iam::*:role/WHO"]}}}])";
  Builder stack_sets = three_accounts();
  stack_sets.policy("no-roles", PolicyType::service_control, {"Root"},
                    base::replace_all(statement, "WHO", "stacksets-exec-*"));
  CHECK(Planned(kBuckets).stack_set({"Root"}).check(stack_sets.organization).empty());
  CHECK(Planned(kBuckets).stack("audit").check(stack_sets.organization).size() == 1);
  Builder access = three_accounts();
  access.policy("no-roles", PolicyType::service_control, {"Root"},
                base::replace_all(statement, "WHO", "OrganizationAccountAccessRole"));
  CHECK(Planned(kBuckets).stack_set({"Root"}).check(access.organization).size() == 1);
  CHECK(Planned(kBuckets).stack("audit").check(access.organization).empty());
  access.organization.delivery.value = resolve::Delivery::control_tower;
  CHECK(Planned(kBuckets).stack("audit").check(access.organization).size() == 1);
}

TEST_CASE("a denial on other resources than the template's is none, and one on its own is") {
  Builder builder = three_accounts();
  builder.policy("others", PolicyType::service_control, {"Root"},
                 R"([{Sid: Others, Effect: Deny, Action: "s3:*", Resource: "arn:aws:s3:::other"},
                     {Sid: Readers, Effect: Deny, Action: "iam:*", Resource: "arn:aws:iam::*:role/other"}])");
  CHECK(Planned(kBuckets).stack_set({"Root"}).check(builder.organization).empty());
  builder.policy("own", PolicyType::service_control, {"Root"},
                 R"([{Sid: Own, Effect: Deny, Action: "s3:CreateBucket", Resource: "arn:aws:s3:::da*"}])");
  const auto told = Planned(kBuckets).stack_set({"Root"}).check(builder.organization);
  REQUIRE(told.size() == 1);
  CHECK(told[0].message.find("`Own`") != std::string::npos);
}

TEST_CASE("what hangs on something unknown is not told") {
  Builder builder = three_accounts();
  builder.policy("by-tag", PolicyType::service_control, {"Root"},
                 R"([{Sid: ByTag, Effect: Deny, Action: "*", Resource: "*",
                      Condition: {StringNotEquals: {"aws:PrincipalTag/team": "platform"}}}])");
  CHECK(Planned(kBuckets).stack_set({"Root"}).check(builder.organization).empty());
}

TEST_CASE("a call that CloudFormation makes in some cases only is a warning") {
  Builder builder = three_accounts();
  builder.policy("no-tables", PolicyType::service_control, {"Root"},
                 R"([{Sid: NoTables, Effect: Deny, Action: "s3tables:*", Resource: "*"}])");
  const auto told = Planned(kBuckets).stack_set({"Root"}).check(builder.organization);
  REQUIRE(told.size() == 1);
  CHECK(told[0].severity == base::Severity::warning);
}

TEST_CASE("a forbidden region is told as one, and global services are not in it") {
  Builder builder = three_accounts();
  builder.policy("lock", PolicyType::service_control, {"Root"},
                 R"([{Sid: Lock, Effect: Deny, Action: "*", Resource: "*",
                      Condition: {StringNotEquals: {"aws:RequestedRegion": ["us-east-1"]}}}])");
  CHECK(Planned(kBuckets).stack_set({"Root"}, {"us-east-1"}).check(builder.organization).empty());
  const auto told = Planned(kBuckets).stack_set({"Root"}, {"eu-west-1", "us-east-1"}).check(builder.organization);
  REQUIRE(told.size() == 1);
  CHECK(told[0].slug == "guardrails/region-forbidden");
  CHECK(told[0].message.find("is for eu-west-1 in account `audit`") != std::string::npos);
  const std::string_view role = "Resources:\n  Role: {Type: \"AWS::IAM::Role\", Properties: {}}\n";
  const auto of_role = Planned(role).stack_set({"Root"}, {"eu-west-1"}).check(builder.organization);
  REQUIRE(of_role.size() == 1);  // the stack itself; its role is made in us-east-1
  CHECK_FALSE(has_note(of_role[0], "iam:"));
}

TEST_CASE("an allow list without the action is explained by its level") {
  Builder builder = three_accounts();
  builder.policy("list", PolicyType::service_control, {"/Workloads"},
                 R"([{Sid: List, Effect: Allow, Action: ["s3:*", "cloudformation:*"], Resource: "*"}])");
  builder.organization.full_access.detached = {test::target("/Workloads")};
  const auto told = Planned(kBuckets).stack_set({"Root"}).check(builder.organization);
  REQUIRE(told.size() == 1);
  CHECK(first_message(told) ==
        "guardrails/locks-out-deployment: stack `baseline` cannot be deployed to account `shop-prod`: nothing attached "
        "to `Workloads` allows iam:CreateRole");
}

TEST_CASE("resource control policies count for the services that they cover") {
  Builder builder = three_accounts();
  builder.policy("closed", PolicyType::resource_control, {"Root"},
                 R"([{Sid: Closed, Effect: Deny, Principal: "*", Action: ["s3:*", "iam:*"], Resource: "*"}])");
  const auto told = Planned(kBuckets).stack_set({"Root"}).check(builder.organization);
  REQUIRE(told.size() == 1);
  CHECK(told[0].message.find("denies s3:") != std::string::npos);
  CHECK_FALSE(has_note(told[0], "iam:"));
}

TEST_CASE("what stops several stacks is told once, whoever asked first") {
  Builder builder = three_accounts();
  builder.policy("no-roles", PolicyType::service_control, {"/Workloads"},
                 R"([{Sid: NoRoles, Effect: Deny, Action: "iam:*Role", Resource: "*"}])");
  Planned first(kBuckets);
  first.stack_set({"Root"});
  first.step.name = "first";
  Planned second(kBuckets);
  second.stack("shop-test");
  second.step.name = "second";
  const verify::EffectivePolicies effective(builder.organization);
  verify::LockOut lock_out(effective);
  verify::PlannedStack of_second = second.asked(lock_out);
  verify::PlannedStack of_first = first.asked(lock_out);
  const auto told = tell(lock_out, {std::move(of_first), std::move(of_second)});
  REQUIRE(told.size() == 1);
  CHECK(told[0].message.starts_with("stack `first` cannot be deployed"));
  CHECK(has_note(told[0], "it stops 1 more: `second`"));
}

TEST_CASE("break-glass users must be able to help where they are") {
  Builder builder = three_accounts();
  builder.policy("closed", PolicyType::service_control, {"/Workloads"},
                 R"([{Sid: Closed, Effect: Deny, Action: "*", Resource: "*",
                      Condition: {BoolIfExists: {"aws:MultiFactorAuthPresent": "false"}}},
                     {Sid: Roles, Effect: Deny, Action: "iam:*", Resource: "*"}])");
  const auto check = [&](std::vector<std::string> accounts) {
    builder.organization.break_glass = {{"break-glass-1", std::move(accounts), {}}};
    return told_without_stacks(builder.organization);
  };
  CHECK(check({}).empty());
  CHECK(check({"audit"}).empty());
  const auto told = check({"audit", "shop-prod"});
  REQUIRE(told.size() == 1);  // with a second factor `Closed` lets them through
  CHECK(told[0].slug == "guardrails/locks-out-break-glass");
  CHECK(told[0].message.find("`Roles`") != std::string::npos);
}

TEST_CASE("a VPC wants its region open to others than the deployers") {
  Builder builder = three_accounts();
  builder.policy("lock", PolicyType::service_control, {"Root"},
                 R"([{Sid: Lock, Effect: Deny, Action: "*", Resource: "*",
                      Condition: {StringNotEquals: {"aws:RequestedRegion": ["us-east-1"]},
                                  ArnNotLike: {"aws:PrincipalArn": ["arn:*:iam::*:role/OrganizationAccountAccessRole"]}}}])");
  const auto check = [&](const std::string& region) {
    resolve::Vpc vpc;
    vpc.name = "shop";
    vpc.account = "shop-prod";
    vpc.region = aws::RegionName(region);
    builder.organization.network.vpcs = {vpc};
    return told_without_stacks(builder.organization);
  };
  CHECK(check("us-east-1").empty());
  const auto told = check("eu-west-1");
  REQUIRE(told.size() == 1);
  CHECK(told[0].slug == "guardrails/region-forbidden");
  CHECK(told[0].severity == base::Severity::error);
}

// Ten thousand accounts in two hundred units below forty guardrails, with what a stack set carries into all of them.
TEST_CASE("ten thousand accounts with forty guardrails are checked in linear time") {
  const auto seconds_of = [](std::size_t count) {
    Builder builder;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string digits = std::to_string(100000 + i);
      builder.account(cat("account-", digits), cat("Division", i % 20, "/Team", i % 200));
    }
    for (std::size_t i = 0; i < 40; ++i) {
      std::string where = "Root";
      if (i >= 10) where = i < 20 ? cat("/Division", i - 10) : cat("/Division", i % 20, "/Team", i);
      builder.policy(
          cat("guardrail-", i), PolicyType::service_control, {where},
          cat("[{Sid: S", i, ", Effect: Deny, Action: [\"dynamodb:Delete*\", \"rds:*\", \"s3:Put*\", \"iam:*\"], ",
              "Resource: [\"arn:aws:*:*:*:thing-", i,
              "/*\"], Condition: {ArnNotLike: ", "{\"aws:PrincipalArn\": [\"arn:*:iam::*:role/admin-", i, "\"]}}}]"));
    }
    Planned planned(
        "Resources:\n"
        "  A: {Type: \"AWS::S3::Bucket\"}\n  B: {Type: \"AWS::IAM::Role\"}\n  C: {Type: \"AWS::Lambda::Function\"}\n"
        "  D: {Type: \"AWS::KMS::Key\"}\n  E: {Type: \"AWS::SNS::Topic\"}\n  F: {Type: \"AWS::Logs::LogGroup\"}\n"
        "  G: {Type: \"AWS::Config::ConfigurationRecorder\"}\n  H: {Type: \"AWS::GuardDuty::Detector\"}\n");
    planned.stack_set({"Root"}, {"eu-west-1", "us-east-1"});
    const auto start = std::chrono::steady_clock::now();
    base::Diagnostics diagnostics;
    verify::OrganizationPolicies policies(builder.organization);
    policies.judge();
    const auto checked = policies.tell({planned.asked(policies.lock_out())}, diagnostics);
    CHECK(diagnostics.all().empty());
    CHECK(!checked.empty());
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  const double small = seconds_of(1000);
  const double large = seconds_of(10000);
  MESSAGE("1,000 accounts: ", small, " s; 10,000 accounts: ", large, " s");
  CHECK(large < 30);  // a build without optimization on a crowded machine; far from quadratic
}

}  // namespace
