#include "resolve/responders.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "aws/region.h"
#include "base/suggest.h"
#include "base/text.h"
#include "resolve/as_located.h"
#include "resolve/identity_baseline.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::string_view kAdministratorAccess = "AdministratorAccess";

bool has_policy_of_aws(const PermissionSet& set, std::string_view name) {
  return std::any_of(set.managed_policies.begin(), set.managed_policies.end(),
                     [&](const Located<std::string>& policy) { return policy.value == name; });
}

// Those that somebody gets in that account.
std::set<std::string_view> sets_assigned_in(const Account& account, const Organization& organization) {
  const auto place = static_cast<std::uint32_t>(&account - organization.accounts.data());
  std::set<std::string_view> sets;
  for (const Grant& grant : organization.identity_center.grants) {
    if (std::binary_search(grant.reached.begin(), grant.reached.end(), place)) sets.insert(grant.permission_set);
  }
  return sets;
}

class ResponderBinder {
 public:
  ResponderBinder(const blueprint::Identity& identity, const Organization& organization, const Account& audit,
                  base::Diagnostics& diagnostics)
      : identity_(identity),
        center_(organization.identity_center),
        audit_(audit),
        assigned_(sets_assigned_in(audit, organization)),
        diagnostics_(diagnostics) {}

  std::vector<Located<std::string>> named(const blueprint::Listed<std::string>& written) {
    std::vector<Located<std::string>> responders = as_located(written);
    sort_by_value(responders);
    const auto same = [](const auto& a, const auto& b) { return a.value == b.value; };
    responders.erase(std::unique(responders.begin(), responders.end(), same), responders.end());
    for (const Located<std::string>& responder : responders) check(responder);
    return responders;
  }

  // Administrators of the audit account could make themselves responders anyway.
  std::vector<Located<std::string>> administrators() {
    std::vector<Located<std::string>> responders;
    for (const PermissionSet& set : center_.permission_sets) {
      const bool there = assigned_.contains(set.name);
      if (there && has_policy_of_aws(set, kAdministratorAccess)) responders.push_back({set.name, {}});
    }
    // After an error assignments may be missing.
    if (responders.empty() && !diagnostics_.has_errors()) {
      diagnostics_.add(
          Diagnostic("incidents/no-responder", identity_.center->assignments.span,
                     cat("nobody can approve or start a runbook of incident response: nobody has a permission set with "
                         "AdministratorAccess in the audit account `",
                         audit_.name, "`"))
              .note("responders sign in to that account, and take a role of the account where the incident is")
              .help("incidents: {roles: {responders: [NAME]}}, with a permission set that is assigned there"));
    }
    return responders;
  }

 private:
  void check(const Located<std::string>& responder) {
    if (assigned_.contains(responder.value)) return;
    const auto& written = identity_.center->permission_sets;
    if (written.refused()) return;
    const auto* item = written.find(responder.value);
    if (item != nullptr && !item->written.written()) return;  // refused, and told
    const bool of_baseline = std::any_of(baseline_sets().begin(), baseline_sets().end(),
                                         [&](const BaselineSet& set) { return set.name == responder.value; });
    if (item == nullptr && !of_baseline) return report_unknown(responder);
    diagnostics_.add(Diagnostic("incidents/responder", responder.span,
                                cat("nobody has the permission set `", responder.value, "` in the audit account `",
                                    audit_.name, "`, where responders sign in"))
                         .help(cat("assignments: [{group: responders, permission_set: ", responder.value, ", to: [",
                                   audit_.name, "]}]")));
  }

  void report_unknown(const Located<std::string>& responder) {
    std::vector<std::string_view> names;
    for (const PermissionSet& set : center_.permission_sets) names.push_back(set.name);
    for (const BaselineSet& set : baseline_sets()) names.push_back(set.name);
    diagnostics_.add(
        Diagnostic("incidents/responder", responder.span,
                   cat("there is no permission set `", responder.value, "` in `identity.center.permission_sets`"))
            .label(base::did_you_mean(base::near_names(responder.value, names)))
            .help(cat("permission_sets: {", responder.value, ": {managed_policies: [SecurityAudit]}}, assigned in `",
                      audit_.name, "`")));
  }

  const blueprint::Identity& identity_;
  const IdentityCenter& center_;
  const Account& audit_;
  std::set<std::string_view> assigned_;
  base::Diagnostics& diagnostics_;
};

}  // namespace

std::string responder_role(const Organization& organization) {
  return cat(organization.customer.slug.value, "-incident-responder");
}

yaml::Node responder_statement(const Organization& organization) {
  return yaml::mapping({{"Sid", yaml::string("TakeTheRoleOfResponders")},
                        {"Effect", yaml::string("Allow")},
                        {"Action", yaml::string("sts:AssumeRole")},
                        {"Resource", yaml::string(cat("arn:", aws::partition_of(organization.home_region.value).name,
                                                      ":iam::*:role/", responder_role(organization)))}});
}

bool may_assume_anything(const PermissionSet& set) {
  return has_policy_of_aws(set, kAdministratorAccess) || has_policy_of_aws(set, "PowerUserAccess");
}

std::vector<Located<std::string>> resolve_responders(const blueprint::Incidents& written,
                                                     const blueprint::Identity& identity,
                                                     const Organization& organization, base::Diagnostics& diagnostics) {
  const Account* audit = organization.with_role(AccountRole::audit);
  const auto& responders = written.roles->responders;
  if (audit == nullptr || responders.refused()) return {};
  ResponderBinder binder(identity, organization, *audit, diagnostics);
  return responders.written() ? binder.named(responders) : binder.administrators();
}

}  // namespace landform::resolve
