// A command of landform: its words for people, its arguments as a table, and what it does. One file a command; the list
// is in commands.cpp. The tables are what help, completions and the manual page are held to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/disk.h"

namespace landform::cli {

// Whose fault it is, for scripts.
enum class Exit : std::uint8_t {
  ok = 0,
  faults = 1,       // the blueprint, or a template, has errors
  usage = 2,        // the call
  environment = 3,  // the disk, permissions
  differences = 4,  // verify found some
  bug = 70          // landform's own
};

// All that a command may touch of the world outside.
struct World {
  base::Disk& disk;
  std::function<base::Result<std::string, base::DiskError>()> read_input;  // all of standard input
  std::function<void(std::string_view)> out;
  std::function<void(std::string_view)> err;
  bool color = false;                          // for what goes to err
  std::size_t width = 120;                     // columns there
  std::shared_ptr<void> until_exit = nullptr;  // what a command leaves; see Leftovers
};

// What was given on the command line.
struct Arguments {
  std::vector<std::string> words;                           // without options, in order
  std::map<std::string, std::string, std::less<>> options;  // "--out" -> "elsewhere"; flags -> ""; several: one a line

  [[nodiscard]] bool has(std::string_view option) const { return options.find(option) != options.end(); }
  // Empty when it was not given.
  [[nodiscard]] std::string value(std::string_view option) const {
    const auto found = options.find(option);
    return found == options.end() ? std::string() : found->second;
  }
};

struct OptionSpec {
  std::string_view name;        // "--out"
  std::string_view short_name;  // "-v"; empty for most
  std::string_view value;       // "DIR", or "text|json|sarif|github" for a choice; empty for a flag
  std::string_view help;
  bool repeats = false;  // may be given several times
};

struct CommandSpec {
  std::string_view name;
  std::string_view summary;  // one line
  std::string_view words;    // as usage shows them: "BLUEPRINT", "[SLUG]", "FILE..."; empty for none
  std::string_view detail;   // a paragraph or two, lines of at most 80 columns
  std::string_view example;  // command lines
  std::size_t least_words = 0;
  std::size_t most_words = 0;
  std::span<const OptionSpec> options;
  Exit (*run)(World& world, const Arguments& arguments) = nullptr;
};

inline constexpr std::size_t kAnyNumber = 1'000'000;

// In the order in which help lists them.
std::span<const CommandSpec> commands();
// Null when there is none.
const CommandSpec* find_command(std::string_view name);

// What every command understands.
std::span<const OptionSpec> common_options();

}  // namespace landform::cli
