// Permission sets: the baseline's and the blueprint's, with their policies looked up and measured.
#include <algorithm>
#include <set>
#include <utility>

#include "aws/logical_id.h"
#include "aws/quotas.h"
#include "base/suggest.h"
#include "base/text.h"
#include "policy/measure.h"
#include "resolve/as_located.h"
#include "resolve/bind_identity_center.h"
#include "resolve/collisions.h"
#include "resolve/guardrail_statements.h"
#include "resolve/identity_baseline.h"
#include "resolve/responders.h"
#include "yaml/write.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

bool may_stand(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_+=,.@-").find(c) != std::string_view::npos;
  });
}

}  // namespace

Tags tags_of_sets(const Tags& defaults) {
  Tags tags;
  for (const auto& [key, value] : defaults) {
    if (may_stand(key) && may_stand(value.value)) tags.emplace(key, value);
  }
  return tags;
}

namespace {

class SetBinder {
 public:
  SetBinder(const blueprint::Blueprint& written, const Organization& organization, const PolicySources& sources,
            base::Diagnostics& diagnostics)
      : organization_(organization),
        responders_(written.incidents->roles->responders),
        diagnostics_(diagnostics),
        own_(sources.iam_names) {
    const auto& policies = written.identity->iam->policies;
    for (const auto& item : policies) own_.push_back(item.name);
    complete_ = !policies.refused();
  }

  PermissionSet bind(const blueprint::NamedItem<blueprint::PermissionSet>& item) {
    PermissionSet set;
    set.name = item.name;
    set.key = aws::logical_id(item.name).str();
    set.span = item.name_span;
    const blueprint::PermissionSet& written = *item;
    if (written.description.written()) set.description = *written.description;
    set.session_hours = as_located(written.session_hours);
    set.relay_state = if_written(written.relay_state);
    bind_managed(written, set);
    bind_own(written, set);
    bind_inline(written, set);
    bind_boundary(written, set);
    set.tags = as_located(written.tags);
    set.tags.merge(tags_of_sets(organization_.default_tags));
    check_count(set);
    check_empty(written, set);
    finish(set);
    return set;
  }

  PermissionSet bind(const BaselineSet& baseline) {
    PermissionSet set;
    set.name = baseline.name;
    set.key = aws::logical_id(baseline.name).str();
    set.description = baseline.description;
    for (const std::string_view policy : baseline.managed_policies) {
      set.managed_policies.push_back({std::string(policy), {}});
    }
    set.session_hours = {baseline.session_hours, {}};
    set.tags = tags_of_sets(organization_.default_tags);
    finish(set);
    return set;
  }

 private:
  [[nodiscard]] bool is_own(std::string_view name) const {
    return std::find(own_.begin(), own_.end(), name) != own_.end();
  }

  // The name below policy/ of what AWS manages; nothing after a fault.
  std::optional<std::string> name_of_aws(const blueprint::Written<std::string>& written, std::string_view key,
                                         const std::string& set) {
    constexpr std::string_view kPolicy = ":policy/";
    const std::string& text = *written;
    const std::size_t at = text.find(kPolicy);
    if (text.starts_with("arn:") && text.find(":iam::aws:policy/") == std::string::npos) {
      tell_unknown(written,
                   cat("`", key, "` of permission set `", set, "` has the ARN of a policy that lies in one ",
                       "account; a set takes policies of AWS, and the customer's by their names"),
                   "write it in `identity.iam.policies`, and its name under `policies`");
      return std::nullopt;
    }
    std::string name = at == std::string::npos ? text : text.substr(at + kPolicy.size());
    const std::size_t slash = name.rfind('/');
    const char first = name[slash == std::string::npos || slash + 1 == name.size() ? 0 : slash + 1];
    if (first >= 'A' && first <= 'Z') return name;
    if (complete_) tell_small_letter(written, key, set);
    return std::nullopt;
  }

  void tell_unknown(const blueprint::Written<std::string>& written, std::string message, std::string help) {
    diagnostics_.add(
        Diagnostic("identity-center/unknown-policy", written.span, std::move(message)).help(std::move(help)));
  }

  // Names of AWS's policies begin with a capital.
  void tell_small_letter(const blueprint::Written<std::string>& written, std::string_view key, const std::string& set) {
    if (is_own(*written)) {
      tell_unknown(written,
                   cat("`", key, "` of permission set `", set, "` names `", *written,
                       "`, a policy of `identity.iam.policies`; it takes those of AWS"),
                   cat("write it under `policies`: [", *written, "]"));
      return;
    }
    tell_no_policy(written, cat("`", key, "` of permission set `", set, "` names `", *written,
                                "`, which neither AWS nor `identity.iam.policies` has"));
  }

