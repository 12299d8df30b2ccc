#include "stacks/backup_rows.h"

#include <string>
#include <string_view>
#include <utility>

#include "aws/logical_id.h"
#include "base/text.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;
using yaml::Node;

namespace {

// Snapshots of EBS go to their archive only where a month lies between them. Source: aws-facts G.
constexpr std::int64_t kMonthMinutes = 28 * 24 * 60;

Node lifecycle(const resolve::BackupRule& rule, const resolve::Located<std::int64_t>& kept) {
  Node node = yaml::mapping();
  const auto& cold = rule.cold_after_days;
  if (cold) {
    node.add("MoveToColdStorageAfterDays", yaml::integer(cold->value));
    if (rule.times && rule.times->shortest_minutes >= kMonthMinutes) {
      node.add("OptInToArchiveForSupportedResources", yaml::boolean(true));
    }
  }
  node.add("DeleteAfterDays", yaml::integer(kept.value));
  return node;
}

Node copy_action(Node vault, const resolve::BackupRule& rule) {
  return yaml::mapping(
      {{"DestinationBackupVaultArn", std::move(vault)}, {"Lifecycle", lifecycle(rule, rule.copy_retention_days)}});
}

Node copy_actions(const resolve::Organization& organization, const resolve::BackupRule& rule, bool away) {
  const resolve::Backup& backup = organization.backup;
  Node actions = yaml::sequence();
  if (!rule.copy.value) return actions;
  if (backup.copy_region && away) {
    actions.items.push_back(
        copy_action(substituted(cat("arn:${AWS::Partition}:backup:", backup.copy_region->value.str(),
                                    ":${AWS::AccountId}:backup-vault:", backup_vault_name(organization)),
                                backup.copy_region->span),
                    rule));
  }
  if (backup.copy_account) {
    actions.items.push_back(
        copy_action(substituted(cat("arn:${AWS::Partition}:backup:${AWS::Region}:${BackupAccountId}:backup-vault:",
                                    central_vault_name(organization)),
                                backup.copy_account->span),
                    rule));
  }
  return actions;
}

Node rule_row(const resolve::Organization& organization, const resolve::BackupRule& rule, bool away) {
  Node node = yaml::mapping();
  node.span = rule.span;
  node.add("RuleName", bound(rule.name, rule.span));
  node.add("TargetBackupVault", bound(backup_vault_name(organization), rule.span));
  node.add("ScheduleExpression", bound(rule.schedule));
  node.add("StartWindowMinutes", yaml::integer(rule.start_window_minutes));
  node.add("CompletionWindowMinutes", yaml::integer(rule.completion_window_minutes));
  if (rule.continuous) node.add("EnableContinuousBackup", yaml::boolean(true));
  node.add("Lifecycle", lifecycle(rule, rule.retention_days));
  if (Node copies = copy_actions(organization, rule, away); !copies.items.empty()) {
    node.add("CopyActions", std::move(copies));
  }
  if (!rule.index.empty()) {
    Node action = yaml::mapping({{"ResourceTypes", yaml::strings({rule.index})}});
    node.add("IndexActions", yaml::sequence({std::move(action)}));
  }
  return node;
}

Node plan_row(const resolve::Organization& organization, const resolve::BackupPlan& plan) {
  Node away = yaml::sequence();
  Node there = yaml::sequence();
  for (const resolve::BackupRule& rule : plan.rules) {
    away.items.push_back(rule_row(organization, rule, true));
    there.items.push_back(rule_row(organization, rule, false));
  }
  Node vss = no_value();
  if (plan.windows_vss) {
    Node options = yaml::mapping({{"WindowsVSS", bound("enabled")}});
    vss = yaml::sequence({yaml::mapping({{"ResourceType", bound("EC2")}, {"BackupOptions", std::move(options)}})});
  }
  Node row = yaml::mapping({{"Name", bound(plan.name, plan.span)}});
  row.add("Rules", std::move(away));
  row.add("RulesInCopyRegion", std::move(there));
  row.add("Advanced", std::move(vss));
  return row;
}

// Of `key` in a selection's conditions; those of its list of tags leave the prefix out.
Node condition(std::string_view prefix, const std::string& key, const resolve::Located<std::string>& value) {
  return yaml::mapping({{"ConditionKey", bound(cat(prefix, key), value.span)}, {"ConditionValue", bound(value)}});
}

Node condition_list(const resolve::Tags& tags) {
  if (tags.empty()) return no_value();
  Node list = yaml::sequence();
  for (const auto& [key, value] : tags) list.items.push_back(condition("aws:ResourceTag/", key, value));
  return list;
}

Node resource_list(const resolve::BackupSelection& selection) {
  Node list = yaml::sequence();
  for (const auto& resource : selection.resources) list.items.push_back(bound(resource));
  return list;
}

class SelectionRows {
 public:
  explicit SelectionRows(BackupRows& rows) : rows_(rows) {}

