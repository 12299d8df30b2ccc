// `identity.iam` in three steps: its policies (iam_policies.h), whoever refers to them - roles with their providers
// here, users and groups in iam_people.h - and then where policies stand for all of those.
#include "resolve/resolve_iam.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "resolve/iam_checks.h"
#include "resolve/iam_people.h"
#include "resolve/iam_policies.h"
#include "resolve/iam_reach.h"
#include "resolve/iam_trust.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

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

// Roles, and the identity providers that they trust.
class RoleResolver {
 public:
  RoleResolver(const blueprint::Iam& written, const Organization& organization, const PolicySources& sources,
               IamPolicies& policies, base::Diagnostics& diagnostics)
      : written_(written),
        organization_(organization),
        sources_(sources),
        policies_(policies),
        diagnostics_(diagnostics) {}

  Iam run() {
    take_roles();
    take_saml_providers();
    for (auto& [host, provider] : open_id_providers_) result_.open_id_providers.push_back(std::move(provider));
    sort_entities(result_.roles);
    return std::move(result_);
  }

 private:
  void take_roles() {
    if (written_.roles.presence == blueprint::Presence::unset) return add_security_audit();
    IamNames names("role", diagnostics_);
    for (const auto& item : written_.roles) {
      if (!item.written.written()) continue;
      names.add(item.name, item.name_span);
      check_reserved(item.name, item.name_span);
      take_role(item);
    }
  }

  void check_reserved(const std::string& name, base::Span span) {
    const auto report = [&](std::string_view whose, std::string_view begin, std::string_view reason) {
      diagnostics_.add(
          Diagnostic("identity/reserved-name", span,
                     cat("role `", name, "` has a name that begins like those of ", whose, " (`", begin, "`)"))
              .note(std::string(reason))
              .help("give the role another name"));
    };
    for (const std::string_view reserved : kReservedRoles) {
      if (!name.starts_with(reserved)) continue;
      return report("deployments and AWS", reserved,
                    "guardrails let such names through; a role of one's own must not get past them by name");
    }
    // IAM compares names without case.
    const std::string own = cat(organization_.customer.slug.value, '-');
    if (!base::to_lower(name).starts_with(own)) return;
    report("the baseline", own,
           "the baseline makes such roles in every account, and topics, keys and runbooks know them by name");
  }

  IamReach reach_or_everywhere(const blueprint::Listed<std::string>& to, const std::string& whose) {
    if (to.presence == blueprint::Presence::unset) return {true, {root_target()}};
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
    role.policies = policies_.attached(item->managed_policies, item->policies, whose, role.reach);
    role.boundary = policies_.boundary(item->boundary, whose, role.reach);
    check_attached(role.policies.size(), "iam/policies-per-role", item.name_span, whose, "managed policies",
                   organization_, diagnostics_);
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

  const blueprint::Iam& written_;
  const Organization& organization_;
  const PolicySources& sources_;
  IamPolicies& policies_;
  base::Diagnostics& diagnostics_;
  Iam result_;
  std::map<std::string, IamOpenIdProvider> open_id_providers_;
  std::map<std::string, IamReach> saml_reaches_;
};

}  // namespace

Iam resolve_iam(const blueprint::Blueprint& blueprint, const Organization& organization, const PolicySources& sources,
                base::Diagnostics& diagnostics) {
  const blueprint::Iam& written = *blueprint.identity->iam;
  IamPolicies policies(*blueprint.identity, organization, sources, diagnostics);
  Iam iam = RoleResolver(written, organization, sources, policies, diagnostics).run();
  IamPeople people = resolve_iam_people(written, organization, policies, diagnostics);
  iam.groups = std::move(people.groups);
  iam.users = std::move(people.users);
  sort_entities(iam.groups);
  sort_entities(iam.users);
  policies.take_budgets(*blueprint.billing);
  iam.policies = policies.finish();
  return iam;
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
