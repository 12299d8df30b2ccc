#include "verify/representatives.h"

#include <algorithm>
#include <utility>

#include "aws/account_id.h"
#include "aws/arn.h"
#include "aws/iam_actions.h"
#include "base/text.h"
#include "policy/document.h"
#include "verify/values.h"

namespace landform::verify {
namespace {

using base::cat;
using resolve::Expectation;

// Runs of wildcards become one word.
std::string without_wildcards(std::string_view text, std::string_view word) {
  std::string result;
  bool before = false;
  for (const char c : text) {
    const bool wildcard = c == '*' || c == '?';
    if (!wildcard) result += c;
    if (wildcard && !before) result += word;
    before = wildcard;
  }
  return result;
}

Asker asker(std::string_view pattern) {
  return {without_wildcards(pattern, kSomebody), without_wildcards(pattern, kSomebody)};
}

std::vector<Asker> deployers(const resolve::Organization& organization) {
  const bool control_tower = organization.delivery.value == resolve::Delivery::control_tower;
  Asker stack_sets = asker("role/stacksets-exec-*");
  stack_sets.text = "role/stacksets-exec-*";
  return {std::move(stack_sets),
          asker(control_tower ? "role/AWSControlTowerExecution" : "role/OrganizationAccountAccessRole")};
}

std::vector<Asker> break_glass(const resolve::Organization& organization, const resolve::Account& account) {
  std::vector<Asker> users;
  for (const resolve::BreakGlassUser& user : organization.break_glass) {
    const bool here = std::binary_search(user.accounts.begin(), user.accounts.end(), account.name);
    if (here) users.push_back(asker(cat("user/", user.name)));
  }
  return users;
}

Asker of_arn(const EffectivePolicies& effective, const aws::Arn& arn, const resolve::Account& account) {
  Asker one = asker(arn.resource);
  if (!aws::is_account_id(arn.account) || arn.account == EffectivePolicies::id_of(account)) return one;
  const resolve::Organization& organization = effective.organization();
  one.account = arn.account;
  one.text = cat(one.text, " of account ", arn.account);
  const auto has_id = [&](const resolve::Account& other) {
    return other.existing_id && other.existing_id->value.str() == arn.account;
  };
  const bool management =
      organization.management_account && organization.management_account->value.str() == arn.account;
  one.in_organization = management || std::any_of(organization.accounts.begin(), organization.accounts.end(), has_id);
  return one;
}

}  // namespace

std::vector<Asker> represent_principals(const EffectivePolicies& effective, const std::string& who,
                                        const resolve::Account& account) {
  if (who == "*") return {asker("role/*"), asker("user/*"), asker("root")};
  if (who == "deployers") return deployers(effective.organization());
  if (who == "break-glass") return break_glass(effective.organization(), account);
  if (const auto arn = aws::split_arn(who)) return {of_arn(effective, *arn, account)};
  if (who == "root" || who.starts_with("role/") || who.starts_with("user/") || who.starts_with("assumed-role/")) {
    return {asker(who)};
  }
  const auto& users = effective.organization().break_glass;
  const bool is_user = std::any_of(users.begin(), users.end(), [&](const auto& user) { return user.name == who; });
  return {asker(cat(is_user ? "user/" : "role/", who))};
}

std::string represent_resource(const EffectivePolicies& effective, const std::string& resource, std::string_view action,
                               Expectation may) {
  const auto arn = aws::split_arn(resource);
  if (arn) {
    const std::string_view word = may == Expectation::never ? policy::kUnknownPart : kSomebody;
    const auto part = [&](std::string_view text, std::string_view known) {
      return text == "*" && may == Expectation::always ? std::string(known) : without_wildcards(text, word);
    };
    const std::string partition =
        arn->partition == "*" ? std::string(effective.partition()) : std::string(arn->partition);
    return cat("arn:", partition, ":", part(arn->service, arn->service), ":", part(arn->region, "{region}"), ":",
               part(arn->account, "{account}"), ":", part(arn->resource, kSomebody));
  }
  if (may == Expectation::never) return {};
  const std::size_t colon = action.find(':');
  const auto service = aws::find_iam_service(action.substr(0, colon));
  const auto known = service ? service->find_action(action.substr(colon + 1)) : std::nullopt;
  if (!known) return {};
  for (const std::string_view piece : known->resources) {
    const auto kind = service->find_resource_type(aws::action_resource(piece).name);
    if (!kind) continue;
    return fill_arn_form(kind->arn, effective.partition(), [](std::string_view) { return std::string(kSomebody); });
  }
  return "*";
}

std::vector<std::string> represent_actions(const std::string& pattern) {
  std::vector<std::string> actions;
  if (pattern.find_first_of("*?") == std::string::npos) return {pattern};
  for (const aws::ServiceAction& action : aws::expand_action(pattern)) {
    actions.push_back(cat(action.service, ":", action.action.name));
  }
  return actions;
}

}  // namespace landform::verify
