// Whether the organization's policies let through what is deployed: each stack and stack set in each account and region
// that it goes to, by the role that deploys it; and what people do in an emergency. What is denied for certain is an
// error; what depends on something unknown is not told.
// Raises guardrails/locks-out-deployment, region-forbidden and locks-out-break-glass.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostic.h"
#include "plan/step.h"
#include "policy/free_actions.h"
#include "verify/access.h"
#include "verify/denials.h"
#include "verify/deployment_needs.h"
#include "verify/effective_policies.h"
#include "verify/index.h"

namespace landform::verify {

// A stack step, with what was found of its templates.
struct PlannedStack {
  const plan::Step* step = nullptr;  // its `what` is a StackStep
  bool makes_vpc = false;            // the stack itself, not what a stack set carries
  std::vector<DeniedWork> denied;    // of LockOut::own, then of LockOut::carried
};

// Templates are asked about one by one, by any thread, and may go afterwards; all that was denied is told in the end.
class LockOut {
 public:
  // The policies outlive this.
  explicit LockOut(const EffectivePolicies& effective);

  // What is denied to the role that deploys a step's own stack, as far as a policy reaches it, and to the one that
  // brings what a stack set carries. `index` is that of the template as it is deployed.
  [[nodiscard]] std::vector<DeniedWork> own(const plan::Step& step, const Index& index);
  [[nodiscard]] std::vector<DeniedWork> carried(const plan::Step& step, const Index& index);

  // One diagnostic for each stack and denying statement; then networks and break-glass users, which are asked about
  // here. `stacks` are in the order of the plan.
  void tell(std::vector<PlannedStack> stacks, base::Diagnostics& diagnostics);

 private:
  using Groups = std::vector<AccountGroup>;
  using Needs = std::vector<DeploymentNeed>;
  using Regions = std::vector<std::string>;

  // Somebody who deploys, or uses what is deployed.
  struct Agent {
    Asker asker;
    bool by_cloudformation = false;
    policy::FreeActions free;  // which no policy denies to it anywhere: most, so that few are asked about
    std::map<std::string, bool, std::less<>> known_actions;  // the same, of those that were asked about
    std::optional<bool> frees_stacks;  // nothing of what is called for the stack itself may be denied
    // Whose deployment calls nothing else, by the type's place in the specification; unknown until it is asked.
    std::vector<std::optional<bool>> free_types;

    [[nodiscard]] bool is_free(std::string_view action);
  };

  [[nodiscard]] Agent agent(Asker asker, bool by_cloudformation) const;
  // Whether a stack that holds resources of these types calls nothing that may be denied.
  [[nodiscard]] static bool is_free(Agent& agent, std::span<const UsedType> types);
  [[nodiscard]] policy::Request request_of(const Agent& agent, const AccountGroup& group, const DeploymentNeed& need,
                                           std::string_view region) const;
  [[nodiscard]] std::vector<DeniedWork> deploy(const plan::Step& step, const Index& index, Agent& deployer,
                                               const Groups& groups, const Regions& regions);
  template <class IsTold>
  [[nodiscard]] std::vector<Denial> ask(DenialKind kind, Agent& agent, const Needs& needs, const Groups& groups,
                                        const Regions& regions, const IsTold& is_told);
  [[nodiscard]] std::vector<Denial> ask(Agent& deployer, const Needs& needs, const Groups& groups,
                                        const Regions& regions);
  // Regions that only the exempt deployer can use: told as warnings.
  [[nodiscard]] std::vector<Denial> ask_for_others(const Needs& needs, const Groups& groups, const Regions& regions);
  // Numbers for each region and need in it. What several stacks ask is asked once.
  [[nodiscard]] std::vector<std::size_t> questions(const Agent& agent, const Needs& needs, const Regions& regions);
  [[nodiscard]] const Groups& groups_of(const plan::StackSet& set);
  void check_networks(std::span<const PlannedStack> stacks, DenialTeller& teller);
  void check_break_glass(DenialTeller& teller) const;

  const EffectivePolicies& effective_;
  const resolve::Organization& organization_;
  KnownCalls known_calls_;

  std::mutex asked_;  // for all that follows: what was asked before
  Agent stack_sets_, account_access_, others_;
  Decider decider_;
  std::unordered_map<std::string, std::size_t> bases_;  // of questions, whatever the region is
  std::unordered_map<std::string, std::size_t> places_of_regions_;
  std::unordered_map<std::uint64_t, std::size_t> numbers_;  // of questions, by both
  std::unordered_map<std::string, Groups> groups_;          // by the units and accounts of a stack set
};

}  // namespace landform::verify
