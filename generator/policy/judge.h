// Statements, and documents together, against one request.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "policy/conditions.h"
#include "policy/evaluate.h"
#include "policy/principals.h"
#include "policy/situation.h"

namespace landform::policy {

// What a set of policies means decides what its statements may hold, and who they speak of.
enum class Speaks : std::uint8_t {
  of_holder,      // identity policies, boundaries, session policies, SCPs: no Principal
  of_principals,  // resource policies and RCPs
};

struct StatementMatch {
  Truth truth = Truth::no;
  PrincipalMatch principals;  // of those that speak of principals
};
// `action` in lower case.
Truth match_actions(const CompiledStatement& statement, std::string_view action);
// Principals, resources and conditions; for requests of which the action is not looked at.
StatementMatch match_apart_from_actions(const CompiledStatement& statement, const Situation& situation, Speaks speaks,
                                        bool has_boundary, Missing* missing);
// `has_boundary`: a Deny with NotPrincipal denies everybody who has a permissions boundary ("Permissions boundaries for
// IAM entities").
StatementMatch match_statement(const CompiledStatement& statement, const Situation& situation, Speaks speaks,
                               bool has_boundary, Missing* missing);

struct StatementPlace {
  std::size_t document = 0;
  const Statement* statement = nullptr;
};

struct Judgement {
  Truth allows = Truth::no;
  Truth denies = Truth::no;
  PrincipalMatch grants;      // of resource policies: by whom they name, over all statements that allow
  StatementPlace allowed_by;  // the first that allows; when none surely does, the first that may
  StatementPlace denied_by;
};

enum class Depth : std::uint8_t { decisive, full };  // decisive: a sure denial ends it

Judgement judge(std::span<const Prepared> documents, const Situation& situation, Speaks speaks, bool has_boundary,
                Depth depth);

// The statements of which nobody knows whether they concern the request, and what would settle it.
void collect_doubts(std::span<const Prepared> documents, const Situation& situation, Speaks speaks, bool has_boundary,
                    std::vector<StatementPlace>& doubts, Missing& missing);

}  // namespace landform::policy
