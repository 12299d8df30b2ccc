// Inspector under an organization policy: two settings that both say what is scanned would be one too many.
#include <doctest/doctest.h>

#include <string>
#include <variant>

#include "base/text.h"
#include "support/planned.h"

namespace landform {
namespace {

using base::cat;

std::string inspector_calls(const std::string& more) {
  const plan::Plan plan = test::plan_of(cat(test::customer_globex(),
                                            "organization:\n"
                                            "  home_region: eu-west-1\n"
                                            "  units: {Production: {accounts: [shop]}}\n"
                                            "security: {inspector: true}\n",
                                            more));
  std::string calls;
  for (const auto& command : std::get<plan::CliStep>(test::step_of(plan, "inspector-organization").what).commands) {
    calls += cat(command[2], ' ');
  }
  return calls;
}

}  // namespace

TEST_CASE("without a policy the administrator switches Inspector on, for accounts that are there and that will be") {
  CHECK(inspector_calls("") ==
        "enable update-organization-configuration associate-member associate-member associate-member enable ");
}

TEST_CASE("under a policy of the organization the administrator sets nothing") {
  CHECK(inspector_calls(
            "guardrails:\n"
            "  scans:\n"
            "    kind: inspector\n"
            "    attach: [Production]\n"
            "    content: {inspector: {enablement: {ec2_scanning: {enable_in_regions: {\"@@assign\": [eu-west-1]},\n"
            "      disable_in_regions: {\"@@assign\": []}}}}}\n") ==
        "associate-member associate-member associate-member ");
}

}  // namespace landform
