#include "cli/commands.h"

#include <algorithm>
#include <array>

namespace landform::cli {

std::span<const CommandSpec> commands() {
  // As a newcomer meets them.
  static const std::array kCommands{kInitCommand,     kCheckCommand,   kBuildCommand,  kVerifyCommand,
                                    kSimulateCommand, kExplainCommand, kLockCommand,   kFmtCommand,
                                    kSchemaCommand,   kSpecCommand,    kVersionCommand};
  return kCommands;
}

const CommandSpec* find_command(std::string_view name) {
  const auto all = commands();
  const auto found = std::find_if(all.begin(), all.end(), [&](const CommandSpec& spec) { return spec.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::span<const OptionSpec> common_options() {
  static constexpr std::array kCommon{OptionSpec{"--help", "-h", "", "show this"}};
  return kCommon;
}

}  // namespace landform::cli
