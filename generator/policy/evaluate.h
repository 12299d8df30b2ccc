// Whether a request is allowed by a set of policies: IAM's evaluation logic with a third value for what is not known.
// Sound: "allowed" and the denials hold for every way in which the unknown parts may turn out.
// Source: "Policy evaluation logic" (IAM user guide), "SCP evaluation" and "RCP evaluation" (Organizations user guide).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/document.h"
#include "policy/request.h"
#include "policy/truth.h"

namespace landform::policy {

struct CompiledDocument;  // compiled.h

// A document made ready for many evaluations: patterns compiled, statements indexed by the services they may concern.
// Cheap to copy (shared, immutable, thread safe). Pointers to its statements live as long as any copy.
class Prepared {
 public:
  Prepared();  // a document without statements
  explicit Prepared(Document document);

  [[nodiscard]] const Document& document() const;
  [[nodiscard]] const CompiledDocument& compiled() const { return *compiled_; }

 private:
  std::shared_ptr<const CompiledDocument> compiled_;
};

// The documents attached to one node: the root, a unit, the account.
struct Level {
  std::string name;  // for the reader of a verdict: "Root", "Workloads/Production", "shop-prod"
  std::vector<Prepared> documents;
};

// What applies. Empty parts do not apply; see the members.
struct Policies {
  // From the root to the principal's account; every level must allow. No level at all: no SCPs restrict it.
  std::vector<Level> service_control;
  // From the root to the resource's account. AWS's RCPFullAWSAccess is implied, so that only denials count. They
  // count only for actions of services that RCPs cover (aws::IamService::in_resource_control_policies).
  std::vector<Level> resource_control;
  // Neither SCPs nor RCPs hold for principals and resources of this account; nor SCPs for service-linked roles.
  std::string management_account;
  // Of the principal, its groups included. Nothing: the question is about the organization's policies only, as if
  // identity and resource policies allowed everything (denials of those that are given still count).
  std::optional<std::vector<Prepared>> identity;
  std::optional<Prepared> boundary;  // permissions boundary
  std::optional<Prepared> session;   // of the session, when there is one
  std::optional<Prepared> resource;  // the resource's own policy
};

enum class PolicySet : std::uint8_t { service_control, resource_control, identity, boundary, session, resource };
std::string_view to_text(PolicySet set);  // "service_control"

struct Place {
  PolicySet set = PolicySet::identity;
  std::size_t level = 0;     // of service_control and resource_control; else 0
  std::size_t document = 0;  // of the level, or of the identity policies; else 0
  const Statement* statement = nullptr;
};

enum class Decision : std::uint8_t { allowed, explicit_deny, implicit_deny, unknown };
std::string_view to_text(Decision decision);  // "explicit_deny"

// How one set, or one level of it, judges by itself.
struct Finding {
  PolicySet set = PolicySet::identity;
  std::size_t level = 0;
  bool applies = true;  // false: the principal or the service is exempt from this set
  Truth allows = Truth::no;
  Truth denies = Truth::no;
  std::optional<Place> allowed_by;  // a statement that allows; with allows == unknown one that may
  std::optional<Place> denied_by;   // the same for denials
};

struct Verdict {
  Decision decision = Decision::unknown;
  // allowed: the statement that grants (identity or resource policy; else the last SCP level's), explicit_deny: the
  // statement that denies. Nothing where no statement decides (implicit_deny, or an action that everybody may call).
  std::optional<Place> decided_by;
  // implicit_deny: the set, and its level, that does not allow.
  std::optional<PolicySet> not_allowed_by;
  std::size_t not_allowed_level = 0;
  // unknown: the statements that make it so, in the order of evaluation, and the context keys that would settle
  // them, sorted, as the policies write them. "resource" and "principal" stand for those when they are the cause.
  std::vector<Place> doubts;
  std::vector<std::string> missing_keys;
  // One for each set that was given, and for each level of the control policies.
  std::vector<Finding> findings;
};

Verdict evaluate(const Policies& policies, const Request& request);

// The same without the explanation: no doubts, missing keys or findings are collected. For thousands of requests.
Decision decide(const Policies& policies, const Request& request);

}  // namespace landform::policy
