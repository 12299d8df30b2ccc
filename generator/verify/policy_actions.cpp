// Law: actions exist, and a wildcard among them matches something. IAM takes names that it does not know, so a slip in
// a Deny leaves a hole that nobody sees: in organization policies a slip of an action that exists is an error,
// elsewhere unknown names are warnings, for they may be newer than the table.
#include <algorithm>

#include "aws/iam_actions.h"
#include "base/text.h"
#include "verify/laws.h"
#include "verify/policy.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;

std::string question(std::string_view service, const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view name : names) {
    out += cat(out.empty() ? "did you mean `" : "` or `", service, service.empty() ? "" : ":", name);
  }
  return out.empty() ? out : out + "`?";
}

// "CreateFooV2" beside "CreateFoo" is more likely new than misspelt.
bool is_slip(std::string_view word, const std::vector<std::string_view>& near) {
  const std::string lower = base::to_lower(word);
  return std::any_of(near.begin(), near.end(), [&](std::string_view name) {
    const std::string other = base::to_lower(name);
    return !lower.starts_with(other) && !other.starts_with(lower);
  });
}

void check_action(const PolicyDocument& policy, const Statement& statement, const PolicyText& text,
                  aws::ActionVerdict verdict, base::Diagnostics& diagnostics) {
  const std::string_view action = text.text;
  if (!text.complete) return;
  if (verdict == aws::ActionVerdict::known) return;
  const std::size_t colon = action.find(':');
  const std::string_view service = action.substr(0, colon);
  const std::string where = statement_name(policy, statement);
  if (verdict == aws::ActionVerdict::no_colon || verdict == aws::ActionVerdict::wildcard_service) {
    diagnostics.add(Diagnostic("iam/action-form", text.node->span,
                               cat("`", action, "` in ", where, " is no action; actions are service:Name, or \"*\""))
                        .help("s3:GetObject, s3:Get*, *"));
    return;
  }
  Diagnostic fault("iam/unknown-action", text.node->span, {});
  if (verdict == aws::ActionVerdict::unknown_service) {
    fault.message = cat("no service has the prefix `", service, "` of `", action, "` in ", where);
    fault.helps.push_back(question("", aws::near_iam_services(service)));
  } else {
    const std::string_view name = action.substr(colon + 1);
    const auto known = aws::find_iam_service(service);
    const bool wild = name.find_first_of("*?") != std::string_view::npos;
    const auto near = known && !wild ? known->near_actions(name) : std::vector<std::string_view>{};
    fault.message = wild ? cat("no action matches `", action, "` in ", where)
                         : cat("there is no action `", action, "`, as ", where, " has it");
    fault.helps.push_back(question(service, near));
    const bool of_organization = policy.kind == PolicyKind::scp || policy.kind == PolicyKind::rcp;
    if (of_organization && is_slip(name, near)) fault.severity = base::Severity::error;
  }
  if (fault.helps.back().empty()) {
    fault.helps.pop_back();
    fault.notes.emplace_back("it may be newer than landform's table of actions");
  }
  diagnostics.add(std::move(fault));
}

// Source: aws-facts.md A5; the package's marks.
void check_rcp_action(const PolicyDocument& policy, const Statement& statement, const PolicyText& text,
                      base::Diagnostics& diagnostics) {
  if (!text.complete) return;
  if (text.text == "*") {
    diagnostics.add(Diagnostic("iam/rcp-action", text.node->span,
                               cat(statement_name(policy, statement),
                                   " has the action \"*\"; a resource control policy ", "names services"))
                        .help("s3:*, sts:*, kms:*, ..."));
    return;
  }
  const auto service = aws::find_iam_service(text.text.substr(0, text.text.find(':')));
  if (!service || service->in_resource_control_policies()) return;
  diagnostics.add(Diagnostic("iam/rcp-action", text.node->span,
                             cat("`", text.text, "` in ", statement_name(policy, statement),
                                 " has no effect: resource control policies do not cover ", service->name())));
}

// Source: "AssumeRole policy may only specify STS AssumeRole actions" (IAM's answer to PutRole).
void check_trust_action(const PolicyDocument& policy, const Statement& statement, const PolicyText& text,
                        base::Diagnostics& diagnostics) {
  if (!text.complete || base::to_lower(text.text).starts_with("sts:")) return;
  diagnostics.add(Diagnostic("iam/trust-action", text.node->span,
                             cat("`", text.text, "` in ", statement_name(policy, statement),
                                 " is not an action of sts; nothing else can be done with a role's trust"))
                      .help("sts:AssumeRole, sts:AssumeRoleWithSAML, sts:AssumeRoleWithWebIdentity, sts:TagSession"));
}

}  // namespace

void law_policy_actions(const Input& input, base::Diagnostics& diagnostics) {
  for (const PolicyDocument& policy : input.policies.documents) {
    if (policy.kind == PolicyKind::management) continue;
    for (const Statement& statement : policy.statements) {
      const auto check = [&](const PolicyText& text, aws::ActionVerdict verdict) {
        check_action(policy, statement, text, verdict, diagnostics);
        if (policy.kind == PolicyKind::rcp) check_rcp_action(policy, statement, text, diagnostics);
        if (policy.kind == PolicyKind::trust) check_trust_action(policy, statement, text, diagnostics);
      };
      const std::vector<PolicyText>& actions = statement.actions.known;
      for (std::size_t i = 0; i < actions.size(); ++i) check(actions[i], statement.judged[i].verdict);
      for (const PolicyText& text : statement.not_actions.known) {
        check(text, text.complete ? aws::judge_action(text.text) : aws::ActionVerdict{});
      }
    }
  }
}

}  // namespace landform::verify
