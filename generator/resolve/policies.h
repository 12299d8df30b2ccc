// Organization policies as resolve binds them: guardrails, each with its final statements or content, and the documents
// that they were packed into, as they are deployed. Order is by name, never by position.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "aws/names.h"
#include "aws/quotas.h"
#include "base/span.h"
#include "blueprint/target_words.h"
#include "yaml/node.h"

namespace landform::resolve {

// In the order of blueprint::GuardrailKind.
enum class PolicyType : std::uint8_t {
  service_control,
  resource_control,
  tag,
  backup,
  ai_opt_out,
  chat,
  declarative_ec2,
  security_hub,
  inspector,
  upgrade_rollout,
  bedrock,
  s3,
  network_security_director
};

// What AWS says of a type (aws-facts.md A2).
struct PolicyTypeFacts {
  std::string_view word;      // the blueprint's: "service-control"
  std::string_view aws_name;  // "SERVICE_CONTROL_POLICY"
  std::string_view prefix;    // of document names: "scp"
  std::string_view plural;    // for messages: "service control policies"
  aws::QuotaId size;          // characters of a document
  aws::QuotaId per_target;    // documents attached to a root, unit or account
  std::string_view built_in;  // AWS's own policy that takes one of these places; empty for none
};
const PolicyTypeFacts& facts_of(PolicyType type);
std::span<const PolicyTypeFacts> policy_type_facts();  // in the order of PolicyType

// Both are documents of IAM statements; the others are trees with inheritance operators.
constexpr bool has_statements(PolicyType type) {
  return type == PolicyType::service_control || type == PolicyType::resource_control;
}

// Where a policy is attached.
struct PolicyTarget {
  enum class Kind : std::uint8_t { root, unit, account };
  Kind kind = Kind::root;
  std::string name;  // "Root", a unit's path, an account's name; "management" for the management account
  base::Span span;   // the blueprint's place that names it; unknown for the baseline

  friend bool operator==(const PolicyTarget& a, const PolicyTarget& b) { return a.kind == b.kind && a.name == b.name; }
  friend bool operator<(const PolicyTarget& a, const PolicyTarget& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.name < b.name;
  }
};
inline PolicyTarget root_target(base::Span span = {}) {
  return {PolicyTarget::Kind::root, std::string(blueprint::kRoot), span};
}

enum class Risk : std::uint8_t { unknown, low, medium, high };  // unknown: not a preset's

// One guardrail, bound. Every node of `statements` and `content` has in `span` the place that says it (the preset's
// line, the blueprint's, the policy file's) and in `cause` the blueprint's place that asked for it.
struct Guardrail {
  std::string name;  // its key in the blueprint
  PolicyType type = PolicyType::service_control;
  std::string preset;                 // empty for the customer's own
  std::vector<PolicyTarget> targets;  // sorted, unique, at least one
  yaml::Nodes statements;             // as IAM writes them; only when has_statements(type)
  yaml::Node content;                 // of the other types
  std::vector<std::string> exempt;    // the guardrail's own, as patterns of principal ARNs
  std::string description;
  Risk risk = Risk::unknown;
  std::vector<std::string> controls;  // sorted
  bool baseline = false;              // holds though the blueprint does not mention it
  base::Span span;                    // its key in the blueprint; unknown for the baseline
};

// One document as it is deployed. Guardrails of one type with the same targets share documents.
struct OrganizationPolicy {
  std::string key;   // in the lock: "scp-1"; its number is unique over all types
  std::string name;  // in AWS: "acme-scp-workloads-1"
  PolicyType type = PolicyType::service_control;
  aws::LogicalId logical_id;  // "Scp1"
  std::string description;    // the guardrails in it
  yaml::Node content;         // the whole document; minified by the JSON writer alone
  std::size_t characters = 0;
  std::vector<PolicyTarget> targets;  // sorted
  // What it is packed of, by name. A guardrail may be in several documents: when it is longer than one, or when its
  // targets had to be served one by one.
  std::vector<std::string> guardrails;
  // For each statement of the content the name of its guardrail; empty for contents without statements.
  std::vector<std::string> statement_guardrails;
  std::uint32_t shard = 1;  // which policies stack holds it, from 1; kept by the lock
};

// What is left of a target's places for one type of policy.
struct PolicySlots {
  PolicyTarget target;
  PolicyType type = PolicyType::service_control;
  std::size_t documents = 0;        // landform's
  std::int64_t slots = 0;           // places for landform's: the quota without what AWS and Control Tower take
  std::size_t characters_left = 0;  // in those documents together
};

// AWS's own policy FullAWSAccess, which AWS attaches to every root, unit and account.
struct FullAccess {
  std::vector<PolicyTarget> detached;  // sorted: nodes that lose it, for an allow list
  std::vector<PolicyTarget> attached;  // sorted: nodes that get it back
};
inline constexpr std::string_view kFullAccessGuardrail = "full-aws-access";

}  // namespace landform::resolve
