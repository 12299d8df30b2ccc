// The passes over `identity.iam`, in this order: policies, then roles, users and groups, which refer to them and to
// each other, then where providers and policies have to stand for all of those.
#include "resolve/resolve_iam.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "aws/logical_id.h"
#include "base/suggest.h"
#include "base/text.h"
#include "resolve/as_located.h"
#include "resolve/iam_documents.h"
#include "resolve/iam_reach.h"
#include "resolve/iam_trust.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::string_view kBillingVisibility = "billing-visibility";
constexpr std::string_view kAdmins = "admins";
constexpr std::string_view kBreakGlassPrefix = "break-glass";
constexpr std::string_view kSecurityAudit = "security-audit";
// Names that deployments use, and that guardrails exempt (policy/deployers.h).
constexpr std::string_view kReservedRoles[] = {"stacksets-exec-",          "OrganizationAccountAccessRole",
                                               "AWSControlTowerExecution", "landform-",
                                               "AWSServiceRole",           "AWSReservedSSO_"};

template <class T>
void sort_entities(std::vector<T>& all) {
  std::sort(all.begin(), all.end(), [](const T& a, const T& b) { return a.name < b.name; });
}

// Not a reader of XML: what IAM would refuse at once is refused here.
bool is_saml_metadata(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return begin != std::string_view::npos && text[begin] == '<' &&
         text.find("EntityDescriptor") != std::string_view::npos;
}

bool is_absent(const blueprint::Slot& slot) {
  return slot.presence == blueprint::Presence::unset;
}

class IamResolver {
 public:
  IamResolver(const blueprint::Blueprint& blueprint, const Organization& organization, const PolicySources& sources,
              base::Diagnostics& diagnostics)
      : identity_(*blueprint.identity),
        written_(*blueprint.identity->iam),
        organization_(organization),
        sources_(sources),
        diagnostics_(diagnostics) {}

  Iam run() {
    take_policies();
    take_mfa();
    take_roles();
    take_users();
    take_groups();
    check_memberships();
    take_saml_providers();
    take_permission_sets();
    for (auto& [name, policy] : policies_) {
      // What nothing refers to yet is there for roles of the customer's own making.
      if (!referred_.contains(name)) policy.everywhere = true;
      if (policy.preset.empty() && !only_boundary(name)) warn_of_wide_statements(policy, diagnostics_);
      result_.policies.push_back(std::move(policy));
    }
    for (auto& [host, provider] : open_id_providers_) result_.open_id_providers.push_back(std::move(provider));
    sort_entities(result_.roles);
    sort_entities(result_.users);
    sort_entities(result_.groups);
    return std::move(result_);
  }

 private:
  // ---- policies

  void take_policies() {
    std::map<std::string, const std::string*> seen;
    for (const auto& item : written_.policies) {
      if (!item.written.written()) continue;
      check_spelling("policy", item.name, item.name_span, seen);
      if (auto policy = written_policy(item, organization_, sources_, diagnostics_)) {
        policies_.emplace(item.name, std::move(*policy));
      }
    }
  }

  void take_mfa() {
    mfa_ = *written_.require_mfa && is_iam_preset(kRequireMfa, sources_);
    const auto* own = written_.policies.find(kRequireMfa);
    if (own == nullptr || !own->written.written()) return;
    const blueprint::IamPolicy& policy = **own;
    if (policy.preset.written() && *policy.preset == kRequireMfa) return;
    diagnostics_.add(Diagnostic("identity/reserved-name", own->name_span,
                                cat("`", kRequireMfa, "` is the policy of `require_mfa`; it cannot be another one"))
                         .help("give the policy another name"));
  }

  // IAM compares names without case, and logical ids know letters and digits alone.
  void check_spelling(std::string_view kind, const std::string& name, base::Span span,
                      std::map<std::string, const std::string*>& seen) {
    const auto [first, fresh] = seen.emplace(aws::logical_id_key(name), &name);
    if (fresh) return;
    diagnostics_.add(Diagnostic("identity/names-collide", span,
                                cat("`", name, "` and `", *first->second, "` are too much alike for names of a ", kind))
                         .note("IAM ignores upper and lower case, and template names have letters and digits alone")
                         .help("rename one of them"));
  }

