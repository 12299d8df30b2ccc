// `landform fmt`: blueprints laid out in one way. Comments stay.
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "yaml/format.h"

namespace landform::cli {
namespace {

using base::cat;

constexpr std::array kFmtOptions{
    OptionSpec{"--check", "", "", "write nothing; exit code 1 if a file would change"},
};

enum class Mode { write, check };

// Beside the file first, so that a full disk never leaves half of a blueprint.
Exit replace(World& world, const std::string& path, const std::string& text) {
  auto real = world.disk.real_path(path);
  if (!real) return disk_trouble(world, "write the file", real.error());
  const std::string staged = cat(real.value(), ".landform-new");
  auto written = world.disk.write(staged, text);
  if (written) written = world.disk.rename(staged, real.value());
  if (written) return Exit::ok;
  (void)world.disk.remove_file(staged);
  return disk_trouble(world, "write the file", written.error());
}

Exit format_input(World& world, const Arguments& arguments, Mode mode) {
  auto text = world.read_input();
  if (!text) return disk_trouble(world, "read standard input", text.error());
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto formatted = yaml::format(sources, sources.add("standard input", text.value()), diagnostics);
  report(world, sources, diagnostics, arguments);
  if (!formatted) return Exit::faults;
  if (mode == Mode::check) return *formatted == text.value() ? Exit::ok : Exit::faults;
  world.out(*formatted);
  return Exit::ok;
}

Exit run_fmt(World& world, const Arguments& arguments) {
  const Mode mode = arguments.has("--check") ? Mode::check : Mode::write;
  if (arguments.words.empty()) return format_input(world, arguments, mode);
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  std::vector<std::pair<std::string, std::string>> changed;
  for (const auto& path : arguments.words) {
    if (!is_file(world, path)) return Exit::environment;
    auto text = world.disk.read(path);
    if (!text) return disk_trouble(world, "read the file", text.error());
    auto formatted = yaml::format(sources, sources.add(path, text.value()), diagnostics);
    if (formatted && *formatted != text.value()) changed.emplace_back(path, std::move(*formatted));
  }
  // One file that cannot be read as YAML: nothing is written, so that all or none are in the new form.
  report(world, sources, diagnostics, arguments);
  if (diagnostics.has_errors()) return exit_of(diagnostics);
  for (const auto& [path, text] : changed) {
    world.out(cat(path, mode == Mode::check ? ": would change\n" : ": formatted\n"));
    if (mode == Mode::write) {
      if (const Exit exit = replace(world, path, text); exit != Exit::ok) return exit;
    }
  }
  return mode == Mode::check && !changed.empty() ? Exit::faults : Exit::ok;
}

}  // namespace

constinit const CommandSpec kFmtCommand{
    "fmt",
    "lay blueprints out in one way",
    "[FILE...]",
    "Lays YAML files out in one way and keeps comments and order. Formatting twice\n"
    "changes nothing. Without a file: standard input to standard output.",
    "landform fmt blueprints/*.yaml\nlandform fmt --check blueprints/*.yaml   # in CI",
    0,
    kAnyNumber,
    kFmtOptions,
    run_fmt,
};

}  // namespace landform::cli
