#include "cli/blueprint_options.h"

#include <memory>
#include <utility>

#include "cli/report.h"
#include "resolve/lock.h"

namespace landform::cli {

std::optional<Compiled> compile_named(World& world, const Arguments& arguments, base::SourceMap& sources,
                                      base::Diagnostics& diagnostics, Until until) {
  CompileOptions options;
  options.until = until;
  options.blueprint_path = arguments.words.front();
  options.lock_path = arguments.has("--lock") ? arguments.value("--lock") : default_lock_path(options.blueprint_path);
  options.templates_dir = arguments.value("--templates");
  while (options.templates_dir.size() > 1 && options.templates_dir.back() == '/') options.templates_dir.pop_back();
  auto compiled = compile(sources, reader_of(world.disk), options, diagnostics);
  if (compiled) world.until_exit = std::make_shared<Leftovers>(std::move(compiled->leftovers));
  if (compiled && arguments.has("--locked")) {
    resolve::report_changes(compiled->lock_before, compiled->lock_after, diagnostics);
    if (diagnostics.has_errors()) return std::nullopt;
  }
  return compiled;
}

std::size_t lock_changes(const Compiled& compiled) {
  base::Diagnostics changes;
  resolve::report_changes(compiled.lock_before, compiled.lock_after, changes);
  return changes.all().size();
}

}  // namespace landform::cli
