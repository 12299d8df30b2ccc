// The whole program but for the world it stands in: tests run it on a disk in memory, main.cpp on the real one.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace landform::cli {

// `words`: the command line without the program's name.
Exit run(World& world, const std::vector<std::string>& words);

}  // namespace landform::cli
