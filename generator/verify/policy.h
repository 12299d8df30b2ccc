// Policy documents of a template, found once and read by every law about policies: where they stand, of which kind they
// are, and their statements. Documents that stand as JSON text are parsed here.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "verify/index.h"

namespace landform::verify {

enum class PolicyKind : std::uint8_t {
  identity,  // what a role, user, group or permission set may do
  trust,     // who may assume a role
  scp,
  rcp,
  key,         // KMS
  bucket,      // S3
  resource,    // other resource policies: topics, queues, secrets, vaults, ...
  endpoint,    // VPC endpoints
  management,  // organization policies with the inheritance operators: tag, backup, AI opt-out, declarative, ...
};
std::string_view noun_of(PolicyKind kind);  // "service control policy"

struct PolicyDocument {
  PolicyKind kind = PolicyKind::identity;
  const Resource* resource = nullptr;
  std::string_view type;  // of management policies: "TAG_POLICY"
  const yaml::Node* document = nullptr;
  std::size_t characters = 0;  // what Organizations counts, if it stands as text; else 0
  bool complete = true;        // false when parts of its text are unknown
};

struct Policies {
  std::vector<PolicyDocument> documents;
  std::deque<yaml::Node> parsed;  // owns documents that stood as text
};

// Raises verify/json-text for documents that are text but no JSON.
Policies find_policies(const Index& index, base::Diagnostics& diagnostics);

// Every statement of a document, through conditions and lists. Called with what stands there, mapping or not.
void each_statement(const PolicyDocument& policy, const Visitor& visit);

// The texts of an element that is one text or a list of texts. What is unknown as a whole is not visited.
void each_text(const yaml::Node& element, const std::function<void(const PartialText&, const yaml::Node&)>& visit);
// True when some value of the element is not known at all.
bool has_unknown_text(const yaml::Node& element);

// A shell of a sentence about a statement: "statement `DenyRoot` of the trust policy of `Admin`".
std::string statement_name(const PolicyDocument& policy, const yaml::Node& statement);

}  // namespace landform::verify
