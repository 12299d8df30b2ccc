#include "verify/assertions.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/suggest.h"
#include "base/text.h"
#include "resolve/assertions.h"
#include "resolve/targets.h"
#include "verify/access.h"
#include "verify/denials.h"
#include "verify/representatives.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using policy::Decision;
using resolve::Account;
using resolve::Assertion;
using resolve::Expectation;
using resolve::PolicyTarget;

std::string texts(const std::vector<resolve::Located<std::string>>& items) {
  std::vector<std::string> all;
  for (const auto& item : items) all.push_back(item.value);
  return base::join(all, ", ");
}

std::string words_of(const Assertion& assertion) {
  std::vector<std::string> places;
  for (const PolicyTarget& target : assertion.targets) places.push_back(target.name);
  return cat(texts(assertion.who),
             assertion.may == Expectation::always ? " always: " : " never: ", texts(assertion.actions), " on ",
             texts(assertion.resources), " in ", base::join(places, ", "));
}

// The first answer that is not the one asserted.
struct Failure {
  Decision decision = Decision::unknown;
  const Account* account = nullptr;
  std::size_t chain = kNoChain;
  Asker asker;
  std::string action;
  std::string resource;
  std::string region;
  policy::Request request;
  policy::Policies policies;  // shared documents: cheap to keep
};

class Check {
 public:
  Check(const EffectivePolicies& effective, const Assertion& assertion)
      : effective_(effective), organization_(effective.organization()), assertion_(assertion), decider_(effective) {}

  void run() {
    std::vector<const Account*> accounts;
    for (const Account& account : organization_.accounts) {
      const bool in = std::any_of(assertion_.targets.begin(), assertion_.targets.end(),
                                  [&](const PolicyTarget& target) { return resolve::lies_in(account, target); });
      if (in) accounts.push_back(&account);
    }
    collect_questions();
    // A break-glass user is in some accounts and not in others: then each account is asked for itself.
    const bool by_account = std::any_of(assertion_.who.begin(), assertion_.who.end(),
                                        [](const auto& who) { return who.value == "break-glass"; });
    if (by_account) {
      for (const Account* account : accounts) {
        ask_in({effective_.chain_of(*account), account, 1, std::string(effective_.class_of(*account))});
      }
    } else {
      for (const AccountGroup& group : group_accounts(effective_, accounts)) ask_in(group);
    }
  }

  // The management account among the targets, where no policy denies anything.
  [[nodiscard]] const PolicyTarget* out_of_reach() const {
    if (assertion_.may == Expectation::always) return nullptr;
    for (const PolicyTarget& target : assertion_.targets) {
      if (target.kind != PolicyTarget::Kind::account) continue;
      if (resolve::names_management(target.name, organization_)) return &target;
    }
    return nullptr;
  }

  std::optional<Failure> failure;
  std::size_t failed = 0, asked = 0;
  std::size_t accounts_failed = 0;

 private:
  struct Asked {
    std::string action, resource;
  };

  void collect_questions() {
    for (const auto& pattern : assertion_.actions) {
      for (const std::string& action : represent_actions(pattern.value)) {
        for (const auto& resource : assertion_.resources) {
          questions_.push_back({action, represent_resource(effective_, resource.value, action, assertion_.may)});
        }
      }
    }
    if (assertion_.may == Expectation::never) {
      regions_.emplace_back();
    } else {
      for (const auto& region : organization_.regions) regions_.push_back(region.value.str());
    }
  }

  void ask_in(const AccountGroup& group) {
    if (group.chain == kNoChain) return;
    const std::size_t failed_before = failed;
    for (const auto& who : assertion_.who) {
      for (const Asker& asker : represent_principals(effective_, who.value, *group.example)) {
        // Of break-glass users each account has others.
        const std::size_t asker_number = number_of_.try_emplace(asker.path, number_of_.size()).first->second;
        for (std::size_t i = 0; i < questions_.size(); ++i) {
          for (std::size_t j = 0; j < regions_.size(); ++j) {
            ask(group, asker, questions_[i], regions_[j], (asker_number * questions_.size() + i) * regions_.size() + j);
          }
        }
      }
    }
    if (failed > failed_before) accounts_failed += group.count;
  }

  // Service control policies are of the principal's account, resource control policies of the resource's.
  [[nodiscard]] policy::Policies policies_of_both(const AccountGroup& group, const Asker& asker) const {
    policy::Policies policies;
    policies.resource_control = effective_.chain(group.chain).policies.resource_control;
    for (const Account& account : organization_.accounts) {
      const std::size_t chain = effective_.chain_of(account);
      if (chain == kNoChain || EffectivePolicies::id_of(account) != asker.account) continue;
      policies.service_control = effective_.chain(chain).policies.service_control;
    }
    return policies;
  }

