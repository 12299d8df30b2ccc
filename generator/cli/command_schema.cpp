// `landform schema`: the JSON Schema of the blueprint language, or of the manifest.
#include <array>

#include "blueprint/json_schema.h"
#include "cli/commands.h"
#include "cli/pages.h"
#include "yaml/write.h"

namespace landform::cli {
namespace {

constexpr std::array kSchemaOptions{
    OptionSpec{"--manifest", "", "", "the schema of manifest.json instead"},
};

Exit run_schema(World& world, const Arguments& arguments) {
  if (arguments.has("--manifest")) {
    world.out(find_page(documents::embedded_files(), "manifest.schema.json"));
  } else {
    world.out(yaml::write_json(blueprint::json_schema(), yaml::JsonLayout::pretty));
  }
  return Exit::ok;
}

}  // namespace

constinit const CommandSpec kSchemaCommand{
    "schema",
    "the JSON Schema of blueprints, for editors",
    "",
    "Prints the JSON Schema (2020-12) of the blueprint language. An editor with it\n"
    "completes keys, shows their meaning and marks mistakes. Most editors take it\n"
    "from the first line of a blueprint:\n"
    "  # yaml-language-server: $schema=../blueprint.schema.json",
    "landform schema > blueprint.schema.json",
    0,
    0,
    kSchemaOptions,
    run_schema,
};

}  // namespace landform::cli
