// Who must always, and who must never, be able to do what, where: assertions as they are bound.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/span.h"
#include "resolve/located.h"
#include "resolve/policies.h"

namespace landform::resolve {

enum class Expectation : std::uint8_t { always, never };

struct Assertion {
  std::string name;  // its key
  Expectation may = Expectation::never;
  std::vector<Located<std::string>> who;        // as written: "deployer", "user/x", an ARN, "*", "deployers"
  std::vector<Located<std::string>> actions;    // as written, with wildcards
  std::vector<Located<std::string>> resources;  // ARNs with wildcards, or "*"; at least one
  std::vector<PolicyTarget> targets;            // where it holds; sorted, unique, at least one
  std::string why;                              // empty when nothing was written
  bool starter = false;                         // landform's own
  base::Span span;                              // its key in the blueprint; unknown for landform's own
};

// A user for emergencies, kept in accounts of the organization with a password of its own.
struct BreakGlassUser {
  std::string name;
  std::vector<std::string> accounts;  // by name, sorted; the management account, which no policy reaches, left out
  base::Span span;                    // its key in the blueprint
};

}  // namespace landform::resolve
