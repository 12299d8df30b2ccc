#include "cli/run.h"

#include <string_view>
#include <vector>

#include "base/suggest.h"
#include "base/text.h"
#include "cli/arguments.h"
#include "cli/usage.h"

namespace landform::cli {
namespace {

using base::cat;

Exit unknown_command(World& world, const std::string& name) {
  std::vector<std::string_view> names;
  for (const auto& command : commands()) names.push_back(command.name);
  const auto near = base::near_names(name, names);
  if (near.empty()) return complain(world, cat("there is no command `", name, "`"));
  return complain(world, cat("there is no command `", name, "`; ", base::did_you_mean(near)));
}

}  // namespace

Exit run(World& world, const std::vector<std::string>& words) {
  if (words.empty()) {
    world.err(general_help());
    return Exit::usage;
  }
  const std::string& name = words.front();
  if (name == "--version") return find_command("version")->run(world, {});
  if (name == "--help" || name == "-h" || name == "help") {
    const CommandSpec* about = words.size() > 1 ? find_command(words[1]) : nullptr;
    if (words.size() > 1 && about == nullptr) return unknown_command(world, words[1]);
    world.out(about != nullptr ? command_help(*about) : general_help());
    return Exit::ok;
  }
  const CommandSpec* command = find_command(name);
  if (command == nullptr) {
    if (name.size() > 1 && name[0] == '-') return complain(world, cat("a command comes first, not `", name, "`"));
    return unknown_command(world, name);
  }
  auto arguments = read_arguments(*command, {words.begin() + 1, words.end()});
  if (!arguments) return complain(world, arguments.error().message, command);
  if (arguments.value().has("--help")) {
    world.out(command_help(*command));
    return Exit::ok;
  }
  return command->run(world, arguments.value());
}

}  // namespace landform::cli
