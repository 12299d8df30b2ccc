#include "policy/judge.h"

#include <algorithm>
#include <string_view>

#include "policy/compiled.h"

namespace landform::policy {
namespace {

Truth match_unknown_resource(const CompiledStatement& statement, Missing* missing) {
  const bool everything = std::any_of(statement.resources.begin(), statement.resources.end(), [](const auto& resource) {
    return resource.parts.empty() && resource.pattern.matches_everything();
  });
  if (everything) return truth_of(statement.source->resources.choice == Choice::only);
  if (missing != nullptr) missing->keys.emplace_back("resource");
  return Truth::unknown;
}

Truth match_resources(const CompiledStatement& statement, const Situation& situation, Missing* missing) {
  const Choice choice = statement.source->resources.choice;
  if (choice == Choice::absent) return Truth::yes;  // trust policies and some resources' policies have none
  if (choice == Choice::unclear) return Truth::unknown;
  if (!situation.request().resource) return match_unknown_resource(statement, missing);
  Truth any = Truth::no;
  bool unresolved = false;
  bool open = false;
  for (const CompiledText& resource : statement.resources) {
    const Match match = match_resource(resource, *situation.request().resource, situation, missing);
    any = either(any, match.truth);
    unresolved = unresolved || match.unresolved;
    open = open || match.may_be_unresolved;
    if (any == Truth::yes) break;
  }
  if (any == Truth::unknown && missing != nullptr && has_unknown_part(*situation.request().resource)) {
    missing->keys.emplace_back("resource");
  }
  if (choice == Choice::only) return any;
  if (any == Truth::yes || unresolved) return Truth::no;
  return open ? Truth::unknown : inverse(any);
}

Truth match_conditions(const CompiledStatement& statement, const Situation& situation, Missing* missing) {
  Truth all = statement.source->conditions_unclear ? Truth::unknown : Truth::yes;
  for (const CompiledCondition& condition : statement.conditions) {
    const std::size_t before = missing == nullptr ? 0 : missing->keys.size();
    const Truth truth = holds(condition, situation, missing);
    if (truth != Truth::unknown && missing != nullptr) missing->keys.resize(before);
    all = both(all, truth);
    if (all == Truth::no) break;
  }
  return all;
}

// Principals by what of them is sure once the rest of the statement is as sure as `rest`.
PrincipalMatch limited(const PrincipalMatch& match, Truth rest) {
  return {both(match.direct, rest), both(match.everyone, rest), both(match.role, rest), both(match.account, rest)};
}

PrincipalMatch united(const PrincipalMatch& a, const PrincipalMatch& b) {
  return {either(a.direct, b.direct), either(a.everyone, b.everyone), either(a.role, b.role),
          either(a.account, b.account)};
}

// Statements that may concern the request's service, in the document's order.
template <class Visit>
void for_each_candidate(const CompiledDocument& document, std::string_view service, const Visit& visit) {
  const auto by_name = [](const auto& entry, std::string_view wanted) { return entry.first < wanted; };
  auto named = std::lower_bound(document.by_service.begin(), document.by_service.end(), service, by_name);
  const auto named_end = document.by_service.end();
  auto open = document.any_service.begin();
  const auto open_end = document.any_service.end();
  while (true) {
    const bool has_named = named != named_end && named->first == service;
    const bool has_open = open != open_end;
    if (!has_named && !has_open) return;
    const bool take_named = has_named && (!has_open || named->second < *open);
    const std::uint32_t index = take_named ? named++->second : *open++;
    if (!visit(document.statements[index])) return;
  }
}

void keep_first(StatementPlace& place, Truth& so_far, Truth truth, std::size_t document, const Statement* statement) {
  if (truth > so_far) {
    place = {document, statement};
    so_far = truth;
  }
}

}  // namespace

Truth match_actions(const CompiledStatement& statement, std::string_view action) {
  const Choice choice = statement.source->actions.choice;
  if (choice == Choice::unclear || choice == Choice::absent) return Truth::unknown;
  Truth any = Truth::no;
  for (const Pattern& pattern : statement.actions) {
    any = either(any, pattern.matches(action));
    if (any == Truth::yes) break;
  }
  return choice == Choice::only ? any : inverse(any);
}

StatementMatch match_apart_from_actions(const CompiledStatement& statement, const Situation& situation, Speaks speaks,
                                        bool has_boundary, Missing* missing) {
  StatementMatch match;
  Truth truth = Truth::yes;
  const PrincipalSelection& principals = statement.source->principals;
  if (speaks == Speaks::of_principals) {
    match.principals = match_principals(principals, situation);
    const bool denies_all =
        has_boundary && principals.choice == Choice::all_but && statement.source->effect == Effect::deny;
    if (denies_all) match.principals.direct = Truth::yes;
    truth = both(truth, match.principals.any());
  } else if (principals.choice != Choice::absent) {
    truth = both(truth, Truth::unknown);  // IAM takes no such statement
  }
  if (truth == Truth::no) return match;
  truth = both(truth, match_resources(statement, situation, missing));
  if (truth == Truth::no) return match;
  truth = both(truth, match_conditions(statement, situation, missing));
  match.truth = truth;
  return match;
}

StatementMatch match_statement(const CompiledStatement& statement, const Situation& situation, Speaks speaks,
                               bool has_boundary, Missing* missing) {
  const Truth truth = match_actions(statement, situation.action());
  if (truth == Truth::no) return {};
  StatementMatch match = match_apart_from_actions(statement, situation, speaks, has_boundary, missing);
  match.truth = both(truth, match.truth);
  return match;
}

Judgement judge(std::span<const Prepared> documents, const Situation& situation, Speaks speaks, bool has_boundary,
                Depth depth) {
  Judgement judgement;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    for_each_candidate(documents[i].compiled(), situation.service(), [&](const CompiledStatement& statement) {
      const Effect effect = statement.source->effect;
      const StatementMatch match = match_statement(statement, situation, speaks, has_boundary, nullptr);
      const Truth truth = effect == Effect::unclear ? both(match.truth, Truth::unknown) : match.truth;
      if (truth == Truth::no) return true;
      if (effect != Effect::deny) {
        keep_first(judgement.allowed_by, judgement.allows, truth, i, statement.source);
        judgement.grants = united(judgement.grants, limited(match.principals, truth));
      }
      if (effect != Effect::allow) keep_first(judgement.denied_by, judgement.denies, truth, i, statement.source);
      return depth == Depth::full || judgement.denies != Truth::yes;
    });
    if (depth == Depth::decisive && judgement.denies == Truth::yes) break;
  }
  return judgement;
}

void collect_doubts(std::span<const Prepared> documents, const Situation& situation, Speaks speaks, bool has_boundary,
                    std::vector<StatementPlace>& doubts, Missing& missing) {
  for (std::size_t i = 0; i < documents.size(); ++i) {
    for_each_candidate(documents[i].compiled(), situation.service(), [&](const CompiledStatement& statement) {
      const std::size_t before = missing.keys.size();
      const StatementMatch match = match_statement(statement, situation, speaks, has_boundary, &missing);
      // Who is meant may be unknown even where it is certain that the statement speaks of the request.
      const bool grant_in_doubt = match.truth != Truth::no && match.principals.in_doubt();
      if (grant_in_doubt) missing.keys.emplace_back("principal");
      const bool doubtful = match.truth == Truth::unknown || grant_in_doubt ||
                            (match.truth == Truth::yes && statement.source->effect == Effect::unclear);
      if (doubtful) {
        doubts.push_back({i, statement.source});
      } else {
        missing.keys.resize(before);
      }
      return true;
    });
  }
}

}  // namespace landform::policy
