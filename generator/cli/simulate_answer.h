// What a question to a blueprint's policies is answered with: text for people, JSON for programs.
#pragma once

#include <string>

#include "base/source_map.h"
#include "policy/evaluate.h"
#include "verify/effective_policies.h"
#include "yaml/node.h"

namespace landform::cli {

struct Answer {
  const verify::EffectivePolicies* effective = nullptr;
  const resolve::Account* account = nullptr;
  std::string principal;  // as it was asked: "role/x"
  std::string action;
  std::string resource;  // empty: not known
  std::string region;    // empty: not known
  bool is_management = false;
  policy::Policies policies;  // with the names of the account's levels
  policy::Verdict verdict;
};

// Ends in a newline.
std::string answer_text(const Answer& answer, const base::SourceMap& sources);
yaml::Node answer_node(const Answer& answer, const base::SourceMap& sources);

}  // namespace landform::cli
