#include "policy/free_actions.h"

#include <algorithm>

#include "base/text.h"
#include "policy/compiled.h"
#include "policy/judge.h"

namespace landform::policy {
namespace {

template <class Visit>
void each_match(const Level& level, const Situation& situation, Speaks speaks, const Visit& visit) {
  for (const Prepared& document : level.documents) {
    for (const CompiledStatement& statement : document.compiled().statements) {
      visit(statement, match_apart_from_actions(statement, situation, speaks, false, nullptr).truth);
    }
  }
}

}  // namespace

FreeActions::FreeActions(const Policies& policies, Request request) {
  request.action.clear();
  request.resource.reset();
  const Situation situation(request);
  for (const Level& level : policies.service_control) {
    Statements& allowing = allowing_.emplace_back();
    each_match(level, situation, Speaks::of_holder, [&](const CompiledStatement& statement, Truth truth) {
      const Effect effect = statement.source->effect;
      if (effect != Effect::allow && truth != Truth::no) denying_.push_back(&statement);
      if (effect == Effect::allow && truth == Truth::yes) allowing.push_back(&statement);
    });
  }
  for (const Level& level : policies.resource_control) {
    each_match(level, situation, Speaks::of_principals, [&](const CompiledStatement& statement, Truth truth) {
      if (statement.source->effect != Effect::allow && truth != Truth::no) denying_.push_back(&statement);
    });
  }
}

bool FreeActions::has(std::string_view action) const {
  const std::string lower = base::to_lower(action);
  const auto matches = [&](Truth wanted) {
    return [&lower, wanted](const CompiledStatement* statement) { return match_actions(*statement, lower) >= wanted; };
  };
  return std::none_of(denying_.begin(), denying_.end(), matches(Truth::unknown)) &&
         std::all_of(allowing_.begin(), allowing_.end(), [&](const Statements& level) {
           return std::any_of(level.begin(), level.end(), matches(Truth::yes));
         });
}

}  // namespace landform::policy
