// Questions to the effective policies: who asks, for what, in which account and region.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "policy/evaluate.h"
#include "policy/request.h"
#include "verify/effective_policies.h"

namespace landform::verify {

// Somebody in an account of the organization, or elsewhere.
struct Asker {
  std::string path;  // "role/deployer", "user/break-glass-1", "root", "assumed-role/x/y"; may hold policy::kUnknownPart
  std::string text;  // for messages: "role/stacksets-exec-*"
  std::string account = {};  // of another account than the one asked about: its id
  bool in_organization = true;
};

// A name that nothing of the customer's is called: stands for everybody whom no policy names.
inline constexpr std::string_view kSomebody = "somebody-else";

struct Question {
  std::string_view action;
  std::string_view arn;     // empty: not known; see deployment_needs.h for its holes
  std::string_view region;  // where the resource is to be; empty: not known
};

// `account`: of the asker and of the resource. Known beside these: aws:RequestedRegion (of the endpoint, for global
// services), aws:SecureTransport, both organizations' ids. Everything else of the context is unknown.
policy::Request make_request(const EffectivePolicies& effective, const resolve::Account& account, const Asker& asker,
                             const Question& question);

constexpr bool is_denied(policy::Decision decision) {
  return decision == policy::Decision::explicit_deny || decision == policy::Decision::implicit_deny;
}

// Accounts that policies cannot tell apart.
struct AccountGroup {
  std::size_t chain = kNoChain;
  const resolve::Account* example = nullptr;  // the first by name
  std::size_t count = 0;
  std::string account_class;  // EffectivePolicies::class_of
};

// In the order of their examples; the management account, which no policy reaches, left out.
std::vector<AccountGroup> group_accounts(const EffectivePolicies& effective,
                                         std::span<const resolve::Account* const> accounts);

// What is decided for groups of accounts, each level's answer to each question found once, however many groups it
// reaches. Questions are numbered by the caller; equal numbers mean requests that differ in the account alone.
class Decider {
 public:
  explicit Decider(const EffectivePolicies& effective) : effective_(effective), answers_(effective.slices().size()) {}

  // `make_request()` gives the request for group.example; it is called when some level was not asked yet.
  template <class MakeRequest>
  policy::Decision decide(const AccountGroup& group, std::size_t question, const MakeRequest& make_request) {
    policy::Decision worst = policy::Decision::allowed;
    std::optional<policy::Request> request;
    for (const std::size_t slice : effective_.chain(group.chain).slices) {
      std::vector<std::optional<policy::Decision>>& answers = answers_[slice][group.account_class];
      if (answers.size() <= question) answers.resize(question + 1);
      if (!answers[question]) {
        if (!request) request = make_request();
        answers[question] = policy::decide(effective_.slices()[slice], *request);
      }
      worst = worse(worst, *answers[question]);
      if (worst == policy::Decision::explicit_deny) break;
    }
    return worst;
  }

 private:
  // A denial at one level stands whatever the others say; then what one does not allow; then doubt.
  static policy::Decision worse(policy::Decision a, policy::Decision b);

  const EffectivePolicies& effective_;
  std::vector<std::unordered_map<std::string, std::vector<std::optional<policy::Decision>>>> answers_;  // by slice
};

}  // namespace landform::verify
