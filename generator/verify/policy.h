// Policy documents of a template, found once and read by every law about policies: where they stand, of which kind they
// are, and their statements. Documents that stand as JSON text are parsed here.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/iam_actions.h"
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

// What is known of one text of an element.
struct PolicyText {
  std::string_view text;  // unknown parts are kUnknownPart
  bool complete = true;   // nothing is unknown
  const yaml::Node* node = nullptr;
};

// The texts of an element that is one text or a list of texts, through conditions.
struct PolicyTexts {
  std::vector<PolicyText> known;
  bool others = false;  // some value is not known at all
};

// The elements of a statement; null where it has none.
struct Statement {
  const yaml::Node* node = nullptr;  // what stands in the place of a statement, be it a mapping or not
  const yaml::Entry* sid = nullptr;
  const yaml::Entry* effect = nullptr;
  const yaml::Entry* principal = nullptr;
  const yaml::Entry* not_principal = nullptr;
  const yaml::Entry* action = nullptr;
  const yaml::Entry* not_action = nullptr;
  const yaml::Entry* resource = nullptr;
  const yaml::Entry* not_resource = nullptr;
  const yaml::Entry* condition = nullptr;
  bool other_keys = false;  // some that are no elements
  PolicyTexts actions, not_actions, resources, not_resources;
  std::vector<aws::JudgedAction> judged;  // each of `actions` that is complete; unset for others

  [[nodiscard]] bool allows() const { return effect != nullptr && literal(effect->value) == "Allow"; }
};

struct PolicyDocument {
  PolicyKind kind = PolicyKind::identity;
  const Resource* resource = nullptr;
  std::string_view type;  // of management policies: "TAG_POLICY"
  const yaml::Node* document = nullptr;
  std::size_t characters = 0;           // what Organizations counts, if it stands as text; else 0
  bool complete = true;                 // false when parts of its text are unknown
  std::vector<Statement> statements{};  // through conditions and lists; none of management policies
};

struct Policies {
  std::vector<PolicyDocument> documents;
  std::deque<yaml::Node> parsed;  // owns documents that stood as text
  std::deque<std::string> texts;  // owns texts that are put together
};

class KnownPolicies;  // known_policies.h

// Raises verify/json-text for documents that are text but no JSON. Those that are `known` are left out.
Policies find_policies(const Index& index, const KnownPolicies* known, base::Diagnostics& diagnostics);

// Every text of an element: `known` of those of which something is known, with the text itself where it was put
// together for this visit; `unknown` of the others.
template <class Known, class Unknown>
void each_text(const yaml::Node& element, const Known& known, const Unknown& unknown) {
  each_value(element, [&](const yaml::Node& value) {
    if (value.is_sequence()) {
      for (const yaml::Node& item : value.items) each_text(item, known, unknown);
    } else if (const auto text = plain_text(value)) {
      known(PolicyText{*text, text->find(kUnknownPart) == std::string_view::npos, &value}, nullptr);
    } else if (auto partial = partial_text(value)) {
      const bool complete = partial->complete && partial->text.find(kUnknownPart) == std::string::npos;
      known(PolicyText{partial->text, complete, &value}, &partial->text);
    } else {
      unknown();
    }
  });
}
// The known texts of an element that no Statement holds. Those that are put together are gone after the visit.
template <std::invocable<const PolicyText&> Visit>
void each_text(const yaml::Node& element, const Visit& visit) {
  each_text(
      element, [&](const PolicyText& text, std::string*) { visit(text); }, [] {});
}
// True when some value of the element is not known at all.
bool has_unknown_text(const yaml::Node& element);

// A shell of a sentence about a statement: "statement `DenyRoot` of the trust policy of `Admin`".
std::string statement_name(const PolicyDocument& policy, const Statement& statement);

}  // namespace landform::verify
