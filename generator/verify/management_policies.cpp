// Law: organization policies with inheritance operators: tag, backup, AI services opt-out and declarative policies for
// EC2 have the keys and values of their grammars; other kinds are held to their operators only. Source: aws-facts.md
// A6, A7 (orgs_manage_policies_*_syntax).
#include <algorithm>
#include <array>

#include "base/text.h"
#include "verify/laws.h"
#include "verify/policy.h"
#include "verify/schedule.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

const std::vector<std::string_view> kOperators = {"@@append", "@@assign", "@@operators_allowed_for_child_policies",
                                                  "@@remove"};
const std::vector<std::string_view> kChildControls = {"@@all", "@@append", "@@assign", "@@none", "@@remove"};

// One level of a grammar: keys and what stands below. "*" is any key. `values`: what a leaf may be; empty: anything.
struct Rule {
  std::string_view path;    // keys from the root, separated by '/'
  std::string_view values;  // separated by spaces; empty: free text
};

// Sorted by nothing: read top down. A path that is a prefix of another is a mapping, the others are leaves.
constexpr Rule kTagRules[] = {{"tags/*/tag_key", ""},
                              {"tags/*/tag_value", ""},
                              {"tags/*/enforced_for", ""},
                              {"tags/*/report_required_tag_for", ""}};
