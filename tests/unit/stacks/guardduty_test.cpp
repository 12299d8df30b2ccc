// GuardDuty's detectors, and where their findings are kept.
#include <doctest/doctest.h>

#include <string>

#include "base/text.h"
#include "support/planned.h"

namespace landform {

TEST_CASE("findings go home from everywhere, but not into a home region that is off by default") {
  const auto exports = [](std::string_view home, std::string_view other) {
    const plan::Plan plan =
        test::plan_of(base::cat(test::customer_globex(), "organization:\n  home_region: ", home, "\n  regions: [", home,
                                ", ", other, "]\n", "  units: {Production: {accounts: [shop]}}\n"));
    std::string found;
    for (const std::string& step : {std::string("guardduty"), base::cat("guardduty-", other)}) {
      const plan::StackStep& stack = test::stack_of(plan, step);
      const std::string& bound = stack.bindings.parameters.at("ExportFindings").text;
      CHECK(stack.parameters.contains("FindingsKeyArn") == (bound == "true"));
      // Every parameter of a template has a value, also one that only exports read.
      for (const char* name : {"FindingsKeyArn", "LogArchiveAccountId"}) {
        CHECK((stack.bindings.parameters.contains(name) || stack.bindings.open.contains(name)));
      }
      found += base::cat(found.empty() ? "" : " ", bound);
    }
    return found;
  };
  CHECK(exports("eu-west-1", "eu-central-1") == "true true");
  CHECK(exports("eu-west-1", "eu-south-2") == "true true");
  CHECK(exports("eu-central-2", "eu-central-1") == "true false");
  CHECK(exports("eu-central-2", "eu-south-2") == "true false");
}

}  // namespace landform
