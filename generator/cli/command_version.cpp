// `landform version`, also as --version.
#include "base/text.h"
#include "cli/commands.h"
#include "cli/version.h"

namespace landform::cli {
namespace {

Exit run_version(World& world, const Arguments&) {
  world.out(base::cat("landform ", kVersion, '\n'));
  return Exit::ok;
}

}  // namespace

constinit const CommandSpec kVersionCommand{
    "version", "print the version", "", "Prints the version.", "landform version", 0, 0, {}, run_version,
};

}  // namespace landform::cli