  // The policy of that name, a preset's made if need be; nothing when there is none.
  bool find_own(const std::string& name, base::Span span) {
    if (policies_.contains(name)) return true;
    if (written_.policies.find(name) != nullptr) return true;  // refused, and told
    if (!is_iam_preset(name, sources_)) return false;
    if (auto policy = preset_policy(name, name, span, organization_, sources_, diagnostics_)) {
      policies_.emplace(name, std::move(*policy));
    }
    return true;
  }

  void refer(const std::string& name, const IamReach& reach) {
    referred_.insert(name);
    const auto found = policies_.find(name);
    if (found != policies_.end() && !reach.targets.empty()) found->second.everywhere = true;
  }

  bool only_boundary(const std::string& name) const { return boundaries_.contains(name) && !attached_.contains(name); }

  void report_unknown_policy(const std::string& name, base::Span span, const std::string& whose) {
    std::vector<std::string> names = sources_.iam_names;
    for (const auto& item : written_.policies) names.push_back(item.name);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    Diagnostic fault("identity/unknown-policy", span,
                     cat(whose, " refers to policy `", name, "`, which identity.iam.policies has not"));
    fault.primary.text = base::did_you_mean(base::near_names(name, names));
    diagnostics_.add(std::move(fault).help(
        cat("policies: {", name, ": {statements: [...]}}; policies of AWS stand in `managed_policies`")));
  }

