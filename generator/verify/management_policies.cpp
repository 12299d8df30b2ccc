// Law: organization policies with inheritance operators (tag, backup, AI services opt-out, declarative ones for EC2 and
// S3, chat applications, Security Hub, Inspector, upgrade rollout, Bedrock, network security director) have the keys
// and values of their grammars (management_rules.h). Source: "... policy syntax and examples" (Organizations user
// guide) for each of them.
#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

#include "aws/region.h"
#include "base/text.h"
#include "verify/laws.h"
#include "verify/management_rules.h"
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

bool unknown_part(std::string_view text) {
  return text.find(kUnknownPart) != std::string_view::npos;
}

class ManagementPolicy {
 public:
  ManagementPolicy(const PolicyDocument& policy, const Input& input, base::Diagnostics& diagnostics)
      : policy_(policy), rules_(management_rules_of(policy.type)), input_(input), diagnostics_(diagnostics) {}

  void check() {
    operators(*policy_.document);
    if (rules_.empty()) return;
    std::vector<const ManagementRule*> all;
    for (const ManagementRule& rule : rules_) all.push_back(&rule);
    level(*policy_.document, all, 0, {});
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
  void level(const Node& node, const std::vector<const ManagementRule*>& rules, std::size_t depth,
             std::string_view name) {
    if (!node.is_mapping() || intrinsic_of(node)) return;
    for (const Entry& entry : node.entries) {
      if (entry.key.starts_with('@') || entry.key.starts_with("Fn::") || unknown_part(entry.key)) continue;
      std::vector<const ManagementRule*> below;
      std::vector<std::string_view> known;
      for (const ManagementRule* rule : rules) {
        const std::string_view key = key_at(*rule, depth);
        if (key != "*") known.push_back(key);
        if (key == "*" || key == entry.key) below.push_back(rule);
      }
      if (below.empty()) {
        std::sort(known.begin(), known.end());
        known.erase(std::unique(known.begin(), known.end()), known.end());
        tell("policy/unknown-key", entry.key_span,
             cat(name.empty() ? std::string() : cat("`", name, "` in "), "policy `", policy_.resource->id, "` (",
                 policy_.type, ") has no key `", entry.key, "`"),
             input_.near_names.question(entry.key, known));
        continue;
      }
      if (depth + 1 == depth_of(*below.front()))
        leaf(entry, *below.front());
      else
        level(entry.value, below, depth + 1, entry.key);
    }
  }

  static std::size_t depth_of(const ManagementRule& rule) {
    return static_cast<std::size_t>(std::count(rule.path.begin(), rule.path.end(), '/')) + 1;
  }
  static std::string_view key_at(const ManagementRule& rule, std::size_t depth) {
    const auto keys = base::split(rule.path, '/');
    return depth < keys.size() ? keys[depth] : std::string_view();
  }

  void leaf(const Entry& entry, const ManagementRule& rule) {
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
    single_value(entry);
    for (const auto& number : kManagementNumbers) {
      if (number.key == entry.key) whole_number(entry, number.least, number.most);
    }
    if (rule.values.empty()) return;
    for (const Entry& given : entry.value.entries) {
      if (given.key != "@@assign" && given.key != "@@append" && given.key != "@@remove") continue;
      if (given.value.is_sequence()) {
        for (const Node& item : given.value.items) one_value(entry.key, item, rule);
      } else {
        one_value(entry.key, given.value, rule);
      }
    }
  }

  void single_value(const Entry& entry) {
    if (std::find(std::begin(kSingleValued), std::end(kSingleValued), entry.key) == std::end(kSingleValued)) return;
    for (const Entry& given : entry.value.entries) {
      if (given.key == "@@append" || given.key == "@@remove") {
        tell("policy/operator", given.key_span,
             cat("`", entry.key, "` in policy `", policy_.resource->id, "` is one value, and `", given.key,
                 "` is for lists"),
             cat(entry.key, ": {\"@@assign\": ...}"));
      } else if (given.key == "@@assign" && given.value.is_sequence()) {
        tell("policy/value", given.value.span,
             cat("`", entry.key, "` in policy `", policy_.resource->id, "` is a list; it takes one value"));
      }
    }
  }

  void whole_number(const Entry& entry, int least, int most) {
    const Node* assigned = entry.value.find("@@assign");
    const auto text = assigned == nullptr || !assigned->is_scalar() ? std::nullopt : literal(*assigned);
    if (!text || unknown_part(*text)) return;
    int number = 0;
    const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (fault == std::errc() && end == text->data() + text->size() && number >= least && number <= most) return;
    tell("policy/value", assigned->span,
         cat("`", entry.key, "` in policy `", policy_.resource->id, "` is `", *text,
             "`; it can be a whole number from ", least, " to ", most));
  }

  void one_value(std::string_view key, const Node& node, const ManagementRule& rule) {
    const auto text = literal(node);
    if (!text || unknown_part(*text)) return;
    if (rule.values == kRegionValues) {
      region(key, *text, node.span);
      return;
    }
    const auto values = base::split(rule.values, ' ');
    if (std::find(values.begin(), values.end(), *text) != values.end()) return;
    tell("policy/value", node.span,
         cat("`", key, "` in policy `", policy_.resource->id, "` is `", *text, "`; it can be ",
             base::replace_all(rule.values, " ", ", ")),
         input_.near_names.question(*text, values));
  }

  // One of the right form that landform does not know may be new: a warning.
  void region(std::string_view key, std::string_view text, base::Span span) {
    if (text == kAllRegions || aws::find_region(text) != nullptr) return;
    std::vector<std::string_view> known{kAllRegions};
    for (const aws::Region& region : aws::all_regions()) known.push_back(region.name);
    Diagnostic fault("verify/region", span,
                     cat("`", text, "` in `", key, "` of policy `", policy_.resource->id, "` is no region of AWS"));
    if (aws::has_region_shape(text)) {
      fault.severity = base::Severity::warning;
      fault.notes.emplace_back("it may be newer than landform's table");
    }
    if (auto question = input_.near_names.question(text, known); !question.empty()) {
      fault.helps.push_back(std::move(question));
    }
    diagnostics_.add(std::move(fault));
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
  std::span<const ManagementRule> rules_;
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
