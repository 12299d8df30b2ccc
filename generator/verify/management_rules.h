// What the organization policies with inheritance operators may say, as paths of keys with the values of their leaves.
// Source: Organizations user guide, "... policy syntax and examples" of each kind (tag: "Tag policy syntax and
// examples"; the others: orgs_manage_policies_{backup,ai-opt-out,declarative,chatbot,security_hub,inspector,upgrade,
// bedrock,s3,network_security_director}_syntax). Read: 2026-11-22.
#pragma once

#include <span>
#include <string_view>

namespace landform::verify {

// The values of a leaf that holds regions; `kAllRegions` stands for those of today and tomorrow.
inline constexpr std::string_view kRegionValues = "REGIONS";
inline constexpr std::string_view kAllRegions = "ALL_SUPPORTED";

// A path that is a prefix of another is a mapping, the others are leaves; "*" is any key. Read top down.
struct ManagementRule {
  std::string_view path;    // keys from the root, separated by '/'; at the end "*": what stands below is not known
  std::string_view values;  // of the leaf, or of the members of its list; separated by spaces; empty: free text
};

// Keys whose leaf holds one value, wherever they stand: nothing can be appended to it, or removed.
inline constexpr std::string_view kSingleValued[] = {
    "client",
    "complete_backup_window_minutes",
    "delete_after_days",
    "enable_continuous_backup",
    "exception_message",
    "exclusions_allowed",
    "http_endpoint",
    "http_put_response_hop_limit",
    "http_tokens",
    "iam_role_arn",
    "instance_metadata_tags",
    "mode",
    "move_to_cold_storage_after_days",
    "opt_out_policy",
    "patch_order",
    "public_access_block_configuration",
    "schedule_expression",
    "start_backup_window_minutes",
    "state",
    "status",
    "tag_key",
    "target_backup_vault_name",
};

// Keys whose leaf is a whole number, with its bounds. Source: aws-facts A6, A7.
struct ManagementNumber {
  std::string_view key;
  int least;
  int most;
};
inline constexpr ManagementNumber kManagementNumbers[] = {
    {"complete_backup_window_minutes", 1, 1'000'000}, {"delete_after_days", -1, 36'500},
    {"http_put_response_hop_limit", -1, 64},          {"maximum_days_since_created", 0, 36'500},
    {"maximum_days_since_deprecated", 0, 36'500},     {"move_to_cold_storage_after_days", -1, 36'500},
    {"start_backup_window_minutes", 1, 1'000'000},
};

inline constexpr ManagementRule kTagRules[] = {{"tags/*/tag_key", ""},
                                               {"tags/*/tag_value", ""},
                                               {"tags/*/enforced_for", ""},
                                               {"tags/*/report_required_tag_for", ""}};
inline constexpr ManagementRule kOptOutRules[] = {{"services/*/opt_out_policy", "optIn optOut"}};
inline constexpr ManagementRule kDeclarativeRules[] = {
    {"ec2_attributes/exception_message", ""},
    {"ec2_attributes/vpc_block_public_access/internet_gateway_block/mode", "off block_ingress block_bidirectional"},
    {"ec2_attributes/vpc_block_public_access/internet_gateway_block/exclusions_allowed", "enabled disabled"},
    {"ec2_attributes/serial_console_access/status", "enabled disabled"},
    {"ec2_attributes/image_block_public_access/state", "unblocked block_new_sharing"},
    {"ec2_attributes/snapshot_block_public_access/state", "unblocked block_new_sharing block_all_sharing"},
    {"ec2_attributes/allowed_images_settings/state", "enabled disabled audit_mode"},
    {"ec2_attributes/allowed_images_settings/image_criteria/*/allowed_image_providers", ""},
    {"ec2_attributes/allowed_images_settings/image_criteria/*/image_names", ""},
    {"ec2_attributes/allowed_images_settings/image_criteria/*/marketplace_product_codes", ""},
    {"ec2_attributes/allowed_images_settings/image_criteria/*/creation_date_condition/maximum_days_since_created", ""},
    {"ec2_attributes/allowed_images_settings/image_criteria/*/deprecation_time_condition/maximum_days_since_deprecated",
     ""},
    {"ec2_attributes/instance_metadata_defaults/http_tokens", "no_preference required optional"},
    {"ec2_attributes/instance_metadata_defaults/http_put_response_hop_limit", ""},
    {"ec2_attributes/instance_metadata_defaults/http_endpoint", "no_preference enabled disabled"},
    {"ec2_attributes/instance_metadata_defaults/instance_metadata_tags", "no_preference enabled disabled"}};
inline constexpr ManagementRule kBackupRules[] = {
    {"plans/*/regions", kRegionValues},
    {"plans/*/rules/*/schedule_expression", ""},
    {"plans/*/rules/*/schedule_expression_timezone", ""},
    {"plans/*/rules/*/start_backup_window_minutes", ""},
    {"plans/*/rules/*/complete_backup_window_minutes", ""},
    {"plans/*/rules/*/enable_continuous_backup", "true false"},
    {"plans/*/rules/*/target_backup_vault_name", ""},
    {"plans/*/rules/*/target_logically_air_gapped_backup_vault_arn", ""},
    {"plans/*/rules/*/recovery_point_tags/*/tag_key", ""},
    {"plans/*/rules/*/recovery_point_tags/*/tag_value", ""},
    {"plans/*/rules/*/lifecycle/move_to_cold_storage_after_days", ""},
    {"plans/*/rules/*/lifecycle/delete_after_days", ""},
    {"plans/*/rules/*/lifecycle/opt_in_to_archive_for_supported_resources", "true false"},
    {"plans/*/rules/*/copy_actions/*/target_backup_vault_arn", ""},
    {"plans/*/rules/*/copy_actions/*/lifecycle/move_to_cold_storage_after_days", ""},
    {"plans/*/rules/*/copy_actions/*/lifecycle/delete_after_days", ""},
    {"plans/*/rules/*/copy_actions/*/lifecycle/opt_in_to_archive_for_supported_resources", "true false"},
    {"plans/*/rules/*/index_actions/*", ""},
    {"plans/*/rules/*/scan_actions/*", ""},
    {"plans/*/selections/tags/*/iam_role_arn", ""},
    {"plans/*/selections/tags/*/tag_key", ""},
    {"plans/*/selections/tags/*/tag_value", ""},
    {"plans/*/selections/tags/*/conditions/*", ""},
    {"plans/*/selections/resources/*/*", ""},
    {"plans/*/advanced_backup_settings/ec2/windows_vss", "enabled disabled"},
    {"plans/*/backup_plan_tags/*/tag_key", ""},
    {"plans/*/backup_plan_tags/*/tag_value", ""},
    {"plans/*/scan_settings/*/*", ""}};

// Both places of `default` are in AWS's examples.
inline constexpr ManagementRule kChatRules[] = {
    {"chatbot/platforms/slack/client", "enabled disabled"},
    {"chatbot/platforms/slack/workspaces", ""},
    {"chatbot/platforms/slack/default/supported_channel_types", "public private"},
    {"chatbot/platforms/slack/default/supported_role_settings", "user_role channel_role"},
    {"chatbot/platforms/slack/overrides/*/supported_channel_types", "public private"},
    {"chatbot/platforms/slack/overrides/*/supported_role_settings", "user_role channel_role"},
    {"chatbot/platforms/microsoft_teams/client", "enabled disabled"},
    {"chatbot/platforms/microsoft_teams/tenants/*", ""},
    {"chatbot/platforms/microsoft_teams/default/supported_role_settings", "user_role channel_role"},
    {"chatbot/platforms/microsoft_teams/overrides/*/*/supported_role_settings", "user_role channel_role"},
    {"chatbot/platforms/chime/client", "enabled disabled"},
    {"chatbot/platforms/default/client", "enabled disabled"},
    {"chatbot/default/client", "enabled disabled"}};
inline constexpr ManagementRule kSecurityHubRules[] = {
    {"securityhub/enable_in_regions", kRegionValues},
    {"securityhub/disable_in_regions", kRegionValues},
    {"securityhub/features/network_scanning/enable_in_regions", kRegionValues},
    {"securityhub/features/network_scanning/disable_in_regions", kRegionValues}};
inline constexpr ManagementRule kInspectorRules[] = {
    {"inspector/enablement/ec2_scanning/enable_in_regions", kRegionValues},
    {"inspector/enablement/ec2_scanning/disable_in_regions", kRegionValues},
    {"inspector/enablement/ecr_scanning/enable_in_regions", kRegionValues},
    {"inspector/enablement/ecr_scanning/disable_in_regions", kRegionValues},
    {"inspector/enablement/code_repository_scanning/enable_in_regions", kRegionValues},
    {"inspector/enablement/code_repository_scanning/disable_in_regions", kRegionValues},
    {"inspector/enablement/lambda_standard_scanning/enable_in_regions", kRegionValues},
    {"inspector/enablement/lambda_standard_scanning/disable_in_regions", kRegionValues},
    {"inspector/enablement/lambda_standard_scanning/lambda_code_scanning/enable_in_regions", kRegionValues},
    {"inspector/enablement/lambda_standard_scanning/lambda_code_scanning/disable_in_regions", kRegionValues}};
inline constexpr ManagementRule kUpgradeRules[] = {
    {"upgrade_rollout/default/patch_order", "first second last"},
    {"upgrade_rollout/tags/*/tag_values/*/patch_order", "first second last"}};
// The key below guardrail_inference is a region. `input_tags` is the older form of selective_content_guarding.
inline constexpr ManagementRule kBedrockRules[] = {
    {"bedrock/guardrail_inference/*/*/identifier", ""},
    {"bedrock/guardrail_inference/*/*/input_tags", "honor ignore"},
    {"bedrock/guardrail_inference/*/*/selective_content_guarding/system", "comprehensive selective"},
    {"bedrock/guardrail_inference/*/*/selective_content_guarding/messages", "comprehensive selective"},
    {"bedrock/guardrail_inference/*/*/model_enforcement/included_models", ""},
    {"bedrock/guardrail_inference/*/*/model_enforcement/excluded_models", ""}};
inline constexpr ManagementRule kS3Rules[] = {{"s3_attributes/public_access_block_configuration", "all none"}};
inline constexpr ManagementRule kNetworkDirectorRules[] = {
    {"network_security_director/enablement/network_security_scan/enable_in_regions", kRegionValues},
    {"network_security_director/enablement/network_security_scan/disable_in_regions", kRegionValues}};

// Empty for a type that nobody knows.
constexpr std::span<const ManagementRule> management_rules_of(std::string_view type) {
  if (type == "TAG_POLICY") return kTagRules;
  if (type == "AISERVICES_OPT_OUT_POLICY") return kOptOutRules;
  if (type == "DECLARATIVE_POLICY_EC2") return kDeclarativeRules;
  if (type == "BACKUP_POLICY") return kBackupRules;
  if (type == "CHATBOT_POLICY") return kChatRules;
  if (type == "SECURITYHUB_POLICY") return kSecurityHubRules;
  if (type == "INSPECTOR_POLICY") return kInspectorRules;
  if (type == "UPGRADE_ROLLOUT_POLICY") return kUpgradeRules;
  if (type == "BEDROCK_POLICY") return kBedrockRules;
  if (type == "S3_POLICY") return kS3Rules;
  if (type == "NETWORK_SECURITY_DIRECTOR_POLICY") return kNetworkDirectorRules;
  return {};
}

}  // namespace landform::verify
