// `landform init`: a first blueprint, from one of the starters.
#include <array>
#include <string>
#include <string_view>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/pages.h"
#include "cli/report.h"

namespace landform::cli {
namespace {

using base::cat;

// One file of starters/ each; a test holds the two together.
constexpr std::string_view kStarters = "minimal|standard|control-tower|house";

constexpr std::array kInitOptions{
    OptionSpec{"--starter", "", kStarters, "minimal (default), standard, control-tower or house"},
};

Exit run_init(World& world, const Arguments& arguments) {
  const std::string path = arguments.words.empty() ? "blueprints/customer.yaml" : arguments.words.front();
  const std::string name = arguments.has("--starter") ? arguments.value("--starter") : "minimal";
  const std::string_view text = find_page(starters::embedded_files(), cat(name, ".yaml"));
  if (world.disk.kind(path).ok()) {
    world.err(cat("landform: `", path, "` is there already, and init overwrites nothing\n"));
    return Exit::environment;
  }
  const auto slash = path.rfind('/');
  if (slash != std::string::npos && slash > 0) {
    auto made = world.disk.make_directory(path.substr(0, slash));
    if (!made) return disk_trouble(world, "make the folder", made.error());
  }
  auto written = world.disk.create(path, text);
  if (!written) return disk_trouble(world, "write the blueprint", written.error());
  const std::string next = name == "house" ? std::string("name it in each customer's blueprint: `extends: house.yaml`")
                                           : cat("landform check ", path);
  world.out(cat("wrote ", path, " (", name, ")\nedit it, then: ", next, '\n'));
  return Exit::ok;
}

}  // namespace

constinit const CommandSpec kInitCommand{
    "init",
    "write a first blueprint, with comments that teach",
    "[FILE]",
    "Writes a blueprint to begin with (default: blueprints/customer.yaml):\n"
    "  minimal        the least there can be; all else has a secure default\n"
    "  standard       what most customers decide, section by section\n"
    "  control-tower  for an organization that AWS Control Tower governs\n"
    "  house          a provider's own baseline, which customers' blueprints extend\n"
    "It never overwrites a file.",
    "landform init blueprints/acme.yaml --starter standard",
    0,
    1,
    kInitOptions,
    run_init,
};

}  // namespace landform::cli
