#include "plan/order.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>

#include "base/text.h"
#include "resolve/put_in_order.h"

namespace landform::plan {
namespace {

using base::cat;

using ByName = std::unordered_map<std::string_view, std::size_t>;  // only looked up, never walked

struct Waiting {
  std::size_t open_needs = 0;
  std::vector<std::size_t> wanted_by;
};

// Invariant: names are unique and every need names a step. Says so when they are not.
bool consistent(const Plan& plan, ByName& by_name, base::Diagnostics& diagnostics) {
  bool fine = true;
  by_name.reserve(plan.steps.size());
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    if (by_name.emplace(plan.steps[i].name, i).second) continue;
    diagnostics.add(base::Diagnostic("plan/broken", plan.steps[i].cause,
                                     cat("two steps of the plan have the name `", plan.steps[i].name, "`"))
                        .note("this is a bug in landform: steps are named by their capability"));
    fine = false;
  }
  for (const Step& step : plan.steps) {
    for (const Step::Need& need : step.needs) {
      if (by_name.contains(need.step)) continue;
      diagnostics.add(base::Diagnostic("plan/broken", step.cause,
                                       cat("step `", step.name, "` needs `", need.step, "`, which is not in the plan"))
                          .note("this is a bug in landform: a capability names only steps that it or another makes"));
      fine = false;
    }
  }
  return fine;
}

// Invariant: a stack is one step's. Two with one name in one account and region would take each other's place.
bool stacks_apart(const Plan& plan, base::Diagnostics& diagnostics) {
  using Stack = std::tuple<std::string_view, std::string_view, std::string_view, const Step*>;
  std::vector<Stack> stacks;
  stacks.reserve(plan.steps.size());
  for (const Step& step : plan.steps) {
    const auto* stack = std::get_if<StackStep>(&step.what);
    if (stack != nullptr)
      stacks.emplace_back(stack->stack.str(), stack->target.account, stack->target.region.str(), &step);
  }
  std::sort(stacks.begin(), stacks.end());
  bool fine = true;
  for (std::size_t i = 1; i < stacks.size(); ++i) {
    const auto& [name, account, region, step] = stacks[i];
    const auto& [name_before, account_before, region_before, step_before] = stacks[i - 1];
    if (name != name_before || account != account_before || region != region_before) continue;
    diagnostics.add(base::Diagnostic("plan/broken", step->cause,
                                     cat("steps `", step_before->name, "` and `", step->name,
                                         "` both deploy the stack `", name, "` in account `", account, "`, ", region))
                        .note("this is a bug in landform: each would take the other's place"));
    fine = false;
  }
  return fine;
}

void report_cycle(const Plan& plan, const std::vector<Waiting>& waiting, base::Diagnostics& diagnostics) {
  std::vector<std::string> stuck;
  base::Span cause;
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    if (waiting[i].open_needs == 0) continue;
    stuck.push_back(plan.steps[i].name);
    cause = plan.steps[i].cause;
  }
  diagnostics.add(base::Diagnostic("plan/broken", cause,
                                   cat("these steps of the plan wait for each other: ", base::join(stuck, ", ")))
                      .note("this is a bug in landform: needs must not form a cycle"));
}

}  // namespace

void order(Plan& plan, base::Diagnostics& diagnostics) {
  ByName by_name;
  if (!consistent(plan, by_name, diagnostics) || !stacks_apart(plan, diagnostics)) return;

  std::vector<Waiting> waiting(plan.steps.size());
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    for (const Step::Need& need : plan.steps[i].needs) {
      waiting[by_name.at(need.step)].wanted_by.push_back(i);
      ++waiting[i].open_needs;
    }
  }

  const auto rank = [&](std::size_t i) {
    return std::tuple(plan.steps[i].number, plan.steps[i].ring, std::string_view(plan.steps[i].name), i);
  };
  using Rank = std::tuple<std::uint32_t, std::uint32_t, std::string_view, std::size_t>;
  std::priority_queue<Rank, std::vector<Rank>, std::greater<>> ready;
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    if (waiting[i].open_needs == 0) ready.push(rank(i));
  }
  std::vector<std::size_t> sequence;
  sequence.reserve(plan.steps.size());
  while (!ready.empty()) {
    const std::size_t next = std::get<3>(ready.top());
    ready.pop();
    sequence.push_back(next);
    for (const std::size_t later : waiting[next].wanted_by) {
      if (--waiting[later].open_needs == 0) ready.push(rank(later));
    }
  }
  if (sequence.size() != plan.steps.size()) {
    report_cycle(plan, waiting, diagnostics);
    return;
  }
  resolve::put_in_order(plan.steps, std::move(sequence));
}

}  // namespace landform::plan