  void tell_no_policy(const blueprint::Written<std::string>& written, std::string message) {
    Diagnostic diagnostic("identity-center/unknown-policy", written.span, std::move(message));
    const std::vector<std::string_view> names(own_.begin(), own_.end());
    diagnostic.primary.text = base::did_you_mean(base::near_names(*written, names));
    diagnostics_.add(std::move(diagnostic)
                         .help(cat("write the policy: `identity: {iam: {policies: {", *written,
                                   ": {statements: [...]}}}}`; AWS's own begin with a capital: `SecurityAudit`")));
  }

  void bind_managed(const blueprint::PermissionSet& written, PermissionSet& set) {
    std::set<std::string> seen;
    for (const auto& policy : written.managed_policies) {
      if (!policy.written()) continue;
      auto name = name_of_aws(policy, "managed_policies", set.name);
      if (!name) continue;
      if (!seen.insert(*name).second) {
        tell_twice(policy.span, *name, set.name);
        continue;
      }
      set.managed_policies.push_back({std::move(*name), policy.span});
    }
  }

  void tell_twice(base::Span span, const std::string& policy, const std::string& set) {
    diagnostics_.add(Diagnostic("identity-center/listed-twice", span,
                                cat("permission set `", set, "` has the policy `", policy, "` twice"))
                         .help("take one of them out"));
  }

  void bind_own(const blueprint::PermissionSet& written, PermissionSet& set) {
    std::set<std::string> seen;
    for (const auto& policy : written.policies) {
      if (!policy.written()) continue;
      if (!is_own(*policy)) {
        if (complete_) {
          tell_no_policy(policy, cat("`policies` of permission set `", set.name, "` names `", *policy,
                                     "`, which `identity.iam.policies` does not have"));
        }
      } else if (!seen.insert(*policy).second) {
        tell_twice(policy.span, *policy, set.name);
      } else {
        set.policies.push_back(as_located(policy));
      }
    }
    sort_by_value(set.policies);
  }

  void bind_inline(const blueprint::PermissionSet& written, PermissionSet& set) {
    for (const auto& statement : written.statements) {
      if (statement.written()) {
        add_statement(statement_node(*statement, PolicyType::service_control, statement.span), written.statements.span,
                      set);
      }
    }
  }

  static void add_statement(yaml::Node statement, base::Span cause, PermissionSet& set) {
    set_causes(statement, cause);
    if (!set.inline_policy) {
      set.inline_policy = yaml::mapping();
      set.inline_policy->span = cause;
      set.inline_policy->add("Version", yaml::string("2012-10-17"));
      set.inline_policy->add("Statement", yaml::sequence());
      set_causes(*set.inline_policy, cause);
    }
    set.inline_policy->entries.back().value.items.push_back(std::move(statement));
  }

  // A responder's set, and what makes its inline policy whole.
  void finish(PermissionSet& set) {
    for (const auto& responder : responders_) {
      if (!responder.written() || *responder != set.name || may_assume_anything(set)) continue;
      add_statement(responder_statement(organization_), responder.span, set);
      break;
    }
    if (set.inline_policy) check_inline(set);
  }

  void check_inline(PermissionSet& set) {
    const yaml::Node& document = *set.inline_policy;
    const auto size = static_cast<std::int64_t>(policy::iam_characters(document));
    const auto bytes = static_cast<std::int64_t>(yaml::write_json(document, yaml::JsonLayout::minified).size());
    const aws::Quota& dense = aws::quota("sso/inline-policy-size");
    const aws::Quota& whole = aws::quota("sso/inline-policy-bytes");
    const bool too_dense = size > organization_.quotas.limit(dense);
    if (too_dense || bytes > organization_.quotas.limit(whole)) {
      const aws::Quota& quota = too_dense ? dense : whole;
      diagnostics_.add(
          Diagnostic("identity-center/inline-policy-too-long", document.span,
                     cat("the inline policy of permission set `", set.name, "` has ", too_dense ? size : bytes, ' ',
                         aws::unit_name(quota.unit), "; Identity Center takes ", organization_.quotas.limit(quota)))
              .note(aws::describe(quota))
              .help("move statements to policies of `identity.iam.policies`, and name those under `policies`"));
      set.inline_policy.reset();
    }
  }

