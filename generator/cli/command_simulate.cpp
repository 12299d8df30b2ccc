// `landform simulate`: who may do what, before anything is deployed.
#include <array>

#include "cli/commands.h"
#include "cli/simulate_blueprint.h"
#include "cli/simulate_requests.h"
#include "cli/usage.h"

namespace landform::cli {
namespace {

constexpr std::array kSimulateOptions{
    OptionSpec{"--account", "", "NAME", "an account of the blueprint"},
    OptionSpec{"--principal", "", "WHO", "role/x, user/x, root or an ARN in that account"},
    OptionSpec{"--action", "", "ACTION", "s3:PutObject"},
    OptionSpec{"--resource", "", "ARN", "what it is done to"},
    OptionSpec{"--region", "", "NAME", "where"},
    OptionSpec{"--context", "", "KEY=VALUE", "a condition key; KEY= says there is none", true},
    OptionSpec{"--identity-policy", "", "FILE", "what the principal's own policy says"},
    OptionSpec{"--expect", "", "allowed|denied", "allowed or denied; exits with 4 if it is not so"},
    OptionSpec{"--format", "", "text|json", "text (default) or json"},
    OptionSpec{"--requests", "", "FILE", "questions as JSON, one a line; - is standard input"},
};

Exit run_simulate(World& world, const Arguments& arguments) {
  if (!arguments.has("--requests")) {
    if (!arguments.words.empty()) return simulate_blueprint(world, arguments);
    return complain(world, "`simulate` wants a BLUEPRINT, or `--requests` FILE", &kSimulateCommand);
  }
  if (!arguments.words.empty() || arguments.options.size() > 1) {
    return complain(world, "`simulate` wants either a BLUEPRINT and a question, or `--requests` FILE alone",
                    &kSimulateCommand);
  }
  return simulate_requests(world, arguments.value("--requests"));
}

}  // namespace

constinit const CommandSpec kSimulateCommand{
    "simulate",
    "whether a request would be allowed, and which statement decides",
    "[BLUEPRINT]",
    "Asks the policies that a blueprint makes, level by level, what somebody may do;\n"
    "or whole requests with policies of their own. What is not said stays unknown,\n"
    "and the answer names what is missing. docs/simulate.md explains both.",
    "landform simulate blueprints/acme.yaml --account shop-prod \\\n"
    "    --principal role/x --action s3:DeleteBucket --region eu-west-1",
    0,
    1,
    kSimulateOptions,
    run_simulate,
};

}  // namespace landform::cli
