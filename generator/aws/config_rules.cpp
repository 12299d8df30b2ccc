#include "aws/config_rules.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace landform::aws {
namespace {

// Sorted by identifier.
constexpr ConfigRule kRules[] = {
    {"ACCESS_KEYS_ROTATED", RuleTrigger::periodic, RulePlace::home, "maxAccessKeyAge:int?"},
    {"ACCOUNT_PART_OF_ORGANIZATIONS", RuleTrigger::periodic, RulePlace::home, "MasterAccountId"},
    {"ACM_CERTIFICATE_EXPIRATION_CHECK", RuleTrigger::both, RulePlace::everywhere, "daysToExpiration:int"},
    {"ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK", RuleTrigger::periodic, RulePlace::everywhere, ""},
    {"ALB_WAF_ENABLED", RuleTrigger::on_change, RulePlace::everywhere, "wafWebAclIds:list"},
    {"APPROVED_AMIS_BY_ID", RuleTrigger::on_change, RulePlace::everywhere, "amiIds:list!"},
    {"BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK", RuleTrigger::on_change, RulePlace::everywhere,
     "requiredFrequencyValue:int requiredFrequencyUnit:hours|days requiredRetentionDays:int"},
    {"BACKUP_RECOVERY_POINT_ENCRYPTED", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", RuleTrigger::on_change, RulePlace::everywhere,
     "requiredRetentionDays:int"},
    {"CLOUDTRAIL_S3_DATAEVENTS_ENABLED", RuleTrigger::periodic, RulePlace::everywhere, "S3BucketNames:list"},
    {"CLOUDTRAIL_SECURITY_TRAIL_ENABLED", RuleTrigger::periodic, RulePlace::everywhere, ""},
    {"CLOUDWATCH_ALARM_ACTION_CHECK", RuleTrigger::on_change, RulePlace::everywhere,
     "alarmActionRequired:bool? insufficientDataActionRequired:bool? okActionRequired:bool? action1 action2 action3 "
     "action4 action5"},
    {"CLOUDWATCH_LOG_GROUP_ENCRYPTED", RuleTrigger::periodic, RulePlace::everywhere, "KmsKeyId"},
    {"CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED", RuleTrigger::periodic, RulePlace::everywhere,
     "expectedDeliveryWindowAge:int"},
    {"CLOUD_TRAIL_ENABLED", RuleTrigger::periodic, RulePlace::everywhere,
     "s3BucketName snsTopicArn cloudWatchLogsLogGroupArn"},
    {"CLOUD_TRAIL_ENCRYPTION_ENABLED", RuleTrigger::periodic, RulePlace::everywhere, ""},
    {"CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED", RuleTrigger::periodic, RulePlace::everywhere, ""},
    {"CMK_BACKING_KEY_ROTATION_ENABLED", RuleTrigger::periodic, RulePlace::everywhere, ""},
    {"CW_LOGGROUP_RETENTION_PERIOD_CHECK", RuleTrigger::periodic, RulePlace::everywhere,
     "LogGroupNames:list MinRetentionTime:int"},
    {"DB_INSTANCE_BACKUP_ENABLED", RuleTrigger::on_change, RulePlace::everywhere,
     "backupRetentionPeriod:int backupRetentionMinimum:int preferredBackupWindow checkReadReplicas:bool"},
    {"DESIRED_INSTANCE_TYPE", RuleTrigger::on_change, RulePlace::everywhere, "instanceType:list!"},
    {"DYNAMODB_PITR_ENABLED", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"DYNAMODB_TABLE_ENCRYPTED_KMS", RuleTrigger::on_change, RulePlace::everywhere, "kmsKeyArns:list"},
    {"EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK", RuleTrigger::periodic, RulePlace::everywhere, ""},
    {"EC2_EBS_ENCRYPTION_BY_DEFAULT", RuleTrigger::periodic, RulePlace::everywhere, ""},
    {"EC2_IMDSV2_CHECK", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"EC2_INSTANCE_MANAGED_BY_SSM", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"EC2_INSTANCE_NO_PUBLIC_IP", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"EC2_STOPPED_INSTANCE", RuleTrigger::periodic, RulePlace::everywhere, "AllowedDays:int"},
    {"EC2_VOLUME_INUSE_CHECK", RuleTrigger::on_change, RulePlace::everywhere, "deleteOnTermination:bool"},
    {"EFS_ENCRYPTED_CHECK", RuleTrigger::periodic, RulePlace::everywhere, "KmsKeyId"},
    {"EIP_ATTACHED", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"ELB_LOGGING_ENABLED", RuleTrigger::on_change, RulePlace::everywhere, "s3BucketNames:list"},
    {"ENCRYPTED_VOLUMES", RuleTrigger::on_change, RulePlace::everywhere, "kmsId"},
    {"GUARDDUTY_ENABLED_CENTRALIZED", RuleTrigger::periodic, RulePlace::everywhere, "CentralMonitoringAccount"},
    {"GUARDDUTY_NON_ARCHIVED_FINDINGS", RuleTrigger::periodic, RulePlace::everywhere,
     "daysLowSev:int daysMediumSev:int daysHighSev:int"},
    {"IAM_GROUP_HAS_USERS_CHECK", RuleTrigger::on_change, RulePlace::home, ""},
    {"IAM_NO_INLINE_POLICY_CHECK", RuleTrigger::on_change, RulePlace::home, ""},
    {"IAM_PASSWORD_POLICY", RuleTrigger::periodic, RulePlace::home,
     "RequireUppercaseCharacters:bool RequireLowercaseCharacters:bool RequireSymbols:bool RequireNumbers:bool "
     "MinimumPasswordLength:int PasswordReusePrevention:int MaxPasswordAge:int"},
    {"IAM_POLICY_IN_USE", RuleTrigger::periodic, RulePlace::home,
     "policyARN! policyUsageType:IAM_USER|IAM_GROUP|IAM_ROLE|ANY"},
    {"IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS", RuleTrigger::on_change, RulePlace::home,
     "excludePermissionBoundaryPolicy:bool"},
    {"IAM_ROOT_ACCESS_KEY_CHECK", RuleTrigger::periodic, RulePlace::home, ""},
    {"IAM_USER_MFA_ENABLED", RuleTrigger::periodic, RulePlace::home, ""},
    {"IAM_USER_NO_POLICIES_CHECK", RuleTrigger::on_change, RulePlace::home, ""},
    {"IAM_USER_UNUSED_CREDENTIALS_CHECK", RuleTrigger::periodic, RulePlace::home, "maxCredentialUsageAge:int?"},
    {"INCOMING_SSH_DISABLED", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"INSTANCES_IN_VPC", RuleTrigger::on_change, RulePlace::everywhere, "vpcId"},
    {"INTERNET_GATEWAY_AUTHORIZED_VPC_ONLY", RuleTrigger::on_change, RulePlace::everywhere, "AuthorizedVpcIds:list"},
    {"KMS_CMK_NOT_SCHEDULED_FOR_DELETION", RuleTrigger::periodic, RulePlace::everywhere, "kmsKeyIds:list"},
    {"LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"LAMBDA_FUNCTION_SETTINGS_CHECK", RuleTrigger::on_change, RulePlace::everywhere,
     "runtime:list! role timeout:int memorySize:int"},
    {"MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", RuleTrigger::periodic, RulePlace::home, ""},
    {"MULTI_REGION_CLOUD_TRAIL_ENABLED", RuleTrigger::periodic, RulePlace::everywhere,
     "s3BucketName snsTopicArn cloudWatchLogsLogGroupArn includeManagementEvents:bool "
     "readWriteType:ALL|READ_ONLY|WRITE_ONLY"},
    {"NACL_NO_UNRESTRICTED_SSH_RDP", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"NO_UNRESTRICTED_ROUTE_TO_IGW", RuleTrigger::on_change, RulePlace::everywhere, "routeTableIds:list"},
    {"RDS_INSTANCE_DELETION_PROTECTION_ENABLED", RuleTrigger::on_change, RulePlace::everywhere, "databaseEngines:list"},
    {"RDS_INSTANCE_PUBLIC_ACCESS_CHECK", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"RDS_MULTI_AZ_SUPPORT", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"RDS_SNAPSHOTS_PUBLIC_PROHIBITED", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"RDS_STORAGE_ENCRYPTED", RuleTrigger::on_change, RulePlace::everywhere, "kmsKeyId"},
    {"REDSHIFT_CLUSTER_PUBLIC_ACCESS_CHECK", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"REQUIRED_TAGS", RuleTrigger::on_change, RulePlace::everywhere,
     "tag1Key? tag1Value tag2Key tag2Value tag3Key tag3Value tag4Key tag4Value tag5Key tag5Value tag6Key tag6Value"},
    {"RESTRICTED_INCOMING_TRAFFIC", RuleTrigger::on_change, RulePlace::everywhere,
     "blockedPort1:int blockedPort2:int blockedPort3:int blockedPort4:int blockedPort5:int"},
    {"ROOT_ACCOUNT_HARDWARE_MFA_ENABLED", RuleTrigger::periodic, RulePlace::home, ""},
    {"ROOT_ACCOUNT_MFA_ENABLED", RuleTrigger::periodic, RulePlace::home, ""},
    {"S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS", RuleTrigger::on_change, RulePlace::home,
     "IgnorePublicAcls:bool BlockPublicPolicy:bool BlockPublicAcls:bool RestrictPublicBuckets:bool"},
    {"S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC", RuleTrigger::periodic, RulePlace::home,
     "IgnorePublicAcls:bool BlockPublicPolicy:bool BlockPublicAcls:bool RestrictPublicBuckets:bool"},
    {"S3_BUCKET_DEFAULT_LOCK_ENABLED", RuleTrigger::on_change, RulePlace::everywhere, "mode:GOVERNANCE|COMPLIANCE"},
    {"S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED", RuleTrigger::on_change, RulePlace::everywhere,
     "excludedPublicBuckets:list"},
    {"S3_BUCKET_LOGGING_ENABLED", RuleTrigger::on_change, RulePlace::everywhere, "targetBucket targetPrefix"},
    {"S3_BUCKET_PUBLIC_READ_PROHIBITED", RuleTrigger::both, RulePlace::everywhere, ""},
    {"S3_BUCKET_PUBLIC_WRITE_PROHIBITED", RuleTrigger::both, RulePlace::everywhere, ""},
    {"S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"S3_BUCKET_SSL_REQUESTS_ONLY", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"S3_BUCKET_VERSIONING_ENABLED", RuleTrigger::on_change, RulePlace::everywhere, "isMfaDeleteEnabled:bool"},
    {"S3_DEFAULT_ENCRYPTION_KMS", RuleTrigger::on_change, RulePlace::everywhere, "kmsKeyArns:list"},
    {"S3_LIFECYCLE_POLICY_CHECK", RuleTrigger::on_change, RulePlace::everywhere,
     "targetTransitionDays:int targetExpirationDays:int targetTransitionStorageClass targetPrefix bucketNames:list"},
    {"SECRETSMANAGER_ROTATION_ENABLED_CHECK", RuleTrigger::on_change, RulePlace::everywhere,
     "maximumAllowedRotationFrequency:int maximumAllowedRotationFrequencyInHours:int"},
    {"SECURITYHUB_ENABLED", RuleTrigger::periodic, RulePlace::everywhere, ""},
    {"SECURITY_ACCOUNT_INFORMATION_PROVIDED", RuleTrigger::periodic, RulePlace::home, ""},
    {"SERVICE_VPC_ENDPOINT_ENABLED", RuleTrigger::periodic, RulePlace::everywhere, "serviceName!"},
    {"SNS_ENCRYPTED_KMS", RuleTrigger::on_change, RulePlace::everywhere, "kmsKeyIds:list"},
    {"SSM_DOCUMENT_NOT_PUBLIC", RuleTrigger::periodic, RulePlace::everywhere, ""},
    {"SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"VPC_DEFAULT_SECURITY_GROUP_CLOSED", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"VPC_FLOW_LOGS_ENABLED", RuleTrigger::periodic, RulePlace::everywhere, "trafficType:ACCEPT|REJECT|ALL"},
    {"VPC_NETWORK_ACL_UNUSED_CHECK", RuleTrigger::on_change, RulePlace::everywhere, ""},
    {"VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS", RuleTrigger::on_change, RulePlace::everywhere,
     "authorizedTcpPorts:list authorizedUdpPorts:list"},
    {"VPC_VPN_2_TUNNELS_UP", RuleTrigger::on_change, RulePlace::everywhere, ""},
};

// Pages that have another name than their rule. Sorted by name.
struct Alias {
  std::string_view name, identifier;
};
constexpr Alias kAliases[] = {
    {"cloudtrail-enabled", "CLOUD_TRAIL_ENABLED"},
    {"ec2-instances-in-vpc", "INSTANCES_IN_VPC"},
    {"restricted-common-ports", "RESTRICTED_INCOMING_TRAFFIC"},
    {"restricted-ssh", "INCOMING_SSH_DISABLED"},
};

std::string as_identifier(std::string_view name) {
  std::string identifier;
  for (const char c : name) {
    identifier += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return identifier;
}

bool is_whole_number(std::string_view text) {
  // Source: the parameters in the table are days, ages, lengths and ports; none is longer.
  constexpr std::size_t kDigits = 9;
  return !text.empty() && text.size() <= kDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::span<const ConfigRule> config_rules() {
  return kRules;
}

const ConfigRule* find_config_rule(std::string_view identifier) {
  const auto* found =
      std::lower_bound(std::begin(kRules), std::end(kRules), identifier,
                       [](const ConfigRule& row, std::string_view wanted) { return row.identifier < wanted; });
  return found != std::end(kRules) && found->identifier == identifier ? found : nullptr;
}

std::vector<RuleParameter> rule_parameters(const ConfigRule& rule) {
  std::vector<RuleParameter> parameters;
  for (std::string_view text : base::split(rule.parameters, ' ')) {
    if (text.empty()) continue;
    RuleParameter parameter;
    if (text.back() == '!' || text.back() == '?') {
      parameter.need = text.back() == '!' ? RuleParameter::Need::required : RuleParameter::Need::given_by_console;
      text.remove_suffix(1);
    }
    const auto colon = text.find(':');
    parameter.name = text.substr(0, colon);
    const std::string_view kind = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    if (kind == "int") {
      parameter.kind = RuleParameter::Kind::integer;
    } else if (kind == "bool") {
      parameter.kind = RuleParameter::Kind::boolean;
    } else if (kind == "list") {
      parameter.kind = RuleParameter::Kind::list;
    } else if (!kind.empty()) {
      parameter.kind = RuleParameter::Kind::choice;
      parameter.choices = kind;
    }
    parameters.push_back(parameter);
  }
  return parameters;
}

std::string rule_parameter_fault(const RuleParameter& parameter, std::string_view value) {
  const std::string lower = base::to_lower(value);
  switch (parameter.kind) {
    case RuleParameter::Kind::text:
      return {};
    case RuleParameter::Kind::integer:
      return is_whole_number(value) ? std::string() : std::string("is no whole number");
    case RuleParameter::Kind::boolean:
      return lower == "true" || lower == "false" ? std::string() : std::string("is neither true nor false");
    case RuleParameter::Kind::list:
      for (const std::string_view item : base::split(value, ',')) {
        if (item.find_first_not_of(' ') == std::string_view::npos)
          return "has an empty item; items are separated by commas";
      }
      return {};
    case RuleParameter::Kind::choice:
      for (const std::string_view choice : base::split(parameter.choices, '|')) {
        if (choice == value) return {};
      }
      return base::cat("is none of ", base::replace_all(std::string(parameter.choices), "|", ", "));
  }
  return {};
}

std::string_view config_rule_of_name(std::string_view name) {
  for (const Alias& alias : kAliases) {
    if (alias.name == name) return alias.identifier;
  }
  const ConfigRule* rule = find_config_rule(as_identifier(name));
  return rule ? rule->identifier : std::string_view();
}

std::vector<std::string> config_rule_names() {
  std::vector<std::string> names;
  names.reserve(std::size(kRules) + std::size(kAliases));
  for (const ConfigRule& rule : kRules) names.push_back(base::replace_all(base::to_lower(rule.identifier), "_", "-"));
  for (const Alias& alias : kAliases) names.emplace_back(alias.name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace landform::aws
