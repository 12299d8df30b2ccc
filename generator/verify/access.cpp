#include "verify/access.h"

#include <map>
#include <utility>

#include "aws/global_services.h"
#include "base/text.h"
#include "verify/deployment_needs.h"

namespace landform::verify {
namespace {

using base::cat;

constexpr std::size_t kNoGroup = static_cast<std::size_t>(-1);

policy::PrincipalKind kind_of(std::string_view path) {
  if (path == "root") return policy::PrincipalKind::root;
  if (path.starts_with("user/")) return policy::PrincipalKind::user;
  if (path.starts_with("assumed-role/")) return policy::PrincipalKind::assumed_role;
  return path.starts_with("role/aws-service-role/") ? policy::PrincipalKind::service_linked_role
                                                    : policy::PrincipalKind::role;
}

}  // namespace

policy::Request make_request(const EffectivePolicies& effective, const resolve::Account& account, const Asker& asker,
                             const Question& question) {
  policy::Request request;
  const std::string id = EffectivePolicies::id_of(account);
  const std::string home = asker.account.empty() ? id : asker.account;
  request.principal.kind = kind_of(asker.path);
  const std::string_view service_of_asker =
      request.principal.kind == policy::PrincipalKind::assumed_role ? ":sts::" : ":iam::";
  request.principal.arn = cat("arn:", effective.partition(), service_of_asker, home, ":", asker.path);
  request.principal.account = home;
  request.action = question.action;
  const std::string_view service = question.action.substr(0, question.action.find(':'));
  const std::string_view region = aws::requested_region(service, question.region);
  if (!question.arn.empty()) {
    const std::string_view in = question.region.empty() ? policy::kUnknownPart : question.region;
    request.resource = arn_in(question.arn, id, in);
  }
  request.resource_account = id;
  request.resource_organization = effective.organization_id();
  if (asker.in_organization) request.principal_organization = request.resource_organization;
  if (!question.region.empty()) request.context.set("aws:RequestedRegion", region);
  request.context.set("aws:SecureTransport", "true");
  return request;
}

std::vector<AccountGroup> group_accounts(const EffectivePolicies& effective,
                                         std::span<const resolve::Account* const> accounts) {
  std::vector<AccountGroup> groups;
  std::map<std::pair<std::size_t, std::string_view>, std::size_t> place;
  std::vector<std::size_t> last(effective.size(), kNoGroup);  // of each chain: neighbours are mostly alike
  for (const resolve::Account* account : accounts) {
    const std::size_t chain = effective.chain_of(*account);
    if (chain == kNoChain) continue;
    const std::string_view account_class = effective.class_of(*account);
    if (last[chain] == kNoGroup || groups[last[chain]].account_class != account_class) {
      const auto [found, fresh] = place.emplace(std::pair(chain, account_class), groups.size());
      if (fresh) groups.push_back({chain, account, 0, std::string(account_class)});
      last[chain] = found->second;
    }
    ++groups[last[chain]].count;
  }
  return groups;
}

policy::Decision Decider::worse(policy::Decision a, policy::Decision b) {
  using policy::Decision;
  for (const Decision one : {Decision::explicit_deny, Decision::implicit_deny, Decision::unknown}) {
    if (a == one || b == one) return one;
  }
  return Decision::allowed;
}

}  // namespace landform::verify