  void ask(const AccountGroup& group, const Asker& asker, const Asked& question, const std::string& region,
           std::size_t number) {
    const auto request_here = [&] {
      return make_request(effective_, *group.example, asker, {question.action, question.resource, region});
    };
    ++asked;
    const bool from_here = asker.account.empty();
    const Decision decision = from_here ? decider_.decide(group, number, request_here)
                                        : policy::decide(policies_of_both(group, asker), request_here());
    if (holds(decision)) return;
    ++failed;
    // A plain answer explains more than a doubtful one.
    if (failure && (failure->decision != Decision::unknown || decision == Decision::unknown)) return;
    failure = Failure{
        decision, group.example,   group.chain,
        asker,    question.action, question.resource,
        region,   request_here(),  from_here ? effective_.chain(group.chain).policies : policies_of_both(group, asker)};
  }

  [[nodiscard]] bool holds(Decision decision) const {
    if (assertion_.may == Expectation::never) return is_denied(decision);
    // Of landform's own only a plain denial counts: an allow list, or a condition, may be right for an account that
    // nothing is deployed to.
    return decision == Decision::allowed || (assertion_.starter && decision != Decision::explicit_deny);
  }

  const EffectivePolicies& effective_;
  const resolve::Organization& organization_;
  const Assertion& assertion_;
  Decider decider_;
  std::unordered_map<std::string, std::size_t> number_of_;  // by the asker's path
  std::vector<Asked> questions_;
  std::vector<std::string> regions_;
};

std::string levels_text(const Account& account) {
  std::string text;
  for (const std::string& level : EffectivePolicies::levels_of(account)) {
    text += cat(text.empty() ? "`" : ", `", level, "`");
  }
  return text;
}

class Teller {
 public:
  Teller(const EffectivePolicies& effective, const Assertion& assertion, const Check& check)
      : effective_(effective), assertion_(assertion), check_(check), failure_(*check.failure) {}

  [[nodiscard]] Diagnostic tell() const {
    const policy::Verdict verdict = policy::evaluate(failure_.policies, failure_.request);
    Diagnostic fault("guardrails/assertion-failed", assertion_.span, headline(verdict));
    add_reasons(verdict, fault);
    if (failure_.asker.text.find(kSomebody) != std::string::npos) {
      fault.notes.push_back(cat("`", kSomebody, "` stands for whoever no policy names"));
    }
    if (!failure_.resource.empty() && failure_.request.resource) {
      fault.notes.push_back(cat("asked on ", readable(*failure_.request.resource)));
    }
    if (check_.failed > 1) {
      fault.notes.push_back(cat(check_.failed, " of ", base::count_of(check_.asked, "question"), " fail, in ",
                                base::count_of(check_.accounts_failed, "account")));
    }
    if (!assertion_.why.empty()) fault.notes.push_back(cat("asserted because ", assertion_.why));
    if (assertion_.starter) {
      fault.notes.emplace_back("it is one of landform's own assertions");
      fault.helps.push_back(cat("`assertions: {", assertion_.name, ": null}` switches it off"));
    }
    return fault;
  }

 private:
  [[nodiscard]] static std::string readable(std::string_view text) {
    return base::replace_all(text, policy::kUnknownPart, "*");
  }

  [[nodiscard]] std::string headline(const policy::Verdict& verdict) const {
    const std::string who = cat(failure_.asker.text, " in account `", failure_.account->name, "`");
    const std::string begin = cat("assertion `", assertion_.name, "` does not hold: ");
    const std::string in = failure_.region.empty() ? std::string() : cat(" in ", failure_.region);
    switch (verdict.decision) {
      case Decision::allowed:
        return cat(begin, "nothing denies ", failure_.action, " to ", who);
      case Decision::unknown:
        return cat(begin, "it is open whether ", who, " can call ", failure_.action, in);
      case Decision::explicit_deny:
      case Decision::implicit_deny:
        break;
    }
    return cat(begin, failure_.action, " is denied to ", who, in);
  }

