#include "resolve/policies.h"

#include <array>

namespace landform::resolve {
namespace {

constexpr std::array<PolicyTypeFacts, 13> kTypes{{
    {"service-control", "SERVICE_CONTROL_POLICY", "scp", "service control policies", "organizations/scp-size",
     "organizations/scp-per-target", "FullAWSAccess"},
    {"resource-control", "RESOURCE_CONTROL_POLICY", "rcp", "resource control policies", "organizations/rcp-size",
     "organizations/rcp-per-target", "RCPFullAWSAccess"},
    {"tag", "TAG_POLICY", "tag", "tag policies", "organizations/tag-size", "organizations/tag-per-target", ""},
    {"backup", "BACKUP_POLICY", "backup", "backup policies", "organizations/backup-size",
     "organizations/backup-per-target", ""},
    {"ai-opt-out", "AISERVICES_OPT_OUT_POLICY", "ai-opt-out", "AI services opt-out policies",
     "organizations/ai-opt-out-size", "organizations/ai-opt-out-per-target", ""},
    {"chat", "CHATBOT_POLICY", "chat", "chat applications policies", "organizations/chat-size",
     "organizations/chat-per-target", ""},
    {"declarative-ec2", "DECLARATIVE_POLICY_EC2", "ec2", "declarative EC2 policies", "organizations/declarative-size",
     "organizations/declarative-per-target", ""},
    {"security-hub", "SECURITYHUB_POLICY", "security-hub", "Security Hub policies", "organizations/security-hub-size",
     "organizations/security-hub-per-target", ""},
    {"inspector", "INSPECTOR_POLICY", "inspector", "Inspector policies", "organizations/inspector-size",
     "organizations/inspector-per-target", ""},
    {"upgrade-rollout", "UPGRADE_ROLLOUT_POLICY", "upgrade", "upgrade rollout policies",
     "organizations/upgrade-rollout-size", "organizations/upgrade-rollout-per-target", ""},
    {"bedrock", "BEDROCK_POLICY", "bedrock", "Bedrock policies", "organizations/bedrock-size",
     "organizations/bedrock-per-target", ""},
    {"s3", "S3_POLICY", "s3", "S3 policies", "organizations/s3-size", "organizations/s3-per-target", ""},
    {"network-security-director", "NETWORK_SECURITY_DIRECTOR_POLICY", "network", "network security director policies",
     "organizations/network-security-director-size", "organizations/network-security-director-per-target", ""},
}};

}  // namespace

const PolicyTypeFacts& facts_of(PolicyType type) {
  return kTypes[static_cast<std::size_t>(type)];
}

std::span<const PolicyTypeFacts> policy_type_facts() {
  return kTypes;
}

}  // namespace landform::resolve
