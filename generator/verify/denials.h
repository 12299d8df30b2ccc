// Denials, gathered by what is to be done about them: one diagnostic for each denying statement, with an example and
// counts. What has a place of its own in the blueprint (a VPC, a user) is told by itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "verify/access.h"
#include "verify/deployment_needs.h"

namespace landform::verify {

enum class DenialKind : std::uint8_t {
  locks_out,    // whatever the region is
  region,       // in another region it would be allowed
  break_glass,  // what people need in an emergency
};

// What is to be done, as messages call it.
struct Work {
  std::string name;       // "`log-archive` cannot be deployed"
  base::Span asked_for;   // the blueprint's place behind it; may be unknown
  std::string asked_why;  // label of that place: "asked for here"
  Asker asker;
  std::string exempt;  // what `exempt` of a guardrail lets the asker through with; empty: an exemption is no way out
  base::Severity severity = base::Severity::error;  // of what is certain
};

// What one statement, or a level that does not allow, denies to one piece of work.
struct Denial {
  DenialKind kind = DenialKind::locks_out;
  PolicyOrigin origin;  // of the denying statement; of implicit denials empty
  std::string level;    // where it is attached, or what does not allow
  bool resource_control = false;
  Certainty certainty = Certainty::possible;
  DeploymentNeed example;
  const resolve::Account* account = nullptr;
  std::string region;
  std::set<std::string> actions, regions;
  std::set<const resolve::Account*> examples;
  std::size_t accounts = 0;
  std::string key;                   // equal for what one remedy mends
  std::vector<std::string> exempts;  // of all its work, unique
  std::set<std::string> other_work;  // beside the example's
  std::set<std::string> other_askers;
};

// Gathers the denials of one piece of work.
class Denials {
 public:
  explicit Denials(const EffectivePolicies& effective) : effective_(effective) {}

  // `group` of accounts in which `request` was denied; `need.type` may be empty. Of `locks_out`, what is denied because
  // of the region becomes `region`; with `region`, what is denied for other reasons is passed over.
  void add(DenialKind kind, const AccountGroup& group, const DeploymentNeed& need, std::string_view region,
           const policy::Request& request);
  [[nodiscard]] std::vector<Denial> take() { return std::move(denials_); }

 private:
  [[nodiscard]] bool only_because_of_region(const policy::Policies& policies, const policy::Verdict& verdict,
                                            policy::Request request) const;

  const EffectivePolicies& effective_;
  std::vector<Denial> denials_;
  std::unordered_map<std::string, std::size_t> place_;
};

// A piece of work with all that is denied to it.
struct DeniedWork {
  Work work;
  std::vector<Denial> denials;
};

// Tells denials, one piece of work after the other.
class DenialTeller {
 public:
  explicit DenialTeller(base::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  // Told, or kept for `finish` where other work may meet the same statement.
  void tell(DeniedWork denied);
  // Tells what was kept: a statement once, however much work it stops.
  void finish();

 private:
  struct Kept {
    Work work;
    Denial denial;
  };

  void keep(const Work& work, Denial denial);

  base::Diagnostics& diagnostics_;
  std::vector<Kept> kept_;
  std::unordered_map<std::string, std::size_t> kept_place_;
};

// "statement `DenyTrails` of guardrail `mine`"; of landform's own policies and of what has no Sid as far as known.
std::string name_of(const PolicyOrigin& origin);
// Where to look: the blueprint's line first, then the statement where it stands elsewhere. Adds labels.
void point_at(const PolicyOrigin& origin, base::Diagnostic& fault);

}  // namespace landform::verify
