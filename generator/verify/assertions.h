// Assertions: who must always, who must never be able to do what, where, held against the effective policies. The
// blueprint's own and landform's starter set, which holds by default.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "verify/effective_policies.h"

namespace landform::verify {

// Landform's own assertions that apply to this organization, without those that the blueprint switches off or replaces
// by one of the same name. By name.
std::vector<resolve::Assertion> starter_assertions(const EffectivePolicies& effective);

// The names of all of them, sorted.
std::vector<std::string_view> starter_names();

struct CheckedAssertion {
  std::string name;
  std::string text;  // "never: * cloudtrail:StopLogging in Root"
  bool starter = false;
  bool holds = true;
  std::size_t questions = 0;  // how many requests were decided for it
};

// Every assertion, the blueprint's first. Raises guardrails/assertion-failed, one for each that does not hold, and
// guardrails/assertion-name for names that are switched off and are none of landform's.
//
// `never` holds when every request is denied for certain; `always` when every one is allowed for certain, as far as the
// organization's policies go. A principal, or resource, with wildcards is represented by one that fits and is called
// kSomebody where the wildcards stand (docs/assertions.md).
std::vector<CheckedAssertion> check_assertions(const EffectivePolicies& effective, base::Diagnostics& diagnostics);

}  // namespace landform::verify