  void add_reasons(const policy::Verdict& verdict, Diagnostic& fault) const {
    const std::vector<std::string> levels = EffectivePolicies::levels_of(*failure_.account);
    if (verdict.decision == Decision::allowed) {
      fault.notes.push_back(cat("no policy denies it at any level: ", levels_text(*failure_.account)));
      fault.helps.push_back(cat("deny ", failure_.action, " in a guardrail that reaches `", failure_.account->name, "`",
                                assertion_.starter ? "" : ", or narrow the assertion's `in`"));
    } else if (verdict.decision == Decision::implicit_deny) {
      fault.notes.push_back(cat("nothing attached to `", levels[verdict.not_allowed_level], "` allows it"));
    } else if (verdict.decision == Decision::explicit_deny && verdict.decided_by) {
      const PolicyOrigin origin = effective_.origin(failure_.chain, *verdict.decided_by);
      fault.notes.push_back(cat(name_of(origin), ", attached to `", levels[verdict.decided_by->level], "`, denies it"));
      take_place(origin, fault);
    } else if (verdict.decision == Decision::unknown) {
      for (const policy::Place& doubt : verdict.doubts) {
        const PolicyOrigin origin = effective_.origin(failure_.chain, doubt);
        if (origin.document == nullptr) continue;
        fault.notes.push_back(cat("it depends on ", name_of(origin), ", attached to `", levels[doubt.level], "`"));
        take_place(origin, fault);
      }
      if (!verdict.missing_keys.empty()) {
        std::vector<std::string> open;
        for (const std::string& key : verdict.missing_keys) {
          open.push_back(key == "resource" || key == "principal" ? cat("the ", key) : key);
        }
        fault.notes.push_back(cat("left open by ", base::join(open, ", ")));
      }
    }
  }

  static void take_place(const PolicyOrigin& origin, Diagnostic& fault) {
    point_at(origin, fault);
    if (fault.primary.span.known() || fault.secondary.empty()) return;
    fault.primary = std::move(fault.secondary.front());
    fault.secondary.erase(fault.secondary.begin());
  }

  const EffectivePolicies& effective_;
  const Assertion& assertion_;
  const Check& check_;
  const Failure& failure_;
};

Diagnostic out_of_reach(const Assertion& assertion, const PolicyTarget& target) {
  return Diagnostic("guardrails/assertion-failed", target.span,
                    cat("assertion `", assertion.name,
                        "` does not hold: no organization policy denies anything in the management account"))
      .help("take the management account out of `in`; identity policies alone limit what is done there");
}

void check_names(const EffectivePolicies& effective, std::vector<AssertionFault>& faults) {
  const std::vector<std::string_view> known = starter_names();
  for (const auto& off : effective.organization().assertions_off) {
    if (std::find(known.begin(), known.end(), off.value) != known.end()) continue;
    Diagnostic fault("guardrails/assertion-name", off.span,
                     cat("`", off.value, "` is switched off, but it is none of landform's own assertions"));
    fault.primary.text = base::did_you_mean(base::near_names(off.value, known));
    std::string names;
    for (const std::string_view name : known) names += cat(names.empty() ? "" : ", ", name);
    fault.notes.push_back(cat("landform's own: ", names));
    fault.helps.emplace_back("take the line out");
    faults.push_back({std::move(fault), {}});
  }
}

// A stack that cannot be deployed, or a user who cannot help, says more than an assertion of landform's own.
std::vector<std::string_view> told_by_lock_out(const Assertion& assertion) {
  if (!assertion.starter || assertion.may != Expectation::always) return {};
  if (assertion.who.front().value == "break-glass") return {"guardrails/locks-out-break-glass"};
  return {"guardrails/locks-out-deployment", "guardrails/region-forbidden"};
}

}  // namespace

AssertionReport check_assertions(const EffectivePolicies& effective) {
  std::vector<Assertion> all = effective.organization().assertions;
  for (Assertion& starter : starter_assertions(effective)) all.push_back(std::move(starter));
  AssertionReport report;
  check_names(effective, report.faults);
  for (const Assertion& assertion : all) {
    Check check(effective, assertion);
    check.run();
    const PolicyTarget* unreachable = check.out_of_reach();
    if (unreachable != nullptr) report.faults.push_back({out_of_reach(assertion, *unreachable), {}});
    if (check.failure) {
      report.faults.push_back({Teller(effective, assertion, check).tell(), told_by_lock_out(assertion)});
    }
    const bool holds = unreachable == nullptr && !check.failure;
    report.checked.push_back({assertion.name, words_of(assertion), assertion.starter, holds, check.asked});
  }
  return report;
}

void tell_assertions(const AssertionReport& report, base::Diagnostics& diagnostics) {
  for (const AssertionFault& fault : report.faults) {
    const bool told = std::any_of(diagnostics.all().begin(), diagnostics.all().end(), [&](const Diagnostic& other) {
      return std::find(fault.unless.begin(), fault.unless.end(), other.slug) != fault.unless.end();
    });
    if (!told) diagnostics.add(fault.diagnostic);
  }
}

}  // namespace landform::verify
