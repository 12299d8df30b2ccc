// One condition, and one resource pattern, against a request.
// Source: "IAM JSON policy elements: Condition operators", "Multivalued context keys", "IAM policy elements: Variables
// and tags" (IAM user guide).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/compiled.h"
#include "policy/situation.h"
#include "policy/truth.h"

namespace landform::policy {

// What an answer would need that nobody gave; keys as the policies write them. May hold one more than once.
struct Missing {
  std::vector<std::string> keys;
};

// `missing` may be null; it is added to only when the answer is unknown, or on the way to it.
Truth holds(const CompiledCondition& condition, const Situation& situation, Missing* missing);

// How a text is matched by a policy's text.
struct Match {
  Truth truth = Truth::no;
  bool unresolved = false;         // a variable has no value: matches nothing, and no negation makes that a match
  bool may_be_unresolved = false;  // the same if a key that is not known should turn out to be absent
};
Match match_resource(const CompiledText& pattern, std::string_view text, const Situation& situation, Missing* missing);

}  // namespace landform::policy
