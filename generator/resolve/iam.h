// IAM of the accounts themselves: policies, groups, users, roles and identity providers, each with where it is made.
// What holds together stands in one place: the management account has everything that is for it in one stack, every
// other target of `to` has its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "resolve/located.h"
#include "resolve/policies.h"
#include "yaml/node.h"

namespace landform::resolve {

// Where an entity is made.
struct IamReach {
  bool management = false;
  std::vector<PolicyTarget> targets;  // Root, units and accounts, sorted; none lies below another
};

// A policy of the organization: the blueprint's own, or a preset of templates/iam-policies/. In the management account
// it always stands, in all others if something there may refer to it: what a permission set names is everywhere, so
// that the set can be assigned in any account.
struct IamPolicy {
  std::string name;
  std::string description;
  std::string preset;                 // empty for the customer's own
  yaml::Node document;                // {Version, Statement}; a preset's may hold Fn::Sub
  std::vector<std::string> controls;  // sorted
  bool everywhere = false;
  base::Span span;  // its key, or what refers to it; unknown for the baseline
};

// A policy as principals carry it.
struct IamAttachment {
  std::string name;  // of an IamPolicy; else AWS's name with path, or an ARN
  bool own = false;
  base::Span span;
};

struct IamGroup {
  std::string name;
  std::vector<IamAttachment> policies;  // in the order of the blueprint; that of MFA first
  IamReach reach;
  base::Span span;
};

struct IamUser {
  std::string name;
  std::vector<Located<std::string>> groups;  // sorted
  std::optional<IamAttachment> boundary;
  bool break_glass = false;
  IamReach reach;
  base::Span span;
};

enum class TrustKind : std::uint8_t { account, service, open_id, saml };

struct IamTrust {
  TrustKind kind = TrustKind::account;
  Located<std::string> account;                  // a name of this blueprint, "management", or twelve digits
  bool third_party = false;                      // an account that is not of this blueprint
  std::vector<Located<std::string>> principals;  // patterns of ARNs
  std::optional<Located<std::string>> external_id;
  bool mfa = false;
  Located<std::string> service;
  std::vector<Located<std::string>> source_arns;
  bool source_account = false;
  Located<std::string> provider;  // host and path, or the SAML provider's name
  Located<std::string> audience;
  std::vector<Located<std::string>> subjects;
};

struct IamRole {
  std::string name;
  std::string description;
  IamTrust trust;
  std::int64_t session_hours = 1;
  std::vector<IamAttachment> policies;
  std::optional<IamAttachment> boundary;
  IamReach reach;
  base::Span span;
};

// Made wherever a role trusts it.
struct IamOpenIdProvider {
  std::string host;                    // with its path
  std::vector<std::string> audiences;  // sorted
  IamReach reach;
  base::Span span;
};
struct IamSamlProvider {
  std::string name;
  Located<std::string> metadata;  // the document itself
  IamReach reach;
  base::Span span;
};

struct Iam {
  std::vector<IamPolicy> policies;  // all by name
  std::vector<IamGroup> groups;
  std::vector<IamUser> users;
  std::vector<IamRole> roles;
  std::vector<IamOpenIdProvider> open_id_providers;
  std::vector<IamSamlProvider> saml_providers;

  [[nodiscard]] const IamPolicy* policy(std::string_view name) const;
};

// The policy that lets users without MFA do nothing but set it up.
inline constexpr std::string_view kRequireMfa = "require-mfa";
// That of the baseline's group `billing`.
inline constexpr std::string_view kBillingVisibility = "billing-visibility";

}  // namespace landform::resolve
