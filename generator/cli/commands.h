// The commands, one file each: command_<name>.cpp.
#pragma once

#include "cli/command.h"

namespace landform::cli {

extern const CommandSpec kInitCommand;
extern const CommandSpec kCheckCommand;
extern const CommandSpec kBuildCommand;
extern const CommandSpec kVerifyCommand;
extern const CommandSpec kSimulateCommand;
extern const CommandSpec kExplainCommand;
extern const CommandSpec kLockCommand;
extern const CommandSpec kFmtCommand;
extern const CommandSpec kSchemaCommand;
extern const CommandSpec kSpecCommand;
extern const CommandSpec kVersionCommand;

}  // namespace landform::cli
