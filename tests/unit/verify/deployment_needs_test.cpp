// What a deployment calls, and on what, as far as a template says it.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "unit/verify/organization_builder.h"
#include "verify/deployment_needs.h"

namespace {

using namespace landform;

std::vector<verify::DeploymentNeed> needs_of(std::string_view resources) {
  const cfn::Template source{test::read(base::cat("Resources:\n", resources))};
  return verify::deployment_needs(source, "aws");
}

const verify::DeploymentNeed* find(const std::vector<verify::DeploymentNeed>& needs, std::string_view action) {
  const auto found = std::find_if(needs.begin(), needs.end(), [&](const auto& need) { return need.action == action; });
  return found == needs.end() ? nullptr : &*found;
}

TEST_CASE("the stack itself is asked for, whatever it holds") {
  const auto needs = needs_of("  A: {Type: \"Custom::Thing\"}\n");
  CHECK(needs.size() == 4);
  CHECK(find(needs, "cloudformation:CreateStack") != nullptr);
}

TEST_CASE("calls that a property asks for are made only with the property") {
  const auto plain = needs_of("  A: {Type: \"AWS::S3::Bucket\"}\n");
  CHECK(find(plain, "s3:CreateBucket") != nullptr);
  CHECK(find(plain, "s3:PutBucketWebsite") == nullptr);
  CHECK(find(plain, "s3:PutEncryptionConfiguration") == nullptr);
  CHECK(find(plain, "s3:PutBucketAcl") == nullptr);
  const auto rich = needs_of(
      "  A: {Type: \"AWS::S3::Bucket\", Properties: {WebsiteConfiguration: {}, BucketEncryption: {}, "
      "AccessControl: Private}}\n");
  CHECK(find(rich, "s3:PutBucketWebsite") != nullptr);
  CHECK(find(rich, "s3:PutEncryptionConfiguration") != nullptr);
  CHECK(find(rich, "s3:PutBucketAcl") != nullptr);
}

TEST_CASE("an inline policy, a boundary and attached policies of a role each have their calls") {
  const auto plain = needs_of("  A: {Type: \"AWS::IAM::Role\", Properties: {AssumeRolePolicyDocument: {}}}\n");
  CHECK(find(plain, "iam:CreateRole") != nullptr);
  CHECK(find(plain, "iam:PutRolePolicy") == nullptr);
  CHECK(find(plain, "iam:AttachRolePolicy") == nullptr);
  CHECK(find(plain, "iam:PutRolePermissionsBoundary") == nullptr);
  const auto rich = needs_of(
      "  A: {Type: \"AWS::IAM::Role\", Properties: {Policies: [], ManagedPolicyArns: [], PermissionsBoundary: x}}\n");
  CHECK(find(rich, "iam:PutRolePolicy") != nullptr);
  CHECK(find(rich, "iam:AttachRolePolicy") != nullptr);
  CHECK(find(rich, "iam:PutRolePermissionsBoundary") != nullptr);
}

TEST_CASE("calls of other services, and those that take tags away, are possible and not certain") {
  const auto needs = needs_of("  A: {Type: \"AWS::S3::Bucket\"}\n");
  REQUIRE(find(needs, "s3tables:CreateTable") != nullptr);
  CHECK(find(needs, "s3tables:CreateTable")->certainty == verify::Certainty::possible);
  CHECK(find(needs, "s3:UntagResource")->certainty == verify::Certainty::possible);
  CHECK(find(needs, "s3:CreateBucket")->certainty == verify::Certainty::certain);
}

TEST_CASE("what is kept is never deleted, and what hangs on a condition is not certain") {
  CHECK(find(needs_of("  A: {Type: \"AWS::S3::Bucket\"}\n"), "s3:DeleteBucket") != nullptr);
  CHECK(find(needs_of("  A: {Type: \"AWS::S3::Bucket\", DeletionPolicy: Retain}\n"), "s3:DeleteBucket") == nullptr);
  const auto needs = needs_of("  A: {Type: \"AWS::S3::Bucket\", Condition: Wanted}\n");
  CHECK(find(needs, "s3:CreateBucket")->certainty == verify::Certainty::possible);
}

TEST_CASE("physical names make ARNs; what only AWS knows stays unknown") {
  CHECK(find(needs_of("  A: {Type: \"AWS::S3::Bucket\", Properties: {BucketName: data}}\n"), "s3:CreateBucket")->arn ==
        "arn:aws:s3:::data");
  CHECK(
      find(needs_of("  A: {Type: \"AWS::S3::Bucket\", Properties: {BucketName: {\"Fn::Sub\": \"logs-${AWS::AccountId}\""
                    "}}}\n"),
           "s3:CreateBucket")
          ->arn == "arn:aws:s3:::logs-{{?}}");
  CHECK(find(needs_of("  A: {Type: \"AWS::IAM::Role\", Properties: {RoleName: reader, Path: /audit/}}\n"),
             "iam:CreateRole")
            ->arn == "arn:aws:iam::{account}:role/audit/reader");
  CHECK(find(needs_of("  A: {Type: \"AWS::IAM::Role\", Properties: {}}\n"), "iam:CreateRole")->arn ==
        "arn:aws:iam::{account}:role/{{?}}");
  CHECK(find(needs_of("  A: {Type: \"AWS::SSM::Parameter\", Properties: {Name: /landform/x}}\n"), "ssm:PutParameter")
            ->arn == "arn:aws:ssm:{region}:{account}:parameter/landform/x");
  CHECK(find(needs_of("  A: {Type: \"AWS::Logs::LogGroup\", Properties: {LogGroupName: /landform/x}}\n"),
             "logs:CreateLogGroup")
            ->arn == "arn:aws:logs:{region}:{account}:log-group:/landform/x");
  CHECK(verify::arn_in("arn:aws:ssm:{region}:{account}:parameter/x", "111122223333", "eu-west-1") ==
        "arn:aws:ssm:eu-west-1:111122223333:parameter/x");
}

TEST_CASE("a bucket's policy acts on the bucket that it refers to") {
  const auto needs = needs_of(
      "  Logs: {Type: \"AWS::S3::Bucket\", Properties: {BucketName: logs}}\n"
      "  Policy: {Type: \"AWS::S3::BucketPolicy\", Properties: {Bucket: {Ref: Logs}, PolicyDocument: {}}}\n");
  REQUIRE(find(needs, "s3:PutBucketPolicy") != nullptr);
  CHECK(find(needs, "s3:PutBucketPolicy")->arn == "arn:aws:s3:::logs");
}

TEST_CASE("equal calls on equal resources stand once, with the first that needs them") {
  const auto needs = needs_of(
      "  A: {Type: \"AWS::SNS::Topic\"}\n"
      "  B: {Type: \"AWS::SNS::Topic\"}\n");
  CHECK(std::count_if(needs.begin(), needs.end(), [](const auto& need) { return need.action == "sns:CreateTopic"; }) ==
        1);
  CHECK(find(needs, "sns:CreateTopic")->resource_id == "A");
}

}  // namespace
