// `landform build`: the blueprint to its out tree.
#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "cli/blueprint_options.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/tree_writer.h"

namespace landform::cli {
namespace {

using base::cat;
using base::count_of;

constexpr std::array kBuildOptions{
    OptionSpec{"--out", "", "DIR", "the out tree (default: out/SLUG)"},
    kLockOption,
    kLockedOption,
    OptionSpec{"--force", "", "", "give up edits of generated files"},
    OptionSpec{"--dry-run", "", "", "say what would change, write nothing"},
    kTemplatesOption,
    kFormatOption,
    OptionSpec{"--verbose", "-v", "", "name the steps too"},
};

std::string tree_path(const Arguments& arguments, const Compiled& compiled) {
  std::string path = arguments.has("--out") ? arguments.value("--out") : cat("out/", compiled.slug);
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

std::string summary(const Compiled& compiled, const TreeReport& report, const std::string& root, bool rehearsal) {
  const std::size_t written = report.created + report.replaced;
  std::string text =
      cat(root, ": ", count_of(compiled.steps.size(), "step"), ", ", count_of(written + report.unchanged, "file"));
  if (written + report.removed == 0) {
    text += ", nothing changes";
  } else {
    text += cat(" (", written, rehearsal ? " to write, " : " written, ");
    if (report.removed > 0) text += cat(report.removed, rehearsal ? " to remove, " : " removed, ");
    text += cat(report.unchanged, " unchanged)");
  }
  if (compiled.lock_text) {
    const std::size_t changes = lock_changes(compiled);
    text += changes == 0 ? std::string(rehearsal ? "; lock file to rewrite" : "; lock file rewritten")
                         : cat("; lock: ", changes, " new or changed");
  }
  return text + '\n';
}

void list_steps(World& world, const Compiled& compiled) {
  std::size_t kind_width = 0;
  std::size_t name_width = 0;
  for (const auto& step : compiled.steps) {
    kind_width = std::max(kind_width, step.kind.size());
    name_width = std::max(name_width, step.name.size());
  }
  for (const auto& step : compiled.steps) {
    world.out(cat("  ", step.kind, std::string(kind_width - step.kind.size() + 2, ' '), step.name,
                  std::string(name_width - step.name.size() + 2, ' '), step.title, '\n'));
  }
}

Exit run_build(World& world, const Arguments& arguments) {
  if (!is_file(world, arguments.words.front())) return Exit::environment;
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto compiled = compile_named(world, arguments, sources, diagnostics);
  if (!compiled) {
    report(world, sources, diagnostics, arguments);
    return exit_of(diagnostics);
  }
  const std::string root = tree_path(arguments, *compiled);
  const std::string lock_path =
      arguments.has("--lock") ? arguments.value("--lock") : default_lock_path(arguments.words.front());
  TreeRequest request{root, compiled->files, std::nullopt, arguments.has("--force") ? Edited::overwrite : Edited::keep};
  if (compiled->lock_text) request.lock = LockWrite{lock_path, *compiled->lock_text};
  const bool rehearsal = arguments.has("--dry-run");
  const auto written =
      rehearsal ? rehearse_tree(world.disk, request, diagnostics) : write_tree(world.disk, request, diagnostics);
  report(world, sources, diagnostics, arguments);
  if (!written) return exit_of(diagnostics);
  if (for_people(arguments)) {
    if (arguments.has("--verbose")) list_steps(world, *compiled);
    world.out(summary(*compiled, *written, root, rehearsal));
  }
  return Exit::ok;
}

}  // namespace

constinit const CommandSpec kBuildCommand{
    "build",
    "compile a blueprint and write its out tree",
    "BLUEPRINT",
    "Checks the blueprint and writes the CloudFormation templates, the manifest and\n"
    "all else that is deployed. The tree changes whole or not at all; files that you\n"
    "added to it stay.",
    "landform build blueprints/acme.yaml\nlandform build blueprints/acme.yaml --locked   # in CI",
    1,
    1,
    kBuildOptions,
    run_build,
};

}  // namespace landform::cli
