// The command line of one command, read by its table. The only file that includes CLI11.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "cli/command.h"

namespace landform::cli {

struct UsageFault {
  std::string message;
};

base::Result<Arguments, UsageFault> read_arguments(const CommandSpec& spec, const std::vector<std::string>& words);

}  // namespace landform::cli
