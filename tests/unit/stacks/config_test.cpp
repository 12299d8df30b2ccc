// Where AWS Config records IAM, and runs the rules about it.
#include <doctest/doctest.h>

#include <string>

#include "base/text.h"
#include "support/planned.h"

namespace landform {

TEST_CASE("IAM is recorded at home, or in the first governed region where AWS Config can") {
  const auto recorded_in = [](std::string_view home, std::string_view regions) {
    const plan::Plan plan =
        test::plan_of(base::cat(test::customer_globex(), "organization:\n  home_region: ", home, "\n  regions: [",
                                regions, "]\n", "  units: {Production: {accounts: [shop]}}\n"));
    const plan::StackStep& stack = test::stack_of(plan, base::cat("management-config-recorder-", home));
    return stack.bindings.parameters.at("HomeRegion").text;
  };
  CHECK(recorded_in("eu-west-1", "eu-central-1, eu-west-1") == "eu-west-1");
  CHECK(recorded_in("eu-central-2", "eu-central-2, eu-west-1") == "eu-west-1");
  CHECK(recorded_in("eu-central-2", "eu-central-2, eu-south-1, eu-south-2") == "eu-south-1");
  CHECK(recorded_in("eu-south-1", "eu-central-1, eu-south-1") == "eu-south-1");
  // None can; what is daily runs at home.
  CHECK(recorded_in("eu-central-2", "eu-central-2, eu-south-2") == "eu-central-2");
}

}  // namespace landform
