#include "resolve/assertions.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "aws/account_id.h"
#include "aws/arn.h"
#include "aws/iam_actions.h"
#include "base/suggest.h"
#include "base/text.h"
#include "blueprint/target_words.h"
#include "resolve/as_located.h"
#include "resolve/targets.h"
#include "resolve/unit_paths.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

constexpr std::string_view kBreakGlass = "break-glass";

void report_target(const std::string& assertion, const std::string& target, base::Span span,
                   const Organization& organization, base::Diagnostics& diagnostics) {
  diagnostics.add(Diagnostic("guardrails/assertion-target", span,
                             cat("assertion `", assertion, "` holds in `", target,
                                 "`, which is no unit and no account of the organization"))
                      .label(near_target(target, organization))
                      .help("write `Root`, a unit's whole path (`Workloads/Production`) or an account's name"));
}

std::string question(std::string_view service, const std::vector<std::string_view>& near) {
  std::vector<std::string> whole;
  for (const std::string_view name : near)
    whole.push_back(service.empty() ? std::string(name) : cat(service, ":", name));
  const std::vector<std::string_view> views(whole.begin(), whole.end());
  return base::did_you_mean(views);
}

// An assertion about an action that nobody has would hold whatever the policies say.
void check_action(const std::string& assertion, const Located<std::string>& action, base::Diagnostics& diagnostics) {
  const aws::ActionVerdict verdict = aws::judge_action(action.value);
  if (verdict == aws::ActionVerdict::known) return;
  const std::size_t colon = action.value.find(':');
  const std::string_view service = std::string_view(action.value).substr(0, colon);
  Diagnostic fault("guardrails/assertion-action", action.span, {});
  if (verdict == aws::ActionVerdict::no_colon || verdict == aws::ActionVerdict::wildcard_service) {
    fault.message =
        cat("assertion `", assertion, "` is about `", action.value, "`; actions are service:Name, or \"*\"");
    fault.helps.emplace_back("s3:GetObject, s3:Get*");
  } else if (verdict == aws::ActionVerdict::unknown_service) {
    fault.message =
        cat("assertion `", assertion, "` is about `", action.value, "`, but no service has the prefix `", service, "`");
    fault.primary.text = question({}, aws::near_iam_services(service));
  } else {
    const std::string_view name = std::string_view(action.value).substr(colon + 1);
    const auto known = aws::find_iam_service(service);
    const bool pattern = name.find_first_of("*?") != std::string_view::npos;
    fault.message = cat("assertion `", assertion, "` is about `", action.value, "`, ",
                        pattern ? "which matches no action" : "which no service has");
    if (known && !pattern) fault.primary.text = question(service, known->near_actions(name));
  }
  // Without a name close by it may be newer than the table; the policies can be asked all the same.
  if (fault.primary.text.empty() && action.value.find_first_of("*?") == std::string::npos && fault.helps.empty()) {
    fault.severity = base::Severity::warning;
    fault.notes.emplace_back("it may be newer than landform's table of actions; the assertion is checked as it stands");
  }
  diagnostics.add(std::move(fault));
}

bool names_a_principal(std::string_view who) {
  const std::vector<std::string_view> parts = base::split(who, '/');
  if (std::any_of(parts.begin(), parts.end(), [](std::string_view part) { return part.empty(); })) return false;
  const bool of_kind = parts[0] == "role" || parts[0] == "user";
  if (parts.size() > 1) return of_kind || (parts[0] == "assumed-role" && parts.size() == 3);
  return !of_kind && parts[0] != "assumed-role" && parts[0] != "group" &&
         who.find(".amazonaws.com") == std::string_view::npos && !aws::is_account_id(who);
}

// An assertion that somebody never may who is nobody would hold whatever the policies say.
void check_who(const std::string& assertion, const Located<std::string>& who, base::Diagnostics& diagnostics) {
  constexpr std::array<std::string_view, 4> kWords = {"*", "deployers", kBreakGlass, "root"};
  if (aws::split_arn(who.value) || std::find(kWords.begin(), kWords.end(), who.value) != kWords.end()) return;
  Diagnostic fault("guardrails/assertion-who", who.span, {});
  if (!names_a_principal(who.value)) {
    fault.message = cat("assertion `", assertion, "` is about `", who.value,
                        "`, which is no principal that policies of an organization bind");
    fault.helps.emplace_back("role/NAME, user/NAME, root, deployers, break-glass, \"*\", or an ARN of IAM or STS");
  } else {
    const auto near = base::near_names(who.value, kWords);
    if (near.empty() || who.value.find('/') != std::string::npos) return;
    fault.severity = base::Severity::warning;
    fault.message = cat("assertion `", assertion, "` is about the role `", who.value, "`, whose name is nearly a word");
    fault.primary.text = base::did_you_mean(near);
    fault.helps.push_back(cat("write `role/", who.value, "` if it is that role"));
  }
  diagnostics.add(std::move(fault));
}

