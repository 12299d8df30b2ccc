// What somebody wants to do: who, what, on which resource, and what is known of the circumstances.
// Source: "Policy evaluation logic" and "AWS global condition context keys" (IAM user guide).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace landform::policy {

enum class PrincipalKind : std::uint8_t {
  user,
  role,                 // some session of the role; which one is not known
  assumed_role,         // one session
  service_linked_role,  // a role, or a session of one, below /aws-service-role/
  root,                 // of an account
  federated_user,       // sts:GetFederationToken
  federated,            // a web identity or SAML provider, before it has a role
  service,              // "cloudtrail.amazonaws.com"
  anonymous,
};

struct Principal {
  PrincipalKind kind = PrincipalKind::anonymous;
  std::string arn;       // of kinds in an account: "arn:aws:iam::111122223333:role/path/Admin"; a provider's, or empty
  std::string role_arn;  // of sessions: the role with its path; empty: a role without a path
  std::string account;   // empty for service, federated and anonymous
  std::string name;      // service: "cloudtrail.amazonaws.com"; federated: "cognito-identity.amazonaws.com" or the ARN
};

// Reads "*" (anonymous), an ARN of iam or sts, a service principal, an account id (its root user), or the name of an
// identity provider. Roles below /aws-service-role/ are service-linked.
Principal read_principal(std::string_view text);

struct ContextKey {
  std::string key;  // any case
  std::vector<std::string> values;
  bool list = false;  // the request carries several values, as aws:TagKeys; operators without a set prefix refuse it
};

// With `list` as the key's type says where it is known (aws::find_condition_key): aws:TagKeys has a list even of one
// value, aws:SourceVpce has none. Of a key that nobody knows: `written_as_list`, or because there are not exactly one
// value.
ContextKey read_context_key(std::string_view key, std::vector<std::string> values, bool written_as_list);

// What holds for a key that a context does not name.
enum class Unnamed : std::uint8_t {
  unknown,  // it may be there or not
  absent,   // the request has no such key
};

// Keys are compared without case. A key that stands twice counts as it stands first.
struct Context {
  std::vector<ContextKey> present;
  std::vector<std::string> absent;
  std::vector<std::string> unknown;
  Unnamed unnamed = Unnamed::unknown;

  void set(std::string_view key, std::string_view value);
};

// Global keys that follow from the rest are filled in unless the context names them: aws:PrincipalArn,
// aws:PrincipalAccount, aws:PrincipalType, aws:PrincipalIsAWSService, aws:PrincipalServiceName, aws:username,
// aws:userid (root and anonymous only), aws:ResourceAccount, and aws:PrincipalOrgID, aws:ResourceOrgID from the
// organization ids below.
struct Request {
  Principal principal;
  std::string action;                   // "s3:PutObject", any case
  std::optional<std::string> resource;  // nothing: not known; "*" for actions that work on no resource
  // Empty: the ARN's; where that has none, taken to be the principal's, but aws:ResourceAccount stays open.
  std::string resource_account;
  std::string principal_organization;  // "o-..."; empty: not known
  std::string resource_organization;
  Context context;
};

}  // namespace landform::policy
