#include "cli/report.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/render_github.h"
#include "base/render_json.h"
#include "base/render_sarif.h"
#include "base/render_text.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cli/disk_words.h"
#include "cli/pages.h"
#include "cli/version.h"

namespace landform::cli {
namespace {

using base::cat;

// Whose fault an error is, where it is not the blueprint's.
constexpr std::array<std::string_view, 5> kEnvironment{"emit/disk-failed", "emit/edited-output", "emit/foreign-file",
                                                       "emit/no-template", "emit/tree-busy"};
constexpr std::array<std::string_view, 2> kBugs{"emit/unreadable-output", "plan/broken"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& slugs, std::string_view slug) {
  return std::find(slugs.begin(), slugs.end(), slug) != slugs.end();
}

}  // namespace

bool for_people(const Arguments& arguments) {
  const std::string format = arguments.value("--format");
  return format.empty() || format == "text";
}

void report(World& world, const base::SourceMap& sources, const base::Diagnostics& diagnostics,
            const Arguments& arguments) {
  const std::string format = arguments.value("--format");
  if (format == "json") {
    world.out(base::render_json(sources, diagnostics));
  } else if (format == "sarif") {
    world.out(base::render_sarif(sources, diagnostics, {std::string(kVersion), "", page_of}));
  } else if (format == "github") {
    world.out(base::render_github(sources, diagnostics));
  } else {
    world.err(base::render_text(sources, diagnostics, {world.color, 20, world.width}));
  }
}

Exit exit_of(const base::Diagnostics& diagnostics) {
  Exit exit = Exit::ok;
  for (const auto& diagnostic : diagnostics.all()) {
    if (diagnostic.severity != base::Severity::error) continue;
    if (among(kBugs, diagnostic.slug)) return Exit::bug;
    if (!among(kEnvironment, diagnostic.slug)) {
      exit = Exit::faults;
    } else if (exit == Exit::ok) {
      exit = Exit::environment;
    }
  }
  return exit;
}

Exit disk_trouble(World& world, std::string_view doing, const base::DiskError& error) {
  world.err(cat("landform: cannot ", doing, ": ", disk_words(error), '\n'));
  return Exit::environment;
}

blueprint::ReadText reader_of(base::Disk& disk) {
  return [&disk](const std::string& path) { return disk.read(path); };
}

bool is_file(World& world, const std::string& path) {
  const auto kind = world.disk.kind(path);
  if (kind && kind.value() == base::EntryKind::file) return true;
  if (kind) {
    const bool is_folder = kind.value() == base::EntryKind::directory;
    world.err(cat("landform: `", path, "` is ", is_folder ? "a folder" : "no file", "; a file is wanted\n"));
    return false;
  }
  std::string message = cat("landform: ", disk_words(kind.error()));
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  if (const auto entries = world.disk.list(folder)) {
    std::vector<std::string> names;
    for (const auto& entry : entries.value()) names.push_back(entry.name);
    const auto near = base::near_names(slash == std::string::npos ? path : path.substr(slash + 1), names);
    if (!near.empty()) message += cat("; ", base::did_you_mean(near));
  }
  world.err(cat(message, '\n'));
  return false;
}

}  // namespace landform::cli
