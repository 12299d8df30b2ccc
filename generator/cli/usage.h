// Help pages and complaints about the command line, made from the commands' tables.
#pragma once

#include <string>
#include <string_view>

#include "cli/command.h"

namespace landform::cli {

// `landform --help`, and of one command. Each fits on one screen: 24 lines of 80 columns.
std::string general_help();
std::string command_help(const CommandSpec& spec);

// "landform: " and the message, and where to look; to err. Always Exit::usage.
Exit complain(World& world, std::string_view message, const CommandSpec* spec = nullptr);

}  // namespace landform::cli
