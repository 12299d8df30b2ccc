// What the service and resource control policies of an organization come to in each account: the documents attached to
// the root, to each unit on the way and to the account, made ready for evaluation once each. Accounts on which the same
// documents weigh, level by level, share one chain.
// Source: "SCP evaluation", "RCP evaluation" (Organizations user guide); aws-facts.md A4, A5.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "policy/evaluate.h"
#include "resolve/organization.h"

namespace landform::verify {

// The statement behind a verdict, and where it comes from.
struct PolicyOrigin {
  const policy::Statement* statement = nullptr;
  const resolve::OrganizationPolicy* document = nullptr;  // null: AWS's own FullAWSAccess
  const resolve::Guardrail* guardrail = nullptr;          // null when no guardrail of that name is known
};

inline constexpr std::size_t kNoChain = std::numeric_limits<std::size_t>::max();

class EffectivePolicies {
 public:
  // What was passed in must outlive this.
  explicit EffectivePolicies(const resolve::Organization& organization);

  struct Chain {
    policy::Policies policies;  // levels bear no names: several accounts share them
    // Documents of each level, in the order of `policies`.
    std::vector<const std::vector<std::uint32_t>*> service_control, resource_control;
    // Places in slices(): the levels that can deny something, in any order.
    std::vector<std::size_t> slices;
    std::unordered_set<std::string> account_ids;  // that some document names
    bool parts_of_account_ids = false;            // some document has digits beside a wildcard
  };

  [[nodiscard]] const resolve::Organization& organization() const { return organization_; }
  [[nodiscard]] std::size_t size() const { return chains_.size(); }
  [[nodiscard]] const Chain& chain(std::size_t index) const { return chains_[index]; }
  // Every level that can deny something as policies by itself, each once. What a chain decides is the worst of its
  // slices: see Decider (access.h).
  [[nodiscard]] const std::vector<policy::Policies>& slices() const { return slices_; }
  // All documents at once, wherever they are attached: what these let through for certain, for somebody in an account
  // that is not known, every chain lets through.
  [[nodiscard]] const policy::Policies& everywhere() const { return everywhere_; }
  // kNoChain for the management account, which no policy reaches.
  [[nodiscard]] std::size_t chain_of(const resolve::Account& account) const;
  // With levels that bear the names of this account's units: for explanations.
  [[nodiscard]] policy::Policies policies_of(const resolve::Account& account) const;

  // Tells apart the accounts of one chain that policies may treat differently: those whose id some document names.
  // Accounts with equal classes get equal verdicts on equal requests. Holds as long as the account does.
  [[nodiscard]] std::string_view class_of(const resolve::Account& account) const;

  [[nodiscard]] PolicyOrigin origin(std::size_t chain, const policy::Place& place) const;

  // The account's id where it is known, else an unknown part.
  [[nodiscard]] static std::string id_of(const resolve::Account& account);
  // "Root", "Workloads", "Workloads/Production", "shop-prod".
  [[nodiscard]] static std::vector<std::string> levels_of(const resolve::Account& account);
  // The organization's id, or the look-up that will give it, as presets have it.
  [[nodiscard]] std::string organization_id() const;
  [[nodiscard]] std::string_view partition() const { return partition_; }

 private:
  struct Attached {
    policy::Prepared prepared;
    const resolve::OrganizationPolicy* policy = nullptr;
    std::vector<const resolve::Guardrail*> guardrails;  // for each statement
  };
  using Documents = std::vector<std::uint32_t>;  // places in attached_

  void read_documents();
  void make_chains();
  void gather_everywhere();
  Chain make_chain(const std::vector<std::size_t>& shape, std::size_t services);
  std::size_t slice_of(std::size_t shelf, policy::PolicySet set, const policy::Level& level);

  const resolve::Organization& organization_;
  std::string_view partition_;
  std::vector<Attached> attached_;
  std::vector<Documents> shelves_;  // every distinct list of documents
  std::vector<policy::Policies> slices_;
  policy::Policies everywhere_;
  std::map<std::pair<std::size_t, policy::PolicySet>, std::size_t> slice_of_;  // by shelf
  std::vector<Chain> chains_;
  std::vector<std::size_t> chain_of_;  // by the account's place in the organization
};

}  // namespace landform::verify
