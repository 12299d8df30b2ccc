#include "resolve/backup_policy.h"

#include <algorithm>

#include <string>
#include <string_view>
#include <utility>

#include "aws/region.h"
#include "base/text.h"
#include "blueprint/target_words.h"
#include "resolve/unit_paths.h"

namespace landform::resolve {

using base::cat;
using yaml::Node;

namespace {

void put_at(Node& node, std::string key, Node value, base::Span span) {
  value.span = span;
  node.entries.push_back({std::move(key), span, std::move(value)});
}

// Everything in such a policy is a text or a list of texts, and is assigned.
void assign_at(Node& node, std::string_view key, Node value, base::Span span) {
  value.span = span;
  put_at(node, std::string(key), yaml::mapping({{"@@assign", std::move(value)}}), span);
}

class BackupPolicyWriter {
 public:
  explicit BackupPolicyWriter(const Organization& organization)
      : organization_(organization), backup_(organization.backup) {
    partition_ = aws::partition_of(organization.home_region.value).name;
    vault_ = cat(organization.customer.slug.value, "-backup");
  }

  // A copy's vault depends on the region, which AWS does not fill in: a plan that copies is one for each region.
  Node content(const BackupPlan& plan) const {
    Node plans = yaml::mapping();
    const std::string name = cat(organization_.customer.slug.value, '-', plan.name);
    if (std::none_of(plan.rules.begin(), plan.rules.end(), [](const BackupRule& rule) { return rule.copy.value; })) {
      put_at(plans, name, body(plan, backup_.regions), plan.span);
    } else {
      for (const aws::RegionName& region : backup_.regions) {
        put_at(plans, cat(name, '-', region.str()), body(plan, {region}), plan.span);
      }
    }
    Node content = yaml::mapping();
    put_at(content, "plans", std::move(plans), plan.span);
    return content;
  }

 private:
  Node body(const BackupPlan& plan, const std::vector<aws::RegionName>& names) const {
    Node body = yaml::mapping();
    Node regions = yaml::sequence();
    for (const aws::RegionName& region : names) {
      regions.items.push_back(yaml::string(region.str()));
      regions.items.back().span = plan.span;
    }
    assign_at(body, "regions", std::move(regions), plan.span);
    Node rules = yaml::mapping();
    for (const BackupRule& rule : plan.rules) put_at(rules, rule.name, rule_node(rule, names.front()), rule.span);
    put_at(body, "rules", std::move(rules), plan.span);
    put_at(body, "selections", yaml::mapping({{"tags", selections(plan)}}), plan.span);
    if (plan.windows_vss) {
      Node ec2 = yaml::mapping();
      assign_at(ec2, "windows_vss", yaml::string("enabled"), plan.span);
      put_at(body, "advanced_backup_settings", yaml::mapping({{"ec2", std::move(ec2)}}), plan.span);
    }
    return body;
  }

  // `region`: whose resources it is for, where it copies.
  Node rule_node(const BackupRule& rule, const aws::RegionName& region) const {
    Node node = yaml::mapping();
    const base::Span span = rule.span;
    assign_at(node, "schedule_expression", yaml::string(rule.schedule.value), rule.schedule.span);
    assign_at(node, "start_backup_window_minutes", yaml::string(std::to_string(rule.start_window_minutes)), span);
    assign_at(node, "complete_backup_window_minutes", yaml::string(std::to_string(rule.completion_window_minutes)),
              span);
    assign_at(node, "enable_continuous_backup", yaml::string(rule.continuous ? "true" : "false"), span);
    assign_at(node, "target_backup_vault_name", yaml::string(vault_), span);
    put_at(node, "lifecycle", lifecycle(rule, rule.retention_days), span);
    if (Node actions = copies(rule, region); !actions.entries.empty()) {
      put_at(node, "copy_actions", std::move(actions), span);
    }
    if (!rule.index.empty()) {
      Node index = yaml::mapping();
      assign_at(index, "resource_types", yaml::strings({rule.index}), span);
      put_at(node, "index_actions", std::move(index), span);
    }
    return node;
  }