  // What a principal carries: that of MFA, AWS's, then the organization's.
  std::vector<IamAttachment> attachments(const blueprint::Listed<std::string>& managed,
                                         const blueprint::Listed<std::string>& own, const std::string& whose,
                                         const IamReach& reach) {
    std::vector<IamAttachment> result;
    std::map<std::string_view, base::Span> seen;
    const auto twice = [&](const std::string& name, base::Span span) {
      const auto [first, fresh] = seen.emplace(name, span);
      if (fresh) return false;
      diagnostics_.add(
          Diagnostic("identity/twice", span, cat("policy `", name, "` stands twice in the lists of ", whose))
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
      if (!find_own(*policy, policy.span)) {
        report_unknown_policy(*policy, policy.span, whose);
        continue;
      }
      attached_.insert(*policy);
      refer(*policy, reach);
      result.push_back({*policy, true, policy.span});
    }
    return result;
  }

  std::optional<IamAttachment> boundary(const blueprint::Written<std::string>& written, const std::string& whose,
                                        const IamReach& reach) {
    if (!written.written()) return std::nullopt;
    if (written->starts_with("arn:")) return IamAttachment{*written, false, written.span};
    if (!find_own(*written, written.span)) {
      Diagnostic fault("identity/unknown-policy", written.span,
                       cat("the boundary of ", whose, " is `", *written, "`, which identity.iam.policies has not"));
      std::vector<std::string> names = sources_.iam_names;
      for (const auto& item : written_.policies) names.push_back(item.name);
      fault.primary.text = base::did_you_mean(base::near_names(*written, names));
      diagnostics_.add(
          std::move(fault).help("write one of them, or the ARN of a policy of AWS: "
                                "arn:aws:iam::aws:policy/PowerUserAccess"));
      return std::nullopt;
    }
    boundaries_.insert(*written);
    refer(*written, reach);
    return IamAttachment{*written, true, written.span};
  }

  void check_count(std::size_t count, aws::QuotaId quota, base::Span span, const std::string& whose,
                   std::string_view what) {
    const std::int64_t limit = organization_.quotas.limit(quota);
    if (static_cast<std::int64_t>(count) <= limit) return;
    Diagnostic fault("identity/too-many-attached", span,
                     cat(whose, " has ", count, ' ', what, "; the limit is ", limit));
    fault.notes.push_back(cat("quota ", quota.row().id));
    if (quota.row().adjustable == aws::Adjustable::yes) {
      fault.helps.push_back(
          cat("put statements of several policies into one; or, once AWS has raised it, "
              "quotas: {",
              quota.row().id, ": ", count, "}"));
    } else {
      fault.helps.emplace_back("put statements of several policies into one, or split the group");
    }
    diagnostics_.add(std::move(fault));
  }

  // ---- roles

  void take_roles() {
    if (is_absent(written_.roles)) return add_security_audit();
    std::map<std::string, const std::string*> seen;
    for (const auto& item : written_.roles) {
      if (!item.written.written()) continue;
      check_spelling("role", item.name, item.name_span, seen);
      check_reserved(item.name, item.name_span);
      take_role(item);
    }
  }

  void check_reserved(const std::string& name, base::Span span) {
    for (const std::string_view reserved : kReservedRoles) {
      if (!name.starts_with(reserved)) continue;
      diagnostics_.add(
          Diagnostic(
              "identity/reserved-name", span,
              cat("role `", name, "` has a name that begins like those of deployments and AWS (`", reserved, "`)"))
              .note("guardrails let such names through; a role of one's own must not get past them by name")
              .help("give the role another name"));
      return;
    }
  }

  IamReach reach_or_everywhere(const blueprint::Listed<std::string>& to, const std::string& whose) {
    if (is_absent(to)) return {true, {root_target()}};
    return reach_of(to, whose, organization_, diagnostics_);
  }

  void take_role(const blueprint::NamedItem<blueprint::IamRole>& item) {
    const std::string whose = cat("role `", item.name, "`");
    IamRole role;
    role.name = item.name;
    role.span = item.name_span;
    if (item->description.written()) role.description = *item->description;
    role.session_hours = *item->session_hours;
    role.reach = reach_or_everywhere(item->to, whose);
    role.policies = attachments(item->managed_policies, item->policies, whose, role.reach);
    role.boundary = boundary(item->boundary, whose, role.reach);
    check_count(role.policies.size(), "iam/policies-per-role", item.name_span, whose, "managed policies");
    if (!item->trust.written()) return;
    auto trust = resolve_trust(*item->trust, item.name, item->trust.span, written_, organization_, diagnostics_);
    if (!trust) return;
    role.trust = std::move(*trust);
    if (role.trust.kind == TrustKind::open_id) add_open_id_provider(role);
    if (role.trust.kind == TrustKind::saml) unite(saml_reaches_[role.trust.provider.value], role.reach, organization_);
    result_.roles.push_back(std::move(role));
  }

  void add_security_audit() {
    const Account* audit = organization_.with_role(AccountRole::audit);
    if (audit == nullptr) return;
    IamRole role;
    role.name = std::string(kSecurityAudit);
    role.description = "The audit account reads configuration, not data";
    role.trust.account = {audit->name, {}};
    role.policies = {{"SecurityAudit", false, {}}};
    role.reach = {true, {root_target()}};
    result_.roles.push_back(std::move(role));
  }

  void add_open_id_provider(const IamRole& role) {
    IamOpenIdProvider& provider = open_id_providers_[role.trust.provider.value];
    provider.host = role.trust.provider.value;
    if (!provider.span.known()) provider.span = role.trust.provider.span;
    unite(provider.reach, role.reach, organization_);
    auto& audiences = provider.audiences;
    const std::string& audience = role.trust.audience.value;
    if (std::find(audiences.begin(), audiences.end(), audience) == audiences.end()) audiences.push_back(audience);
    std::sort(audiences.begin(), audiences.end());
  }

  void take_saml_providers() {
    for (const auto& item : written_.saml_providers) {
      const auto reach = saml_reaches_.find(item.name);
      if (!item.written.written() || !item->file.written()) continue;
      const auto file = sources_.saml_files.find(item.name);
      if (file == sources_.saml_files.end()) continue;
      if (!is_saml_metadata(file->second)) {
        diagnostics_.add(Diagnostic("identity/provider-file", item->file.span,
                                    cat("the file of SAML provider `", item.name,
                                        "` is no metadata document: it has no element EntityDescriptor"))
                             .help("export the metadata of the AWS application from the identity provider, as XML"));
        continue;
      }
      if (reach == saml_reaches_.end()) {
        diagnostics_.add(Diagnostic("identity/unused-provider", item.name_span,
                                    cat("no role trusts the SAML provider `", item.name, "`, so it is made nowhere"))
                             .help(cat("roles: {...: {trust: {saml: ", item.name, "}}}, or take the provider out")));
        continue;
      }
      result_.saml_providers.push_back({item.name, {file->second, item->file.span}, reach->second, item.name_span});
    }
    sort_entities(result_.saml_providers);
  }

  // ---- users and groups

  void take_users() {
    if (is_absent(written_.users)) return;
    std::map<std::string, const std::string*> seen;
    for (const auto& item : written_.users) {
      if (!item.written.written()) continue;
      check_spelling("user", item.name, item.name_span, seen);
      const std::string whose = cat("user `", item.name, "`");
      IamUser user;
      user.name = item.name;
      user.span = item.name_span;
      user.break_glass = item.name.starts_with(kBreakGlassPrefix);
      user.reach = is_absent(item->to) ? IamReach{true, {}} : reach_of(item->to, whose, organization_, diagnostics_);
      user.boundary = boundary(item->boundary, whose, user.reach);
      std::map<std::string_view, base::Span> groups;
      for (const auto& group : item->groups) {
        if (!group.written()) continue;
        const auto [first, fresh] = groups.emplace(*group, group.span);
        if (!fresh) {
          diagnostics_.add(
              Diagnostic("identity/twice", group.span, cat("`", *group, "` stands twice in the list of ", whose))
                  .also(first->second, "first here")
                  .help("take one of them out"));
          continue;
        }
        user.groups.push_back(as_located(group));
      }
      sort_by_value(user.groups);
      check_count(user.groups.size(), "iam/groups-per-user", item.name_span, whose, "groups");
      result_.users.push_back(std::move(user));
    }
  }

  void take_groups() {
    if (is_absent(written_.groups)) return add_default_groups();
    std::map<std::string, const std::string*> seen;
    for (const auto& item : written_.groups) {
      if (!item.written.written()) continue;
      check_spelling("group", item.name, item.name_span, seen);
      const std::string whose = cat("group `", item.name, "`");
      IamGroup group;
      group.name = item.name;
      group.span = item.name_span;
      group.reach =
          is_absent(item->to) ? reach_with_users(item.name) : reach_of(item->to, whose, organization_, diagnostics_);
      group.policies = attachments(item->managed_policies, item->policies, whose, group.reach);
      add_group(std::move(group));
    }
    if (is_absent(written_.users) && written_.groups.find(kAdmins) != nullptr) add_default_users();
  }

  IamReach reach_with_users(std::string_view group) const {
    IamReach reach{true, {}};
    for (const IamUser& user : result_.users) {
      const bool member =
          std::any_of(user.groups.begin(), user.groups.end(), [&](const auto& one) { return one.value == group; });
      if (member) unite(reach, user.reach, organization_);
    }
    return reach;
  }

  void add_group(IamGroup group) {
    const std::string mfa(kRequireMfa);
    const bool there = std::any_of(group.policies.begin(), group.policies.end(),
                                   [&](const IamAttachment& one) { return one.own && one.name == mfa; });
    if (mfa_ && !there && find_own(mfa, {})) {
      attached_.insert(mfa);
      refer(mfa, group.reach);
      group.policies.insert(group.policies.begin(), {mfa, true, {}});
    }
    check_count(group.policies.size(), "iam/policies-per-group", group.span, cat("group `", group.name, "`"),
                mfa_ ? "managed policies, that of `require_mfa` among them" : "managed policies");
    result_.groups.push_back(std::move(group));
  }

  void add_default_groups() {
    const auto add = [&](std::string_view name, std::string policy, bool own) {
      IamGroup group;
      group.name = std::string(name);
      group.reach = reach_with_users(name);
      if (own && find_own(policy, {})) {
        attached_.insert(policy);
        refer(policy, group.reach);
        group.policies.push_back({std::move(policy), true, {}});
      } else if (!own) {
        group.policies.push_back({std::move(policy), false, {}});
      }
      add_group(std::move(group));
    };
    add(kAdmins, "AdministratorAccess", false);
    add("read-only", "ReadOnlyAccess", false);
    add("billing", std::string(kBillingVisibility), true);
    if (is_absent(written_.users)) add_default_users();
  }

  void add_default_users() {
    for (const char* name : {"break-glass-1", "break-glass-2"}) {
      IamUser user;
      user.name = name;
      user.groups = {{std::string(kAdmins), {}}};
      user.break_glass = true;
      user.reach.management = true;
      result_.users.push_back(std::move(user));
    }
  }

  // Users are where their groups are.
  void check_memberships() {
    std::vector<std::string_view> names;
    for (const IamGroup& group : result_.groups) names.push_back(group.name);
    for (const IamUser& user : result_.users) {
      for (const Located<std::string>& name : user.groups) {
        const auto group = std::find_if(result_.groups.begin(), result_.groups.end(),
                                        [&](const IamGroup& one) { return one.name == name.value; });
        if (group != result_.groups.end()) {
          if (covers(group->reach, user.reach, organization_)) continue;
          diagnostics_.add(Diagnostic("identity/group-not-there", name.span,
                                      cat("user `", user.name, "` is made where group `", name.value, "` is not"))
                               .also(group->span, "this group")
                               .help(cat("widen `to` of the group; without `to` it is wherever its users are")));
          continue;
        }
        if (written_.groups.find(name.value) != nullptr) continue;  // refused, and told
        Diagnostic fault(
            "identity/unknown-group", name.span,
            cat("user `", user.name, "` is a member of `", name.value, "`, which is no group of identity.iam.groups"));
        fault.primary.text = base::did_you_mean(base::near_names(name.value, names));
        diagnostics_.add(
            std::move(fault).help(cat("groups: {", name.value, ": {managed_policies: [ReadOnlyAccess]}}")));
      }
    }
  }

  // ---- permission sets need policies of the same name in each account that they are assigned to

  void take_permission_sets() {
    if (!identity_.center.written()) return;
    const blueprint::Center& center = *identity_.center;
    for (const auto& set : center.permission_sets) {
      if (!set.written.written()) continue;
      for (const auto& policy : set->policies) {
        if (!policy.written() || !find_own(*policy, policy.span)) continue;
        attached_.insert(*policy);
        refer_everywhere(*policy);
      }
      if (!set->boundary.written() || !find_own(*set->boundary, set->boundary.span)) continue;
      boundaries_.insert(*set->boundary);
      refer_everywhere(*set->boundary);
    }
  }

  void refer_everywhere(const std::string& policy) { refer(policy, {true, {root_target()}}); }

  const blueprint::Identity& identity_;
  const blueprint::Iam& written_;
  const Organization& organization_;
  const PolicySources& sources_;
  base::Diagnostics& diagnostics_;
  Iam result_;
  std::map<std::string, IamPolicy> policies_;
  std::map<std::string, IamOpenIdProvider> open_id_providers_;
  std::map<std::string, IamReach> saml_reaches_;
  std::set<std::string> referred_, attached_, boundaries_;
  bool mfa_ = false;
};

}  // namespace

Iam resolve_iam(const blueprint::Blueprint& blueprint, const Organization& organization, const PolicySources& sources,
                base::Diagnostics& diagnostics) {
  return IamResolver(blueprint, organization, sources, diagnostics).run();
}

std::vector<std::string> asked_iam_presets(const blueprint::Identity& identity) {
  const blueprint::Iam& iam = *identity.iam;
  std::set<std::string> names{std::string(kRequireMfa), std::string(kBillingVisibility)};
  const auto add = [&](const blueprint::Written<std::string>& name) {
    if (name.written()) names.insert(*name);
  };
  const auto add_all = [&](const blueprint::Listed<std::string>& list) {
    for (const auto& name : list) add(name);
  };
  for (const auto& policy : iam.policies) add(policy->preset);
  for (const auto& group : iam.groups) add_all(group->policies);
  for (const auto& user : iam.users) add(user->boundary);
  for (const auto& role : iam.roles) {
    add_all(role->policies);
    add(role->boundary);
  }
  for (const auto& set : identity.center->permission_sets) {
    add_all(set->policies);
    add(set->boundary);
  }
  return {names.begin(), names.end()};
}

}  // namespace landform::resolve
