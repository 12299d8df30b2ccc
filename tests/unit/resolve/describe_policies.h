// Guardrails and the documents they lie in, as text for goldens.
#pragma once

#include <string>

#include "base/text.h"
#include "resolve/organization.h"
#include "yaml/write.h"

namespace landform::test {

inline std::string describe_targets(const std::vector<resolve::PolicyTarget>& targets) {
  std::string out;
  for (const resolve::PolicyTarget& target : targets) out += base::cat(out.empty() ? "" : ", ", target.name);
  return out;
}

inline std::string describe_policies(const resolve::Organization& organization) {
  constexpr std::string_view kRisks[] = {"unknown", "low", "medium", "high"};
  std::string out;
  for (const resolve::Guardrail& guardrail : organization.guardrails) {
    out += base::cat("guardrail ", guardrail.name, ": ", resolve::facts_of(guardrail.type).word, " at ",
                     describe_targets(guardrail.targets), ", ",
                     guardrail.preset.empty() ? "the customer's own" : base::cat("preset ", guardrail.preset),
                     guardrail.baseline ? ", of the baseline" : "", ", risk ", kRisks[static_cast<int>(guardrail.risk)],
                     "\n  ", guardrail.description, "\n  controls: ", base::join(guardrail.controls, ", "),
                     "\n  exempt: ", base::join(guardrail.exempt, ", "), "\n");
  }
  for (const resolve::OrganizationPolicy& policy : organization.policies) {
    out +=
        base::cat("policy ", policy.key, ": ", policy.name, ", ", policy.logical_id.str(), " in stack ", policy.shard,
                  ", at ", describe_targets(policy.targets), ", ", policy.characters, " characters\n  ",
                  policy.description, "\n  statements of: ", base::join(policy.statement_guardrails, ", "), "\n  ",
                  yaml::write_json(policy.content, yaml::JsonLayout::minified), "\n");
  }
  for (const resolve::PolicySlots& slots : organization.policy_slots) {
    out += base::cat("places of ", slots.target.name, ": ", slots.documents, " of ", slots.slots, " ",
                     resolve::facts_of(slots.type).plural, ", ", slots.characters_left, " characters left\n");
  }
  const resolve::FullAccess& access = organization.full_access;
  if (!access.detached.empty()) out += base::cat("full access detached: ", describe_targets(access.detached), "\n");
  if (!access.attached.empty()) out += base::cat("full access attached: ", describe_targets(access.attached), "\n");
  for (const auto& key : organization.cost_allocation_keys) out += base::cat("cost allocation: ", key.value, "\n");
  return out;
}

}  // namespace landform::test