std::vector<PolicyTarget> bind_targets(const std::string& assertion, const blueprint::Listed<std::string>& written,
                                       const Organization& organization, base::Diagnostics& diagnostics) {
  std::vector<PolicyTarget> targets;
  if (!written.written()) {
    if (written.presence == blueprint::Presence::unset) targets.push_back(root_target());
    return targets;
  }
  for (const auto& target : written) {
    if (!target.written()) continue;
    if (const auto kind = kind_of_target(*target, organization)) {
      targets.push_back({*kind, *target, target.span});
    } else {
      report_target(assertion, *target, target.span, organization, diagnostics);
    }
  }
  std::stable_sort(targets.begin(), targets.end());
  targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
  return targets;
}

}  // namespace

std::vector<Assertion> resolve_assertions(const blueprint::Assertions& written, const Organization& organization,
                                          base::Diagnostics& diagnostics) {
  std::vector<Assertion> result;
  for (const auto& item : written) {
    if (!item.written.written()) continue;
    const blueprint::Assertion& one = *item;
    Assertion assertion;
    assertion.name = item.name;
    assertion.span = item.name_span;
    assertion.may = *one.may == blueprint::Expectation::always ? Expectation::always : Expectation::never;
    assertion.who = as_located(one.who);
    assertion.actions = as_located(one.actions);
    assertion.resources = as_located(one.resources);
    if (one.resources.presence == blueprint::Presence::unset) assertion.resources = {{"*", {}}};
    assertion.why = *one.why;
    assertion.targets = bind_targets(item.name, one.in, organization, diagnostics);
    for (const auto& who : assertion.who) check_who(item.name, who, diagnostics);
    for (const auto& action : assertion.actions) check_action(item.name, action, diagnostics);
    const bool whole = one.may.written() && !assertion.who.empty() && !assertion.actions.empty() &&
                       !assertion.resources.empty() && !assertion.targets.empty();
    if (whole) result.push_back(std::move(assertion));
  }
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return result;
}

std::vector<Located<std::string>> switched_off_assertions(const blueprint::Assertions& written) {
  std::vector<Located<std::string>> names;
  for (const auto& item : written) {
    if (item.written.presence == blueprint::Presence::null) names.push_back({item.name, item.name_span});
  }
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
  return names;
}

bool lies_in(const Account& account, const PolicyTarget& target) {
  if (account.role == AccountRole::management) {
    return target.kind == PolicyTarget::Kind::account &&
           (target.name == blueprint::kManagement || target.name == account.name);
  }
  switch (target.kind) {
    case PolicyTarget::Kind::root:
      return true;
    case PolicyTarget::Kind::account:
      return target.name == account.name;
    case PolicyTarget::Kind::unit:
      break;
  }
  return lies_in(account.unit.str(), target.name);
}

std::vector<BreakGlassUser> resolve_break_glass(const blueprint::Identity& written, const Organization& organization) {
  std::vector<BreakGlassUser> users;
  for (const auto& item : written.iam->users) {
    if (!item.name.starts_with(kBreakGlass) || !item.written.written()) continue;
    BreakGlassUser user{item.name, {}, item.name_span};
    std::set<std::string> accounts;
    for (const auto& target : item->to) {
      if (!target.written()) continue;
      const auto kind = kind_of_target(*target, organization);
      if (!kind) continue;
      for (const Account& account : organization.accounts) {
        if (account.role == AccountRole::management) continue;
        if (lies_in(account, {*kind, *target, {}})) accounts.insert(account.name);
      }
    }
    user.accounts.assign(accounts.begin(), accounts.end());
    users.push_back(std::move(user));
  }
  std::sort(users.begin(), users.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return users;
}

}  // namespace landform::resolve
