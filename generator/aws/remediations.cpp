#include "aws/remediations.h"

#include <algorithm>
#include <iterator>

namespace landform::aws {
namespace {

// Sorted by identifier.
constexpr Remediation kRemediations[] = {
    {"CMK_BACKING_KEY_ROTATION_ENABLED", "AWSConfigRemediation-EnableKeyRotation", "KeyId",
     "kms:EnableKeyRotation kms:GetKeyRotationStatus", "kms:*:${AWS::AccountId}:key/*"},
    {"DYNAMODB_PITR_ENABLED", "AWSConfigRemediation-EnablePITRForDynamoDBTable", "TableName",
     "dynamodb:DescribeContinuousBackups dynamodb:UpdateContinuousBackups", "dynamodb:*:${AWS::AccountId}:table/*"},
    {"S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED", "AWSConfigRemediation-ConfigureS3BucketPublicAccessBlock",
     "BucketName", "s3:GetBucketPublicAccessBlock s3:PutBucketPublicAccessBlock", "s3:::*"},
    {"S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED", "AWS-EnableS3BucketEncryption", "BucketName",
     "s3:GetEncryptionConfiguration s3:PutEncryptionConfiguration", "s3:::*"},
    {"S3_BUCKET_VERSIONING_ENABLED", "AWS-ConfigureS3BucketVersioning", "BucketName",
     "s3:GetBucketVersioning s3:PutBucketVersioning", "s3:::*"},
};

}  // namespace

std::span<const Remediation> remediations() {
  return kRemediations;
}

const Remediation* remediation_of(std::string_view identifier) {
  const auto* found =
      std::lower_bound(std::begin(kRemediations), std::end(kRemediations), identifier,
                       [](const Remediation& row, std::string_view wanted) { return row.identifier < wanted; });
  return found != std::end(kRemediations) && found->identifier == identifier ? found : nullptr;
}

}  // namespace landform::aws
