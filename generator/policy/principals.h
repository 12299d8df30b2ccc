// Principal and NotPrincipal of a resource's policy, against who asks.
// Source: "AWS JSON policy elements: Principal", "NotPrincipal" (IAM user guide).
#pragma once

#include "policy/document.h"
#include "policy/situation.h"
#include "policy/truth.h"

namespace landform::policy {

// How a statement names the one who asks: what it grants depends on it.
struct PrincipalMatch {
  Truth direct = Truth::no;    // the user, this very session, the service, the provider
  Truth everyone = Truth::no;  // "*"
  Truth role = Truth::no;      // the role that the session is one of
  Truth account = Truth::no;   // the account: its own policies must allow, too

  [[nodiscard]] Truth any() const { return either(either(direct, everyone), either(role, account)); }
  [[nodiscard]] bool in_doubt() const {
    return direct == Truth::unknown || everyone == Truth::unknown || role == Truth::unknown ||
           account == Truth::unknown;
  }
};

// A statement without Principal, or with one that is unclear, may mean anybody.
PrincipalMatch match_principals(const PrincipalSelection& selection, const Situation& situation);

}  // namespace landform::policy
