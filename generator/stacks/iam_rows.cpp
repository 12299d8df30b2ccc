#include "stacks/iam_rows.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "aws/account_id.h"
#include "aws/logical_id.h"
#include "aws/region.h"
#include "base/text.h"
#include "plan/ids.h"
#include "stacks/parts.h"

namespace landform::stacks {

using base::cat;
using resolve::IamAttachment;
using resolve::IamReach;
using resolve::IamRole;
using resolve::IamTrust;
using resolve::TrustKind;
using yaml::Node;

namespace {

std::string row_key(std::string_view name) {
  return aws::logical_id(name).str();
}

Node one_or_list(const std::vector<resolve::Located<std::string>>& texts) {
  if (texts.size() == 1) return bound(texts.front());
  Node list = yaml::sequence();
  for (const auto& text : texts) list.add(bound(text));
  return list;
}

// Where SAML users sign in, by partition. Source: "Creating a role for SAML 2.0 federation" (IAM user guide).
std::string_view saml_audience(std::string_view partition) {
  if (partition == "aws-cn") return "https://signin.amazonaws.cn/saml";
  if (partition == "aws-us-gov") return "https://signin.amazonaws-us-gov.com/saml";
  return "https://signin.aws.amazon.com/saml";
}

class IamRowsMaker {
 public:
  IamRowsMaker(const resolve::Organization& organization, const IamPlace& place)
      : organization_(organization), iam_(organization.iam), place_(place) {}

