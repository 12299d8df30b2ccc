// The log archive: keys and write-once buckets in its own account, before anything that writes to them.
#include <map>
#include <utility>

#include "base/text.h"
#include "plan/ids.h"
#include "resolve/control_tower_owns.h"
#include "stacks/capabilities.h"
#include "stacks/numbers.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;
using resolve::AccountRole;
using resolve::ObjectLock;

namespace {

std::string_view lock_mode(ObjectLock lock) {
  switch (lock) {
    case ObjectLock::none:
      return "NONE";
    case ObjectLock::governance:
      return "GOVERNANCE";
    case ObjectLock::compliance:
      return "COMPLIANCE";
  }
  return "GOVERNANCE";
}

// "cloudtrail-logs-{account_id}" in the account that owns the bucket.
yaml::Node bucket_name(const resolve::Located<std::string>& pattern) {
  constexpr std::string_view kAccountId = "{account_id}";
  if (pattern.value.find(kAccountId) == std::string::npos) return bound(pattern);
  return substituted(base::replace_all(pattern.value, kAccountId, "${AWS::AccountId}"), pattern.span);
}

// The log reader role first, then those that the blueprint names: an ARN as it is, a name as a role of this account.
yaml::Node reader_arns(const resolve::Organization& organization) {
  yaml::Node arns = yaml::sequence();
  arns.items.push_back(substituted(
      cat("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/", organization.customer.slug.value, "-log-reader")));
  for (const auto& reader : organization.trail.readers) {
    arns.items.push_back(
        reader.value.starts_with("arn:")
            ? bound(reader)
            : substituted(cat("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/", reader.value), reader.span));
  }
  return arns;
}

// What each folder of the flow log bucket keeps and for how long; empty when no VPC has flow logs there.
yaml::Node flow_log_rules(const resolve::Organization& organization, const resolve::Account& archive) {
  std::map<std::pair<std::int64_t, std::string>, base::Span> folders;
  for (const resolve::Vpc& vpc : organization.network.vpcs) {
    const resolve::FlowLogs& logs = vpc.flow_logs;
    if (logs.account == archive.name) folders.emplace(std::pair(logs.retention_days, flow_log_folder(logs)), logs.span);
  }
  yaml::Node rules = yaml::sequence();
  for (const auto& [folder, span] : folders) {
    yaml::Node rule = yaml::mapping();
    rule.span = span;
    rule.add("Id", bound(folder.second, span));
    rule.add("Status", bound("Enabled"));
    rule.add("Prefix", bound(cat(folder.second, '/'), span));
    rule.add("ExpirationInDays", yaml::integer(folder.first));
    rule.add("NoncurrentVersionExpiration", yaml::mapping({{"NoncurrentDays", yaml::integer(30)}}));
    rule.add("AbortIncompleteMultipartUpload", yaml::mapping({{"DaysAfterInitiation", yaml::integer(7)}}));
    rules.items.push_back(std::move(rule));
  }
  return rules;
}

// The reader of Control Tower's logs decrypts them, too.
void bind_control_tower_key(const resolve::Organization& organization, plan::StackStep& stack) {
  auto& parameters = stack.bindings.parameters;
  const auto& tower = organization.control_tower;
  const bool has_key = tower && (tower->key || !tower->landing_zone);
  parameters.emplace("HasControlTowerKey", switched(has_key));
  if (has_key && !tower->key) {
    stack.bindings.open.insert("ControlTowerKeyArn");
    stack.parameters.emplace("ControlTowerKeyArn", plan::FromOutput{"control-tower-prerequisites", "LogsKeyArn"});
  } else {
    parameters.emplace("ControlTowerKeyArn", has_key ? bound(*tower->key) : bound(""));
  }
}

}  // namespace

void add_log_archive(const resolve::Organization& organization, plan::Plan& plan) {
  const resolve::Account* archive = organization.with_role(AccountRole::log_archive);
  const resolve::Account* audit = organization.with_role(AccountRole::audit);
  if (!archive || !audit) return;

  plan::Step step;
  step.name = "log-archive";
  step.number = number::kLogArchive;
  step.title = "Log archive: keys and write-once buckets";
  step.why = "Logs lie in an account of their own, where only the services write, named roles read and nobody deletes.";
  const bool owns_trail = !owned_by_control_tower(organization, resolve::Owned::trail_bucket);
  if (owns_trail) {
    step.controls = {"config.aggregate",    "logs.central",     "logs.review",      "trail.archive",   "trail.bucket",
                     "trail.bucket-policy", "trail.encryption", "trail.mfa-delete", "trail.versioning"};
  } else {
    step.title = "Log archive: who reads, and what Control Tower does not keep";
    step.controls = {"logs.review", "trail.bucket-policy"};
  }
  step.cause = archive->span;
  step.needs.push_back({cat("accounts-", archive->shard), "the log archive account must exist"});
  if (audit->shard != archive->shard) {
    step.needs.push_back({cat("accounts-", audit->shard), "the policies name the audit account"});
  }

  const resolve::Trail& trail = organization.trail;
  plan::StackStep stack;
  stack.stack = plan::stack_name(organization, step.name);
  stack.template_path = "logging/log-archive.yaml";
  stack.target = plan::AccountTarget{archive->name, organization.home_region.value};
  stack.tags = plain_tags(archive->tags);
  auto& parameters = stack.bindings.parameters;
  parameters.emplace("Slug", bound(organization.customer.slug));
  parameters.emplace("HomeRegion", bound(organization.home_region.value.str(), organization.home_region.span));
  parameters.emplace("TrailName", bound(cat(organization.customer.slug.value, "-organization-trail")));
  parameters.emplace("TrailBucketName", bucket_name(trail.bucket));
  parameters.emplace("HasOwnTrail", switched(owns_trail));
  bind_control_tower_key(organization, stack);
  parameters.emplace("ArchiveAfterDays", bound(trail.archive_after_days));
  parameters.emplace("ArchiveStorageClass", bound(trail.archive_class));
  parameters.emplace("RetentionDays", bound(trail.retention_days));
  parameters.emplace("ObjectLockMode", bound(std::string(lock_mode(trail.object_lock.value)), trail.object_lock.span));
  parameters.emplace("Readers", reader_arns(organization));
  fold_or_open(stack, organization, "OrganizationId",
               organization.existing_organization_id ? std::optional(bound(*organization.existing_organization_id))
                                                     : std::nullopt,
               plan::organization_id_parameter(organization));
  fold_or_open(stack, organization, "ManagementAccountId",
               organization.management_account ? std::optional(bound(organization.management_account->value.str(),
                                                                     organization.management_account->span))
                                               : std::nullopt,
               plan::account_id_parameter(organization, plan::kManagementAccount));
  fold_or_open(stack, organization, "AuditAccountId",
               audit->existing_id ? std::optional(bound(audit->existing_id->value.str(), audit->existing_id->span))
                                  : std::nullopt,
               plan::account_id_parameter(organization, audit->name));
  yaml::Node rules = flow_log_rules(organization, *archive);
  parameters.emplace("HasFlowLogs", switched(!rules.items.empty()));
  if (!rules.items.empty()) step.controls.emplace_back("vpc.flow-logs");
  stack.bindings.mappings.emplace("FlowLogs",
                                  yaml::mapping({{"Lifecycle", yaml::mapping({{"Rules", std::move(rules)}})}}));
  step.what = std::move(stack);
  plan.steps.push_back(std::move(step));
}

}  // namespace landform::stacks
