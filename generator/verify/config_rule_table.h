// Managed Config rules that landform knows, with their triggers and parameters. There are more (several hundred): a
// rule that is not here is not judged, unless its name is a slip of one that is. Source: aws-facts.md E3 (AWS Config
// developer guide). Read: 2026-11-22.
#pragma once

#include <cstdint>
#include <string_view>

namespace landform::verify {

enum class Trigger : std::uint8_t { periodic, on_change, both };

struct ConfigRule {
  std::string_view identifier;
  Trigger trigger;
  // Separated by spaces. `!`: required and without a default. `?`: required, the console fills in a default.
  std::string_view parameters;
};

// Sorted by identifier.
inline constexpr ConfigRule kConfigRules[] = {
    {"ACCESS_KEYS_ROTATED", Trigger::periodic, "maxAccessKeyAge?"},
    {"ACCOUNT_PART_OF_ORGANIZATIONS", Trigger::periodic, "MasterAccountId"},
    {"ACM_CERTIFICATE_EXPIRATION_CHECK", Trigger::both, "daysToExpiration"},
    {"ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK", Trigger::periodic, ""},
    {"ALB_WAF_ENABLED", Trigger::on_change, "wafWebAclIds"},
    {"APPROVED_AMIS_BY_ID", Trigger::on_change, "amiIds!"},
    {"BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK", Trigger::on_change,
     "requiredFrequencyValue requiredFrequencyUnit requiredRetentionDays"},
    {"BACKUP_RECOVERY_POINT_ENCRYPTED", Trigger::on_change, ""},
    {"BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", Trigger::on_change, "requiredRetentionDays"},
    {"CLOUDTRAIL_S3_DATAEVENTS_ENABLED", Trigger::periodic, "S3BucketNames"},
    {"CLOUDTRAIL_SECURITY_TRAIL_ENABLED", Trigger::periodic, ""},
    {"CLOUDWATCH_ALARM_ACTION_CHECK", Trigger::on_change,
     "alarmActionRequired? insufficientDataActionRequired? okActionRequired? action1 action2 action3 action4 action5"},
    {"CLOUDWATCH_LOG_GROUP_ENCRYPTED", Trigger::periodic, "KmsKeyId"},
    {"CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED", Trigger::periodic, "expectedDeliveryWindowAge"},
    {"CLOUD_TRAIL_ENABLED", Trigger::periodic, "s3BucketName snsTopicArn cloudWatchLogsLogGroupArn"},
    {"CLOUD_TRAIL_ENCRYPTION_ENABLED", Trigger::periodic, ""},
    {"CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED", Trigger::periodic, ""},
    {"CMK_BACKING_KEY_ROTATION_ENABLED", Trigger::periodic, ""},
    {"CW_LOGGROUP_RETENTION_PERIOD_CHECK", Trigger::periodic, "LogGroupNames MinRetentionTime"},
    {"DB_INSTANCE_BACKUP_ENABLED", Trigger::on_change,
     "backupRetentionPeriod backupRetentionMinimum preferredBackupWindow checkReadReplicas"},
    {"DESIRED_INSTANCE_TYPE", Trigger::on_change, "instanceType!"},
    {"DYNAMODB_PITR_ENABLED", Trigger::on_change, ""},
    {"DYNAMODB_TABLE_ENCRYPTED_KMS", Trigger::on_change, "kmsKeyArns"},
    {"EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK", Trigger::periodic, ""},
    {"EC2_EBS_ENCRYPTION_BY_DEFAULT", Trigger::periodic, ""},
    {"EC2_IMDSV2_CHECK", Trigger::on_change, ""},
    {"EC2_INSTANCE_MANAGED_BY_SSM", Trigger::on_change, ""},
    {"EC2_INSTANCE_NO_PUBLIC_IP", Trigger::on_change, ""},
    {"EC2_STOPPED_INSTANCE", Trigger::periodic, "AllowedDays"},
    {"EC2_VOLUME_INUSE_CHECK", Trigger::on_change, "deleteOnTermination"},
    {"EFS_ENCRYPTED_CHECK", Trigger::periodic, "KmsKeyId"},
    {"EIP_ATTACHED", Trigger::on_change, ""},
    {"ELB_LOGGING_ENABLED", Trigger::on_change, "s3BucketNames"},
    {"ENCRYPTED_VOLUMES", Trigger::on_change, "kmsId"},
    {"GUARDDUTY_ENABLED_CENTRALIZED", Trigger::periodic, "CentralMonitoringAccount"},
    {"GUARDDUTY_NON_ARCHIVED_FINDINGS", Trigger::periodic, "daysLowSev daysMediumSev daysHighSev"},
    {"IAM_GROUP_HAS_USERS_CHECK", Trigger::on_change, ""},
    {"IAM_NO_INLINE_POLICY_CHECK", Trigger::on_change, ""},
    {"IAM_PASSWORD_POLICY", Trigger::periodic,
     "RequireUppercaseCharacters RequireLowercaseCharacters RequireSymbols RequireNumbers MinimumPasswordLength "
     "PasswordReusePrevention MaxPasswordAge"},
    {"IAM_POLICY_IN_USE", Trigger::periodic, "policyARN! policyUsageType"},
    {"IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS", Trigger::on_change, "excludePermissionBoundaryPolicy"},
    {"IAM_ROOT_ACCESS_KEY_CHECK", Trigger::periodic, ""},
    {"IAM_USER_MFA_ENABLED", Trigger::periodic, ""},
    {"IAM_USER_NO_POLICIES_CHECK", Trigger::on_change, ""},
    {"IAM_USER_UNUSED_CREDENTIALS_CHECK", Trigger::periodic, "maxCredentialUsageAge?"},
    {"INCOMING_SSH_DISABLED", Trigger::on_change, ""},
    {"INSTANCES_IN_VPC", Trigger::on_change, "vpcId"},
    {"INTERNET_GATEWAY_AUTHORIZED_VPC_ONLY", Trigger::on_change, "AuthorizedVpcIds"},
    {"KMS_CMK_NOT_SCHEDULED_FOR_DELETION", Trigger::periodic, "kmsKeyIds"},
    {"LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED", Trigger::on_change, ""},
    {"LAMBDA_FUNCTION_SETTINGS_CHECK", Trigger::on_change, "runtime! role timeout memorySize"},
    {"MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", Trigger::periodic, ""},
    {"MULTI_REGION_CLOUD_TRAIL_ENABLED", Trigger::periodic,
     "s3BucketName snsTopicArn cloudWatchLogsLogGroupArn includeManagementEvents readWriteType"},
    {"NACL_NO_UNRESTRICTED_SSH_RDP", Trigger::on_change, ""},
    {"NO_UNRESTRICTED_ROUTE_TO_IGW", Trigger::on_change, "routeTableIds"},
    {"RDS_INSTANCE_DELETION_PROTECTION_ENABLED", Trigger::on_change, "databaseEngines"},
    {"RDS_INSTANCE_PUBLIC_ACCESS_CHECK", Trigger::on_change, ""},
    {"RDS_MULTI_AZ_SUPPORT", Trigger::on_change, ""},
    {"RDS_SNAPSHOTS_PUBLIC_PROHIBITED", Trigger::on_change, ""},
    {"RDS_STORAGE_ENCRYPTED", Trigger::on_change, "kmsKeyId"},
    {"REDSHIFT_CLUSTER_PUBLIC_ACCESS_CHECK", Trigger::on_change, ""},
    {"REQUIRED_TAGS", Trigger::on_change,
     "tag1Key? tag1Value tag2Key tag2Value tag3Key tag3Value tag4Key tag4Value tag5Key tag5Value tag6Key tag6Value"},
    {"RESTRICTED_INCOMING_TRAFFIC", Trigger::on_change,
     "blockedPort1 blockedPort2 blockedPort3 blockedPort4 blockedPort5 blockedPorts"},
    {"ROOT_ACCOUNT_HARDWARE_MFA_ENABLED", Trigger::periodic, ""},
    {"ROOT_ACCOUNT_MFA_ENABLED", Trigger::periodic, ""},
    {"S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS", Trigger::on_change,
     "IgnorePublicAcls BlockPublicPolicy BlockPublicAcls RestrictPublicBuckets"},
    {"S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC", Trigger::periodic,
     "IgnorePublicAcls BlockPublicPolicy BlockPublicAcls RestrictPublicBuckets"},
    {"S3_BUCKET_DEFAULT_LOCK_ENABLED", Trigger::on_change, "mode"},
    {"S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED", Trigger::on_change, "excludedPublicBuckets"},
    {"S3_BUCKET_LOGGING_ENABLED", Trigger::on_change, "targetBucket targetPrefix"},
    {"S3_BUCKET_PUBLIC_READ_PROHIBITED", Trigger::both, ""},
    {"S3_BUCKET_PUBLIC_WRITE_PROHIBITED", Trigger::both, ""},
    {"S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED", Trigger::on_change, ""},
    {"S3_BUCKET_SSL_REQUESTS_ONLY", Trigger::on_change, ""},
    {"S3_BUCKET_VERSIONING_ENABLED", Trigger::on_change, "isMfaDeleteEnabled"},
    {"S3_DEFAULT_ENCRYPTION_KMS", Trigger::on_change, "kmsKeyArns"},
    {"S3_LIFECYCLE_POLICY_CHECK", Trigger::on_change,
     "targetTransitionDays targetExpirationDays targetTransitionStorageClass targetPrefix bucketNames"},
    {"SECRETSMANAGER_ROTATION_ENABLED_CHECK", Trigger::on_change,
     "maximumAllowedRotationFrequency maximumAllowedRotationFrequencyInHours"},
    {"SECURITYHUB_ENABLED", Trigger::periodic, ""},
    {"SECURITY_ACCOUNT_INFORMATION_PROVIDED", Trigger::periodic, ""},
    {"SERVICE_VPC_ENDPOINT_ENABLED", Trigger::periodic, "serviceName!"},
    {"SNS_ENCRYPTED_KMS", Trigger::on_change, "kmsKeyIds"},
    {"SSM_DOCUMENT_NOT_PUBLIC", Trigger::periodic, ""},
    {"SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED", Trigger::on_change, ""},
    {"VPC_DEFAULT_SECURITY_GROUP_CLOSED", Trigger::on_change, ""},
    {"VPC_FLOW_LOGS_ENABLED", Trigger::periodic, "trafficType"},
    {"VPC_NETWORK_ACL_UNUSED_CHECK", Trigger::on_change, ""},
    {"VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS", Trigger::on_change, "authorizedTcpPorts authorizedUdpPorts"},
    {"VPC_VPN_2_TUNNELS_UP", Trigger::on_change, ""},
};

}  // namespace landform::verify