  IamRows run() {
    add_policies();
    add_groups();
    add_users();
    add_providers();
    add_roles();
    finish();
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool is_here(const IamReach& reach) const {
    if (!place_) return reach.management;
    return std::find(reach.targets.begin(), reach.targets.end(), *place_) != reach.targets.end();
  }
  [[nodiscard]] bool is_here(const resolve::IamPolicy& policy) const {
    return !place_ || (place_->kind == resolve::PolicyTarget::Kind::root && policy.everywhere);
  }

  Node& add_row(std::string_view section, std::string_view list, const std::string& key) {
    lists_[std::string(list)].add(bound(key));
    result_.empty = false;
    return sections_[std::string(section)].add(key, yaml::mapping());
  }

  void meets(const std::vector<std::string>& controls) { controls_.insert(controls.begin(), controls.end()); }

  // The policy's resource where this template has it, else its ARN.
  [[nodiscard]] Node policy_arn(const IamAttachment& policy) const {
    if (!policy.own) {
      if (policy.name.starts_with("arn:")) return bound(policy.name, policy.span);
      return substituted(cat("arn:${AWS::Partition}:iam::aws:policy/", policy.name), policy.span);
    }
    const resolve::IamPolicy* own = iam_.policy(policy.name);
    if (own != nullptr && is_here(*own)) {
      return yaml::mapping({{"Ref", bound(cat("Policy", row_key(policy.name)), policy.span)}});
    }
    return substituted(cat("arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/", policy.name), policy.span);
  }

  [[nodiscard]] Node policy_arns(const std::vector<IamAttachment>& policies) const {
    if (policies.empty()) return no_value();
    Node list = yaml::sequence();
    for (const IamAttachment& policy : policies) list.add(policy_arn(policy));
    return list;
  }

  [[nodiscard]] Node boundary_arn(const std::optional<IamAttachment>& boundary) const {
    return boundary ? policy_arn(*boundary) : no_value();
  }

  void add_policies() {
    for (const resolve::IamPolicy& policy : iam_.policies) {
      if (!is_here(policy)) continue;
      Node& row = add_row("Policies", "Policies", row_key(policy.name));
      row.add("Name", bound(policy.name, policy.span));
      row.add("Description", policy.description.empty() ? no_value() : bound(policy.description, policy.span));
      row.add("Document", policy.document);
      row.add("Controls", yaml::strings(policy.controls));
      meets(policy.controls);
    }
  }

  void add_groups() {
    for (const resolve::IamGroup& group : iam_.groups) {
      if (!is_here(group.reach)) continue;
      Node& row = add_row("Groups", "Groups", row_key(group.name));
      row.add("Name", bound(group.name, group.span));
      row.add("Policies", policy_arns(group.policies));
      meets({"iam.groups", "iam.permissions"});
    }
  }

  void add_users() {
    for (const resolve::IamUser& user : iam_.users) {
      if (!is_here(user.reach)) continue;
      Node& row = add_row("Users", "Users", row_key(user.name));
      row.add("Name", bound(user.name, user.span));
      Node groups = yaml::sequence();
      for (const auto& name : user.groups) {
        const auto group = std::find_if(iam_.groups.begin(), iam_.groups.end(),
                                        [&](const auto& one) { return one.name == name.value; });
        const bool here = group != iam_.groups.end() && is_here(group->reach);
        groups.add(here ? yaml::mapping({{"Ref", bound(cat("Group", row_key(name.value)), name.span)}}) : bound(name));
      }
      row.add("Groups", std::move(groups));
      row.add("Boundary", boundary_arn(user.boundary));
      meets({"iam.users"});
    }
  }

  void add_providers() {
    for (const auto& provider : iam_.open_id_providers) {
      if (!is_here(provider.reach)) continue;
      Node& row = add_row("OpenIdProviders", "OpenIdProviders", row_key(provider.host));
      row.add("Url", bound(cat("https://", provider.host), provider.span));
      row.add("Audiences", yaml::strings(provider.audiences));
      meets({"iam.federation"});
    }
    for (const auto& provider : iam_.saml_providers) {
      if (!is_here(provider.reach)) continue;
      Node& row = add_row("SamlProviders", "SamlProviders", row_key(provider.name));
      row.add("Name", bound(provider.name, provider.span));
      row.add("Metadata", bound(provider.metadata));
      meets({"iam.federation"});
    }
  }

  void add_roles() {
    for (const IamRole& role : iam_.roles) {
      if (!is_here(role.reach)) continue;
      constexpr std::string_view kLists[] = {"AccountRoles", "ServiceRoles", "OpenIdRoles", "SamlRoles"};
      Node& row = add_row("Roles", kLists[static_cast<std::size_t>(role.trust.kind)], row_key(role.name));
      row.add("Name", bound(role.name, role.span));
      row.add("Description", role.description.empty() ? no_value() : bound(role.description, role.span));
      row.add("SessionSeconds", yaml::integer(role.session_hours * 3600));
      row.add("Policies", policy_arns(role.policies));
      row.add("Boundary", boundary_arn(role.boundary));
      add_trust(role.trust, row);
      std::vector<std::string> controls{"iam.roles"};
      if (role.trust.third_party) controls.insert(controls.begin(), "extra.third-party");
      if (role.trust.kind == TrustKind::open_id || role.trust.kind == TrustKind::saml) {
        controls.insert(controls.begin(), "iam.federation");
      }
      row.add("Controls", yaml::strings(controls));
      meets(controls);
    }
  }

  void add_trust(const IamTrust& trust, Node& row) {
    switch (trust.kind) {
      case TrustKind::account:
        row.add("Account", account_id(trust));
        row.add("Condition", account_condition(trust));
        break;
      case TrustKind::service:
        row.add("Service", bound(trust.service));
        row.add("Condition", service_condition(trust));
        break;
      case TrustKind::open_id:
        row.add("Provider", open_id_provider(trust));
        row.add("Condition", open_id_condition(trust));
        break;
      case TrustKind::saml:
        row.add("Provider", saml_provider(trust));
        break;
    }
  }

  // An id that only the deployment knows is one of a list that the template is handed.
  Node account_id(const IamTrust& trust) {
    const std::string& name = trust.account.value;
    if (aws::is_account_id(name)) return bound(trust.account);
    const resolve::Account* account = organization_.account(name);
    const Value id = account ? account_id_value(organization_, *account) : management_id_value(organization_);
    if (const auto* known = std::get_if<Node>(&id)) return *known;
    const auto [place, fresh] = trusted_.emplace(name, trusted_.size());
    if (fresh) trusted_ids_.items.emplace_back(std::get<StoredId>(id));
    return yaml::mapping(
        {{"Fn::Select", yaml::sequence({yaml::integer(static_cast<std::int64_t>(place->second)),
                                        yaml::mapping({{"Ref", bound("TrustedAccounts", trust.account.span)}})})}});
  }

  static Node account_condition(const IamTrust& trust) {
    Node condition = yaml::mapping();
    if (trust.external_id) {
      condition.add("StringEquals", yaml::mapping({{"sts:ExternalId", bound(*trust.external_id)}}));
    }
    if (!trust.principals.empty()) {
      condition.add("ArnLike", yaml::mapping({{"aws:PrincipalArn", one_or_list(trust.principals)}}));
    }
    if (trust.mfa) condition.add("Bool", yaml::mapping({{"aws:MultiFactorAuthPresent", bound("true")}}));
    return condition.entries.empty() ? no_value() : condition;
  }

  static Node service_condition(const IamTrust& trust) {
    Node condition = yaml::mapping();
    if (trust.source_account) {
      condition.add("StringEquals", yaml::mapping({{"aws:SourceAccount", substituted("${AWS::AccountId}")}}));
    }
    if (!trust.source_arns.empty()) {
      condition.add("ArnLike", yaml::mapping({{"aws:SourceArn", one_or_list(trust.source_arns)}}));
    }
    return condition.entries.empty() ? no_value() : condition;
  }

  static Node open_id_condition(const IamTrust& trust) {
    const std::string& host = trust.provider.value;
    const bool wild = std::any_of(trust.subjects.begin(), trust.subjects.end(), [](const auto& subject) {
      return subject.value.find_first_of("*?") != std::string::npos;
    });
    Node equals = yaml::mapping({{cat(host, ":aud"), bound(trust.audience)}});
    if (!wild) equals.add(cat(host, ":sub"), one_or_list(trust.subjects));
    Node condition = yaml::mapping({{"StringEquals", std::move(equals)}});
    if (wild) condition.add("StringLike", yaml::mapping({{cat(host, ":sub"), one_or_list(trust.subjects)}}));
    return condition;
  }

  [[nodiscard]] Node open_id_provider(const IamTrust& trust) const {
    const auto found = std::find_if(iam_.open_id_providers.begin(), iam_.open_id_providers.end(),
                                    [&](const auto& one) { return one.host == trust.provider.value; });
    if (found != iam_.open_id_providers.end() && is_here(found->reach)) {
      return yaml::mapping({{"Ref", bound(cat("OpenIdProvider", row_key(found->host)), trust.provider.span)}});
    }
    return substituted(cat("arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/", trust.provider.value),
                       trust.provider.span);
  }

  [[nodiscard]] Node saml_provider(const IamTrust& trust) const {
    const auto found = std::find_if(iam_.saml_providers.begin(), iam_.saml_providers.end(),
                                    [&](const auto& one) { return one.name == trust.provider.value; });
    if (found != iam_.saml_providers.end() && is_here(found->reach)) {
      return yaml::mapping({{"Ref", bound(cat("SamlProvider", row_key(found->name)), trust.provider.span)}});
    }
    return substituted(cat("arn:${AWS::Partition}:iam::${AWS::AccountId}:saml-provider/", trust.provider.value),
                       trust.provider.span);
  }

  void finish() {
    constexpr std::string_view kLists[] = {"Policies",     "Groups",          "Users",
                                           "AccountRoles", "ServiceRoles",    "OpenIdRoles",
                                           "SamlRoles",    "OpenIdProviders", "SamlProviders"};
    constexpr std::string_view kSections[] = {"Policies", "Groups",          "Users",
                                              "Roles",    "OpenIdProviders", "SamlProviders"};
    auto& parameters = result_.values.parameters;
    for (const std::string_view list : kLists) {
      Node names = std::move(lists_[std::string(list)]);
      names.kind = yaml::Kind::sequence;
      parameters.emplace(list, std::move(names));
    }
    for (const std::string_view section : kSections) {
      Node rows = std::move(sections_[std::string(section)]);
      rows.kind = yaml::Kind::mapping;
      result_.values.mappings.emplace(section, std::move(rows));
    }
    if (trusted_ids_.items.empty()) {
      parameters.emplace("TrustedAccounts", yaml::sequence());
    } else {
      parameters.emplace("TrustedAccounts", std::move(trusted_ids_));
    }
    parameters.emplace("SamlAudience",
                       bound(std::string(saml_audience(aws::partition_of(organization_.home_region.value).name))));
    result_.controls.assign(controls_.begin(), controls_.end());
  }

  const resolve::Organization& organization_;
  const resolve::Iam& iam_;
  const IamPlace& place_;
  IamRows result_;
  std::map<std::string, Node> lists_, sections_;
  std::map<std::string, std::size_t> trusted_;  // account -> its place in the list
  StoredIds trusted_ids_;
  std::set<std::string> controls_;
};

}  // namespace

IamRows iam_rows(const resolve::Organization& organization, const IamPlace& place) {
  return IamRowsMaker(organization, place).run();
}

}  // namespace landform::stacks