constexpr Rule kOptOutRules[] = {{"services/*/opt_out_policy", "optIn optOut"}};
constexpr Rule kDeclarativeRules[] = {
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
constexpr Rule kBackupRules[] = {
    {"plans/*/regions", ""},
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

std::span<const Rule> rules_of(std::string_view type) {
  if (type == "TAG_POLICY") return kTagRules;
  if (type == "AISERVICES_OPT_OUT_POLICY") return kOptOutRules;
  if (type == "DECLARATIVE_POLICY_EC2") return kDeclarativeRules;
  if (type == "BACKUP_POLICY") return kBackupRules;
  return {};
}

bool unknown_part(std::string_view text) {
  return text.find(kUnknownPart) != std::string_view::npos;
}

class ManagementPolicy {
 public:
  ManagementPolicy(const PolicyDocument& policy, const Input& input, base::Diagnostics& diagnostics)
      : policy_(policy), rules_(rules_of(policy.type)), input_(input), diagnostics_(diagnostics) {}

  void check() {
    operators(*policy_.document);
    if (rules_.empty()) return;
    std::vector<const Rule*> all;
    for (const Rule& rule : rules_) all.push_back(&rule);
    level(*policy_.document, all, 0, "the policy");
    if (policy_.type == "TAG_POLICY") tag_keys();
    if (policy_.type == "BACKUP_POLICY") schedules();
  }

 private:
  void tell(std::string_view slug, base::Span span, std::string message, std::string help = {}) {
    Diagnostic fault(slug, span, std::move(message));
    if (!help.empty()) fault.helps.push_back(std::move(help));
    diagnostics_.add(std::move(fault));
  }

  void operators(const Node& node) {
    for (const Node& item : node.items) operators(item);
    for (const Entry& entry : node.entries) {
      if (entry.key.starts_with('@')) one_operator(entry);
      operators(entry.value);
    }
  }

  void one_operator(const Entry& entry) {
    if (std::find(kOperators.begin(), kOperators.end(), entry.key) == kOperators.end()) {
      tell("policy/operator", entry.key_span,
           cat("`", entry.key, "` in policy `", policy_.resource->id, "` is no inheritance operator"),
           input_.near_names.question(entry.key, kOperators));
      return;
    }
    if (entry.key != "@@operators_allowed_for_child_policies") return;
    for (const Node& item : entry.value.items) {
      const auto text = literal(item);
      if (!text || unknown_part(*text) ||
          std::find(kChildControls.begin(), kChildControls.end(), *text) != kChildControls.end())
        continue;
      tell("policy/operator", item.span,
           cat("`", *text, "` in policy `", policy_.resource->id, "` is nothing that child policies can be allowed"),
           input_.near_names.question(*text, kChildControls));
    }
  }

  // `rules` are those that agree with the keys so far; `depth` counts the keys.
  void level(const Node& node, const std::vector<const Rule*>& rules, std::size_t depth, std::string_view name) {
    if (!node.is_mapping() || intrinsic_of(node)) return;
    for (const Entry& entry : node.entries) {
      if (entry.key.starts_with('@') || entry.key.starts_with("Fn::") || unknown_part(entry.key)) continue;
      std::vector<const Rule*> below;
      std::vector<std::string_view> known;
      for (const Rule* rule : rules) {
        const std::string_view key = key_at(*rule, depth);
        if (key != "*") known.push_back(key);
        if (key == "*" || key == entry.key) below.push_back(rule);
      }
      if (below.empty()) {
        std::sort(known.begin(), known.end());
        known.erase(std::unique(known.begin(), known.end()), known.end());
        tell("policy/unknown-key", entry.key_span,
             cat("`", name, "` in policy `", policy_.resource->id, "` (", policy_.type, ") has no key `", entry.key,
                 "`"),
             input_.near_names.question(entry.key, known));
        continue;
      }
      if (depth + 1 == depth_of(*below.front()))
        leaf(entry, *below.front());
      else
        level(entry.value, below, depth + 1, entry.key);
    }
  }

  static std::size_t depth_of(const Rule& rule) {
    return static_cast<std::size_t>(std::count(rule.path.begin(), rule.path.end(), '/')) + 1;
  }
  static std::string_view key_at(const Rule& rule, std::size_t depth) {
    const auto keys = base::split(rule.path, '/');
    return depth < keys.size() ? keys[depth] : std::string_view();
  }

  void leaf(const Entry& entry, const Rule& rule) {
    if (rule.path.ends_with("/*")) return;  // its inside is not known
    if (intrinsic_of(entry.value)) return;
    if (!entry.value.is_mapping()) {
      if (entry.value.is_scalar() && unknown_part(entry.value.text)) return;
      tell("policy/value", entry.key_span,
           cat("`", entry.key, "` in policy `", policy_.resource->id, "` holds a value itself; it needs an operator"),
           cat(entry.key, ": {\"@@assign\": ...}"));
      return;
    }
    const bool listed = std::any_of(entry.value.entries.begin(), entry.value.entries.end(),
                                    [](const Entry& e) { return e.key.starts_with('@'); });
    if (!listed && !entry.value.entries.empty()) {
      const Entry& first = entry.value.entries.front();
      tell("policy/unknown-key", first.key_span,
           cat("`", entry.key, "` in policy `", policy_.resource->id, "` has no key `", first.key,
               "`; it takes operators such as @@assign"));
    }
    if (rule.values.empty()) return;
    const Node* assigned = entry.value.find("@@assign");
    const auto text = assigned == nullptr ? std::nullopt : literal(*assigned);
    const auto values = base::split(rule.values, ' ');
    if (!text || unknown_part(*text) || std::find(values.begin(), values.end(), *text) != values.end()) return;
    tell("policy/value", assigned->span,
         cat("`", entry.key, "` in policy `", policy_.resource->id, "` is `", *text, "`; it can be ",
             base::replace_all(rule.values, " ", ", ")),
         input_.near_names.question(*text, values));
  }

  // A tag policy's key says how the tag is spelt; it may differ from the policy's own key in case only.
  void tag_keys() {
    const Node* tags = policy_.document->find("tags");
    if (tags == nullptr) return;
    for (const Entry& tag : tags->entries) {
      const Node* assigned = value_at(tag.value, "tag_key");
      assigned = assigned == nullptr ? nullptr : assigned->find("@@assign");
      const auto text = assigned == nullptr ? std::nullopt : literal(*assigned);
      if (!text || unknown_part(*text) || unknown_part(tag.key) || base::to_lower(*text) == base::to_lower(tag.key))
        continue;
      tell("policy/value", assigned->span,
           cat("tag key `", *text, "` stands under `", tag.key, "` in policy `", policy_.resource->id,
               "`; they may differ in case only"));
    }
  }

  void schedules() {
    each_at(*policy_.document, "plans.*.rules.*.schedule_expression", [&](const Node& node) {
      const Node* assigned = node.find("@@assign");
      const auto text = assigned == nullptr ? std::nullopt : literal(*assigned);
      if (!text || unknown_part(*text)) return;
      const std::string fault = schedule_fault(*text, Dialect::backup);
      if (!fault.empty()) {
        tell("verify/schedule", assigned->span,
             cat("the schedule `", *text, "` of policy `", policy_.resource->id, "`: ", fault));
      }
    });
  }

  const PolicyDocument& policy_;
  std::span<const Rule> rules_;
  const Input& input_;
  base::Diagnostics& diagnostics_;
};

}  // namespace

void law_management_policies(const Input& input, base::Diagnostics& diagnostics) {
  for (const PolicyDocument& policy : input.policies.documents) {
    if (policy.kind == PolicyKind::management) ManagementPolicy(policy, input, diagnostics).check();
  }
}

}  // namespace landform::verify