  static Node lifecycle(const BackupRule& rule, const Located<std::int64_t>& kept) {
    Node node = yaml::mapping();
    if (rule.cold_after_days) {
      assign_at(node, "move_to_cold_storage_after_days", yaml::string(std::to_string(rule.cold_after_days->value)),
                rule.cold_after_days->span);
    }
    assign_at(node, "delete_after_days", yaml::string(std::to_string(kept.value)), kept.span);
    return node;
  }

  Node copies(const BackupRule& rule, const aws::RegionName& from) const {
    Node node = yaml::mapping();
    if (!rule.copy.value) return node;
    const auto add = [&](std::string_view region, std::string_view account, const std::string& vault) {
      const std::string arn = cat("arn:", partition_, ":backup:", region, ':', account, ":backup-vault:", vault);
      Node copy = yaml::mapping();
      assign_at(copy, "target_backup_vault_arn", yaml::string(arn), rule.copy.span);
      put_at(copy, "lifecycle", lifecycle(rule, rule.copy_retention_days), rule.span);
      put_at(node, arn, std::move(copy), rule.copy.span);
    };
    if (backup_.copy_region && backup_.copy_region->value != from)
      add(backup_.copy_region->value.str(), "$account", vault_);
    const Account* account = backup_.copy_account ? organization_.account(backup_.copy_account->value) : nullptr;
    if (account && account->existing_id) {
      add(from.str(), account->existing_id->value.str(), cat(vault_, backup_.air_gapped ? "-air-gapped" : "-central"));
    }
    return node;
  }

  Node selections(const BackupPlan& plan) const {
    Node node = yaml::mapping();
    // The role of any one region of an account serves all of its regions.
    const std::string role = cat("arn:", partition_, ":iam::$account:role/", organization_.customer.slug.value,
                                 "-backup-", backup_.regions.front().str());
    std::size_t number = 0;
    for (const auto& [key, value] : plan.selection.tags) {
      Node one = yaml::mapping();
      assign_at(one, "iam_role_arn", yaml::string(role), value.span);
      assign_at(one, "tag_key", yaml::string(key), value.span);
      assign_at(one, "tag_value", yaml::strings({value.value}), value.span);
      put_at(node, cat("tag-", ++number), std::move(one), value.span);
    }
    return node;
  }

  const Organization& organization_;
  const Backup& backup_;
  std::string_view partition_;
  std::string vault_;
};

}  // namespace

std::vector<Guardrail> backup_policies(const Organization& organization) {
  std::vector<Guardrail> policies;
  const Backup& backup = organization.backup;
  if (!backup.by_policy) return policies;
  const BackupPolicyWriter writer(organization);
  for (const BackupPlan& plan : backup.plans) {
    Guardrail guardrail;
    guardrail.name = cat("backup.plans.", plan.name);
    guardrail.type = PolicyType::backup;
    guardrail.description = cat("The backup plan ", plan.name, '.');
    guardrail.controls = {"backup.plans", "backup.selection"};
    guardrail.span = plan.span;
    for (const aws::OuPath& unit : backup.units) {
      const auto kind = is_root(unit) ? PolicyTarget::Kind::root : PolicyTarget::Kind::unit;
      guardrail.targets.push_back({kind, unit.str(), backup.span});
    }
    for (const std::string& account : backup.accounts) {
      guardrail.targets.push_back({PolicyTarget::Kind::account, account, backup.span});
    }
    const bool at_root = !backup.units.empty() && is_root(backup.units.front());
    if (backup.management && !at_root) {
      guardrail.targets.push_back({PolicyTarget::Kind::account, std::string(blueprint::kManagement), backup.span});
    }
    std::sort(guardrail.targets.begin(), guardrail.targets.end());
    guardrail.content = writer.content(plan);
    policies.push_back(std::move(guardrail));
  }
  return policies;
}

}  // namespace landform::resolve
