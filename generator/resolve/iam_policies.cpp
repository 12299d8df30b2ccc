#include "resolve/iam_policies.h"

#include <algorithm>
#include <utility>

#include "base/suggest.h"
#include "base/text.h"
#include "resolve/as_located.h"
#include "resolve/iam_checks.h"
#include "resolve/iam_documents.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

IamPolicies::IamPolicies(const blueprint::Identity& identity, const Organization& organization,
                         const PolicySources& sources, base::Diagnostics& diagnostics)
    : written_(*identity.iam), organization_(organization), sources_(sources), diagnostics_(diagnostics) {
  IamNames names("policy", diagnostics_);
  for (const auto& item : written_.policies) {
    if (!item.written.written()) continue;
    names.add(item.name, item.name_span);
    if (auto policy = written_policy(item, organization_, sources_, diagnostics_)) {
      policies_.emplace(item.name, std::move(*policy));
    }
  }
  take_mfa();
  if (identity.center.written()) take_permission_sets(identity);
}

void IamPolicies::take_mfa() {
  mfa_ = *written_.require_mfa && is_iam_preset(kRequireMfa, sources_);
  const auto* own = written_.policies.find(kRequireMfa);
  if (own == nullptr || !own->written.written()) return;
  const blueprint::IamPolicy& policy = **own;
  if (policy.preset.written() && *policy.preset == kRequireMfa) return;
  diagnostics_.add(Diagnostic("identity/reserved-name", own->name_span,
                              cat("`", kRequireMfa, "` is the policy of `require_mfa`; it cannot be another one"))
                       .help("give the policy another name"));
}

// Permission sets need policies of the same name in each account that they are assigned to, today or some day.
// bind_permission_sets.cpp tells of names that are unknown.
void IamPolicies::take_permission_sets(const blueprint::Identity& identity) {
  const IamReach everywhere{true, {root_target()}};
  for (const auto& set : identity.center->permission_sets) {
    if (!set.written.written()) continue;
    for (const auto& policy : set->policies) {
      if (!policy.written() || !find(*policy, policy.span)) continue;
      attached_.insert(*policy);
      refer(*policy, everywhere);
    }
    if (!set->boundary.written() || !find(*set->boundary, set->boundary.span)) continue;
    boundaries_.insert(*set->boundary);
    refer(*set->boundary, everywhere);
  }
}

// resolve_billing.cpp tells of names that are unknown.
void IamPolicies::take_budgets(const blueprint::Billing& billing) {
  const IamReach everywhere{true, {root_target()}};
  for (const auto& budget : billing.budgets) {
    if (!budget.written.written() || !budget->action_on.written()) continue;
    const auto& policy = budget->action_on->policy;
    if (!policy.written() || !policies_.contains(*policy)) continue;
    attached_.insert(*policy);
    refer(*policy, everywhere);
  }
}

// Whether there is a policy of that name; a preset's is made if need be.
bool IamPolicies::find(const std::string& name, base::Span span) {
  if (policies_.contains(name)) return true;
  if (written_.policies.find(name) != nullptr) return true;  // refused, and told
  if (!is_iam_preset(name, sources_)) return false;
  if (auto policy = preset_policy({name, name, nullptr, span}, organization_, sources_, diagnostics_)) {
    policies_.emplace(name, std::move(*policy));
  }
  return true;
}

void IamPolicies::refer(const std::string& name, const IamReach& reach) {
  referred_.insert(name);
  const auto found = policies_.find(name);
  if (found != policies_.end() && !reach.targets.empty()) found->second.everywhere = true;
}

std::vector<std::string> IamPolicies::known_names() const {
  std::vector<std::string> names = sources_.iam_names;
  for (const auto& item : written_.policies) names.push_back(item.name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void IamPolicies::report_unknown(const std::string& name, base::Span span, const std::string& whose) {
  diagnostics_.add(
      Diagnostic("identity/unknown-policy", span,
                 cat(whose, " refers to policy `", name, "`, which identity.iam.policies has not"))
          .label(base::did_you_mean(base::near_names(name, known_names())))
          .help(cat("policies: {", name, ": {statements: [...]}}; policies of AWS stand in `managed_policies`")));
}

std::vector<IamAttachment> IamPolicies::attached(const blueprint::Listed<std::string>& managed,
                                                 const blueprint::Listed<std::string>& own, const std::string& whose,
                                                 const IamReach& reach) {
  std::vector<IamAttachment> result;
  std::map<std::string_view, base::Span> seen;
  const auto twice = [&](const std::string& name, base::Span span) {
    const auto [first, fresh] = seen.emplace(name, span);
    if (fresh) return false;
    diagnostics_.add(Diagnostic("identity/twice", span, cat("policy `", name, "` stands twice in the lists of ", whose))
                         .also(first->second, "first here")
                         .help("take one of them out"));
    return true;
  };
  for (const auto& policy : managed) {
    if (!policy.written() || twice(*policy, policy.span)) continue;
    if (policies_.contains(*policy) || written_.policies.find(*policy) != nullptr) {
      diagnostics_.add(Diagnostic("identity/unknown-policy", policy.span,
                                  cat("`managed_policies` of ", whose, " has `", *policy,
                                      "`, which is a policy of identity.iam.policies, not of AWS"))
                           .help(cat("policies: [", *policy, "]")));
      continue;
    }
    result.push_back({*policy, false, policy.span});
  }
  for (const auto& policy : own) {
    if (!policy.written() || twice(*policy, policy.span)) continue;
    if (!find(*policy, policy.span)) {
      report_unknown(*policy, policy.span, whose);
      continue;
    }
    attached_.insert(*policy);
    refer(*policy, reach);
    result.push_back({*policy, true, policy.span});
  }
  return result;
}

std::optional<IamAttachment> IamPolicies::attached_preset(std::string_view name, const IamReach& reach) {
  const std::string preset(name);
  if (!find(preset, {})) return std::nullopt;
  attached_.insert(preset);
  refer(preset, reach);
  return IamAttachment{preset, true, {}};
}

std::optional<IamAttachment> IamPolicies::boundary(const blueprint::Written<std::string>& written,
                                                   const std::string& whose, const IamReach& reach) {
  if (!written.written()) return std::nullopt;
  if (written->starts_with("arn:")) return IamAttachment{*written, false, written.span};
  if (!find(*written, written.span)) {
    diagnostics_.add(
        Diagnostic("identity/unknown-policy", written.span,
                   cat("the boundary of ", whose, " is `", *written, "`, which identity.iam.policies has not"))
            .label(base::did_you_mean(base::near_names(*written, known_names())))
            .help("write one of them, or the ARN of a policy of AWS: arn:aws:iam::aws:policy/PowerUserAccess"));
    return std::nullopt;
  }
  boundaries_.insert(*written);
  refer(*written, reach);
  return IamAttachment{*written, true, written.span};
}

std::vector<IamPolicy> IamPolicies::finish() {
  std::vector<IamPolicy> all;
  for (auto& [name, policy] : policies_) {
    // What nothing refers to yet is there for roles of the customer's own making.
    if (!referred_.contains(name)) policy.everywhere = true;
    const bool only_bounds = boundaries_.contains(name) && !attached_.contains(name);
    if (policy.preset.empty() && !only_bounds) warn_of_wide_statements(policy, diagnostics_);
    all.push_back(std::move(policy));
  }
  return all;
}

}  // namespace landform::resolve
