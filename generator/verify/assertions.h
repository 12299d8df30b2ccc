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

// What there is to tell of assertions, all of it found without looking at any stack.
struct AssertionFault {
  base::Diagnostic diagnostic;
  // Not told beside these, which say more: a stack that cannot be deployed, a user who cannot help.
  std::vector<std::string_view> unless;
};
struct AssertionReport {
  std::vector<CheckedAssertion> checked;  // the blueprint's first
  std::vector<AssertionFault> faults;
};

// Every assertion. Finds guardrails/assertion-failed, one for each that does not hold, and guardrails/assertion-name
// for names that are switched off and are none of landform's.
//
// `never` holds when every request is denied for certain; `always` when every one is allowed for certain, as far as the
// organization's policies go. A principal, or resource, with wildcards is represented by one that fits and is called
// kSomebody where the wildcards stand (docs/assertions.md).
AssertionReport check_assertions(const EffectivePolicies& effective);
// `diagnostics` holds what was told of lock-out.
void tell_assertions(const AssertionReport& report, base::Diagnostics& diagnostics);

}  // namespace landform::verify
