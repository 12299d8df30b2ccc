#include "plan/order.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/render_text.h"
#include "support/golden.h"

namespace landform {
namespace {

plan::Step step(std::string name, std::uint32_t number, std::vector<std::string> needs = {}) {
  plan::Step made;
  made.name = std::move(name);
  made.number = number;
  for (std::string& need : needs) made.needs.push_back({std::move(need), "for the test"});
  made.what = plan::ManualStep{};
  return made;
}

std::vector<std::string> names(const plan::Plan& plan) {
  std::vector<std::string> result;
  for (const plan::Step& each : plan.steps) result.push_back(each.name);
  return result;
}

}  // namespace

TEST_CASE("a step comes after everything it needs, whatever its number") {
  plan::Plan plan{{step("roof", 1, {"walls"}), step("walls", 2, {"ground"}), step("ground", 9)}};
  base::Diagnostics diagnostics;
  plan::order(plan, diagnostics);
  CHECK(names(plan) == std::vector<std::string>{"ground", "walls", "roof"});
  CHECK(diagnostics.empty());
}

TEST_CASE("within a number the steps of an earlier ring come first") {
  plan::Plan plan{{step("a", 60), step("b", 60), step("c", 70)}};
  plan.steps[0].ring = 2;
  plan.steps[1].ring = 1;
  plan.steps[2].ring = 1;
  base::Diagnostics diagnostics;
  plan::order(plan, diagnostics);
  CHECK(names(plan) == std::vector<std::string>{"b", "a", "c"});
}

TEST_CASE("two steps may not deploy one stack") {
  plan::Plan plan{{step("set", 1), step("plain", 2), step("elsewhere", 3)}};
  for (plan::Step& each : plan.steps) {
    plan::StackStep stack;
    stack.stack = aws::StackName("acme-events");
    stack.target = {"management", aws::RegionName(each.name == "elsewhere" ? "eu-west-2" : "eu-west-1")};
    each.what = std::move(stack);
  }
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  plan::order(plan, diagnostics);
  CHECK(diagnostics.errors() == 1);
  CHECK(base::render_text(sources, diagnostics)
            .find("steps `set` and `plain` both deploy the stack `acme-events` in account `management`, eu-west-1") !=
        std::string::npos);
}

TEST_CASE("among steps that could come next the number decides, then the name") {
  plan::Plan plan{{step("c", 5), step("b", 5), step("a", 7), step("z", 1)}};
  base::Diagnostics diagnostics;
  plan::order(plan, diagnostics);
  CHECK(names(plan) == std::vector<std::string>{"z", "b", "c", "a"});
}

TEST_CASE("every permutation of the input gives the same order") {
  std::vector<plan::Step> steps{step("a", 3), step("b", 3, {"d"}), step("c", 1, {"b"}), step("d", 4)};
  std::vector<std::size_t> places{0, 1, 2, 3};
  std::vector<std::string> first;
  do {
    plan::Plan plan;
    for (const std::size_t place : places) plan.steps.push_back(steps[place]);
    base::Diagnostics diagnostics;
    plan::order(plan, diagnostics);
    if (first.empty()) first = names(plan);
    CHECK(names(plan) == first);
  } while (std::next_permutation(places.begin(), places.end()));
  CHECK(first == std::vector<std::string>{"a", "d", "b", "c"});
}

TEST_CASE("a plan that contradicts itself is reported as landform's own fault") {
  plan::Plan missing{{step("trail", 1, {"archive"})}};
  plan::Plan twice{{step("trail", 1), step("trail", 2)}};
  plan::Plan cycle{{step("a", 1, {"b"}), step("b", 2, {"a"}), step("c", 3)}};
  base::Diagnostics diagnostics;
  plan::order(missing, diagnostics);
  plan::order(twice, diagnostics);
  plan::order(cycle, diagnostics);
  CHECK(names(cycle) == std::vector<std::string>{"a", "b", "c"});
  const base::SourceMap sources;
  CHECK(test::compare_with_golden(test::cases_dir("plan") / "broken.diag", base::render_text(sources, diagnostics)) ==
        "");
}

}  // namespace landform