  void bind_boundary(const blueprint::PermissionSet& written, PermissionSet& set) {
    if (!written.boundary.written()) return;
    if (is_own(*written.boundary)) {
      set.boundary = SetBoundary{*written.boundary, true, written.boundary.span};
    } else if (auto name = name_of_aws(written.boundary, "boundary", set.name)) {
      set.boundary = SetBoundary{std::move(*name), false, written.boundary.span};
    }
  }

  // IAM's limit for the role that a set becomes bites before Identity Center's own, until AWS raises it.
  void check_count(const PermissionSet& set) {
    const auto count = static_cast<std::int64_t>(set.managed_policies.size() + set.policies.size());
    const aws::Quota& of_sets = aws::quota("sso/policies-per-set");
    const aws::Quota& of_roles = aws::quota("iam/policies-per-role");
    const aws::Quota& quota =
        organization_.quotas.limit(of_roles) < organization_.quotas.limit(of_sets) ? of_roles : of_sets;
    const std::int64_t limit = organization_.quotas.limit(quota);
    if (count <= limit) return;
    Diagnostic diagnostic(
        "identity-center/too-many-policies", set.span,
        cat("permission set `", set.name, "` has ", count, " managed policies; ", limit, " can be attached"));
    diagnostic.notes.push_back(aws::describe(quota));
    if (quota.id == of_roles.id) {
      diagnostic.notes.emplace_back("a set becomes a role in each account that it is assigned to");
      diagnostic.helps.push_back(cat("have the quota raised in every account, then write `quotas: {", quota.id, ": ",
                                     std::min(count, organization_.quotas.limit(of_sets)),
                                     "}`; or join policies of `identity.iam.policies`"));
    } else {
      diagnostic.helps.emplace_back("join policies of `identity.iam.policies`, or make two permission sets");
    }
    diagnostics_.add(std::move(diagnostic));
  }

  // Faults above may have emptied it.
  void check_empty(const blueprint::PermissionSet& written, const PermissionSet& set) {
    const auto says_something = [](const blueprint::Slot& slot) {
      return slot.presence != blueprint::Presence::unset && slot.presence != blueprint::Presence::null;
    };
    const bool some = (says_something(written.managed_policies) && !written.managed_policies.empty()) ||
                      (says_something(written.policies) && !written.policies.empty()) ||
                      says_something(written.statements) || written.managed_policies.refused() ||
                      written.policies.refused();
    if (some) return;
    diagnostics_.add(Diagnostic("identity-center/empty-permission-set", set.span,
                                cat("permission set `", set.name, "` has no policy, so it allows nothing"))
                         .help("managed_policies: [job-function/ViewOnlyAccess]"));
  }

  const Organization& organization_;
  const blueprint::Listed<std::string>& responders_;
  base::Diagnostics& diagnostics_;
  std::vector<std::string> own_;  // of identity.iam.policies, and presets, which need no word there
  bool complete_ = true;
};

}  // namespace

std::vector<PermissionSet> bind_permission_sets(const blueprint::Blueprint& written,
                                                const std::vector<std::string>& used, const Organization& organization,
                                                const PolicySources& sources, const Lock& before, Lock& after,
                                                base::Diagnostics& diagnostics) {
  SetBinder binder(written, organization, sources, diagnostics);
  const auto& written_sets = written.identity->center->permission_sets;
  std::vector<PermissionSet> sets;
  for (const auto& item : written_sets) {
    if (!item.written.written()) continue;
    sets.push_back(binder.bind(item));
  }
  for (const BaselineSet& baseline : baseline_sets()) {
    const bool taken = written_sets.find(baseline.name) != nullptr;
    if (taken || !std::binary_search(used.begin(), used.end(), baseline.name)) continue;
    sets.push_back(binder.bind(baseline));
  }
  std::sort(sets.begin(), sets.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  Collisions collisions("permission set", diagnostics);
  for (const PermissionSet& set : sets) collisions.add(set.name, set.span);
  IdentityPlaces places("permission-set", kSetsPerShard, before, after);
  for (PermissionSet& set : sets) {
    const bool of_baseline = std::any_of(baseline_sets().begin(), baseline_sets().end(),
                                         [&](const BaselineSet& one) { return one.name == set.name; });
    if (!of_baseline) set.shard = places.place(set.name, set.span);
  }
  return sets;
}

}  // namespace landform::resolve
