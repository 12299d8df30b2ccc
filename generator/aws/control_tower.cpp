#include "aws/control_tower.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace landform::aws {
namespace {

// Source: "Compatibility of OU baselines and landing zone versions", "Key changes" of landing zone 4.0 (Control Tower
// user guide). Read: 2026-11-22.
constexpr LandingZoneVersion kVersions[] = {{"3.3", "4.0"}, {"4.0", "5.0", true}};

// Source: "Limitations and quotas in AWS Control Tower". Read: 2026-11-22.
constexpr auto kWithoutCustomizations = std::to_array<std::string_view>(
    {"ap-southeast-4", "ap-southeast-5", "ap-southeast-7", "ca-west-1", "eu-central-2", "eu-south-2", "mx-central-1"});

constexpr auto detects = CatalogBehaviour::detective;
constexpr auto prevents = CatalogBehaviour::preventive;

// Sorted by name. Source: "Tables of control metadata" and "Strongly recommended", "Elective" and "Mandatory controls"
// (Control Tower controls reference guide). Read: 2026-11-22. Those of the mandatory ones are listed that people ask
// for. The frameworks are landform's own mapping: what the control finds or stops is asked for there.
constexpr CatalogControl kCatalog[] = {
    {"AWS-GR_AUDIT_BUCKET_DELETION_PROHIBITED", prevents, true, "", "keeps the log archive's buckets"},
    {"AWS-GR_AUDIT_BUCKET_ENCRYPTION_CHANGES_PROHIBITED", prevents, true, "", "keeps the log buckets encrypted"},
    {"AWS-GR_AUDIT_BUCKET_POLICY_CHANGES_PROHIBITED", prevents, true, "", "keeps the policies of the log buckets"},
    {"AWS-GR_AUTOSCALING_LAUNCH_CONFIG_PUBLIC_IP_DISABLED", detects, false, "",
     "finds launch configurations that give public addresses"},
    {"AWS-GR_CLOUDTRAIL_CHANGE_PROHIBITED", prevents, true, "", "keeps the trail as it is"},
    {"AWS-GR_CLOUDTRAIL_CLOUDWATCH_LOGS_ENABLED", prevents, true, "", "keeps the trail in CloudWatch Logs"},
    {"AWS-GR_CLOUDTRAIL_ENABLED", prevents, true, "", "keeps the trail on"},
    {"AWS-GR_CLOUDTRAIL_VALIDATION_ENABLED", prevents, true, "", "keeps the validation of log files on"},
    {"AWS-GR_CONFIG_CHANGE_PROHIBITED", prevents, true, "", "keeps the recorders of Config"},
    {"AWS-GR_CONFIG_ENABLED", prevents, true, "", "keeps Config on"},
    {"AWS-GR_CONFIG_RULE_CHANGE_PROHIBITED", prevents, true, "", "keeps Control Tower's Config rules"},
    {"AWS-GR_DMS_REPLICATION_NOT_PUBLIC", detects, false, "pci-dss hipaa",
     "finds DMS replication instances that are public"},
    {"AWS-GR_EBS_OPTIMIZED_INSTANCE", detects, false, "", "finds instances without EBS optimization"},
    {"AWS-GR_EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK", detects, false, "fedramp hipaa nist-800-53 pci-dss soc-2",
     "finds snapshots that anybody can restore"},
    {"AWS-GR_EC2_INSTANCE_NO_PUBLIC_IP", detects, false, "", "finds instances with public addresses"},
    {"AWS-GR_EC2_VOLUME_INUSE_CHECK", detects, false, "", "finds volumes that nothing uses"},
    {"AWS-GR_EKS_ENDPOINT_NO_PUBLIC_ACCESS", detects, false, "", "finds EKS endpoints that are public"},
    {"AWS-GR_ELASTICSEARCH_IN_VPC_ONLY", detects, false, "", "finds OpenSearch domains outside of VPCs"},
    {"AWS-GR_EMR_MASTER_NO_PUBLIC_IP", detects, false, "", "finds EMR primary nodes with public addresses"},
    {"AWS-GR_ENCRYPTED_VOLUMES", detects, false, "fedramp gdpr hipaa iso-27001 nist-800-53 pci-dss soc-2",
     "finds attached volumes that are not encrypted"},
    {"AWS-GR_IAM_ROLE_CHANGE_PROHIBITED", prevents, true, "", "keeps Control Tower's roles"},
    {"AWS-GR_IAM_USER_MFA_ENABLED", detects, false, "cis fedramp hipaa iso-27001 nist-800-53 pci-dss soc-2",
     "finds IAM users without MFA"},
    {"AWS-GR_LAMBDA_CHANGE_PROHIBITED", prevents, true, "", "keeps Control Tower's functions"},
    {"AWS-GR_LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED", detects, false, "fedramp hipaa nist-800-53 pci-dss",
     "finds functions that anybody can call"},
    {"AWS-GR_LOG_GROUP_POLICY", prevents, true, "", "keeps the log groups of Control Tower"},
    {"AWS-GR_MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", detects, false,
     "cis fedramp hipaa iso-27001 nist-800-53 pci-dss soc-2", "finds console users without MFA"},
    {"AWS-GR_NO_UNRESTRICTED_ROUTE_TO_IGW", detects, false, "", "finds open routes to internet gateways"},
    {"AWS-GR_RDS_INSTANCE_PUBLIC_ACCESS_CHECK", detects, false,
     "cis fedramp gdpr hipaa iso-27001 nist-800-53 pci-dss soc-2", "finds databases that are public"},
    {"AWS-GR_RDS_SNAPSHOTS_PUBLIC_PROHIBITED", detects, false, "fedramp gdpr hipaa nist-800-53 pci-dss soc-2",
     "finds database snapshots that are public"},
    {"AWS-GR_RDS_STORAGE_ENCRYPTED", detects, false, "cis fedramp gdpr hipaa iso-27001 nist-800-53 pci-dss soc-2",
     "finds databases that are not encrypted"},
    {"AWS-GR_REDSHIFT_CLUSTER_PUBLIC_ACCESS_CHECK", detects, false, "fedramp hipaa nist-800-53 pci-dss",
     "finds Redshift clusters that are public"},
    {"AWS-GR_RESTRICTED_COMMON_PORTS", detects, false, "fedramp hipaa nist-800-53 pci-dss soc-2",
     "finds security groups that open common ports to the world"},
    {"AWS-GR_RESTRICTED_SSH", detects, false, "cis fedramp hipaa iso-27001 nist-800-53 pci-dss soc-2",
     "finds security groups that open SSH to the world"},
    {"AWS-GR_RESTRICT_ROOT_USER", prevents, false, "cis fedramp hipaa iso-27001 nist-800-53 pci-dss soc-2",
     "stops the root users of member accounts"},
    {"AWS-GR_RESTRICT_ROOT_USER_ACCESS_KEYS", prevents, false, "cis fedramp hipaa iso-27001 nist-800-53 pci-dss soc-2",
     "stops access keys of root users"},
    {"AWS-GR_RESTRICT_S3_CROSS_REGION_REPLICATION", prevents, false, "",
     "stops replication of buckets to other regions"},
    {"AWS-GR_RESTRICT_S3_DELETE_WITHOUT_MFA", prevents, false, "", "stops deletions in buckets without MFA"},
    {"AWS-GR_ROOT_ACCOUNT_MFA_ENABLED", detects, false, "cis fedramp hipaa iso-27001 nist-800-53 pci-dss soc-2",
     "finds root users without MFA"},
    {"AWS-GR_S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC", detects, false, "cis",
     "finds accounts that do not block public access to S3"},
    {"AWS-GR_S3_BUCKET_PUBLIC_READ_PROHIBITED", detects, false,
     "fedramp gdpr hipaa iso-27001 nist-800-53 pci-dss soc-2", "finds buckets that anybody can read"},
    {"AWS-GR_S3_BUCKET_PUBLIC_WRITE_PROHIBITED", detects, false,
     "fedramp gdpr hipaa iso-27001 nist-800-53 pci-dss soc-2", "finds buckets that anybody can write"},
    {"AWS-GR_S3_VERSIONING_ENABLED", detects, false, "fedramp hipaa nist-800-53 soc-2",
     "finds buckets without versioning"},
    {"AWS-GR_SAGEMAKER_NOTEBOOK_NO_DIRECT_INTERNET_ACCESS", detects, false, "fedramp hipaa nist-800-53 pci-dss",
     "finds notebooks with direct access to the internet"},
    {"AWS-GR_SNS_CHANGE_PROHIBITED", prevents, true, "", "keeps Control Tower's topics"},
    {"AWS-GR_SNS_SUBSCRIPTION_CHANGE_PROHIBITED", prevents, true, "", "keeps the subscriptions of its topics"},
    {"AWS-GR_SSM_DOCUMENT_NOT_PUBLIC", detects, false, "fedramp nist-800-53", "finds SSM documents that are public"},
    {"AWS-GR_SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED", detects, false, "",
     "finds subnets that give public addresses by themselves"},
};

}  // namespace

std::span<const LandingZoneVersion> landing_zone_versions() {
  return kVersions;
}

const LandingZoneVersion* find_landing_zone_version(std::string_view version) {
  for (const LandingZoneVersion& known : kVersions) {
    if (known.version == version) return &known;
  }
  return nullptr;
}

std::span<const CatalogControl> catalog_controls() {
  return kCatalog;
}

const CatalogControl* find_catalog_control(std::string_view name) {
  const auto* const found =
      std::lower_bound(std::begin(kCatalog), std::end(kCatalog), name,
                       [](const CatalogControl& control, std::string_view wanted) { return control.name < wanted; });
  return found != std::end(kCatalog) && found->name == name ? found : nullptr;
}

std::string catalog_control_arn(std::string_view partition, std::string_view home_region, std::string_view name) {
  return base::cat("arn:", partition, ":controltower:", home_region, "::control/", name);
}

bool runs_customizations(std::string_view region) {
  return std::find(kWithoutCustomizations.begin(), kWithoutCustomizations.end(), region) ==
         kWithoutCustomizations.end();
}

}  // namespace landform::aws
