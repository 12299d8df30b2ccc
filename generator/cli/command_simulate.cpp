// `landform simulate`: who may do what, before anything is deployed.
#include <array>

#include "cli/commands.h"
#include "cli/simulate_requests.h"
#include "cli/usage.h"

namespace landform::cli {
namespace {

constexpr std::array kOptions{
    OptionSpec{"--requests", "", "FILE", "questions as JSON, one a line; - is standard input"},
};

Exit run(World& world, const Arguments& arguments) {
  if (arguments.has("--requests")) return simulate_requests(world, arguments.value("--requests"));
  return complain(world, "`simulate` wants `--requests` FILE", &kSimulateCommand);
}

}  // namespace

constinit const CommandSpec kSimulateCommand{
    "simulate",
    "whether a request would be allowed, and which statement decides",
    "",
    "Evaluates requests against policies as IAM does: SCPs and RCPs at every level,\n"
    "identity and resource policies, boundaries, session policies. What a request\n"
    "does not say stays unknown, and the answer names what is missing.\n"
    "docs/simulate.md has the form of requests and answers.",
    "landform simulate --requests requests.jsonl",
    0,
    0,
    kOptions,
    run,
};

}  // namespace landform::cli
