#include "aws/service_principal.h"

#include <algorithm>
#include <array>

#include "aws/iam_actions.h"
#include "aws/region.h"
#include "base/suggest.h"
#include "base/text.h"

namespace landform::aws {
namespace {

// Principals that are not the prefix of the service's actions, without ".amazonaws.com".
constexpr std::array<std::string_view, 95> kOtherNames{
    "airflow-env",
    "amazonmq",
    "apidestinations.events",
    "application-insights",
    "assets.apprunner",
    "aws-artifact-account-sync",
    "batchoperations.s3",
    "billing-cost-management",
    "billingconsole",
    "billingreports",
    "build.apprunner",
    "cassandra.application-autoscaling",
    "channels.lex",
    "cks.kms",
    "cloudwatch-crossaccount",
    "comprehend.application-autoscaling",
    "config-conforms",
    "config-multiaccountsetup",
    "connections.events",
    "continuousexport.discovery",
    "contributorinsights.dynamodb",
    "cost-optimization-hub.bcm",
    "costalerts",
    "credentials.iot",
    "custom-resource.application-autoscaling",
    "delivery.logs",
    "diode.lambda",
    "directmail",
    "dynamodb.application-autoscaling",
    "ec2fleet",
    "ec2scheduled",
    "ecs-tasks",
    "ecs.application-autoscaling",
    "edgelambda",
    "eks-connector",
    "eks-fargate",
    "eks-fargate-pods",
    "eks-nodegroup",
    "elasticache.application-autoscaling",
    "elasticmapreduce.application-autoscaling",
    "email",
    "hooks.cloudformation",
    "ipam",
    "kafka.application-autoscaling",
    "lambda.application-autoscaling",
    "lexv2",
    "license-management.marketplace",
    "license-manager.master-account",
    "license-manager.member-account",
    "logdelivery.elasticloadbalancing",
    "logger.cloudfront",
    "logging.s3",
    "macie",
    "maintenance.elasticbeanstalk",
    "malware-protection-plan.guardduty",
    "malware-protection.guardduty",
    "managedupdates.elasticbeanstalk",
    "management.chatbot",
    "marketplace",
    "member.org.stacksets.cloudformation",
    "metering-marketplace",
    "migrationhub",
    "monitoring",
    "monitoring.rds",
    "neptune.application-autoscaling",
    "opensearchservice",
    "ops.apigateway",
    "ops.emr-serverless",
    "opsdatasync.ssm",
    "opsinsights.ssm",
    "organization-stacksets.cloudformation",
    "osis-pipelines",
    "pinpoint",
    "pods.eks",
    "rds.application-autoscaling",
    "reachabilityanalyzer.networkinsights",
    "remediation.config",
    "replication.dynamodb",
    "replication.ecr",
    "replicator.lambda",
    "reporting.trustedadvisor",
    "resource-management.securityhub",
    "resources.cloudformation",
    "sagemaker.application-autoscaling",
    "spot",
    "spotfleet",
    "stacksets.cloudformation",
    "storage-lens.s3",
    "streams.metrics.cloudwatch",
    "support-app",
    "tagpolicies.tag",
    "tasks.apprunner",
    "transitgateway",
    "vpc-flow-logs",
    "workspaces.application-autoscaling",
};
static_assert(std::ranges::is_sorted(kOtherNames));

// Principals outside of the partitions' domains.
constexpr std::array<std::string_view, 3> kOtherHosts{
    "alexa-appkit.amazon.com",
    "alexa-connectedhome.amazon.com",
    "notifications.amazon.com",
};

constexpr std::array<std::string_view, 30> kTrustedAccess{
    "access-analyzer.amazonaws.com",
    "account.amazonaws.com",
    "auditmanager.amazonaws.com",
    "backup.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "compute-optimizer.amazonaws.com",
    "config-multiaccountsetup.amazonaws.com",
    "config.amazonaws.com",
    "controltower.amazonaws.com",
    "detective.amazonaws.com",
    "fms.amazonaws.com",
    "guardduty.amazonaws.com",
    "health.amazonaws.com",
    "iam.amazonaws.com",
    "inspector2.amazonaws.com",
    "ipam.amazonaws.com",
    "license-manager.amazonaws.com",
    "macie.amazonaws.com",
    "malware-protection.guardduty.amazonaws.com",
    "member.org.stacksets.cloudformation.amazonaws.com",
    "ram.amazonaws.com",
    "reporting.trustedadvisor.amazonaws.com",
    "securityhub.amazonaws.com",
    "servicecatalog.amazonaws.com",
    "servicequotas.amazonaws.com",
    "ssm.amazonaws.com",
    "sso.amazonaws.com",
    "storage-lens.s3.amazonaws.com",
    "tagpolicies.tag.amazonaws.com",
    "wellarchitected.amazonaws.com",
};
static_assert(std::ranges::is_sorted(kTrustedAccess));

// "ecs-tasks" of "ecs-tasks.amazonaws.com"; nothing when the text is in no partition's domain.
std::optional<std::string_view> without_domain(std::string_view text) {
  std::optional<std::string_view> shortest;
  for (const Partition& partition : all_partitions()) {
    const std::size_t dotted = partition.dns_suffix.size() + 1;
    if (text.size() <= dotted || !text.ends_with(partition.dns_suffix) || text[text.size() - dotted] != '.') continue;
    const std::string_view name = text.substr(0, text.size() - dotted);
    if (!shortest || name.size() < shortest->size()) shortest = name;
  }
  return shortest;
}

bool is_known_name(std::string_view name) {
  return std::ranges::binary_search(kOtherNames, name) || (base::to_lower(name) == name && find_iam_service(name));
}

// "logs" of "logs.eu-west-1", as services write their principals where a region has its own.
std::optional<std::string_view> without_region(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || !has_region_shape(name.substr(dot + 1))) return std::nullopt;
  return name.substr(0, dot);
}

}  // namespace

PrincipalVerdict judge_service_principal(std::string_view text) {
  if (std::ranges::find(kOtherHosts, text) != kOtherHosts.end()) return PrincipalVerdict::known;
  const auto name = without_domain(text);
  if (!name) return PrincipalVerdict::no_service_host;
  if (is_known_name(*name)) return PrincipalVerdict::known;
  if (const auto global = without_region(*name)) {
    return is_known_name(*global) ? PrincipalVerdict::known : PrincipalVerdict::unknown;
  }
  return PrincipalVerdict::unknown;
}

std::vector<std::string> near_service_principals(std::string_view text) {
  const auto name = without_domain(text);
  if (!name) return {};
  const std::string_view domain = text.substr(name->size());
  const std::string_view wanted = without_region(*name).value_or(*name);
  std::vector<std::string_view> candidates = iam_service_prefixes();
  candidates.insert(candidates.end(), kOtherNames.begin(), kOtherNames.end());
  std::vector<std::string> near;
  for (const std::string_view each : base::near_names(wanted, candidates)) near.push_back(base::cat(each, domain));
  return near;
}

std::span<const std::string_view> trusted_access_principals() {
  return kTrustedAccess;
}

}  // namespace landform::aws