  // Tags are alternatives, conditions hold together; where both are given, each tag becomes a selection of its own
  // that has the conditions, too, and the ARNs another one.
  void add(const resolve::BackupPlan& plan) {
    const resolve::BackupSelection& selection = plan.selection;
    if (selection.conditions.empty()) {
      if (!selection.tags.empty()) by_tag(plan);
      if (!selection.resources.empty()) {
        Node& row = add_row(rows_.arn_selections, plan, "resources");
        row.add("Resources", resource_list(selection));
      }
      return;
    }
    std::size_t number = 0;
    for (const auto& [key, value] : selection.tags) {
      resolve::BackupConditions all = selection.conditions;
      all.equals.insert_or_assign(key, value);
      with_conditions(plan, cat("tag-", ++number), yaml::strings({"*"}), all);
    }
    if (!selection.resources.empty()) {
      with_conditions(plan, "resources", resource_list(selection), selection.conditions);
    }
    if (selection.tags.empty() && selection.resources.empty()) {
      with_conditions(plan, "conditions", yaml::strings({"*"}), selection.conditions);
    }
  }

 private:
  Node& add_row(Node& names, const resolve::BackupPlan& plan, const std::string& name) {
    const std::string plan_key = aws::logical_id(plan.name).str();
    const std::string key = cat(plan_key, aws::logical_id(name).str());
    names.items.push_back(bound(key));
    Node row = yaml::mapping({{"Plan", yaml::mapping({{"Ref", bound(cat("Plan", plan_key))}})}, {"Name", bound(name)}});
    rows_.selections.entries.push_back({key, {}, std::move(row)});
    return rows_.selections.entries.back().value;
  }

  void by_tag(const resolve::BackupPlan& plan) {
    Node tags = yaml::sequence();
    for (const auto& [key, value] : plan.selection.tags) {
      Node one = condition({}, key, value);
      one.add("ConditionType", bound("STRINGEQUALS"));
      tags.items.push_back(std::move(one));
    }
    add_row(rows_.tag_selections, plan, "tags").add("Tags", std::move(tags));
  }

  void with_conditions(const resolve::BackupPlan& plan, const std::string& name, Node resources,
                       const resolve::BackupConditions& all) {
    Node& row = add_row(rows_.condition_selections, plan, name);
    row.add("Resources", std::move(resources));
    row.add("Equals", condition_list(all.equals));
    row.add("NotEquals", condition_list(all.not_equals));
    row.add("Like", condition_list(all.like));
    row.add("NotLike", condition_list(all.not_like));
  }

  BackupRows& rows_;
};

}  // namespace

std::string backup_vault_name(const resolve::Organization& organization) {
  return cat(organization.customer.slug.value, "-backup");
}

std::string central_vault_name(const resolve::Organization& organization) {
  return cat(organization.customer.slug.value,
             organization.backup.air_gapped ? "-backup-air-gapped" : "-backup-central");
}

BackupRows backup_rows(const resolve::Organization& organization) {
  BackupRows rows{yaml::sequence(), yaml::sequence(), yaml::sequence(),
                  yaml::sequence(), yaml::mapping(),  yaml::mapping()};
  if (organization.backup.by_policy) return rows;
  SelectionRows selections(rows);
  for (const resolve::BackupPlan& plan : organization.backup.plans) {
    const std::string key = aws::logical_id(plan.name).str();
    rows.plan_names.items.push_back(bound(key, plan.span));
    rows.plans.entries.push_back({key, {}, plan_row(organization, plan)});
    selections.add(plan);
  }
  return rows;
}

}  // namespace landform::stacks
