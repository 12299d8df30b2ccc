// Resolved IAM as text, for goldens: one line an entity.
#pragma once

#include <string>

#include "base/text.h"
#include "resolve/iam.h"

namespace landform::test {

inline std::string describe_reach(const resolve::IamReach& reach) {
  std::string text = reach.management ? " management" : "";
  for (const auto& target : reach.targets) text += base::cat(' ', target.name);
  return text;
}

inline std::string describe_attachments(const std::vector<resolve::IamAttachment>& policies) {
  std::string text;
  for (const auto& policy : policies) text += base::cat(' ', policy.own ? "" : "aws:", policy.name);
  return text;
}

inline std::string describe_trust(const resolve::IamTrust& trust) {
  std::string text = base::cat(trust.account.value, trust.service.value, trust.provider.value);
  if (trust.third_party) text += " third-party";
  if (trust.external_id) text += base::cat(" external-id=", trust.external_id->value);
  if (trust.mfa) text += " mfa";
  if (trust.source_account) text += " source-account";
  for (const auto& principal : trust.principals) text += base::cat(" by=", principal.value);
  for (const auto& arn : trust.source_arns) text += base::cat(" for=", arn.value);
  if (!trust.audience.value.empty()) text += base::cat(" aud=", trust.audience.value);
  for (const auto& subject : trust.subjects) text += base::cat(" sub=", subject.value);
  return text;
}

inline std::string describe_iam(const resolve::Iam& iam) {
  std::string text;
  for (const auto& policy : iam.policies) {
    text += base::cat("policy ", policy.name, ' ', policy.preset.empty() ? "own" : policy.preset, ' ',
                      policy.everywhere ? "everywhere" : "management", '\n');
  }
  for (const auto& group : iam.groups) {
    text += base::cat("group ", group.name, ":", describe_attachments(group.policies), " in",
                      describe_reach(group.reach), '\n');
  }
  for (const auto& user : iam.users) {
    text += base::cat("user ", user.name, user.break_glass ? " (break-glass)" : "", ":");
    for (const auto& group : user.groups) text += base::cat(' ', group.value);
    if (user.boundary) text += base::cat(" below ", user.boundary->name);
    text += base::cat(" in", describe_reach(user.reach), '\n');
  }
  for (const auto& role : iam.roles) {
    text += base::cat("role ", role.name, ' ', role.session_hours, "h:", describe_attachments(role.policies));
    if (role.boundary) text += base::cat(" below ", role.boundary->name);
    text += base::cat(" for ", describe_trust(role.trust), " in", describe_reach(role.reach), '\n');
  }
  for (const auto& provider : iam.open_id_providers) {
    text += base::cat("oidc ", provider.host, ": ", base::join(provider.audiences, " "), " in",
                      describe_reach(provider.reach), '\n');
  }
  for (const auto& provider : iam.saml_providers) {
    text += base::cat("saml ", provider.name, " in", describe_reach(provider.reach), '\n');
  }
  return text;
}

}  // namespace landform::test
